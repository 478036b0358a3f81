"""Every bulk act of a curator, noted with what it changed, and undone in one step.

An undo is refused while anything that the act changed has changed since, and says what.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.curation.bulk_things import (
    MOST_NAMED,
    changes,
    restore_things,
    snapshot,
    things_plan,
    things_refusals,
)
from annotator.annotations.curation.plans import CurationPlan, number
from annotator.annotations.details import BY_NAME
from annotator.annotations.models import Annotation, ArticleProgress, BulkAct, Layer, Stage
from annotator.annotations.recording.rewrite import (
    New,
    Revisions,
    atomic_with_retry,
    rewrite,
    watching,
)
from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record

curation_undone = Signal()
"""Sent inside the transaction of an undo, with `revisions`: each annotation's revision before the
act and after the undo, at which it says the same."""

said_the_same = Signal()
"""Sent inside the transaction of an act that alters nothing of what annotations say, and of its
undo, with `revisions`: each annotation's revision before and after."""
STILL_RIGHT = "still_right"
"""The act that confirms annotations under today's edition of the codebook."""

Told = TypeVar("Told")
RESTORED = (
    "label_id", "kind", "part", "erased_at", "codebook_edition",
    *(d.attname for d in BY_NAME.values()),
)  # fmt: skip
"""Columns of an annotation that an undo gives back."""


@atomic_with_retry
def recorded(
    name: str,
    by: User,
    act: Callable[[], Told],
    told: Callable[[], str],
    things: Callable[[], Iterable[models.Model]] = tuple,
) -> tuple[Told, BulkAct | None]:
    """Do the act, and note what it changed; None where it changed nothing.

    `told` says it in words, `things` are what it touches beside annotations; both are asked after
    the act, `things` before it too. A finished article whose gold it altered is under revision.
    """
    before = snapshot(things())
    with watching() as noted:
        done = act()
    changed = changes(before, snapshot(things()))
    if not noted and not changed:
        return done, None
    if name == STILL_RIGHT:
        said_the_same.send(BulkAct, revisions=dict(noted))
    else:
        _take_under_revision(noted, by)
    stored = BulkAct.objects.create(
        name=name,
        told=told()[:300],
        by=by,
        at=timezone.now(),
        annotations={str(pk): list(revisions) for pk, revisions in noted.items()},
        things=changed,
    )
    _recorded(TrustKind.BULK_ACT, stored, by)
    return done, stored


@atomic_with_retry
def undo_bulk_act(act: BulkAct, by: User) -> int:
    """Give everything back as it was before the act; return how many annotations changed.

    What a machine has marked anew since stays so. Raises ValidationError where it is undone
    already, or what it changed of people's has changed since.
    """
    act = BulkAct.objects.select_for_update().get(pk=act.pk)
    if refused := refusals(act):
        raise ValidationError(refused)
    reason = f"Undone: {act.told}"
    wanted = {UUID(pk): tuple(pair) for pk, pair in act.annotations.items()}
    past = _past({pk: first for pk, (first, _) in wanted.items()})

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        same = [one for one in batch if one.revision == wanted[one.pk][1]]
        if any(one.layer != Layer.MACHINE for one in batch if one not in same):
            # Between the look and the lock somebody was quicker.
            raise ValidationError("Some of these changed since. Look again.")
        return {one.pk: past[one.pk] for one in same if one.pk in past}

    with watching() as noted:
        done = rewrite(sorted(wanted), change, by, reason)
    restore_things(act.things, by, reason)
    act.undone_at, act.undone_by = timezone.now(), by
    act.save(update_fields=["undone_at", "undone_by"])
    _recorded(TrustKind.BULK_ACT_UNDONE, act, by)
    revisions = {pk: (wanted[pk][0], now) for pk, (_, now) in noted.items()}
    curation_undone.send(BulkAct, revisions=revisions)
    if act.name == STILL_RIGHT:
        said_the_same.send(BulkAct, revisions=dict(noted))
    return done


def _recorded(kind: TrustKind, act: BulkAct, by: User) -> None:
    """Tell the trust log of the act, without a word of what it changed."""
    facts = {"act": act.name, "number": act.pk, "annotations": count_of_people(act.annotations)}
    record(kind, by=by, facts=facts)


def count_of_people(keys: Iterable[str]) -> int:
    """Count the annotations of these keys that no machine made."""
    return Annotation.everything.filter(pk__in=list(keys)).count()


def undo_plan(act: BulkAct, seen: Q) -> CurationPlan:
    """Tell what undoing the act would do. Raises ValidationError where it is refused."""
    if refused := refusals(act, seen):
        raise ValidationError(refused)
    which = Q(pk__in=list(act.annotations))
    count = Annotation.everything.filter(which & seen).count()
    will = [f"{number(count, 'highlight')} will be as before “{act.told}”."] if count else []
    if marked := Annotation.machine_marks.filter(which & seen).count():
        will.append(f"So will {marked:,} of machines, but for what was read anew since.")
    will += things_plan(act.things)
    stays = ("The history keeps both the act and its undo.",)
    return CurationPlan(tuple(will), stays)


def refusals(act: BulkAct, seen: Q | None = None) -> list[str]:
    """Return why the act cannot be undone, in words; empty where it can."""
    if act.undone_at is not None:
        return ["This is undone already."]
    found = []
    revisions = {UUID(pk): pair[1] for pk, pair in act.annotations.items()}
    read = Annotation.everything.filter(pk__in=list(revisions)).only("pk", "revision", "quote")
    moved = [one for one in read.order_by("pk") if one.revision != revisions[one.pk]]
    if moved:
        shown = Annotation.everything.filter(pk__in=[one.pk for one in moved])
        quotes = [one.quote[:60] for one in shown.filter(seen or Q()).order_by("pk")[:MOST_NAMED]]
        names = ", ".join(f"“{quote}”" for quote in quotes if quote)
        told = number(len(moved), "highlight has", "highlights have")
        found.append(f"{told} changed since{': ' + names if names else ''}. Undo that first.")
    found += things_refusals(act.things, act.annotations)
    return found


def _take_under_revision(noted: Revisions, by: User) -> None:
    """Take finished articles under revision whose gold is among what was changed."""
    gold = Annotation.everything.filter(pk__in=list(noted), layer=Layer.GOLD).order_by()
    finished = ArticleProgress.objects.filter(
        article__in=gold.values("article"), stage=Stage.FINISHED
    )
    for progress in finished.select_for_update().order_by("pk"):
        article_progress.move(progress, Stage.REVISION, by)
        article_progress.decisions_changed(progress.pk)


def _past(revisions: Mapping[UUID, int]) -> dict[UUID, New]:
    """Return what each annotation said at a revision, in one statement a thousand."""
    keys = sorted(revisions)
    found: dict[UUID, New] = {}
    for first in range(0, len(keys), 1000):
        rows = Annotation.history.filter(id__in=keys[first : first + 1000])
        for row in rows.order_by("history_id").values("id", "revision", *RESTORED):
            if row["revision"] == revisions[row["id"]]:
                found[row["id"]] = {name: row[name] for name in RESTORED}
    return found
