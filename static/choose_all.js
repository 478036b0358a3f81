// One box that chooses all of a list. Without this script the box does not show.
function show() {
  for (const line of document.querySelectorAll(".choose-all")) line.hidden = false;
}
function boxes(name) {
  return [...document.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
}
function tell() {
  for (const all of document.querySelectorAll("[data-choose-all]")) {
    const chosen = boxes(all.dataset.chooseAll).filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes(all.dataset.chooseAll).length;
    all.indeterminate = chosen > 0 && !all.checked;
  }
}
document.addEventListener("change", (event) => {
  const name = event.target.dataset.chooseAll;
  if (name) for (const box of boxes(name)) box.checked = event.target.checked;
  tell();
});
document.addEventListener("htmx:afterSwap", () => {
  show();
  tell();
});
show();
tell();
