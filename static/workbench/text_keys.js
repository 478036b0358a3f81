// The keys that read and select in the text, for the table; and the key that goes there.

export function startTextKeys({ text, keys, reading, mayAnnotate }) {
  if (!mayAnnotate) return;
  keys.bind("The text", "Into the text", ["t"], () => {
    text.focus();
    if (reading.cursor) reading.tell();
  });
  for (const [words, names] of [
    ["Word by word", ["ArrowLeft", "ArrowRight"]],
    ["Sentence by sentence", ["Ctrl+ArrowLeft", "Ctrl+ArrowRight"]],
    ["Paragraph by paragraph", ["ArrowUp", "ArrowDown"]],
    ["Character by character", ["Alt+ArrowLeft", "Alt+ArrowRight"]],
    ["Where the paragraph begins or ends; with Ctrl, the article", ["Home", "End"]],
    ["With any of these: select as far as that", ["Shift"]],
    ["Tag what is selected", ["Enter"]],
  ]) keys.tell("The text", words, names);
}
