"""Count how much there is to settle in each article of a story: the writer of `Tally`.

What is counted is what `load.readings_of` shows, place by place; tests compare the two.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length

from annotator.annotations.models import (
    Annotation,
    ArticleProgress,
    Assignment,
    AssignmentState,
    Layer,
    Stage,
)
from annotator.background.work import Progress
from annotator.reconciliation.models import Decision, Tally
from annotator.reconciliation.places import differences, pairing
from annotator.reconciliation.places.assemble import shared_out, types_of
from annotator.reconciliation.places.batch import BatchedReadings, BatchReader
from annotator.reconciliation.places.lanes import state_of
from annotator.reconciliation.places.place import PlaceState, StoredDecision
from annotator.reconciliation.places.spans import Paired, Span, Type, ordered
from annotator.reconciliation.places.tallies import count_paired
from annotator.reconciliation.places.whole import WHOLE, types_of_whole
from annotator.vocabulary.models import Kind
from articles.models import Article, Story

BATCH = 100
"""Articles that are counted together: their annotations are in memory at once."""
TYPES = (
    Type.MISSED, Type.SPLIT, Type.EDGES, Type.PUNCTUATION, Type.LABEL, Type.DETAILS, Type.BLANK,
)  # fmt: skip
"""The types of difference that a tally counts, each in the column of its name."""
STATE_COLUMNS = {
    PlaceState.AGREED: "agreed",
    PlaceState.OPEN: "differing",
    PlaceState.SETTLED: "settled",
    PlaceState.STALE: "stale",
}
"""The column of a tally that counts the places of a state."""
_STORED = (
    "readings", "decisions", "submitted", "last_submitted", *STATE_COLUMNS.values(),
    *(type.value for type in TYPES), "flags", "sums", "reopened",
)  # fmt: skip
_written = json.JSONEncoder(separators=(",", ":")).encode


class _Due(NamedTuple):
    """An article to count: its length in code points, the two counters of its progress, and
    whether it is finished."""

    pk: int
    length: int
    readings: int
    decisions: int
    finished: bool


def refresh_tallies(story: Story, progress: Progress | None = None) -> int:
    """Count again the articles of the story whose tally is missing or old; return how many.

    A tally keeps the counters that the article's progress had before anything was read: what
    changes meanwhile makes it old again. Statements grow with batches, not with annotations.
    """
    due = _due(story)
    gathering = BatchReader()
    for first in range(0, len(due), BATCH):
        if progress is not None:
            progress.tell(first, len(due))
        batch = due[first : first + BATCH]
        found = gathering.read([article.pk for article in batch])
        Tally.objects.bulk_create(
            [_tally(story, article, found[article.pk]) for article in batch],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=_STORED,
        )
    return len(due)


def tallies_behind(story: Story) -> bool:
    """Return whether an article's tally is missing or old; one statement, nothing written."""
    return _old(story).exists()


def _due(story: Story) -> list[_Due]:
    finished = Exists(ArticleProgress.objects.filter(article=OuterRef("pk"), stage=Stage.FINISHED))
    columns = ("pk", Length("text"), "now_readings", "now_decisions", finished)
    return [_Due(*row) for row in _old(story).order_by("pk").values_list(*columns)]


def _old(story: Story) -> QuerySet[Article]:
    """Return the articles of the story whose tally is missing or old, with the numbers of now."""
    of_it = {"article": OuterRef("pk")}
    begun = (
        Exists(Assignment.objects.filter(state=AssignmentState.SUBMITTED, **of_it))
        | Exists(Annotation.objects.filter(layer=Layer.GOLD, **of_it))
        | Exists(Decision.objects.filter(**of_it))
    )
    same = Q(tally__readings=F("now_readings"), tally__decisions=F("now_decisions"))
    articles = Article.objects.filter(story=story).annotate(
        now_readings=Coalesce("progress__readings", Value(0)),
        now_decisions=Coalesce("progress__decisions", Value(0)),
    )
    return articles.filter(Q(tally__isnull=False) & ~same | Q(tally__isnull=True) & begun)


