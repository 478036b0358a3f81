"""Tell the state of a row from some of its answers, and why (pure)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from annotator.comparison.engine import reasons
from annotator.comparison.engine.accounts import mark_lone_readers
from annotator.comparison.engine.phrases import answer_in_words, computed_in_words, why_incomparable
from annotator.comparison.engine.prediction_evidence import judge
from annotator.comparison.engine.reason_records import Reason
from annotator.comparison.engine.records import Answer, AnswerInCell, QuestionRecord, RowState
from annotator.comparison.engine.value_groups import (
    Dispute,
    ValueGroup,
    chosen_by_article,
    comparable,
    denials_that_matter,
    selects_differently,
)
from annotator.comparison.engine.value_record import Value
from annotator.comparison.engine.values import (
    derivable,
    keys_of_words,
    rest_of,
    scope_of,
    unit_for,
    value_of,
)

Voices = Mapping[Hashable, Hashable]


@dataclass(frozen=True)
class Assessed:
    """A row's state with its reason, and its answers, in which those that take part are marked."""

    state: RowState
    reason: Reason
    unit: str
    said: list[AnswerInCell]

    def takers(self) -> list[AnswerInCell]:
        """Return the answers that give a value and take part."""
        return [each for each in self.said if each.takes_part and not denies(each)]


def originals(voices: Voices) -> Voices:
    """Return each copy's original, over any number of copies of copies."""
    found: dict[Hashable, Hashable] = {}
    for copy in voices:
        chain, seen = [copy], {copy}
        while chain[-1] in voices and chain[-1] not in found:
            original = voices[chain[-1]]
            if original in seen:
                break
            chain.append(original)
            seen.add(original)
        last = found.get(chain[-1], chain[-1])
        found |= dict.fromkeys(chain, last)
    return found


def count_voices(said: Iterable[AnswerInCell], voices: Voices) -> int:
    """Count the voices that speak: an article and its copies are one."""
    return len({voices.get(each.answer.article, each.answer.article) for each in said})


def predicts(said: AnswerInCell) -> bool:
    """Return whether it is a prediction."""
    return said.answer.modality == "predicted"


def denies(said: AnswerInCell) -> bool:
    """Return whether it denies a value; a denied yes is a no, and gives one."""
    return said.answer.modality == "denied" and (said.value is None or said.value.denied)


def assess(answers: Sequence[Answer], question: QuestionRecord, voices: Voices) -> Assessed:
    """Return what the answers come to; `voices` are what `originals` returned."""
    unit = unit_for(answers, question)
    said = _in_cells(answers, question, unit)
    mark_lone_readers(said)
    foretold = [each for each in said if predicts(each)]
    rest = [each for each in said if not predicts(each)]
    own = {
        (each.answer.article, each.scope)
        for each in rest
        if not each.answer.speaker and not denies(each)
    }
    heard = [
        each
        for each in rest
        if not each.answer.speaker or (each.answer.article, each.scope) not in own
    ]
    givers = [each for each in heard if not denies(each)]
    judge(foretold, givers, question)
    scopes = _by_scope(heard)
    denials = [each for group in scopes.values() for each in denials_that_matter(group, question)]
    parts = [*givers, *denials]
    for each in parts:
        each.takes_part = True
    if not givers:
        state = RowState.PREDICTION if foretold else RowState.UNANSWERED
        return Assessed(state, reasons.without_value(state, len(said)), unit, said)
    reason = _state(parts, question, voices, unit)
    return Assessed(RowState(reason.kind), reasons.with_remarks(reason, parts), unit, said)


