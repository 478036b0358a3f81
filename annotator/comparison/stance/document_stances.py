"""What articles as a whole are for and against, by outlet: apart from the stances of passages.

What several annotators say alike of one article counts once.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from annotator.annotations.models import Annotation
from annotator.comparison.counted import counting_annotations
from annotator.comparison.seen import Seen
from annotator.comparison.stance.relations import OWN, POLARITIES, WORDS, Asked

SIGNS = {-1: ("against", "−"), 0: ("neutral", "·"), 1: ("favour", "+")}


class StanceCount(NamedTuple):
    """How many articles take one side: its look, its sign, and all of it in words."""

    look: str
    sign: str
    number: int
    words: str


class Overall(NamedTuple):
    """How many articles take each side toward one thing, in all outlets and in each.

    `toward` is empty where the labels name no target.
    """

    toward: str
    whole: list[StanceCount]
    outlets: list[tuple[str, list[StanceCount]]]


def overall(seen: Seen, asked: Asked, sources: Mapping[int, str]) -> list[Overall]:
    """Count the document labels that were asked for by target, the commonest target first.

    One statement. Empty where passages of one holder or voice are asked for, for a document label
    has neither.
    """
    if asked.holder is not None or asked.voice not in ("", OWN):
        return []
    among = Annotation.document_labels.filter(
        counting_annotations(seen.story), label__polarity__isnull=False
    )
    columns = ("article_id", "stance_target_id", "stance_target__name", "label__polarity")
    found: dict[tuple[str, int], dict[int, Counter[int]]] = {}
    for article, target, name, polarity in among.order_by().values_list(*columns).distinct():
        if article not in seen.articles or asked.target not in (None, target):
            continue
        source = seen.articles[article].source
        if source in sources:
            by_source = found.setdefault((name or "", target or 0), {})
            by_source.setdefault(source, Counter())[polarity] += 1
    rows = [_row(toward, by_source, sources) for (toward, _), by_source in found.items()]
    return sorted(rows, key=lambda row: (-sum(side.number for side in row.whole), row.toward))


def _row(toward: str, by_source: Mapping[int, Counter[int]], sources: Mapping[int, str]) -> Overall:
    whole = sum(by_source.values(), Counter[int]())
    each = [(name, _sides(by_source.get(key, Counter()))) for key, name in sources.items()]
    return Overall(toward, _sides(whole), each)


def _sides(counts: Counter[int]) -> list[StanceCount]:
    return [
        StanceCount(*SIGNS[side], counts[side], f"{counts[side]:,} {WORDS[side]}")
        for side in POLARITIES
        if counts[side]
    ]
