// Claims by keyboard: J and K walk, 1 to 5 attach, N opens the form of a new question.
const memory = `unanswered-${location.pathname}${location.search}`;
let at = Number(sessionStorage.getItem(memory) ?? 0);

const claims = () => [...document.querySelectorAll("[data-claim]")];

function go(place) {
  const all = claims();
  if (!all.length) return;
  at = Math.max(0, Math.min(place, all.length - 1));
  for (const one of all) one.classList.toggle("here", one === all[at]);
  sessionStorage.setItem(memory, String(at));
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") go(at);
    return;
  }
  const current = claims()[at];
  const key = event.key.toLowerCase();
  if (!current) return;
  if (key === "j") go(at + 1);
  else if (key === "k") go(at - 1);
  else if (key === "n") {
    current.querySelector("details").open = true;
    current.querySelector("[data-new]").focus();
  } else if (/^[1-5]$/.test(key) && !event.repeat) current.querySelector(`[data-key="${key}"]`)?.click();
  else return;
  event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  const place = claims().indexOf(event.target.closest("[data-claim]"));
  if (place >= 0 && place !== at) {
    at = place;
    for (const [n, one] of claims().entries()) one.classList.toggle("here", n === at);
    sessionStorage.setItem(memory, String(at));
  }
});
document.addEventListener("htmx:afterSwap", () => go(0));
if (at) go(at);
else claims()[0]?.classList.add("here");