def _tally(story: Story, article: _Due, gathered: BatchedReadings) -> Tally:
    submitted = gathered.submitted
    states: Counter[PlaceState] = Counter()
    types: Counter[Type] = Counter()
    shares = {}
    for kind in Kind.values:
        listed = ordered(gathered.spans[kind])
        best = pairing.candidates(listed)
        groups = pairing.groups(listed, best)
        named = differences.name_differences(listed, best, groups, submitted)
        about_whole, about_words = _apart(kind, gathered)
        for state, found in (
            *_whole_places(kind, gathered, about_whole),
            *_places(kind, gathered, named, about_words),
        ):
            states[state] += 1
            if state is PlaceState.OPEN or state is PlaceState.STALE:
                types.update(found)
        if submitted:
            matches = pairing.matches(listed, best)
            share = count_paired(listed, groups, matches, submitted, article.length)
            shares[kind] = share.packed()
    left = (PlaceState.AGREED, PlaceState.OPEN, PlaceState.STALE)
    return Tally(
        reopened=article.finished and any(states[state] for state in left),
        article_id=article.pk,
        story=story,
        readings=article.readings,
        decisions=article.decisions,
        submitted=len(submitted),
        last_submitted=max((at for at in submitted.values() if at), default=None),
        **{column: states[state] for state, column in STATE_COLUMNS.items()},
        **{type.value: types[type] for type in TYPES},
        flags=gathered.flags,
        sums=_written(shares),
    )


def _apart(
    kind: str, gathered: BatchedReadings
) -> tuple[list[StoredDecision], list[StoredDecision]]:
    """Return the decisions of this kind that are about the whole article, and the others."""
    whole = {span.key for span in gathered.spans[WHOLE + kind]}
    whole |= {*gathered.whole_gold[WHOLE + kind], *gathered.gone[WHOLE + kind]}
    apart: tuple[list[StoredDecision], list[StoredDecision]] = ([], [])
    for decision in gathered.decisions:
        if decision.kind == kind:
            apart[whole.isdisjoint(decision.keys)].append(decision)
    return apart


def _whole_places(
    kind: str, gathered: BatchedReadings, decisions: list[StoredDecision]
) -> Iterator[tuple[PlaceState, tuple[Type, ...]]]:
    """Yield the state and the types of what is said of the whole article, by target."""
    submitted, gold = gathered.submitted, gathered.whole_gold[WHOLE + kind]
    said: dict[str, list[Span]] = {link: [] for link in gold.values()}
    for span in gathered.spans[WHOLE + kind]:
        said.setdefault(span.link, []).append(span)
    placed: set[int] = set()
    for link, spans in said.items():
        settled = {key for key, of in gold.items() if of == link}
        revisions = {span.key: gathered.revisions[span.key] for span in spans}
        keys = settled | revisions.keys()
        here = [one for one in decisions if not keys.isdisjoint((*one.readings, *one.made))]
        placed |= {one.pk for one in here}
        types = types_of_whole(spans, submitted) if spans else ()
        state = state_of(types, revisions, submitted, here)
        yield PlaceState.SETTLED if settled and not here else state, types
    for one in decisions:
        if one.pk not in placed and not gathered.gone[WHOLE + kind].isdisjoint(one.keys):
            yield state_of((), {}, submitted, [one]), ()


def _places(
    kind: str, gathered: BatchedReadings, paired: Paired, decisions: list[StoredDecision]
) -> Iterator[tuple[PlaceState, tuple[Type, ...]]]:
    """Yield the state and the types of every other place of this kind, as `assemble.assemble`
    finds them."""
    submitted, gold = gathered.submitted, gathered.gold[kind]
    touching: dict[UUID, list[StoredDecision]] = {}
    for decision in decisions:
        for key in decision.readings:
            touching.setdefault(key, []).append(decision)
    made = {key: decision.pk for decision in decisions for key in decision.made}
    unmade = [(*edges, key) for key, edges in gold.items() if key not in made]
    together = [[paired.groups[at] for at in numbers] for numbers in pairing.linked_groups(paired)]
    if not gold and not decisions:
        yield from (
            (state_of(types, {}, submitted, ()), types) for types in map(types_of, together)
        )
        return
    spans_of = [[span for group in groups for span in group.spans] for groups in together]
    _, left = shared_out(unmade, spans_of)
    placed: set[int] = set()
    for groups, spans in zip(together, spans_of, strict=True):
        here = {r.pk: r for span in spans for r in touching.get(span.key, ())}
        placed |= here.keys()
        revisions = {span.key: gathered.revisions[span.key] for span in spans}
        types = types_of(groups)
        yield state_of(types, revisions, submitted, list(here.values())), types
    standing = {made[key] for key in gold if key in made}
    for decision in decisions:
        shows = decision.pk in standing or not gathered.gone[kind].isdisjoint(
            (*decision.readings, *decision.gold)
        )
        if decision.pk not in placed and shows:
            yield state_of((), {}, submitted, [decision]), ()
    for _ in left:
        yield PlaceState.SETTLED, ()
