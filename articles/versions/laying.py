"""Lay two texts over one another once, however often that is asked within one piece of work (pure:
no Django).

A corrected text is compared for its annotations, its parts, what is new in it and what is shown:
each time the same two texts, and of two long ones it takes seconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from articles.versions.difference import TextChange, readable
from articles.versions.overlay import Overlay
from articles.versions.words import Words

_laid: ContextVar[dict[tuple[str, str], Overlay] | None] = ContextVar("laid", default=None)


@contextmanager
def laid_once() -> Iterator[None]:
    """Keep what is laid over one another until the end of this; within another one, of that."""
    if _laid.get() is not None:
        yield
        return
    mark = _laid.set({})
    try:
        yield
    finally:
        _laid.reset(mark)


def lay(old: str, new: str) -> Overlay:
    """Return the old text with the new one laid over it."""
    kept = _laid.get()
    if kept is None:
        return Overlay(Words(old), Words(new))
    if (old, new) not in kept:
        kept[old, new] = Overlay(Words(old), Words(new))
    return kept[old, new]


def laid_difference(old: str, new: str) -> list[TextChange]:
    """Return what `difference` does, from the texts as they are laid over one another."""
    return readable(lay(old, new).changes, old)
