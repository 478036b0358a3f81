// Every key of the workbench in one table: what it does, when it may, and how `?` tells it.

// "j", "J" with Shift, "Ctrl+z", "Ctrl+Shift+z", "Alt+ArrowLeft", "Shift+Delete", "?".
export function nameOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  const held = ctrlKey || metaKey;
  let name = key;
  // Alt writes other characters on some keyboards: the key's place says which was meant.
  // Where letters are not Latin (Urdu, Russian), the key's place does, too.
  const isElsewhere = altKey || (/^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key));
  if (isElsewhere && /^Key[A-Z]$/.test(code ?? "")) name = code.at(-1).toLowerCase();
  if (altKey && /^(Comma|Period)$/.test(code ?? "") && !"<>,.".includes(key)) name = { Comma: ",<", Period: ".>" }[code][Number(shiftKey)];
  if (/^\p{L}$/u.test(name)) name = shiftKey && !held && !altKey ? name.toUpperCase() : name.toLowerCase();
  const shift = shiftKey && (name.length > 1 || ((held || altKey) && /^\p{L}$/u.test(name)));
  return `${held ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${name}`;
}

const WORDS = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Backspace: "⌫", Delete: "Del", Escape: "Esc", Enter: "⏎", " ": "Space",
};

function caps(name) {
  const parts = /^\p{Lu}$/u.test(name) ? ["Shift", name] : name.split("+");
  return parts.map((part) => {
    const kbd = document.createElement("kbd");
    kbd.textContent = WORDS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    return kbd;
  });
}

export class Keys {
  constructor(dialog) {
    Object.assign(this, { dialog, acts: new Map(), groups: new Map() });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  // `needs`: "open", a reading that may be changed; "current", one of its annotations chosen, too.
  bind(group, words, names, act, needs = "") {
    for (const name of names) this.act(name, act, needs);
    this.tell(group, words, names);
  }

  // A key that the line of another one speaks of.
  act(name, act, needs = "") {
    this.acts.set(name, { act, needs });
  }

  // A key that somebody else listens to, for the list.
  tell(group, words, names) {
    if (!this.groups.has(group)) this.groups.set(group, []);
    this.groups.get(group).push({ words, names });
  }

  of(event) {
    return this.acts.get(nameOf(event));
  }

  show() {
    const holder = this.dialog.querySelector("[data-keys]");
    holder.replaceChildren(...[...this.groups].map(([group, lines]) => {
      const section = document.createElement("section");
      const heading = document.createElement("h3");
      heading.textContent = group;
      const list = document.createElement("dl");
      for (const { words, names } of lines) {
        const keys = document.createElement("dt");
        names.forEach((name, at) => keys.append(...(at ? [" "] : []), ...caps(name)));
        const what = document.createElement("dd");
        what.textContent = words;
        list.append(keys, what);
      }
      section.append(heading, list);
      return section;
    }));
    this.dialog.showModal();
  }
}
