"""Articles that contradict themselves, and sources that changed their account (pure)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations

from annotator.reconciliation.answered import Question, Said, Value
from annotator.reconciliation.contradicting import conflict
from annotator.reconciliation.disputing import dated
from annotator.reconciliation.nearness import Near


def contradicting(said: Iterable[Said], question: Question) -> set[Hashable]:
    """The articles whose own voice gives, in one reading, what cannot both hold at one time."""
    own: dict[tuple[Hashable, ...], list[Said]] = defaultdict(list)
    for each in _own_voice(said):
        own[each.answer.article, each.answer.reader, each.scope].append(each)
    found = set()
    for (article, *_), together in own.items():
        for one, other in combinations(together, 2):
            if one.value and other.value and conflict(one.value, other.value, question):
                first, second = dated(one, question, article), dated(other, question, article)
                if first.near(second, question.settling_days):
                    found.add(article)
    return found


def changing(said: Iterable[Said], question: Question) -> set[Hashable]:
    """The articles whose own voice gives what another article of their source excludes."""
    by_source: dict[tuple[Hashable, str], dict[Value, list[Said]]] = {}
    for each in _own_voice(said):
        values = by_source.setdefault((each.answer.source, each.scope), {})
        if each.value:
            values.setdefault(each.value, []).append(each)
    found: set[Hashable] = set()
    for values in by_source.values():
        for one, other in combinations(values, 2):
            if conflict(one, other, question):
                found |= _near(values[one], values[other], question)
                found |= _near(values[other], values[one], question)
    return found


def _own_voice(said: Iterable[Said]) -> list[Said]:
    return [
        each
        for each in said
        if each.value and not each.answer.said_by and each.answer.modality != "predicted"
    ]


def _near(some: list[Said], others: list[Said], question: Question) -> set[Hashable]:
    """The articles among `some` near whose time another one is among the others."""
    near = Near(dated(each, question, each.answer.article) for each in others)
    return {
        each.answer.article
        for each in some
        if near.has(dated(each, question, each.answer.article), question.settling_days)
    }
