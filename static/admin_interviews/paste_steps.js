// Every step at the desk is a plain form. Here it is sent without leaving the page: the server answers
// with the pieces that changed, and they take the place of those that stand there.

const desk = document.getElementById("desk");
const saying = document.getElementById("desk-saying");
const trouble = document.getElementById("desk-trouble");

let queue = Promise.resolve();
let unsent = 0;
// Counts how often the page was brought up to date: steps meant for what stood there before are not sent.
let sight = 0;

function say(words) {
  // The same words twice are read aloud only if they were gone in between.
  saying.textContent = "";
  requestAnimationFrame(() => (saying.textContent = words));
}

// --- Sending ---

async function send(action, fields) {
  fields.set("version", desk.dataset.version);
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  if (token) fields.set("csrfmiddlewaretoken", token[1]);
  const answer = await fetch(action, {
    method: "POST",
    body: fields,
    headers: { Accept: "application/json" },
  });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(answer.status);
  return answer.json();
}

async function answerTo(action, fields) {
  try {
    return await send(action, fields);
  } catch {
    return { problem: desk.dataset.unreachable, again: true };
  }
}

function attempt(action, fields) {
  const seen = sight;
  const asker = whereFocusIs().id;
  unsent += 1;
  desk.setAttribute("aria-busy", "true");
  queue = queue.then(async () => {
    const answer = seen === sight ? await answerTo(action, fields) : {};
    if (answer.go) location.assign(answer.go);
    else if (answer.problem) await complain(answer, () => attempt(action, fields));
    else if (answer.parts) show(answer, asker);
    unsent -= 1;
    if (!unsent) desk.removeAttribute("aria-busy");
  });
}

// What the editor wrote stays until it is closed by hand.
function clearTrouble() {
  for (const row of trouble.querySelectorAll(":scope > :not(:has(.unsent:not([hidden])))")) row.remove();
}

async function complain(answer, again) {
  // A part of the step may have been taken.
  if (answer.version) desk.dataset.version = answer.version;
  const row = document.getElementById("trouble").content.firstElementChild.cloneNode(true);
  row.querySelector(".words").textContent = answer.problem;
  const [login, repeat, reload, see] = [".login", ".again", ".reload", ".see"].map((name) => row.querySelector(name));
  for (const [link, address] of [[login, answer.login], [see, answer.see]]) {
    link.hidden = !address;
    if (address) link.href = address;
  }
  repeat.hidden = !(answer.login || answer.again);
  repeat.addEventListener("click", () => {
    row.remove();
    again();
  });
  row.querySelector(".close").addEventListener("click", () => row.remove());
  const lost = answer.conflict ? await showPresent() : [];
  reload.hidden = Boolean(lost);
  clearTrouble();
  trouble.append(row);
  if (lost?.length) tell(lost, row.querySelector(".unsent"));
}

// --- When somebody else was faster ---

const WRITTEN = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea";

function wasChanged(field) {
  if (!field.options) return field.value !== field.defaultValue;
  const first = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(0, first);
}

// What the editor wrote or chose, and the page as the server now has it does not say: [label, words].
function writtenBeside(fresh) {
  return [...desk.querySelectorAll(WRITTEN)]
    .filter((field) => wasChanged(field) && fresh.querySelector(`#${field.id}`)?.value !== field.value)
    .map((field) => [field.labels[0]?.textContent ?? "", field.selectedOptions?.[0]?.text ?? field.value]);
}

// Shows the text as the server now has it. Returns what the editor wrote that is not in it; null when
// only the whole page can show it, because it was saved, say, or the server is not to be reached.
async function showPresent() {
  const html = await fetch(location.href).then((answer) => answer.text(), () => "");
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("desk");
  if (!fresh?.querySelector("#cards") || fresh.dataset.readOnly) return null;
  const written = writtenBeside(fresh);
  keepingPlace(whereFocusIs().id, () => {
    for (const name of ["head", "facts", "people", "layouts", "doubts"]) {
      replace(document.getElementById(`desk-${name}`), fresh.querySelector(`#desk-${name}`));
    }
    for (const id of ["cards", "source-text"]) {
      document.getElementById(id).replaceChildren(...fresh.querySelector(`#${id}`).childNodes);
    }
  });
  desk.dataset.version = fresh.dataset.version;
  sight += 1;
  desk.dispatchEvent(new CustomEvent("desk:shown"));
  return written;
}

