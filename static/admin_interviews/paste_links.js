// The two columns show the same text: what is pointed at on one side is marked on the other.

const desk = document.getElementById("desk");
const source = document.getElementById("source");

const blockOf = (target) => target.closest?.("[data-block]")?.dataset.block;

function mark(className, block) {
  for (const old of desk.querySelectorAll(`.${className}`)) old.classList.remove(className);
  if (!block) return;
  for (const piece of desk.querySelectorAll(`[data-block="${CSS.escape(block)}"]`)) piece.classList.add(className);
}

let pointed;
desk.addEventListener("pointerover", (event) => {
  const block = blockOf(event.target);
  if (block === pointed) return;
  pointed = block;
  mark("pointed", block);
});
desk.addEventListener("pointerleave", () => {
  pointed = undefined;
  mark("pointed");
});

// Scrolls the column of the source and nothing else.
function showInSource(block) {
  const piece = source.querySelector(`[data-block="${CSS.escape(block)}"]`);
  if (!piece || getComputedStyle(source).overflowY === "visible") return;
  const [box, place] = [source.getBoundingClientRect(), piece.getBoundingClientRect()];
  if (place.top < box.top || place.top > box.bottom - 60) {
    source.scrollTop += place.top - box.top - box.height / 4;
  }
}

desk.addEventListener("focusin", (event) => {
  const block = blockOf(event.target);
  if (!block) return;
  mark("current", block);
  if (event.target.closest(".card")) showInSource(block);
});

source.addEventListener("click", (event) => {
  const block = blockOf(event.target);
  if (!block || !getSelection().isCollapsed) return;
  event.preventDefault();
  document.getElementById(`b${block}`)?.focus();
});

desk.addEventListener("desk:shown", () => mark("current", blockOf(document.activeElement)));
