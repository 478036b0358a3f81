// What a key is called, on whatever keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";

import { keyName } from "../../static/workbench/keys.js";

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
