"""Decisions stored and taken back, each with its gold.

It serves `actions.py`, within the turn that an action takes. The number of statements does not
grow with the number of decisions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording import gold
from annotator.people.models import User
from annotator.reconciliation.models import Act, Decision, Made, Outcome, Ruled
from annotator.reconciliation.places.load import submitted_to
from annotator.reconciliation.places.place import Place
from articles.models import Article


class PlaceChanged(Exception):
    """The place is not as the decision supposed: somebody decided, or a reading changed."""


def check_text(article: Article) -> None:
    """Raise PlaceChanged where the article got another text since it was loaded: what somebody
    wrote stands in the one of before."""
    now = Article.objects.filter(pk=article.pk).values_list("version", flat=True).get()
    if now != article.version:
        raise PlaceChanged("The text was corrected in the meantime: see what stands now.")


class NewDecision(NamedTuple):
    """What is to be stored of one place: the outcome, the annotations that are accepted, the
    gold."""

    place: Place
    outcome: Outcome
    accepted: frozenset[UUID]
    golds: list[Annotation]


def accepted(wanted: Sequence[tuple[Place, Collection[UUID]]], by: User) -> list[NewDecision]:
    """Return the decisions that say: these annotations are right, whole lanes with them.

    Where a place comes without annotations, the decision says that none is right. Raises
    PlaceChanged for an annotation that is in no lane of its place.
    """
    chosen = []
    for place, accept in wanted:
        lanes = [lane for lane in place.lanes if set(lane.keys).intersection(accept)]
        if set(accept) - {key for lane in lanes for key in lane.keys}:
            raise PlaceChanged("A reading that you accept is not there any more.")
        chosen.append((place, lanes))
    first = [lane.keys[0] for _, lanes in chosen for lane in lanes]
    sources = Annotation.every_layer.in_bulk(first)
    return [
        NewDecision(
            place,
            Outcome.ACCEPTED if lanes else Outcome.NONE,
            frozenset(key for lane in lanes for key in lane.keys),
            [gold.from_reading(sources[lane.keys[0]], by) for lane in lanes],
        )
        for place, lanes in chosen
    ]


def record(
    article: Article,
    decisions: Sequence[NewDecision],
    by: User,
    *,
    reason: str = "",
    op: UUID | None = None,
    act: Act | None = None,
) -> list[Decision]:
    """Store the decisions, what they are about, and their gold, in a fixed number of statements."""
    now = act.done_at if act else timezone.now()
    submitted = submitted_to(article.pk)
    had_read = by.pk in submitted
    stored = Decision.everything.bulk_create(
        Decision(
            article=article, kind=new.place.kind, outcome=new.outcome,
            types=",".join(new.place.types), reason=reason.strip(), submitted=submitted,
            text_version=article.version, decided_by=by, decided_at=now, had_read=had_read,
            act=act, op=op,
        )
        for new in decisions
    )  # fmt: skip
    _replace(decisions, stored)
    golds = [made for new in decisions for made in new.golds]
    contents = {gold.content(made) for made in golds}
    before = {row["id"] for new in decisions for row in new.place.gold}
    stood = Annotation.everything.filter(pk__in=before, layer=Layer.GOLD, erased_at=None)
    gold.take_away([a.pk for a in stood if gold.content(a) not in contents], by, "Decided anew")
    golds_stored = iter(gold.store(article, golds, by, now, "Settled by an adjudicator"))
    Made.objects.bulk_create(
        Made(decision=decision, annotation=made, revision=made.revision)
        for decision, new in zip(stored, decisions, strict=True)
        for made in {
            made.pk: made for _, made in zip(new.golds, golds_stored, strict=False)
        }.values()
    )
    Ruled.objects.bulk_create(
        Ruled(
            decision=decision, annotation_id=row["id"], revision=row["revision"],
            accepted=row["id"] in new.accepted,
        )
        for decision, new in zip(stored, decisions, strict=True)
        for row in (*new.place.rows, *new.place.gold)
        # what counts no longer is left out: it could never be as it was
        if row["layer"] == Layer.GOLD or row in new.place.rows
    )  # fmt: skip
    return stored


def keep_fresh(changed: Iterable[UUID]) -> None:
    """Let standing decisions know these annotations as they are, after one change of each.

    For changes that alter nothing a decision is about; one that was stale before stays so.
    """
    standing = Decision.objects.order_by().values("pk")
    known = Ruled.objects.filter(decision__in=standing, annotation__in=list(changed))
    made = Made.objects.filter(decision__in=standing, annotation__in=list(changed))
    rows: Any
    for rows in (known, made):
        behind = rows.filter(annotation__revision=F("revision") + 1).values_list("pk", flat=True)
        rows.model.objects.filter(pk__in=list(behind)).update(revision=F("revision") + 1)


def follow_undo(*, revisions: Mapping[UUID, tuple[int, int]], **signal: Any) -> None:
    """Let standing decisions know annotations that an undo has given back as they knew them.

    `revisions`: each annotation's revision before the act that is undone, and after the undo.
    """
    standing = Decision.objects.order_by().values("pk")
    model: Any
    for model in (Ruled, Made):
        rows = model.objects.filter(decision__in=standing, annotation__in=list(revisions))
        found = list(rows.select_related(None))
        known = [row for row in found if row.revision == revisions[row.annotation_id][0]]
        for row in known:
            row.revision = revisions[row.annotation_id][1]
        model.objects.bulk_update(known, ["revision"], batch_size=500)


def _replace(decisions: Sequence[NewDecision], stored: Sequence[Decision]) -> None:
    """Let each new decision replace the ones that stand on its place."""
    for new, decision in zip(decisions, stored, strict=True):
        if old := [one.pk for one in new.place.decisions]:
            Decision.everything.filter(pk__in=old).update(replaced_by=decision)


def revoke(decisions: Sequence[Decision], by: User) -> None:
    """End the decisions.

    The gold they made goes, unless another decision makes it too; what they replaced or took away
    stands again.
    """
    keys = [decision.pk for decision in decisions]
    revived = Decision.everything.filter(replaced_by__in=keys)
    back = set(revived.order_by().values_list("made__annotation", flat=True))
    ruled = Ruled.objects.filter(decision__in=keys, accepted=False, annotation__layer=Layer.GOLD)
    back |= set(ruled.order_by().values_list("annotation", flat=True))
    again = list(revived.values_list("pk", flat=True))
    revived.update(replaced_by=None)
    Decision.everything.filter(pk__in=keys).update(undone_at=timezone.now(), undone_by=by)
    kept = Made.objects.filter(decision__in=Decision.objects.order_by().values("pk"))
    since = min((decision.decided_at for decision in decisions), default=timezone.now())
    made = Annotation.everything.filter(
        made_by__decision__in=keys, created_at__gte=since, erased_at=None
    )
    gone = set(made.order_by().values_list("pk", flat=True))
    gone -= set(kept.filter(annotation__in=gone).order_by().values_list("annotation", flat=True))
    gold.take_away(gone, by, "Decision undone")
    gold.bring_back(back - {None}, by, "Decision undone")
    # What the revived decisions made is as they made it again, some revisions on.
    stands = Annotation.everything.filter(pk=OuterRef("annotation")).values("revision")[:1]
    Made.objects.filter(decision__in=again).update(revision=Subquery(stands))
