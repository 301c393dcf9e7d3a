// The desk by keyboard. A key presses a button of the card, so that it does just what the button does.
// Keys are known by their place (event.code): the same one writes m or «ة».

const desk = document.getElementById("desk");
const cards = document.getElementById("cards");
const help = document.getElementById("desk-keys");

const ON_CARD = {
  KeyQ: "question",
  KeyA: "answer",
  KeyT: "narration",
  KeyL: "lead",
  KeyC: "closing",
  KeyI: "indirect",
  KeyO: "confirm",
  KeyM: "merge",
  KeyS: "split",
};
const WITH_ALT = { ArrowUp: "up", ArrowDown: "down" };
const WITH_CONTROL = { KeyZ: "undo", KeyY: "redo" };

let last;
cards.addEventListener("focusin", (event) => (last = event.target.closest(".card")?.id ?? last));

const current = () => document.activeElement.closest(".card") || document.getElementById(last);

function press(place, control) {
  const found = place?.querySelector(`[data-control="${control}"]:not([disabled])`);
  found?.click();
  return Boolean(found);
}

function go(card) {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function goBy(step) {
  const from = current();
  if (!from) return go(cards.firstElementChild);
  go(step > 0 ? from.nextElementSibling : from.previousElementSibling);
}

function goToDoubt(step) {
  const doubtful = [...cards.querySelectorAll(".card.doubtful")];
  if (!doubtful.length) return;
  const from = current();
  const behind = (card) => !from || from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = (card) => !from || from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_PRECEDING;
  go(step > 0 ? doubtful.find(behind) || doubtful[0] : doubtful.findLast(before) || doubtful.at(-1));
}

function chooseSpeaker(number, everywhere) {
  const choice = current()?.querySelector("select[data-control=speaker]");
  // The first option is nobody.
  if (!choice || choice.options.length <= number) return false;
  const wider = choice.form.elements.everywhere;
  if (wider) wider.checked ||= everywhere;
  choice.selectedIndex = number;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

// Which kind of text it is, only the editor knows: the list of kinds opens, and a choice is the step.
function askKind(card) {
  const kinds = card?.querySelector("[data-control=aside]");
  if (!kinds) return false;
  kinds.focus();
  try {
    kinds.showPicker();
  } catch {
    // Older browsers have none; the arrows choose in the closed list.
  }
  return true;
}

// Out of a list, without a choice.
function backToCard(target) {
  const card = target.closest(".card");
  card?.focus();
  return Boolean(card);
}

const isTyping = (target) => target.matches("input, select, textarea") || target.isContentEditable;

function act(event) {
  const { code } = event;
  if (event.ctrlKey || event.metaKey) {
    const control = code === "KeyZ" && event.shiftKey ? "redo" : WITH_CONTROL[code];
    return !event.altKey && control && press(desk, control);
  }
  if (event.altKey) return WITH_ALT[code] && press(current(), WITH_ALT[code]);
  if (event.key === "?" || event.key === "؟") return help.showModal() ?? true;
  if (/^Digit\d$/.test(code)) return chooseSpeaker(Number(code.at(-1)), event.shiftKey);
  if (event.shiftKey) return false;
  if (code === "ArrowDown") return goBy(1) ?? true;
  if (code === "ArrowUp") return goBy(-1) ?? true;
  if (code === "KeyN") return goToDoubt(1) ?? true;
  if (code === "KeyP") return goToDoubt(-1) ?? true;
  if (code === "Delete" || code === "Backspace") return askKind(current());
  return ON_CARD[code] && press(current(), ON_CARD[code]);
}

function actWhileTyping({ key, target }) {
  return target.isContentEditable ? key === "Delete" && askKind(current()) : key === "Escape" && backToCard(target);
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || help.open) return;
  const done = isTyping(event.target) ? actWhileTyping(event) : act(event);
  if (done) event.preventDefault();
});

document.getElementById("open-keys")?.addEventListener("click", (event) => {
  event.preventDefault();
  help.showModal();
});