def _in_cells(answers: Sequence[Answer], question: QuestionRecord, unit: str) -> list[AnswerInCell]:
    """Return each answer with its value and scope; equal answers are worked out once."""
    known: dict[tuple[object, ...], AnswerInCell] = {}
    keys = keys_of_words(answers, question)
    said = []
    for answer in answers:
        wording = answer.wording if answer.low is None and answer.high is None else ""
        like = (
            answer.low, answer.high, answer.bounds, answer.unit, answer.step,
            answer.approximator, answer.modality, answer.scope, answer.key, wording, answer.span,
        )  # fmt: skip
        if (first := known.get(like)) is None:
            value = value_of(answer, question, unit, keys)
            why = "" if value else why_incomparable(answer, question, unit)
            text = answer_in_words(answer, question, unit)
            first = known[like] = AnswerInCell(
                answer,
                value,
                value and _place(value, question),
                text,
                why,
                scope_of(answer, question),
            )
        said.append(
            AnswerInCell(answer, first.value, first.place, first.text, first.why, first.scope)
        )
    if pair := derivable({each.scope for each in said}, question):
        _derive(said, *pair, question, unit)
    return said


def _place(value: Value, question: QuestionRecord) -> Value:
    """Return what equal answers share: options that all hold together are one answer."""
    if value.key and question.alike:
        near = {o for options in question.alike if value.key in options for o in options}
        if all(question.hold_together(one, other) for one, other in combinations(near, 2)):
            return replace(value, key=min(near | {value.key}))
    return value.unstepped()


def _derive(
    said: list[AnswerInCell], source: str, target: str, question: QuestionRecord, unit: str
) -> None:
    """Compute what is said of one part of the whole for the other part."""
    known: dict[Value, tuple[Value, Value, str]] = {}
    for each in said:
        if each.scope == source and each.value:
            if each.value not in known:
                value = rest_of(each.value, question)
                known[each.value] = value, value.unstepped(), computed_in_words(value, unit)
            each.value, each.place, left = known[each.value]
            each.derived = f"{each.text} ({each.answer.scope}) ⇒ {left}"
            each.scope = target


def _by_scope(said: Iterable[AnswerInCell]) -> dict[str, list[AnswerInCell]]:
    scopes: dict[str, list[AnswerInCell]] = {}
    for each in said:
        scopes.setdefault(each.scope, []).append(each)
    return dict(sorted(scopes.items()))


def _sources(said: Iterable[AnswerInCell]) -> set[Hashable]:
    return {each.answer.source for each in said}


def _state(
    parts: list[AnswerInCell], question: QuestionRecord, voices: Voices, unit: str
) -> Reason:
    """Return why the first state holds that does, of the states that need a value."""
    if len(_sources(parts)) < 2:
        return reasons.single(parts)
    met = [group for group in _by_scope(parts).values() if len(_sources(group)) > 1]
    if not met:
        return reasons.scopes(_by_scope(parts), question)
    compared = [group for each in met if len(_sources(group := comparable(each))) > 1]
    if not compared:
        return reasons.not_comparable(met)
    if question.many:
        for group in met:
            chosen = chosen_by_article(group)
            if selects_differently(chosen, question):
                return reasons.selection(chosen.values())
    groups = [ValueGroup(group, question) for group in compared]
    found: dict[RowState, tuple[Dispute, ValueGroup]] = {}
    for one in groups:
        for state, dispute in one.disputes().items():
            found.setdefault(state, (dispute, one))
    for state in (RowState.CONFLICT, RowState.SUPERSEDED, RowState.SPEAKERS):
        if state in found:
            return reasons.dispute(*found[state], question, unit)
    return _agreed([each for group in compared for each in group], groups, question, voices, unit)


def _agreed(
    said: list[AnswerInCell],
    groups: list[ValueGroup],
    question: QuestionRecord,
    voices: Voices,
    unit: str,
) -> Reason:
    count = len(_sources(said))
    if count_voices(said, voices) == 1:
        return reasons.one_voice(said, count)
    for group in groups:
        values = {value.unstepped() for value in group.holders}
        if not question.many and len(values) > 1 and not any(value.key for value in values):
            return reasons.tolerated(group, question, unit)
    return reasons.agreed(RowState.AGREE, groups, count)
