"""Tell why a row has its state, by the pair of answers that decides it (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.comparison.engine.conflict_rule import allowance, gap
from annotator.comparison.engine.reason_records import MOST_NAMED, Lone, Reason, Side
from annotator.comparison.engine.records import AnswerInCell, QuestionRecord, RowState
from annotator.comparison.engine.value_groups import Dispute, ValueGroup
from annotator.comparison.engine.value_record import Value, value_order

MOST = 5
"""Sides of an agreement or a selection that a reason holds, and lone readers."""


def without_value(state: RowState, answers: int) -> Reason:
    """Return why a row in which nobody gives a value has its state."""
    denied = state == RowState.UNANSWERED and answers
    notes = ("No article gives a value; what there is denies one.",) if denied else ()
    return Reason(state.value, notes=notes)


def single(said: Sequence[AnswerInCell]) -> Reason:
    """Return that only one source gives a value."""
    return Reason(RowState.SINGLE.value, (_side("", said),), sources=1)


def scopes(by_scope: Mapping[str, Sequence[AnswerInCell]], question: QuestionRecord) -> Reason:
    """Return of what different things the sources speak."""
    sides = [_side(_scope(said[0], question), said) for said in by_scope.values()]
    return Reason(RowState.SCOPE.value, tuple(sides[:MOST]))


def _scope(said: AnswerInCell, question: QuestionRecord) -> str:
    if said.scope:
        return " ".join(said.answer.scope.split())
    return question.scope or "what is asked"


def _side(text: str, said: Iterable[AnswerInCell]) -> Side:
    sources = sorted({each.answer.source for each in said}, key=str)
    return Side(text, tuple(sources[:MOST_NAMED]), len(sources[MOST_NAMED:]))


def not_comparable(groups: Sequence[Sequence[AnswerInCell]]) -> Reason:
    """Return why no two sources' answers compare."""
    by_text: dict[str, list[AnswerInCell]] = {}
    for group in groups:
        for said in group:
            by_text.setdefault(said.text, []).append(said)
    sides = [_side(text, by_text[text]) for text in sorted(by_text)[:MOST]]
    whys = sorted({said.why for group in groups for said in group if said.why})
    return Reason(RowState.INCOMPARABLE.value, tuple(sides), notes=tuple(whys[:3]))


def selection(chosen: Iterable[Sequence[AnswerInCell]]) -> Reason:
    """Return which answers each source gives, of several that can hold; `chosen`: by article."""
    by_text: dict[str, list[AnswerInCell]] = {}
    for said in chosen:
        by_text.setdefault(", ".join(sorted({each.text for each in said})), []).extend(said)
    sides = tuple(_side(text, by_text[text]) for text in sorted(by_text)[:MOST])
    return Reason(RowState.SELECTION.value, sides)


def dispute(found: Dispute, group: ValueGroup, question: QuestionRecord, unit: str) -> Reason:
    """Return how two values cannot both hold."""
    order = sorted(
        zip((found.one, found.other), found.speakers, strict=True),
        key=lambda one: value_order(one[0]),
    )
    (one, mine), (other, yours) = order
    sides = (group.side(one, mine, other), group.side(other, yours, one))
    if one.denied or other.denied:
        reason = Reason(found.state.value, sides, "denied", unit=unit)
    else:
        reason = _two(found.state, one, other, sides, question, unit)
    if found.state == RowState.SUPERSEDED:
        return replace(reason, settling=question.settling_days)
    return reason


def _two(
    state: RowState, one: Value, other: Value, sides: tuple[Side, ...], question: QuestionRecord,
    unit: str,
) -> Reason:  # fmt: skip
    """Return how far two values are apart and how far they may be."""
    between = gap(one, other)
    if between is None:
        how = "meet" if state == RowState.TOLERANCE else "exclude" if not one.key else ""
        return Reason(state.value, sides, how, unit=unit)
    allowed = allowance(one, other, between, question)
    how = "apart"
    if between.width == 0:
        how = "touch" if allowed else "exclude"
    return Reason(
        state.value, sides, how, str(between.width), str(allowed), unit, question.type == "date"
    )


def tolerated(group: ValueGroup, question: QuestionRecord, unit: str) -> Reason:
    """Return how values differ and yet fit."""
    pair = group.furthest()
    if pair is None:
        return agreed(RowState.TOLERANCE, [group], 0)
    one, other = sorted(pair, key=value_order)
    sides = (group.side(one, None, other), group.side(other, None, one))
    return _two(RowState.TOLERANCE, one, other, sides, question, unit)


def agreed(state: RowState, groups: Sequence[ValueGroup], sources: int) -> Reason:
    """Return what the sources agree on."""
    sides: dict[Value, Side] = {}
    for group in groups:
        for value in group.values():
            sides.setdefault(value.unstepped(), group.side(value))
    listed = sorted(sides.values(), key=lambda side: side.text)
    return Reason(state.value, tuple(listed[:MOST]), sources=sources)


def one_voice(said: Sequence[AnswerInCell], sources: int) -> Reason:
    """Return which sources share their wording."""
    return Reason(RowState.ONE_VOICE.value, (_side("", said),), sources=sources)


def with_remarks(reason: Reason, said: Iterable[AnswerInCell]) -> Reason:
    """Return the reason with what one reader alone read, and with what is not compared."""
    lone: dict[tuple[object, ...], Lone] = {}
    apart = 0
    for each in said:
        apart += each.apart
        if each.lone_of:
            key = (each.answer.article, each.text)
            lone.setdefault(key, Lone(each.text, each.answer.source, each.lone_of))
    notes = reason.notes
    if apart:
        answers = "1 answer is" if apart == 1 else f"{apart:,} answers are"
        notes = (*notes, f"{answers} not compared.")
    listed = sorted(lone.values(), key=lambda one: (str(one.source), one.text))
    return replace(reason, notes=notes, lone=tuple(listed[:MOST]))
