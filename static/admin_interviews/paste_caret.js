// Splitting at the cursor: a card's text takes a cursor, but no letter. Without this file the page of
// places to split, to which the same link leads, does it.

const desk = document.getElementById("desk");

function takeCursor(text) {
  text.contentEditable = "true";
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-readonly", "true");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-label", desk.dataset.caret);
}

function leave(text) {
  for (const name of ["contenteditable", "role", "aria-readonly", "aria-multiline", "aria-label"]) {
    text.removeAttribute(name);
  }
}

// Where the cursor stands, counted in characters of the text as it was pasted; null when it stands
// in no piece of it. A letter beyond the first 65,536 is two units here, and one character there.
function cursorIn(text) {
  const selection = getSelection();
  if (!selection.rangeCount) return null;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  if (!text.contains(startContainer)) return null;
  for (const piece of text.querySelectorAll("[data-start]")) {
    const range = document.createRange();
    range.selectNodeContents(piece);
    if (range.comparePoint(startContainer, startOffset) > 0) continue;
    if (range.comparePoint(startContainer, startOffset) === 0) range.setEnd(startContainer, startOffset);
    else range.collapse(true);
    return Number(piece.dataset.start) + [...range.toString()].length;
  }
  return null;
}

function split(card) {
  const text = card.querySelector(".text");
  if (text.isContentEditable) {
    const offset = cursorIn(text);
    const button = document.getElementById("split-here");
    if (offset === null) return;
    button.value = `operation=split&block=${card.dataset.block}&offset=${offset}`;
    button.click();
    return;
  }
  takeCursor(text);
  text.focus();
}

desk.addEventListener("pointerdown", (event) => {
  const text = event.target.closest(".card .text");
  if (text && !desk.dataset.readOnly) takeCursor(text);
});

desk.addEventListener("focusout", (event) => {
  // The link «split» may be pressed next: it needs the cursor where it was.
  const text = event.target;
  if (text.isContentEditable && !text.closest(".card").contains(event.relatedTarget)) leave(text);
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
