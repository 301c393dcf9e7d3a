// The search box offers how the query may go on: an editable combobox with a list, as the ARIA Authoring
// Practices describe it. Without this file, or when the server does not answer, it is a plain form.

const DELAY = 120; // milliseconds after the last letter
const SHORTEST = 2;

function attach(form) {
  const box = form.elements.q;
  const list = document.createElement("ul");
  list.id = `${box.id}-completions`;
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.completionsLabel);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);

  // A search field may not be a combobox, a text field may (ARIA in HTML).
  box.type = "text";
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  // What was typed, as long as the box shows a completion instead; the one shown, -1 for none.
  let typed = box.value;
  let completions = [];
  let active = -1;
  let waiting, request;

  function open() {
    list.hidden = !completions.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
  }

  function close() {
    clearTimeout(waiting);
    request?.abort();
    completions = [];
    list.replaceChildren();
    status.textContent = "";
    mark(-1);
    open();
  }

  function mark(number) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = number;
    const option = list.children[active];
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  // With an arrow key the box shows what the completion would search for, so that one can type on.
  function move(by) {
    const places = completions.length + 1;
    mark(((active + 1 + by + places) % places) - 1);
    box.value = completions[active]?.query ?? typed;
  }

  function choose(number) {
    box.value = completions[number].query;
    close();
    form.requestSubmit();
  }

  function option({ text, label, detail }, number) {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    for (const [words, name] of [[text, "text"], [detail, "count"], [label, "count"]]) {
      if (!words) continue;
      const span = document.createElement("span");
      span.className = name;
      span.textContent = words;
      // A space between them, or a screen reader would read them as one word.
      item.append(span, " ");
    }
    return item;
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch(`${form.dataset.completions}?${new URLSearchParams({ q: typed })}`, { signal });
      if (!answer.ok) return close();
      const found = await answer.json();
      if (signal.aborted) return;
      mark(-1);
      completions = found.completions;
      list.replaceChildren(...completions.map(option));
      status.textContent = found.status;
      open();
    } catch {
      // Given up for a later question, or no connection: what is typed can be searched for all the same.
      if (!signal.aborted) close();
    }
  }

  // On phones every letter is part of a composition: they are taken as they come.
  box.addEventListener("input", () => {
    typed = box.value;
    clearTimeout(waiting);
    const atEnd = box.selectionStart === typed.length;
    if (!atEnd || typed.trim().length < SHORTEST) return close();
    waiting = setTimeout(ask, DELAY);
  });

  box.addEventListener("keydown", (event) => {
    // These keys belong to the composition as long as there is one.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      box.value = typed;
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!list.hidden) move(event.key === "ArrowDown" ? 1 : -1);
      else if (box.value.trim().length >= SHORTEST) {
        typed = box.value;
        ask();
      }
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      mark(-1);
    }
  });

  // The box keeps the focus, and the keyboard of a phone stays.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) choose([...list.children].indexOf(item));
  });
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  open();
}

document.querySelectorAll("form[data-completions]").forEach(attach);
