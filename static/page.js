// What every page needs: menus that close, and a word when an answer does not come.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a phone the tabs run on to the right: the current one is brought into sight.
for (const row of document.querySelectorAll(".tabs, .ways")) {
  const current = row.querySelector("[aria-current]");
  if (current) row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}

function say(text) {
  let list = document.querySelector("ul.messages");
  if (!list) {
    const status = document.createElement("div");
    status.setAttribute("role", "status");
    list = document.createElement("ul");
    list.className = "messages";
    status.append(list);
    document.querySelector(".bar").after(status);
  }
  const line = document.createElement("li");
  line.className = "error";
  line.textContent = text;
  list.replaceChildren(line);
}
document.addEventListener("htmx:sendError", () => say("The server cannot be reached. Nothing was changed; try again."));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) say("Your session has ended. Sign in again in another tab, then try once more.");
  else if (status === 403) say("You may not do this here. Ask a manager of the story.");
  else if (status === 404) say("This is no longer there. Reload the page.");
  else if (status === 503) say("The desk is away for a moment. Nothing was changed; try again.");
  else say(`The server answered with an error (${status}). Nothing was changed; try again.`);
});
