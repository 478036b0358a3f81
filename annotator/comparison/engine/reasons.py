"""Say in a sentence for editors why a row has its state (pure)."""

from collections.abc import Mapping, Sequence

from annotator.comparison.engine.conflict_rule import Gap, allowance, gap
from annotator.comparison.engine.phrases import amount_in_words, days_in_words
from annotator.comparison.engine.records import AnswerInCell, QuestionRecord, RowState, Value
from annotator.comparison.engine.value_groups import Dispute, ValueGroup, value_order


def without_value(predictions: int, answers: int) -> str:
    """Say why a row in which nobody gives a value has its state."""
    if predictions:
        return "There are only predictions so far."
    if answers:
        return "No article gives a value; what there is denies one."
    return "No article answers this."


def scopes(by_scope: Mapping[str, Sequence[AnswerInCell]], question: QuestionRecord) -> str:
    """Say of what different things the sources speak."""
    named = [_scope(said[0], question) for said in by_scope.values()]
    return f"No two sources speak of the same: {', '.join(named)}."


def _scope(said: AnswerInCell, question: QuestionRecord) -> str:
    if said.scope:
        return " ".join(said.answer.scope.split())
    return question.scope or "what is asked"


def not_comparable(groups: Sequence[Sequence[AnswerInCell]]) -> str:
    """Say why no two sources' answers compare."""
    whys = sorted({said.why for group in groups for said in group if said.why})
    return " ".join(["No two sources’ answers can be compared.", *whys[:3]])


def dispute(found: Dispute, group: ValueGroup, question: QuestionRecord, unit: str) -> str:
    """Say how two values cannot both hold."""
    texts = {value: group.texts[value] for value in (found.one, found.other)}
    mine, yours = found.speakers
    if mine != yours:
        for value, speaker in zip(texts, found.speakers, strict=True):
            texts[value] += f" (said by {speaker})" if speaker else " (an article’s own voice)"
    sentence = _excluding(texts, question, unit)
    if mine and mine == yours:
        sentence = f"{sentence} Both are quoted from {mine}."
    if found.state == RowState.SUPERSEDED:
        settling = question.settling_days
        when = (
            f"are more than {days_in_words(settling)} apart"
            if settling
            else "are of different dates"
        )
        return f"{sentence} The value can change, and the two {when}."
    return sentence


def _excluding(texts: Mapping[Value, str], question: QuestionRecord, unit: str) -> str:
    one, other = sorted(texts, key=value_order)
    if one.denied or other.denied:
        denied, given = (one, other) if one.denied else (other, one)
        return f"One denies {texts[denied]}, another gives {texts[given]}."
    between = gap(one, other)
    both = f"{texts[one]} and {texts[other]}"
    if between is None:
        return f"{both} cannot both hold."
    if question.type == "date":
        return f"{both} do not meet: they are {days_in_words(int(between.width))} apart."
    if between.width == 0:
        return f"{both} exclude each other."
    return f"{both} are {_apart(one, other, between, question, unit)}"


def _apart(one: Value, other: Value, between: Gap, question: QuestionRecord, unit: str) -> str:
    allowed = allowance(one, other, between, question)
    would = (
        f"{amount_in_words(allowed, unit)} would be allowed" if allowed else "nothing is allowed"
    )
    return f"{amount_in_words(between.width, unit)} apart; {would}."


def tolerated(group: ValueGroup, question: QuestionRecord, unit: str) -> str:
    """Say how values differ and yet fit."""
    pair = group.furthest()
    if pair is None:
        return "All values fit."
    one, other = sorted(pair, key=value_order)
    both = f"{group.texts[one]} and {group.texts[other]}"
    between = gap(one, other)
    if between is None:
        return f"{both} can both hold."
    if between.width == 0:
        allowed = amount_in_words(allowance(one, other, between, question), unit)
        return f"{both} touch; {allowed} would be allowed."
    return f"{both} are {_apart(one, other, between, question, unit)}"


def agreed(sources: int, groups: Sequence[ValueGroup]) -> str:
    """Say what the sources agree on."""
    texts: list[str] = []
    for group in groups:
        texts += {value.unstepped(): group.texts[value] for value in group.values()}.values()
    who = "Both" if sources == 2 else f"All {sources}"
    return f"{who} sources give {', '.join(sorted(texts))}."
