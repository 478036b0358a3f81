// @ts-check
// The page's elements by selector. What the page must have and lacks is said at once and by name.

/**
 * Return the first element that a selector finds, or null.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement | null}
 */
export function query(selector, root = document) {
  return root.querySelector(selector);
}

/**
 * Return all elements that a selector finds.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement[]}
 */
export function queryAll(selector, root = document) {
  return [...root.querySelectorAll(selector)].map((element) => /** @type {HTMLElement} */ (element));
}

/**
 * Return the first element that a selector finds; throw where there is none.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement}
 */
export function find(selector, root = document) {
  return findAs(HTMLElement, selector, root);
}

/**
 * Return the first element that a selector finds; throw where there is none, or it is of another class.
 * @template {Element} T
 * @param {new () => T} type
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {T}
 */
export function findAs(type, selector, root = document) {
  const element = root.querySelector(selector);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${type.name} at ${selector}.`);
}

/**
 * Return the element at or around an event's target that a selector fits, or null.
 * @param {EventTarget | null} target
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest(target, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/**
 * Tell whether a key is for a control that is written in or chosen from, or for a dialog, not for the page.
 * What was closed keeps the focus until the next frame is drawn: it takes no keys any more.
 * @param {EventTarget | null} target
 */
export function takesKeys(target) {
  const taker = closest(target, "input, textarea, select, dialog, [contenteditable]");
  return Boolean(taker?.getClientRects().length);
}

/**
 * Return a form's field by its name.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {Control}
 */
export function control(form, name) {
  const found = form.elements.namedItem(name);
  if (found instanceof Element) return /** @type {Control} */ (found);
  throw new Error(`The form has no field ${name}.`);
}

/**
 * Return a copy of the element that a template holds.
 * @param {HTMLTemplateElement} template
 * @returns {HTMLElement}
 */
export function cloneOf(template) {
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}
