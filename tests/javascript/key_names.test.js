// What a key is called, on whatever keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";

import { keyAmong, keyName, shiftedDigit } from "../../static/key_names.js";

const CASES = [
  [{ key: "j" }, "j"],
  [{ key: "J", shiftKey: true }, "J"],
  [{ key: "J" }, "j"], // Caps Lock is no Shift
  [{ key: "j", shiftKey: true }, "J"],
  [{ key: "?", shiftKey: true }, "?"],
  [{ key: "z", ctrlKey: true }, "Ctrl+z"],
  [{ key: "z", metaKey: true }, "Ctrl+z"],
  [{ key: "Z", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+z"],
  [{ key: "Delete", shiftKey: true }, "Shift+Delete"],
  [{ key: "ArrowLeft", altKey: true }, "Alt+ArrowLeft"],
  [{ key: "¬", altKey: true, code: "KeyL" }, "Alt+l"], // Alt writes other characters
  [{ key: "≤", altKey: true, code: "Comma" }, "Alt+,"],
  [{ key: "˘", altKey: true, shiftKey: true, code: "Period" }, "Alt+>"],
  [{ key: "о", code: "KeyJ" }, "j"], // Russian
  [{ key: "ت", code: "KeyJ" }, "j"], // Urdu
  [{ key: "é", code: "Digit2" }, "é"], // Latin letters are themselves, wherever they are
];
const NONE = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
for (const [press, name] of CASES) {
  test(`${JSON.stringify(press)} is ${name}`, () => assert.equal(keyName({ ...NONE, ...press }), name));
}

// What is bound, what is pressed, and which of the two names it answers to.
const AMONG = [
  ["12/?[,.<>jn", { key: "&", code: "Digit1" }, "1"], // French: digits are written with Shift
  ["12/?[,.<>jn", { key: "1", code: "Digit1", shiftKey: true }, "1"],
  ["12/?[,.<>jn", { key: "é", code: "Digit2" }, "2"],
  ["12é", { key: "é", code: "Digit2" }, "é"], // what it writes goes first
  ["12/?[,.<>jn", { key: "!", code: "Digit1", shiftKey: true }, undefined],
  ["12/", { key: "!", code: "Slash" }, "/"],
  ["12/", { key: "/", code: "Period", shiftKey: true }, "/"],
  ["17/", { key: "/", code: "Digit7", shiftKey: true }, "/"], // German
  ["17[", { key: "ü", code: "BracketLeft" }, "["],
  ["?", { key: "§", code: "Slash", shiftKey: true }, "?"],
  [",.", { key: ";", code: "Comma" }, ","],
  [",.", { key: ".", code: "Comma", shiftKey: true }, "."],
  [",.", { key: "w", code: "Comma" }, undefined], // Dvorak: a letter is itself
  ["jo", { key: "о", code: "KeyJ" }, "j"], // Russian
  ["jо", { key: "о", code: "KeyJ" }, "о"], // unless the Russian letter is bound
  ["jJ", { key: "О", code: "KeyJ", shiftKey: true }, "J"],
  [",", { key: "б", code: "Comma" }, ","],
  ["12", { key: "۲", code: "Digit2" }, "2"], // Urdu
  ["12/", { key: "&", code: "Digit1", ctrlKey: true }, undefined],
];
for (const [bound, press, name] of AMONG) {
  test(`of ${bound}, ${JSON.stringify(press)} is ${name}`, () => {
    assert.equal(keyAmong({ ...NONE, ...press }, (one) => [...bound].includes(one)), name);
  });
}

test("a digit with Shift is told by its place, whatever it writes", () => {
  const shifted = { ...NONE, shiftKey: true };
  assert.equal(shiftedDigit({ ...shifted, key: "@", code: "Digit2" }), 2);
  assert.equal(shiftedDigit({ ...shifted, key: "2", code: "Digit2" }), 2); // French
  assert.equal(shiftedDigit({ ...NONE, key: "é", code: "Digit2" }), 0);
  assert.equal(shiftedDigit({ ...NONE, key: "2", code: "Digit2" }), 0);
  assert.equal(shiftedDigit({ ...shifted, key: ")", code: "Digit0" }), 0);
  assert.equal(shiftedDigit({ ...shifted, ctrlKey: true, key: "2", code: "Digit2" }), 0);
});
