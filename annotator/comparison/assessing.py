"""The state of a row from some of its answers, and why (pure)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.comparison import reasons
from annotator.comparison.answered import Answer, Question, Said, State, Value
from annotator.comparison.disputing import Found, Group, denials_that_matter
from annotator.comparison.foretelling import judge
from annotator.comparison.phrasing import incomparable, rest, stated
from annotator.comparison.values import derivable, rest_of, scope_of, unit_for, value_of

Voices = Mapping[Hashable, Hashable]


@dataclass(frozen=True)
class Assessed:
    """A row's state with its reason, and its answers, those that take part marked."""

    state: State
    reason: str
    unit: str
    said: list[Said]

    def takers(self) -> list[Said]:
        """The answers that give a value and take part."""
        return [each for each in self.said if each.takes_part and not denies(each)]


def originals(voices: Voices) -> Voices:
    """Each copy's original, over any number of copies of copies."""
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


def count_voices(said: Iterable[Said], voices: Voices) -> int:
    """How many voices speak: an article and its copies are one."""
    return len({voices.get(each.answer.article, each.answer.article) for each in said})


def predicts(said: Said) -> bool:
    return said.answer.modality == "predicted"


def denies(said: Said) -> bool:
    """Whether it denies a value; a denied yes is a no, and gives one."""
    return said.answer.modality == "denied" and (said.value is None or said.value.denied)


def assess(answers: Sequence[Answer], question: Question, voices: Voices) -> Assessed:
    """What the answers come to; `voices` are `originals`."""
    unit = unit_for(answers, question)
    said = _read(answers, question, unit)
    foretold = [each for each in said if predicts(each)]
    rest = [each for each in said if not predicts(each)]
    own = {
        (each.answer.article, each.scope)
        for each in rest
        if not each.answer.said_by and not denies(each)
    }
    heard = [
        each
        for each in rest
        if not each.answer.said_by or (each.answer.article, each.scope) not in own
    ]
    givers = [each for each in heard if not denies(each)]
    judge(foretold, givers, question)
    scopes = _by_scope(heard)
    denials = [each for group in scopes.values() for each in denials_that_matter(group, question)]
    parts = [*givers, *denials]
    for each in parts:
        each.takes_part = True
    if not givers:
        state = State.PREDICTION if foretold else State.UNANSWERED
        return Assessed(state, reasons.without_value(len(foretold), len(said)), unit, said)
    return Assessed(*_state(parts, question, voices, unit), unit, said)


def _read(answers: Iterable[Answer], question: Question, unit: str) -> list[Said]:
    """Each answer with its value and scope; equal ones are worked out once."""
    known: dict[tuple[object, ...], Said] = {}
    said = []
    for answer in answers:
        wording = answer.wording if answer.low is None and answer.high is None else ""
        like = (
            answer.low, answer.high, answer.bounds, answer.unit, answer.step,
            answer.approximator, answer.modality, answer.scope, answer.key, wording,
        )  # fmt: skip
        if (first := known.get(like)) is None:
            value = value_of(answer, question, unit)
            why = "" if value else incomparable(answer, question, unit)
            text = stated(answer, question, unit)
            first = known[like] = Said(
                answer, value, value and value.unstepped(), text, why, scope_of(answer, question)
            )
        said.append(Said(answer, first.value, first.place, first.text, first.why, first.scope))
    if pair := derivable({each.scope for each in said}, question):
        _derive(said, *pair, question, unit)
    return said


def _derive(said: list[Said], source: str, target: str, question: Question, unit: str) -> None:
    """Compute what is said of one part of the whole for the other part."""
    known: dict[Value, tuple[Value, Value, str]] = {}
    for each in said:
        if each.scope == source and each.value:
            if each.value not in known:
                value = rest_of(each.value, question)
                known[each.value] = value, value.unstepped(), rest(value, unit)
            each.value, each.place, left = known[each.value]
            each.derived = f"{each.text} ({each.answer.scope}) ⇒ {left}"
            each.scope = target


def _by_scope(said: Iterable[Said]) -> dict[str, list[Said]]:
    scopes: dict[str, list[Said]] = {}
    for each in said:
        scopes.setdefault(each.scope, []).append(each)
    return dict(sorted(scopes.items()))


def _sources(said: Iterable[Said]) -> set[Hashable]:
    return {each.answer.source for each in said}


def _state(parts: list[Said], question: Question, voices: Voices, unit: str) -> tuple[State, str]:
    """The first state that holds, of those that need a value."""
    if len(_sources(parts)) < 2:
        return State.SINGLE, "Only one source gives a value."
    met = [group for group in _by_scope(parts).values() if len(_sources(group)) > 1]
    if not met:
        return State.SCOPE, reasons.scopes(_by_scope(parts), question)
    compared = [[each for each in group if each.value] for group in met]
    compared = [group for group in compared if len(_sources(group)) > 1]
    if not compared:
        return State.INCOMPARABLE, reasons.not_comparable(met)
    if question.many and any(_selects_differently(group) for group in compared):
        return State.SELECTION, "Several answers can hold; not every article gives the same ones."
    groups = [Group(group, question) for group in compared]
    found: dict[State, tuple[Found, Group]] = {}
    for group in groups:
        for state, dispute in group.disputes().items():
            found.setdefault(state, (dispute, group))
    for state in (State.CONFLICT, State.SUPERSEDED, State.SPEAKERS):
        if state in found:
            return state, reasons.dispute(*found[state], question, unit)
    return _agreed([each for group in compared for each in group], groups, question, voices, unit)


def _selects_differently(group: list[Said]) -> bool:
    chosen: dict[Hashable, set[object]] = {}
    for each in group:
        if each.value and not each.value.denied:
            chosen.setdefault(each.answer.article, set()).add(each.place)
    return len({frozenset(values) for values in chosen.values()}) > 1


def _agreed(
    said: list[Said], groups: list[Group], question: Question, voices: Voices, unit: str
) -> tuple[State, str]:
    count = len(_sources(said))
    if count_voices(said, voices) == 1:
        return State.ONE_VOICE, f"{count} sources, one voice: they share their wording."
    for group in groups:
        if not question.many and len({value.unstepped() for value in group.holders}) > 1:
            return State.TOLERANCE, reasons.tolerated(group, question, unit)
    return State.AGREE, reasons.agreed(count, groups)
