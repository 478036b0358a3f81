"""What was read of a document, as plain values that one process can tell another (no Django)."""

from typing import Any, NamedTuple

TEXT_BYTES = 2_000_000
"""Bytes of UTF-8 that an article's text may have."""
SAY_LIMIT = 200
"""Code points of what a document says of itself."""


class Unreadable(ValueError):
    """A document cannot be read; the message says why, and what to do about it."""


class Contents(NamedTuple):
    """The text of a document, not yet canonical, and what is known of it.

    `pages`: the code point at which each page begins; `furniture`: its running heads and page
    numbers, as they stand in the text; `notes`: what was done to it, for whoever previews it.
    """

    text: str
    pages: tuple[int, ...] = ()
    furniture: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return self._asdict()


def checked_length(text: str) -> str:
    """Return a text that an article may have. Raises Unreadable."""
    if len(text.encode(errors="replace")) > TEXT_BYTES:
        raise Unreadable("Its text is longer than 2 MB. Split it.")
    return text


def says_of_itself(title: object, author: object, made: object) -> tuple[str, ...]:
    """Return what a document says of itself as a note: its maker's word, often another's."""
    told = [("title", title), ("author", author), ("made on", made)]
    parts = [f"{name} “{_short(value)}”" for name, value in told if _short(value)]
    if not parts:
        return ()
    return (f"The file says of itself: {', '.join(parts)}. Fill in what is right.",)


def _short(value: object) -> str:
    plain = " ".join(str(value or "").split())
    plain = "".join(letter for letter in plain if letter.isprintable())
    return plain if len(plain) <= SAY_LIMIT else plain[: SAY_LIMIT - 1] + "…"
