// What opens below a row: it takes the focus, and closes again.
document.addEventListener("htmx:afterSwap", (event) => {
  event.target.querySelector("h2[tabindex]")?.focus();
});

function close(below) {
  const row = document.getElementById(below.id.replace("under-", "q-"));
  below.replaceChildren();
  row?.querySelector("th a")?.focus();
}
document.addEventListener("click", (event) => {
  const below = event.target.closest("[data-close]")?.closest("[id^=under-]");
  if (below) close(below);
});
document.addEventListener("keydown", (event) => {
  const below = event.key === "Escape" && event.target.closest?.("[id^=under-]");
  if (below) close(below);
});
