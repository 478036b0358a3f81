"""What a row of the matrix and its cells say, as HTML: no database, no template."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from annotator.comparison.engine.records import AnswerInCell, Cell, CellMark, RowState
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.markup import EMPTY, fill, join

SHAPES = {
    RowState.CONFLICT: "×",
    RowState.SUPERSEDED: "›",
    RowState.SPEAKERS: "“",
    RowState.INCOMPARABLE: "≠",
    RowState.SELECTION: "+",
    RowState.SCOPE: "◊",
    RowState.ONE_VOICE: "1",
    RowState.TOLERANCE: "≈",
    RowState.AGREE: "=",
    RowState.PREDICTION: "?",
    RowState.SINGLE: "·",
    RowState.UNANSWERED: "–",
}
"""Signs that every typeface has."""
LOOKS = {
    RowState.CONFLICT: "clash", RowState.SUPERSEDED: "doubt", RowState.SPEAKERS: "doubt",
    RowState.AGREE: "accord", RowState.TOLERANCE: "accord",
}  # fmt: skip
"""The colour of a row; other states have none."""
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
    CellMark.DIFFERS: "bad",
    CellMark.CHANGED: "wait",
    CellMark.ANNOTATORS_DIFFER: "wait",
    CellMark.DISPUTED: "wait",
}


def value_words(said: AnswerInCell) -> SafeString:
    """Draw one answer: letter, value, and who said it or as of when."""
    answer = said.answer
    letter = fill("<b>{}</b> ", said.letter) if said.letter else ""
    value = said.derived or said.text
    words = [fill('{}<span class="value" dir="auto">{}</span>', letter, value)]
    if answer.speaker:
        words.append(fill('<span class="voice">said by <bdi>{}</bdi></span>', answer.speaker))
    if answer.said_by and answer.via:
        words.append(fill('<span class="voice">as <bdi>{}</bdi> reports</span>', answer.via))
    if answer.as_of:
        words.append(fill('<span class="voice">as of {}</span>', answer.as_of))
    if said.scope:
        words.append(fill('<span class="voice">other scope: {}</span>', answer.scope))
    return join(words, " · ")


def cell_words(cell: Cell) -> SafeString:
    """Draw all that the cell says: each different answer once, with a quote of it; then the
    marks."""
    aside = [
        fill(
            '<span class="said aside"><span class="chip quiet">{}</span> {}'
            '<q dir="auto">{}</q></span>',
            aside_words(said), value_words(said), short(said.answer.name.quote),
        )
        for said in cell.aside
    ]  # fmt: skip
    if not cell.said:
        mark = cell.marks[0]
        quiet = fill('<span class="quiet" title="{}">{}</span>', cell.reason, QUIET[mark])
        return join([quiet, *aside])
    said = [
        fill('<span class="said">{}{}</span>', words, quote)
        for words, quote in _different(cell.said)
    ]
    return join([*said, chips(cell.marks), *aside])


def passage_words(said: AnswerInCell) -> SafeString:
    """Draw what one answer comes to, and why it cannot be compared, or does not count, if so."""
    outcome = (said.outcome,) if said.outcome else ()
    marks = (CellMark.DENIED,) if said.answer.modality == "denied" else ()
    unsettled = () if said.answer.settled else (CellMark.UNSETTLED,)
    why = fill(' <span class="why">{}</span>', said.why) if said.why else ""
    if said.answer.aside:
        why = fill(' <span class="chip quiet">{}</span>', aside_words(said))
    return join([value_words(said), chips((*outcome, *marks, *unsettled)), lone_words(said), why])


def aside_words(said: AnswerInCell) -> str:
    """Return where an answer stands that does not count as the article's."""
    return f"not counted: {said.answer.aside}"


def lone_words(said: AnswerInCell) -> SafeString:
    """Draw that one reader of several alone read this, if so."""
    if not said.lone_of:
        return EMPTY
    return fill(' <span class="chip wait">one of {} readers</span>', said.lone_of)


