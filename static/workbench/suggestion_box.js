// The box beside a suggested name: whom it may name, and what to do with it.

const narrow = matchMedia("(max-width: 900px)");
const KEYS = { Backspace: "dismiss", Delete: "dismiss", Escape: "close", o: "every" };

export class SuggestionBox {
  // acts: accept(slug), dismiss(), every(slug), close(), and leave() where the focus went elsewhere.
  constructor(element, { tags, textView, then, acts }) {
    Object.assign(this, { element, tags, textView, then, acts });
    this.choices = element.querySelector("[data-choices]");
    element.addEventListener("click", (event) => {
      const { act } = event.target.closest("[data-act]")?.dataset ?? {};
      if (act) this.act(act, event.target.closest("[data-slug]")?.dataset.slug);
    });
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("focusout", () => setTimeout(() => {
      if (!element.hidden && document.hasFocus() && !element.contains(document.activeElement)) acts.leave();
    }));
    document.addEventListener("pointerdown", ({ target }) => {
      if (!element.hidden && !element.contains(target)) acts.leave();
    });
  }

  act(act, slug = this.slugs[0]) {
    const given = { accept: slug, every: slug }[act];
    this.then(() => this.acts[act](given));
  }

  open(place, entities, count) {
    this.slugs = entities.map(({ slug }) => slug);
    const quote = this.textView.quote(place.start, place.end);
    this.element.querySelector("[data-title]").textContent = quote;
    this.element.querySelector("[data-at]").textContent = count;
    this.choices.replaceChildren(...entities.map((entity, at) => this.draw(entity, entities.length > 1 ? at + 1 : "⏎")));
    const range = this.textView.range(place.start, place.end);
    if (CSS.highlights) CSS.highlights.set("suggestion", new Highlight(range));
    this.element.hidden = false;
    this.bring(range);
    this.settle(range.getBoundingClientRect());
    this.choices.firstElementChild.focus({ preventScroll: true });
  }

  draw({ slug, name, hint, label }, key) {
    const choice = this.element.querySelector("template").content.firstElementChild.cloneNode(true);
    choice.dataset.slug = slug;
    choice.querySelector("kbd").textContent = key;
    choice.querySelector("b").textContent = name;
    choice.querySelector(".hint").textContent = hint;
    const chip = choice.querySelector(".chip");
    chip.textContent = this.tags[label]?.text ?? "Choose a label";
    chip.classList.add(this.tags[label]?.look ?? "quiet");
    return choice;
  }

  // Into sight, with room for the box.
  bring(range) {
    const { top, bottom } = range.getBoundingClientRect();
    const room = narrow.matches ? innerHeight * 0.4 : innerHeight - this.element.offsetHeight - 24;
    if (top < 80 || bottom > room) scrollBy({ top: top - innerHeight * 0.3, behavior: "instant" });
  }

  settle(near) {
    const { style, offsetWidth, offsetHeight } = this.element;
    if (narrow.matches) {
      style.left = style.top = "";
      return;
    }
    style.left = `${Math.max(8, Math.min(near.left, innerWidth - offsetWidth - 8))}px`;
    style.top = `${near.bottom + offsetHeight + 16 < innerHeight ? near.bottom + 8 : Math.max(8, near.top - offsetHeight - 8)}px`;
  }

  close() {
    this.element.hidden = true;
    CSS.highlights?.delete("suggestion");
  }

  isOver(range, { clientX, clientY }) {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return [...live.getClientRects()].some(
      ({ left, right, top, bottom }) => left <= clientX && clientX <= right && top <= clientY && clientY <= bottom,
    );
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const { key, target } = event;
    // A key that is held down accepts one, not ten.
    if (event.repeat && key !== "ArrowDown" && key !== "ArrowUp") return event.preventDefault();
    const all = [...this.choices.children];
    const steps = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (steps) all[(all.indexOf(target) + steps + all.length) % all.length].focus();
    else if (/^[1-9]$/.test(key) && all.length > 1) this.act("accept", this.slugs[Number(key) - 1]);
    else if (key === "Enter") target.click();
    else if (KEYS[key]) this.act(KEYS[key], target.dataset.slug);
    else return undefined;
    event.preventDefault();
    return event.stopPropagation();
  }
}
