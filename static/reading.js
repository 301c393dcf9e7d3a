// Comfort while reading. Everything here works without it, but is not remembered and cannot be put aside.

// --- Kinds of names that the reader switched off stay off, also in the next interview -----------------

const KEY = "names-off";
const NAMES = ".text a.name";
const boxes = [...document.querySelectorAll(".name-kinds input")];

// The kinds that were switched off; nothing where storage is blocked or broken.
function remembered() {
  try {
    return new Set((localStorage.getItem(KEY) ?? "").split(" ").filter(Boolean));
  } catch {
    return null;
  }
}

function remember(box) {
  // Asked anew each time: another window may have switched another kind.
  const off = remembered();
  if (!off) return;
  if (box.checked) off.delete(box.id);
  else off.add(box.id);
  try {
    localStorage.setItem(KEY, [...off].join(" "));
  } catch {
    // Full or read only: the switch works on this page.
  }
}

// What the style sheet cannot: names that look like the text around them are no stops for the keyboard.
function apply(box) {
  const kind = box.id.replace("names-", "");
  for (const name of document.querySelectorAll(`${NAMES}.${kind}`)) name.tabIndex = box.checked ? 0 : -1;
}

function recall() {
  const off = remembered();
  for (const box of boxes) {
    if (off) box.checked = !off.has(box.id);
    apply(box);
  }
}

for (const box of boxes) {
  box.addEventListener("change", () => {
    remember(box);
    apply(box);
  });
}
recall();
// A page that the browser kept, or whose boxes it filled in again, may be behind.
addEventListener("pageshow", recall);

// --- Cards of names: beside the name, within the text and the window, closed by Escape ----------------

const WIDEST = 306; // pixels, where the card's own size is not known; see archive.css
const HIGHEST = 150;

function place(event) {
  const name = event.target.closest?.(NAMES);
  if (!name) return;
  const lines = name.getClientRects();
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const text = name.closest("p").getBoundingClientRect();
  const card = getComputedStyle(name, "::after");
  const width = Math.min(parseFloat(card.inlineSize) || WIDEST, text.width);
  const height = parseFloat(card.blockSize) || HIGHEST;
  // Where the name begins in the direction of the text; where a name is broken, in its last line.
  const wanted = getComputedStyle(name).direction === "rtl" ? last.right - width : last.left;
  const left = Math.max(text.left, Math.min(wanted, text.right - width));
  const isAbove = last.bottom + height > innerHeight && first.top > height;
  const top = isAbove ? first.top - height : last.bottom;
  name.style.setProperty("--card-x", `${left - text.left}px`);
  name.style.setProperty("--card-y", `${top - text.top}px`);
}

// The card is drawn by the style sheet; who hears the page hears it as a description of the link.
function describe(event) {
  const name = event.target.closest?.(NAMES);
  if (name?.dataset.card) name.setAttribute("aria-description", name.dataset.card.split("\n").join(", "));
}

function open(event) {
  event.target.closest?.(NAMES)?.classList.remove("closed");
}

document.addEventListener("pointerover", place);
document.addEventListener("focusin", place);
document.addEventListener("focusin", describe);
document.addEventListener("pointerout", open);
document.addEventListener("focusout", open);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const name of document.querySelectorAll(`${NAMES}:is(:hover, :focus-visible)`)) name.classList.add("closed");
});
