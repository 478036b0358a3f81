"""A short document as plain blocks, which Markdown, LaTeX and the page each write (pure).

What stands in a block is plain text: whoever writes it escapes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class HeadingBlock:
    """The heading of a section."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class ParagraphBlock:
    """Some sentences."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class ListBlock:
    """Some sentences that stand beneath one another."""

    items: tuple[str, ...]
    kind: str = "list"


@dataclass(frozen=True)
class TableBlock:
    """A table with its caption; every column but the first `words` holds numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    kind: str = "table"


MethodsBlock = HeadingBlock | ParagraphBlock | ListBlock | TableBlock


@dataclass(frozen=True)
class MethodsDocument:
    """A title, and what stands beneath it."""

    title: str
    blocks: Sequence[MethodsBlock]


def number(count: int, one: str, many: str = "") -> str:
    """Write a number with its noun: “1 article”, “1,200 articles”."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
