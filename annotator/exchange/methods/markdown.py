"""Write a document as Markdown: CommonMark with the tables of GitHub and Pandoc (pure)."""

import re
from collections.abc import Iterator, Sequence

from annotator.exchange.methods.blocks import (
    HeadingBlock,
    ListBlock,
    MethodsBlock,
    MethodsDocument,
    ParagraphBlock,
    TableBlock,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|&~$^#{}])")
_AT_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[+\-=:!]))")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def markdown(document: MethodsDocument) -> str:
    """Return the document as Markdown; nothing that it quotes is taken for a mark."""
    parts = [f"# {escaped(document.title)}", *(_block(one) for one in document.blocks)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return plain text as it stands in a line of Markdown."""
    plain = _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text).strip())
    # What would begin a list or a rule begins none.
    return _AT_START.sub(r"\1\\", plain)


def _block(block: MethodsBlock) -> str:
    if isinstance(block, HeadingBlock):
        return f"## {escaped(block.text)}"
    if isinstance(block, ParagraphBlock):
        return escaped(block.text)
    if isinstance(block, ListBlock):
        return "\n".join(f"- {escaped(item)}" for item in block.items)
    return "\n".join(_table(block))


def _table(block: TableBlock) -> Iterator[str]:
    yield f"**{escaped(block.caption)}**"
    yield ""
    yield _line(block.columns)
    yield _rule(len(block.columns), block.words)
    for row in block.rows:
        yield _line(row)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escaped(cell) for cell in cells)} |"


def _rule(columns: int, words: int) -> str:
    return f"|{'|'.join(' :-- ' if at < words else ' --: ' for at in range(columns))}|"
