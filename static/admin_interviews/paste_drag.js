// A card is dragged by its grip, with a mouse or a finger; the buttons beside it do the same in steps.

const cards = document.getElementById("cards");
let dragged, target, below;

function aim(card, isBelow) {
  target?.classList.remove("drop-before", "drop-behind");
  [target, below] = [card, isBelow];
  target?.classList.add(below ? "drop-behind" : "drop-before");
}

function forget() {
  dragged?.classList.remove("dragged");
  aim();
  dragged = undefined;
}

cards.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip || event.button) return;
  event.preventDefault();
  dragged = grip.closest(".card");
  dragged.classList.add("dragged");
  grip.setPointerCapture(event.pointerId);
});

cards.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("#cards > .card");
  if (under) {
    const box = under.getBoundingClientRect();
    aim(under, event.clientY > box.top + box.height / 2);
  }
  const edge = 60;
  if (event.clientY < edge * 2) scrollBy(0, -20);
  else if (event.clientY > innerHeight - edge) scrollBy(0, 20);
});

cards.addEventListener("pointerup", () => {
  if (dragged && target) {
    const next = below ? target.nextElementSibling : target;
    if (next !== dragged && next !== dragged.nextElementSibling) {
      const button = document.getElementById("move-here");
      button.value = `operation=move&block=${dragged.dataset.block}&before=${next?.dataset.block ?? ""}`;
      button.click();
    }
  }
  forget();
});
cards.addEventListener("pointercancel", forget);
