"""The writer of the places and tallies of stance."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from annotator.comparison.tallies.marks import ArticleMarks
from annotator.comparison.tallies.name_uses import LONGEST
from annotator.comparison.tallies.stance_counts import (
    COLUMNS,
    StanceKey,
    StanceMark,
    stance_tallied,
)
from annotator.comparison.tallies.with_keys import rows_with_keys
from annotator.comparison.tally_models import StancePlace, StanceTally
from annotator.text import fold
from annotator.vocabulary.models import Entity
from articles.models import Story

BATCH = 500
_SUMS = [*COLUMNS.values(), "times", "divided"]
_CALLED = ["holder_called", "target_called"]

Sides = Counter[int]
"""How often each polarity."""


def take_in_stances(story: Story, articles: Mapping[int, ArticleMarks]) -> None:
    """Let the tallies count the stances of these articles as they are now."""
    days = dict(StancePlace.objects.filter(article__in=articles).values_list("article_id", "day"))
    was = places_in(story, articles)
    changed = [
        pk
        for pk, marks in articles.items()
        if set(was.get(pk, ())) != marks.stances
        or days.get(pk, marks.day or date.max) != (marks.day or date.max)
    ]
    if not changed:
        return
    StancePlace.objects.filter(article__in=changed).delete()
    StancePlace.objects.bulk_create(
        (
            StancePlace(
                article_id=pk, story=story, day=articles[pk].day or date.max, **mark._asdict()
            )
            for pk in changed
            for mark in sorted(articles[pk].stances, key=str)
        ),
        batch_size=BATCH,
    )
    sums = sides_of(mark for pk in changed for mark in articles[pk].stances)
    for key, sides in sides_of(mark for pk in changed for mark in was.get(pk, ())).items():
        sums.setdefault(key, Counter()).subtract(sides)
    _store(story, sums)


def places_in(story: Story, articles: Collection[int]) -> dict[int, list[StanceMark]]:
    """Return the stances that are kept of these articles; one statement."""
    found: dict[int, list[StanceMark]] = defaultdict(list)
    rows = StancePlace.objects.filter(story=story, article__in=list(articles)).order_by()
    for pk, *row in rows.values_list("article_id", *StanceMark._fields):
        found[pk].append(StanceMark(*row))
    return found


def sides_of(among: Iterable[StanceMark]) -> dict[StanceKey, Sides]:
    """Return what these stances add to each tally."""
    found: dict[StanceKey, Sides] = defaultdict(Counter)
    for mark in among:
        for key, polarity in stance_tallied(mark):
            found[key][polarity] += 1
    return found


def stance_tallies_of(story: Story, keys: Collection[StanceKey]) -> dict[StanceKey, StanceTally]:
    """Return the tallies with these keys; one statement."""
    return {
        StanceKey(*(getattr(row, name) for name in StanceKey._fields)): row
        for row in rows_with_keys(StanceTally, story, keys)
    }


def add_sides(row: StanceTally, sides: Mapping[int, int]) -> None:
    """Let a tally, which is not stored by this, count so many more on each side."""
    for polarity, column in COLUMNS.items():
        setattr(row, column, getattr(row, column) + sides.get(polarity, 0))
    row.times = row.against + row.neutral + row.favour
    row.divided = min(row.against, row.favour)


def sides_in(row: StanceTally) -> Sides:
    """Return how often a tally counts each side; sides it does not have are left out."""
    sides = {side: getattr(row, column) for side, column in COLUMNS.items()}
    return Counter({side: times for side, times in sides.items() if times})


def _store(story: Story, sums: Mapping[StanceKey, Sides]) -> None:
    kept = stance_tallies_of(story, sums.keys())
    keys = {entity for key in sums for entity in (key.holder, key.target)}
    rows = Entity.objects.filter(pk__in=keys).order_by().values_list("pk", "name")
    called = {pk: fold(name)[:LONGEST] for pk, name in rows}
    stored, empty = [], []
    for key, sides in sorted(sums.items(), key=lambda one: one[0]):
        row = kept.get(key) or StanceTally(story=story, spoken=bool(key.holder), **key._asdict())
        add_sides(row, sides)
        row.holder_called = called.get(key.holder, "")
        row.target_called = called.get(key.target, "")
        if row.times > 0:
            stored.append(row)
        elif row.pk:
            empty.append(row.pk)
    StanceTally.objects.filter(pk__in=empty).delete()
    StanceTally.objects.bulk_create(
        stored,
        update_conflicts=True,
        unique_fields=["story", *StanceKey._fields],
        update_fields=[*_SUMS, *_CALLED],
        batch_size=BATCH,
    )
