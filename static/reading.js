// Comfort while reading. Everything here works without it, but is not remembered and cannot be put aside.

// --- Kinds of names that the reader switched off stay off, also in the next interview -----------------

const KEY = "names-off";
const boxes = [...document.querySelectorAll(".name-kinds input")];

function remembered() {
  try {
    return (localStorage.getItem(KEY) ?? "").split(" ").filter(Boolean);
  } catch {
    // Private windows and blocked storage: the switches still work.
    return [];
  }
}

const off = new Set(remembered());
for (const box of boxes) {
  if (off.has(box.id)) box.checked = false;
  box.addEventListener("change", () => {
    if (box.checked) off.delete(box.id);
    else off.add(box.id);
    try {
      localStorage.setItem(KEY, [...off].join(" "));
    } catch {
      // As above.
    }
  });
}

// --- Cards of names: within the window, and closed by Escape ------------------------------------------

const NAMES = ".text a.name";
const CARD = 300; // its greatest width in pixels, with its frame: see archive.css

function place(event) {
  const name = event.target.closest?.(NAMES);
  if (!name) return;
  const isRightToLeft = getComputedStyle(name).direction === "rtl";
  const first = name.getClientRects()[0];
  const room = isRightToLeft ? first.right : document.documentElement.clientWidth - first.left;
  name.classList.toggle("to-end", room < CARD);
}

function open(event) {
  event.target.closest?.(NAMES)?.classList.remove("closed");
}

document.addEventListener("pointerover", place);
document.addEventListener("focusin", place);
document.addEventListener("pointerout", open);
document.addEventListener("focusout", open);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const name of document.querySelectorAll(`${NAMES}:is(:hover, :focus-visible)`)) name.classList.add("closed");
});
