"""What forms that nobody has linked may stand for, sought in the background and kept: the writer of
`NameTally.like`.

Sought are forms that are new, and those that a new name (an entity's, an alias's, a form that was
linked) may be. It goes on in portions, each one a transaction.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet, Sum

from annotator.comparison.names.similar import KnownNames
from annotator.comparison.tally_models import NameTally, RegistrySeen
from annotator.vocabulary.models import Alias, Entity
from articles.models import Story

PORTION = 200
"""Forms whose suggestions are sought together."""

Tell = Callable[[int, int], None]
"""Is told how many forms are done, of how many."""


def seek_names(story: Story, tell: Tell = lambda done, of: None) -> None:
    """Compare what is due with what is known; `tell` may raise to stop it between portions."""
    _spread(story)
    of = _sought(story).count()
    if not of:
        return
    known, done = _known(story), 0
    while found := _seek_portion(story, known):
        done += found
        tell(done, max(of, done))


def _forms(story: Story) -> QuerySet[NameTally]:
    """Return the tallies in whose `like` the suggestions stand."""
    return NameTally.objects.filter(story=story, label="", source=0, entity=0, aside=False)


def _sought(story: Story) -> QuerySet[NameTally]:
    return _forms(story).filter(like__isnull=True)


@transaction.atomic
def _spread(story: Story) -> None:
    """Let what may be a new name be sought again."""
    Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    seen = RegistrySeen.objects.filter(story=story).first()
    now = RegistrySeen(
        story=story,
        entities=Entity.history.aggregate(last=Max("history_id"))["last"] or 0,
        aliases=Alias.history.aggregate(last=Max("history_id"))["last"] or 0,
    )
    linked = NameTally.objects.filter(story=story, label="", entity__gt=0, like__isnull=True)
    sought = _forms(story).filter(like__isnull=False)
    if seen and sought.exists():
        names = set(linked.order_by().values_list("entity", "form").distinct())
        names |= _registered_since(seen)
        new = KnownNames(names)
        forms = sought.order_by().values_list("pk", "form") if names else ()
        again = [pk for pk, form in forms if new.like(form)]
        for first in range(0, len(again), PORTION):
            sought.filter(pk__in=again[first : first + PORTION]).update(like=None)
    linked.update(like=[])
    if seen is None or (seen.entities, seen.aliases) != (now.entities, now.aliases):
        now.save()


def _registered_since(seen: RegistrySeen) -> set[tuple[int, str]]:
    """Return the names of what was changed in the registry, as they are now."""
    entities = Entity.history.filter(history_id__gt=seen.entities).order_by().values("id")
    aliases = Alias.history.filter(history_id__gt=seen.aliases).order_by().values("id")
    found = Entity.objects.filter(pk__in=entities, active=True).order_by()
    others = Alias.objects.filter(pk__in=aliases, entity__active=True).order_by()
    return {*found.values_list("pk", "name"), *others.values_list("entity_id", "name")}


def _known(story: Story) -> KnownNames:
    """Return names, aliases and the forms linked so far, the most used first."""
    active = Entity.objects.filter(active=True).order_by()
    called: set[tuple[int, str]] = set(active.values_list("pk", "name"))
    keys = {pk for pk, _ in called}
    aliases = Alias.objects.filter(entity__active=True).order_by()
    called |= set(aliases.values_list("entity_id", "name"))
    linked = NameTally.objects.filter(story=story, label="", aside=False, entity__gt=0).order_by()
    forms = linked.exclude(form="").values_list("entity", "form").distinct()
    called |= {row for row in forms if row[0] in keys}
    totals = linked.filter(source=0, form="").values_list("entity").annotate(Sum("count"))
    uses: dict[Any, int] = dict(totals)
    return KnownNames(sorted(called, key=lambda one: (-uses.get(one[0], 0), one)))


@transaction.atomic
def _seek_portion(story: Story, known: KnownNames) -> int:
    Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    rows = list(_sought(story).order_by("pk")[:PORTION])
    for row in rows:
        row.like = [list(one) for one in known.like(row.form)]
    NameTally.objects.bulk_update(rows, ["like"], batch_size=PORTION)
    return len(rows)
