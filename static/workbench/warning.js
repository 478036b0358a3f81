// A few words beside the cards that stay for as long as it takes to read them.

let ending;

export function warn(words) {
  const line = document.getElementById("held");
  line.textContent = words;
  line.hidden = false;
  clearTimeout(ending);
  ending = setTimeout(() => {
    line.hidden = true;
  }, 8000);
}
