// Quoting. On an interview's page: a bar beside selected words. On the page of a quotation: buttons that copy.
// Without it, the link «Quote» at each passage leads to the same forms.

// --- Which words are selected -------------------------------------------------------------------------

const TURN = "section.turn";
const PARAGRAPH = "p[data-at]";

// The server counts code points, a script counts UTF-16.
const codePoints = (text) => [...text].length;

// The part of a range that lies in a paragraph.
function within(range, paragraph) {
  const part = document.createRange();
  part.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
}

// Offsets into the text of the first turn that has selected words; null when there are none.
function selected(range) {
  let found = null;
  for (const paragraph of document.querySelectorAll(PARAGRAPH)) {
    if (!range.intersectsNode(paragraph)) continue;
    const part = within(range, paragraph);
    const text = part.toString();
    if (!text.trim()) continue;
    const turn = paragraph.closest(TURN);
    if (found && found.turn !== turn) return { ...found, isCut: true };
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(part.startContainer, part.startOffset);
    const at = Number(paragraph.dataset.at) + codePoints(before.toString());
    const start = at + codePoints(text) - codePoints(text.trimStart());
    const end = at + codePoints(text.trimEnd());
    found = { turn, paragraph, start: found ? found.start : start, end, isCut: false };
  }
  return found;
}

// --- Copying ------------------------------------------------------------------------------------------

async function copy(text, said) {
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(await text);
    said.textContent = said.dataset.copied;
  } catch {
    // Not allowed, not over https, or the server was not reached.
    said.textContent = said.dataset.failed;
  }
}

const copying = document.getElementById("quote-copying");
if (copying) {
  for (const field of document.querySelectorAll("textarea[readonly]")) {
    const button = copying.content.firstElementChild.cloneNode(true);
    button.setAttribute("aria-describedby", field.getAttribute("aria-labelledby"));
    button.addEventListener("click", () => {
      field.select();
      copy(field.value, document.getElementById("quote-said"));
    });
    field.after(button);
  }
}

// --- The bar ------------------------------------------------------------------------------------------

const WAIT = 250; // milliseconds without a change, after which a selection is made
const GAP = 8; // pixels

const template = document.getElementById("quote-bar");
let bar = null;
let shown = ""; // the page of the words that the bar is for
let timer = 0;

function close() {
  bar?.remove();
  bar = null;
  shown = "";
}

function open() {
  const selection = getSelection();
  if (bar?.contains(document.activeElement)) return;
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const words = range && selected(range);
  if (!words) return close();
  const quote = words.turn.querySelector("a.quote").href;
  const page = `${quote}?start=${words.start}&end=${words.end}`;
  if (page === shown) return place(range);
  close();
  shown = page;
  bar = template.content.firstElementChild.cloneNode(true);
  bar.querySelector(".cut").hidden = !words.isCut;
  bar.querySelector('[data-leads="page"]').href = page;
  bar.querySelector('[data-leads="card"]').href = `${page}#card`;
  // Asked for at once: a browser lets a page copy only right after the click.
  const answer = fetch(`${page}&format=json`).then((response) => {
    if (!response.ok) throw new Error(response.status);
    return response.json();
  });
  // Who clicks is told of a failure.
  answer.catch(() => {});
  const said = bar.querySelector(".said");
  const copies = { source: (found) => found.forms.arabic, address: (found) => found.address };
  for (const button of bar.querySelectorAll("[data-copies]")) {
    button.addEventListener("click", () => copy(answer.then(copies[button.dataset.copies]), said));
  }
  // A press must not take the selection away.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  // Behind the paragraph, so that the next stop of the keyboard is the bar.
  words.paragraph.after(bar);
  place(range);
}

// Below the words, or above where there is no room; on a touch screen the style sheet has it at the bottom.
function place(range) {
  const lines = range.getClientRects();
  if (!bar || !lines.length) return;
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const around = bar.offsetParent?.getBoundingClientRect() ?? document.body.getBoundingClientRect();
  const fits = last.bottom + GAP + bar.offsetHeight < innerHeight;
  const top = fits || first.top < bar.offsetHeight + GAP ? last.bottom + GAP : first.top - GAP - bar.offsetHeight;
  const edge = innerWidth - bar.offsetWidth - GAP;
  const left = Math.max(GAP, Math.min(last.left + (last.width - bar.offsetWidth) / 2, edge));
  bar.style.setProperty("--bar-x", `${left - around.left}px`);
  bar.style.setProperty("--bar-y", `${top - around.top}px`);
}

if (template) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(open, WAIT);
  });
  document.addEventListener("keydown", (event) => {
    if (!bar) return;
    // Words that are selected are no place from which browsers go on to the next stop.
    if (event.key === "Tab" && !event.shiftKey && document.activeElement.tabIndex < 0) {
      event.preventDefault();
      bar.querySelector("button").focus();
    }
    if (event.key !== "Escape") return;
    const turn = bar.closest(TURN);
    const hadFocus = bar.contains(document.activeElement);
    close();
    getSelection().removeAllRanges();
    if (hadFocus) turn.focus({ preventScroll: true });
  });
}