function tell(written, box) {
  for (const [label, words] of written) {
    const [name, value] = ["dt", "dd"].map((tag) => document.createElement(tag));
    [name.textContent, value.textContent, value.dir] = [label, words, "auto"];
    box.querySelector("dl").append(name, value);
  }
  box.hidden = false;
}

// --- Showing the answer ---

function elementOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

// `order` names every child of the pane by its id; `html` has those that are new or different.
function patch(pane, { order, html }) {
  const wanted = new Set(order);
  for (const child of [...pane.children]) if (!wanted.has(child.id)) child.remove();
  let next = pane.firstElementChild;
  for (const id of order) {
    let element = document.getElementById(id);
    if (html[id]) {
      const fresh = elementOf(html[id]);
      if (element) {
        if (element === next) next = element.nextElementSibling;
        element.remove();
      }
      element = fresh;
      pane.insertBefore(element, next);
    } else if (element === next) {
      next = next.nextElementSibling;
    } else {
      pane.insertBefore(element, next);
    }
  }
}

function whereFocusIs() {
  const active = document.activeElement;
  return { id: active.closest("[id]")?.id, control: active.dataset.control, onCard: Boolean(active.closest(".card")) };
}

function bringFocusBack(before, wanted) {
  // A button outside of the cards, such as «undo», is likely to be pressed again.
  const places = before.onCard ? [wanted, before.id] : [before.id, wanted];
  for (const target of places.map((id) => document.getElementById(id)).filter(Boolean)) {
    if (target.contains(document.activeElement)) return;
    const controls = [...target.querySelectorAll("[data-control]:not([disabled])")];
    const place = controls.find((control) => control.dataset.control === before.control) || target;
    place.focus({ preventScroll: true });
    if (place.contains(document.activeElement)) return;
  }
}

function replace(part, fresh) {
  if (part.open !== undefined) fresh.open = part.open;
  // What the editor has opened stays open.
  for (const opened of part.querySelectorAll("details[id][open]")) {
    const same = fresh.querySelector(`#${opened.id}`);
    if (same) same.open = true;
  }
  part.replaceWith(fresh);
}

function unfold(element) {
  for (let folded; (folded = element?.closest("details:not([open])")); ) folded.open = true;
}

// What stood under the eye stays there, however much `change` puts in or takes out above it.
function keepingPlace(focus, change) {
  const before = whereFocusIs();
  const place = document.getElementById(focus)?.getBoundingClientRect().top;
  change();
  bringFocusBack(before, focus);
  const now = document.getElementById(focus);
  if (now && place !== undefined) {
    const box = now.closest(".pane-scroll") || document.scrollingElement;
    box.scrollTop += now.getBoundingClientRect().top - place;
  }
  now?.scrollIntoView({ block: "nearest" });
}

function show(answer, asker) {
  clearTrouble();
  // Who has gone on to another card in the meantime stays there.
  const here = whereFocusIs().id;
  const focus = (here === asker && answer.focus) || here;
  unfold(document.getElementById(focus));
  keepingPlace(focus, () => {
    desk.dataset.version = answer.version;
    for (const [id, pane] of Object.entries(answer.panes)) patch(document.getElementById(id), pane);
    for (const [id, html] of Object.entries(answer.parts)) {
      replace(document.getElementById(id), elementOf(html));
    }
  });
  say(answer.done);
  desk.dispatchEvent(new CustomEvent("desk:shown", { detail: answer }));
}

// --- What begins a step ---

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-step]")) return;
  event.preventDefault();
  // Read now: by the time its turn comes, the fields may be others.
  attempt(event.target.action, new FormData(event.target, event.submitter));
});

// A choice that was made is a step, without the button beside it.
document.addEventListener("change", (event) => {
  const button = event.target.closest("[data-on-change]")?.dataset.onChange;
  if (button) document.getElementById(button)?.click();
});

addEventListener("beforeunload", (event) => {
  if (unsent || trouble.querySelector(".again:not([hidden])")) event.preventDefault();
});

// The link to the list of doubts leads into a fold.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link) unfold(document.getElementById(link.hash.slice(1)));
});

// The server has the text: the browser need not keep it any longer.
if (desk.dataset.received) {
  localStorage.removeItem(`paste-desk:${desk.dataset.received}`);
  history.replaceState(null, "", location.pathname + location.hash);
}
document.documentElement.classList.add("with-scripts");
