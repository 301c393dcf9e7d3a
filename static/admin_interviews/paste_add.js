// The page that receives a text. Without this file it is a plain form; here a paste goes on at once, a
// file can be dropped anywhere, and what is typed is kept in the browser until the server has it.

const form = document.getElementById("paste-form");
const { text, clipboard_html: html, file, receipt } = form.elements;
const PREFIX = "paste-desk:";
const LARGEST_PAGE = 8_000_000;
const LONG = 100_000;
const saying = document.getElementById("paste-saying");

// --- Kept in the browser ---

receipt.value = receipt.value || `${Date.now()}-${Math.random().toString(36).slice(2, 10)}`;
const key = PREFIX + receipt.value;

function keep() {
  try {
    if (text.value) localStorage.setItem(key, JSON.stringify({ text: text.value, at: Date.now() }));
    else localStorage.removeItem(key);
  } catch {
    // Browsers keep some five million letters, and none in private windows.
    saying.textContent = form.dataset.tooLong;
  }
}

let waiting;
text.addEventListener("input", () => {
  if (!text.value) html.value = "";
  clearTimeout(waiting);
  waiting = setTimeout(keep, 400);
});
addEventListener("pagehide", keep);

function offerKept() {
  const list = document.getElementById("kept-texts");
  const row = document.getElementById("kept-text");
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && name !== key)) {
    const kept = JSON.parse(localStorage.getItem(name));
    const item = row.content.firstElementChild.cloneNode(true);
    item.querySelector(".words").textContent = kept.text.trim().slice(0, 120);
    item.querySelector("time").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
    item.querySelector(".restore").addEventListener("click", () => {
      if (kept.text.length > LONG) text.removeAttribute("dir");
      text.value = kept.text;
      keep();
      localStorage.removeItem(name);
      item.remove();
      text.focus();
    });
    item.querySelector(".forget").addEventListener("click", () => {
      localStorage.removeItem(name);
      item.remove();
    });
    list.append(item);
    list.closest("section").hidden = false;
  }
}
offerKept();

// --- A paste goes on at once ---


function send() {
  keep();
  saying.textContent = form.dataset.sending;
  form.requestSubmit();
}

text.addEventListener("paste", (event) => {
  const plain = event.clipboardData.getData("text/plain");
  // To find the direction of five million letters takes Chromium nine seconds.
  if (plain.length > LONG) text.removeAttribute("dir");
  if (text.value || !plain.trim()) return;
  event.preventDefault();
  // The page tells what was a heading or bold.
  const page = event.clipboardData.getData("text/html");
  // A book need not be laid out in a text area that is about to go.
  text.hidden = true;
  text.value = plain;
  html.value = page.length <= LARGEST_PAGE ? page : "";
  send();
});

addEventListener("pageshow", (event) => {
  if (event.persisted) text.hidden = false;
});

// --- A file, dropped or chosen, goes on at once ---

file.addEventListener("change", () => file.files.length && send());

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
});
addEventListener("drop", (event) => {
  document.body.classList.remove("dropping");
  if (!hasFiles(event)) return;
  event.preventDefault();
  file.files = event.dataTransfer.files;
  if (file.files.length) send();
});
