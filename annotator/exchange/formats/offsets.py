"""Offsets of other programs, as code points: UTF-16 units, and texts that are not canonical (pure).

Every function takes and gives indices of a Python `str` unless it says otherwise.
"""

from array import array
from collections.abc import Callable

from articles.text import canonical

Move = Callable[[int], int]


def from_utf_16(text: str) -> Move:
    """Return what turns an offset in UTF-16 units (JavaScript, Java, C#) into code points.

    An offset in the middle of a surrogate pair becomes that of the character it cuts. Offsets
    behind the end stay behind it.
    """
    if text.isascii() or max(text) < "\U00010000":
        return lambda offset: offset
    starts = array("q")
    units = 0
    for index, character in enumerate(text):
        starts.append(index)
        units += 1
        if character > "\uffff":
            starts.append(index)
            units += 1
    starts.append(len(text))
    return lambda offset: starts[offset] if 0 <= offset <= units else offset - units + len(text)


def to_utf_16(text: str) -> Move:
    """Return what turns an offset in code points into UTF-16 units."""
    if text.isascii() or max(text) < "\U00010000":
        return lambda offset: offset
    units = array("q", [0])
    for character in text:
        units.append(units[-1] + (2 if character > "\uffff" else 1))
    return lambda offset: units[offset]


def to_canonical(text: str) -> tuple[str, Move]:
    """Return the canonical form of a text, and what moves an offset of the one into the other.

    A byte-order mark goes, and a pair of line ends becomes one. Raises TextRefused.
    """
    clean = canonical(text)
    if len(clean) == len(text):
        return clean, lambda offset: offset
    moved = array("q")
    index = 0
    for at, character in enumerate(text):
        moved.append(index)
        if not (at == 0 and character == "\ufeff") and not (
            character == "\r" and text[at + 1 : at + 2] == "\n"
        ):
            index += 1
    moved.append(index)
    return clean, lambda offset: moved[offset] if 0 <= offset < len(moved) else offset
