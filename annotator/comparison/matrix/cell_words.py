"""What a cell of the matrix says, as HTML: every value escaped, no database, no template."""

from collections.abc import Iterable
from html import escape

from annotator.comparison.engine.records import AnswerInCell, Cell, CellMark

QUIET = {
    CellMark.SILENT: "– silent",
    CellMark.NOT_LOOKED_FOR: "? not looked for",
    CellMark.UNREAD: "· unread",
    CellMark.NOT_APPLYING: "⊘ does not apply",
}
"""What stands in a cell without an answer."""
UNSAID = {CellMark.SAYS, CellMark.REPORTED, *QUIET}
"""Marks that the words of a cell say already."""
CHIPS = {
    CellMark.CAME_TRUE: "good",
    CellMark.FAILED: "bad",
    CellMark.CONTRADICTS: "bad",
    CellMark.CHANGED: "wait",
    CellMark.ANNOTATORS_DIFFER: "wait",
    CellMark.DISPUTED: "wait",
}


def value_words(said: AnswerInCell) -> str:
    """Letter, value, and of whom or when: one answer."""
    answer = said.answer
    letter = f"<b>{escape(said.letter)}</b> " if said.letter else ""
    value = said.derived or said.text
    words = [f'{letter}<span class="value" dir="auto">{escape(value)}</span>']
    if answer.said_by:
        words.append(f'<span class="voice">said by <bdi>{escape(answer.said_by)}</bdi></span>')
    if answer.as_of:
        words.append(f'<span class="voice">as of {escape(answer.as_of)}</span>')
    if said.scope:
        words.append(f'<span class="voice">other scope: {escape(answer.scope)}</span>')
    return " · ".join(words)


def cell_words(cell: Cell) -> str:
    """All that the cell says: each different answer once, with a quote of it; then the marks."""
    if not cell.said:
        mark = cell.marks[0]
        return f'<span class="quiet" title="{escape(cell.reason)}">{QUIET[mark]}</span>'
    said = "".join(
        f'<span class="said">{words}<q dir="auto">{escape(short(quote))}</q></span>'
        for words, quote in _different(cell.said)
    )
    return said + chips(cell.marks)


def _different(said: Iterable[AnswerInCell]) -> list[tuple[str, str]]:
    """Several readers' equal answers are one; what takes part comes first."""
    found: dict[str, str] = {}
    for each in sorted(said, key=lambda one: (not one.takes_part, bool(one.answer.said_by))):
        found.setdefault(value_words(each), each.answer.name.quote)
    return list(found.items())


def chips(marks: Iterable[CellMark]) -> str:
    """The marks that nothing else says."""
    return "".join(
        f' <span class="chip {CHIPS.get(mark, "quiet")}">{escape(mark.value)}</span>'
        for mark in marks
        if mark not in UNSAID
    )


def short(quote: str, most: int = 90) -> str:
    """A quote as far as a cell has room."""
    words = " ".join(quote.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"