def _quoted(said: AnswerInCell) -> SafeString:
    """Draw the quote of an answer, unless its value is the quote already."""
    quote = short(said.answer.name.quote)
    if (said.derived or said.text) == f"“{quote}”":
        return EMPTY
    return fill('<q dir="auto">{}</q>', quote)


def _different(said: Iterable[AnswerInCell]) -> list[tuple[SafeString, SafeString]]:
    """Return each different answer with its quote: equal answers of several readers are one;
    answers that take part come first."""
    found: dict[SafeString, SafeString] = {}
    for each in sorted(said, key=lambda one: (not one.takes_part, bool(one.answer.said_by))):
        found.setdefault(join([value_words(each), lone_words(each)]), _quoted(each))
    return list(found.items())


def chips(marks: Iterable[CellMark]) -> SafeString:
    """Draw the marks that nothing else says."""
    return join(
        fill(' <span class="chip {}">{}</span>', CHIPS.get(mark, "quiet"), mark.value)
        for mark in marks
        if mark not in UNSAID
    )


def short(quote: str, most: int = 90) -> str:
    """Return a quote as far as a cell has room."""
    words = " ".join(quote.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"


def state_chip(state: RowState) -> SafeString:
    """Draw a state by word, shape and colour."""
    look = LOOKS.get(state, "plain")
    return fill(
        '<span class="chip state {}"><span aria-hidden="true">{}</span>{}</span>',
        look, SHAPES[state], state.value,
    )  # fmt: skip


def row_words(line: ConflictLine) -> SafeString:
    """Draw state, how the question is put, why, and what was ruled: below the question's
    wording."""
    computed = line.computed
    chips = [state_chip(line.state)]
    if line.unsettled:
        chips.append(fill('<span class="chip wait">unsettled</span>'))
    if line.stale or line.stale_cells:
        chips.append(fill('<span class="chip wait">stale ruling</span>'))
    chips += [fill('<span class="chip bad">{}</span>', mark) for mark in computed.shown["marks"]]
    if computed.attribution_lost:
        chips.append(fill('<span class="chip bad">attribution lost</span>'))
    chips += [fill('<span class="chip quiet">{}</span>', words) for words in _question_chips(line)]
    parts = [
        fill(
            '<span class="chips">{}</span><span class="why">{}</span>',
            join(chips, " "), line.reason,
        )
    ]  # fmt: skip
    parts += [fill('<span class="why">{}</span>', words) for words in line.told]
    if left := computed.shown["untold"]:
        parts.append(fill('<span class="why">And {} more like these.</span>', left))
    if computed.sources > 1:
        voices = "1 voice" if computed.voices == 1 else f"{computed.voices} voices"
        parts.append(fill('<span class="why">{} sources, {}</span>', computed.sources, voices))
    if line.ruling:
        parts.append(
            fill(
                '<span class="why ruled">Ruled{}: {}, by <bdi>{}</bdi>, “{}”. Computed: {}.</span>',
                " (stale)" if line.stale else "", line.ruling.state, line.ruling.ruled_by,
                line.ruling.reason, computed.state,
            )
        )  # fmt: skip
    if line.stale_cells:
        cells = "cell has" if line.stale_cells == 1 else f"{line.stale_cells} cells have"
        parts.append(fill('<span class="why ruled">A ruling on a {} turned stale.</span>', cells))
    return join(parts, " ")


def _question_chips(line: ConflictLine) -> list[str]:
    """Return how the question is put, where that decides: unit, tolerance, whole, can change,
    many."""
    question, words = line.question, []
    if question.type == "date" and question.asks:
        words.append(question.get_asks_display())
    if question.type == "quantity":
        share = f"±{question.tolerance * 100:g} %" if question.tolerance else ""
        words += [part for part in (", ".join(filter(None, [question.unit, share])),) if part]
        if question.whole is not None:
            words.append(f"whole {question.whole:g}")
    if question.can_change:
        words.append("can change")
    if question.many:
        words.append("several answers")
    return words
