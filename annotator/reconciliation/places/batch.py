"""Read what counts of many articles at once: spans, gold and decisions, from plain tuples.

`load.py` reads one article for a page; here nothing is kept that only a page shows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from annotator.annotations.detail import DetailType
from annotator.annotations.details import SAID_DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.machines.counting import counted_readings, live_marks
from annotator.reconciliation.places.likeness import likeness
from annotator.reconciliation.places.load import stored_decisions
from annotator.reconciliation.places.place import StoredDecision
from annotator.reconciliation.places.spans import Span
from annotator.reconciliation.places.whole import WHOLE
from annotator.vocabulary.models import Entity, Question

_ANCHOR = (
    "article_id", "layer", "annotator_id", "key", "revision", "flag", "label_id", "start", "end",
    "quote",
)  # fmt: skip
_LIKE = ("kind", *(detail.attname for detail in SAID_DETAILS))
ANNOTATION_COLUMNS = (*_ANCHOR, *_LIKE)
"""What is read of each annotation; `key` is its id as text."""
# Rows with names would cost a tenth more: what takes columns out of a plain one is made of names.
_anchor = itemgetter(*(ANNOTATION_COLUMNS.index(name) for name in (*_ANCHOR, "kind")))
_like = itemgetter(slice(len(_ANCHOR), None))
_NAMES = tuple(detail.name for detail in SAID_DETAILS)
_MODELS: dict[str, type[Entity | Question]] = {
    detail.name: Question if detail.type == DetailType.QUESTION else Entity
    for detail in SAID_DETAILS
    if detail.is_thing
}
"""What the details refer to that are things."""

Likeness = tuple[str, tuple[str, ...]]
Edges = tuple[int, int]


class LayerSpan(NamedTuple):
    """An annotation as pairing takes it, with the key of its article, its layer and its kind."""

    article: int
    layer: str
    kind: str
    span: Span


class BatchedReadings:
    """What counts of one article; spans, gold and gone annotations by kind.

    The keys of annotations are their ids: UUIDs where there are decisions, else text.
    """

    def __init__(self) -> None:
        self.submitted: dict[int, datetime | None] = {}
        """When each reader that counts submitted."""
        self.spans: dict[str, list[Span]] = defaultdict(list)
        """The spans of submitted readings, by kind."""
        self.gold: dict[str, dict[Any, Edges]] = defaultdict(dict)
        self.whole_gold: dict[str, dict[Any, str]] = defaultdict(dict)
        """Settled document labels with their link, by kind after WHOLE; so are those of `spans`."""
        self.gone: dict[str, set[UUID]] = defaultdict(set)
        """Annotations that decisions ruled on and that count no longer, by kind."""
        self.revisions: dict[Any, int] = {}
        self.decisions: list[StoredDecision] = []
        self.flags = 0


class BatchReader:
    """Reads batches of articles; what details are compared by is worked out once for equal
    details."""

    def __init__(self) -> None:
        self._slugs: dict[type[Entity | Question], dict[int, str]] = {Entity: {}, Question: {}}
        self._likeness: dict[tuple[Any, ...], Likeness] = {}

    def read(self, articles: Collection[int]) -> dict[int, BatchedReadings]:
        """Return what counts of each of the articles, in a number of statements that does not
        grow."""
        found = {article: BatchedReadings() for article in articles}
        for article, decisions in stored_decisions(list(articles)).items():
            found[article].decisions = decisions
        counted = counted_readings(articles)
        for one in counted:
            found[one.article].submitted[one.reader] = one.at
        machines = {one.reader for one in counted if one.machine}
        for row in self._rows(live_marks(machines).filter(article__in=articles)):
            self._place(row, found)
        _note_gone(found)
        return found

    def spans(self, marked: QuerySet[Annotation]) -> Iterator[LayerSpan]:
        """Yield these annotations, which mark words, as spans; their keys are ids as text."""
        for row in self._rows(marked):
            number, layer, annotator, key, _, _, label, start, end, quote, kind = _anchor(row)
            link, rest = self._likeness[_like(row)]
            span = Span(start, end, label, link, rest, quote, annotator, key)
            yield LayerSpan(number, layer, kind, span)

    def _rows(self, marked: QuerySet[Annotation]) -> list[tuple[Any, ...]]:
        """Return the annotations' columns, once it is worked out what they are compared by."""
        # As text: making a UUID of each costs more than all the other columns.
        with_keys = marked.order_by().annotate(key=Cast("id", CharField()))
        rows = list(with_keys.values_list(*ANNOTATION_COLUMNS))
        self._compare(set(map(_like, rows)))
        return rows

    def _place(self, row: tuple[Any, ...], articles: Mapping[int, BatchedReadings]) -> None:
        number, layer, annotator, key, revision, flag, label, start, end, quote, kind = _anchor(row)
        article = articles[number]
        if article.decisions:
            key = UUID(key)
        if start is None:
            # Beside the spans: agreement is about these alone.
            kind, start, end = WHOLE + kind, 0, 0
            if layer == Layer.GOLD:
                article.whole_gold[kind][key] = self._likeness[_like(row)][0]
                return
        if layer == Layer.GOLD:
            article.gold[kind][key] = (start, end)
        elif annotator in article.submitted:
            link, rest = self._likeness[_like(row)]
            article.spans[kind].append(Span(start, end, label, link, rest, quote, annotator, key))
            article.revisions[key] = revision
            article.flags += flag != ""

    def _compare(self, details: Iterable[tuple[Any, ...]]) -> None:
        new = [known for known in details if known not in self._likeness]
        given = [
            {name: said for name, said in zip(_NAMES, row[1:], strict=True) if said} for row in new
        ]
        for model, slugs in self._slugs.items():
            names = [name for name, of in _MODELS.items() if of is model]
            unknown = {one[name] for one in given for name in names if name in one} - slugs.keys()
            if unknown:
                found = model.objects.filter(pk__in=unknown).order_by()
                slugs.update(found.values_list("pk", "slug"))
        slugs_of = [(name, self._slugs[of]) for name, of in _MODELS.items()]
        for row, one in zip(new, given, strict=True):
            for name, slugs in slugs_of:
                if name in one:
                    one[name] = slugs[one[name]]
            self._likeness[row] = likeness(row[0], one)


def _note_gone(articles: dict[int, BatchedReadings]) -> None:
    """Note the kinds of annotations that decisions ruled on and that neither reading nor gold
    has now."""
    whose: dict[UUID, BatchedReadings] = {}
    for gathered in articles.values():
        live = gathered.revisions.keys() | {key for kind in gathered.gold.values() for key in kind}
        live |= {key for kind in gathered.whole_gold.values() for key in kind}
        for decision in gathered.decisions:
            whose |= dict.fromkeys({*decision.readings, *decision.gold} - live, gathered)
    if whose:
        asked = Annotation.every_layer.filter(pk__in=whose).order_by()
        for key, kind, start in asked.values_list("pk", "kind", "start"):
            whose[key].gone[kind if start is not None else WHOLE + kind].add(key)
