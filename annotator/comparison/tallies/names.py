"""The writer of the uses and tallies of names: what some articles add is taken out, and in anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from annotator.comparison.tallies.marks import ArticleMarks
from annotator.comparison.tallies.name_uses import (
    LONGEST,
    TallyKey,
    Use,
    read_first,
    tallied,
    uses,
)
from annotator.comparison.tallies.with_keys import rows_with_keys
from annotator.comparison.tally_models import NameTally, NameUse
from annotator.text import fold
from annotator.vocabulary.models import Entity
from articles.models import Story

BATCH = 500
_ADDED = ["count", "uses", "first", "called"]


class NameSum(NamedTuple):
    """What some uses add to a tally: places, how many uses, and the first place or ''."""

    places: int
    uses: int
    first: str


def take_in_names(story: Story, articles: Mapping[int, ArticleMarks]) -> None:
    """Let the tallies count what these articles call things now."""
    was = uses_in(story, articles)
    now = {
        pk: sorted(uses(pk, marks.source, marks.day or date.max, marks.names))
        for pk, marks in articles.items()
    }
    changed = [pk for pk in articles if sorted(was.get(pk, [])) != now[pk]]
    if not changed:
        return
    NameUse.objects.filter(article__in=changed).delete()
    NameUse.objects.bulk_create(
        (NameUse(article_id=pk, story=story, **use._asdict()) for pk in changed for use in now[pk]),
        batch_size=BATCH,
    )
    gone = sums_of(use for pk in changed for use in was.get(pk, []))
    come = sums_of(use for pk in changed for use in now[pk])
    _store(story, frozenset(changed), gone, come)


def uses_in(story: Story, articles: Collection[int]) -> dict[int, list[Use]]:
    """Return the uses that are kept of these articles; one statement."""
    found: dict[int, list[Use]] = defaultdict(list)
    rows = NameUse.objects.filter(story=story, article__in=list(articles)).order_by()
    for pk, *row in rows.values_list("article_id", *Use._fields):
        found[pk].append(Use(*row))
    return found


def sums_of(among: Iterable[Use]) -> dict[TallyKey, NameSum]:
    """Return what these uses add to each tally."""
    found: dict[TallyKey, NameSum] = {}
    for use in among:
        for key, count in tallied(use):
            before = found.get(key, NameSum(0, 0, ""))
            first = min(filter(None, (before.first, use.first if count else "")), default="")
            found[key] = NameSum(before.places + count, before.uses + 1, first)
    return found


def tallies_of(story: Story, keys: Collection[TallyKey]) -> dict[TallyKey, NameTally]:
    """Return the tallies with these keys; one statement."""
    return {
        TallyKey(*(getattr(row, name) for name in TallyKey._fields)): row
        for row in rows_with_keys(NameTally, story, keys)
    }


def first_of(story: Story, key: TallyKey, without: Collection[int] = ()) -> str:
    """Return the first use that a tally sums up, '' where there is none; `without` articles."""
    among = NameUse.objects.filter(story=story, entity=key.entity, aside=key.aside)
    if key.form or not key.entity:
        among = among.filter(form=key.form)
    if key.source:
        among = among.filter(source=key.source)
    among = among.filter(label=key.label) if key.label else among.filter(once__gt=0)
    if without:
        among = among.exclude(article__in=without)
    return among.order_by("first").values_list("first", flat=True).first() or ""


def _store(
    story: Story,
    changed: frozenset[int],
    gone: Mapping[TallyKey, NameSum],
    come: Mapping[TallyKey, NameSum],
) -> None:
    none = NameSum(0, 0, "")
    kept = tallies_of(story, gone.keys() | come.keys())
    called = _called({key.entity for key in come if key.entity})
    stored, empty = [], []
    for key in sorted(gone.keys() | come.keys()):
        out, new = gone.get(key, none), come.get(key, none)
        row = kept.get(key) or NameTally(story=story, like=_like_at_first(key), **key._asdict())
        row.count += new.places - out.places
        row.uses += new.uses - out.uses
        if row.uses <= 0:
            empty.append(row.pk)
            continue
        row.called = called.get(key.entity, row.called) if key.entity else key.form
        row.first = _first(story, key, row.first, new.first, changed)
        stored.append(row)
    NameTally.objects.filter(pk__in=[pk for pk in empty if pk]).delete()
    NameTally.objects.bulk_create(
        stored,
        update_conflicts=True,
        unique_fields=["story", *TallyKey._fields],
        update_fields=_ADDED,
        batch_size=BATCH,
    )


def _first(story: Story, key: TallyKey, was: str, new: str, changed: frozenset[int]) -> str:
    if was and read_first(was).article in changed and not (new and new <= was):
        return first_of(story, key)
    return min(filter(None, (was, new)), default="")


def _called(entities: Collection[int]) -> dict[int, str]:
    rows = Entity.objects.filter(pk__in=entities).order_by().values_list("pk", "name")
    return {pk: fold(name)[:LONGEST] for pk, name in rows}


def _like_at_first(key: TallyKey) -> list[object] | None:
    """Return None where something is to be sought of a new tally: see `NameTally.like`."""
    sought = not key.label and key.form and (key.entity or not key.source)
    return None if sought else []
