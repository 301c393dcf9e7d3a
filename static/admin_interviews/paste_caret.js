// Splitting at the cursor: a card's text takes a cursor, but no letter. Without this file the page of
// places to split, to which the same link leads, does it.

const desk = document.getElementById("desk");

function takeCursor(text) {
  text.contentEditable = "true";
  // No keyboard on the screen of a tablet.
  text.inputMode = "none";
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-readonly", "true");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-label", desk.dataset.caret);
}

function leave(text) {
  for (const name of ["contenteditable", "inputmode", "role", "aria-readonly", "aria-multiline", "aria-label"]) {
    text.removeAttribute(name);
  }
}

// Where a place in a card's text is, counted in characters of the text as it was pasted; null when it
// is in no text. A letter beyond the first 65,536 is two units here, and one character there.
function offsetOf(text, node, within) {
  if (!text.contains(node)) return null;
  let offset = null;
  for (const piece of text.querySelectorAll("[data-start]")) {
    const range = document.createRange();
    range.selectNodeContents(piece);
    const side = range.comparePoint(node, within);
    if (side < 0) range.collapse(true);
    else if (side === 0) range.setEnd(node, within);
    offset = Number(piece.dataset.start) + [...range.toString()].length;
    if (side <= 0) break;
  }
  return offset;
}

// The selected part of a card's text as [start, end]; both are the same where there is only a cursor.
function selected(text) {
  const selection = getSelection();
  if (!selection.rangeCount) return [null, null];
  const range = selection.getRangeAt(0);
  const start = offsetOf(text, range.startContainer, range.startOffset);
  return [start, offsetOf(text, range.endContainer, range.endOffset)];
}

function step(fields) {
  const button = document.getElementById("split-here");
  button.value = new URLSearchParams(fields).toString();
  button.click();
}

function split(card) {
  const text = card.querySelector(".text");
  if (!text.isContentEditable) {
    takeCursor(text);
    text.focus();
    return;
  }
  const [offset, end] = selected(text);
  if (offset === null) return;
  const part = end > offset ? { offset_end: end } : {};
  step({ operation: "split", block: card.dataset.block, offset, ...part });
}

desk.addEventListener("change", (event) => {
  const kinds = event.target;
  if (!kinds.matches("[data-control=aside]")) return;
  const card = kinds.closest(".card");
  const text = card.querySelector(".text");
  const [start, end] = text.isContentEditable ? selected(text) : [null, null];
  // The keys of the desk go on from the card.
  card.focus();
  if (start === null || !(end > start)) return;
  // Only a part, so not by the card's own form.
  event.stopPropagation();
  step({ operation: "set_aside", kind: kinds.value, block: card.dataset.block, start, end });
});

desk.addEventListener("pointerdown", (event) => {
  const text = event.target.closest(".card .text");
  if (text && !desk.dataset.readOnly) takeCursor(text);
});

desk.addEventListener("focusout", (event) => {
  // What the card has for its text may be pressed next: it needs the cursor where it was.
  const card = event.target.closest(".card");
  const text = card?.querySelector(".text[contenteditable]");
  if (text && !card.contains(event.relatedTarget)) leave(text);
});

for (const edit of ["beforeinput", "drop", "paste", "cut"]) {
  desk.addEventListener(edit, (event) => event.target.closest?.(".card .text") && event.preventDefault());
}

desk.addEventListener("click", (event) => {
  const link = event.target.closest("[data-control=split]");
  if (!link) return;
  event.preventDefault();
  split(link.closest(".card"));
});

desk.addEventListener("mousedown", (event) => {
  // Otherwise pressing it would take the cursor out of the text.
  if (event.target.closest("[data-control=split]")) event.preventDefault();
});

desk.addEventListener("keydown", (event) => {
  const text = event.target;
  if (!text.isContentEditable) return;
  if (event.key === "Enter") {
    event.preventDefault();
    split(text.closest(".card"));
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave(text);
    text.closest(".card").focus();
  }
});
