"""Write what adjudicators do: decide, undo, settle alike places at once, comment, finish.

Each is one transaction under the lock of the article's progress, so that two adjudicators of one
article take turns, and the second sees what the first decided.
"""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from annotator.annotations import article_progress, notices
from annotator.annotations.curation.plans import number
from annotator.annotations.models import (
    Annotation,
    ArticleProgress,
    Layer,
    NoticeKind,
    Stage,
)
from annotator.annotations.recording import gold
from annotator.annotations.recording.details import Details
from annotator.annotations.recording.gold import Wanted
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.people.models import User
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.adjudication.decisions import (
    NewDecision,
    PlaceChanged,
    accepted,
    check_text,
    record,
    revoke,
)
from annotator.reconciliation.adjudication.turn import check_may_settle, places_left, turn
from annotator.reconciliation.models import Act, Comment, Decision, Outcome, Rule
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import Place, PlaceState
from articles.models import Article


@atomic_with_retry
def decide(
    article: Article,
    by: User,
    *,
    stamp: str,
    accept: Collection[UUID] = (),
    wanted: Wanted | None = None,
    reason: str = "",
    op: UUID | None = None,
) -> Decision:
    """Decide on the place that `stamp` names: accept readings, write what is right, or neither.

    With nothing accepted and nothing wanted, none is right. Sent again, it is decided once. Raises
    PlaceChanged where the place is not so any more, ValidationError where gold does not fit.
    """
    with turn(article, by):
        if op and (done := Decision.everything.filter(op=op).first()):
            return done
        place = _place_of(article, stamp)
        if wanted is not None:
            check_text(article)
            made = [gold.from_wanted(article, wanted, by)]
            if made[0].kind != place.kind:
                raise ValidationError({"label": f"Choose a label of the kind {place.kind}."})
            decision = NewDecision(place, Outcome.EDITED, frozenset(), made)
        else:
            [decision] = accepted([(place, accept)], by)
        return record(article, [decision], by, reason=reason, op=op)[0]


@atomic_with_retry
def add(
    article: Article, by: User, *, wanted: Wanted, reason: str = "", op: UUID | None = None
) -> Decision:
    """Settle something that nobody marked. Raises ValidationError where it does not fit."""
    with turn(article, by):
        if op and (done := Decision.everything.filter(op=op).first()):
            return done
        check_text(article)
        made = gold.from_wanted(article, wanted, by)
        place = Place(made.kind, PlaceState.OPEN, (), [], [])
        decision = NewDecision(place, Outcome.ADDED, frozenset(), [made])
        return record(article, [decision], by, reason=reason, op=op)[0]


@atomic_with_retry
def settle_whole(article: Article, by: User, *, label: str, details: Details) -> Decision:
    """Settle what holds of the whole article; the note among the details is the reason.

    Readers who said so are accepted; what is settled toward the same target is decided anew. Raises
    ValidationError where it cannot be.
    """
    with turn(article, by):
        reason = str(details.get("note") or "")
        given = {name: value for name, value in details.items() if name != "note"}
        made = gold.document_label(article, label, given, by)
        place = _whole_place(
            article, made.kind, made.stance_target.slug if made.stance_target else ""
        )
        same = next((lane for lane in place.lanes if lane.row["label"] == label), None)
        if same and same.annotators:
            [decision] = accepted([(place, same.keys)], by)
        else:
            outcome = Outcome.EDITED if place.rows else Outcome.ADDED
            decision = NewDecision(place, outcome, frozenset(), [made])
        return record(article, [decision], by, reason=reason)[0]


@atomic_with_retry
def undo(article: Article, by: User, *, decision: int) -> Decision:
    """Take a decision back: its gold goes, and what it had replaced stands again.

    Raises PlaceChanged where it does not stand any more.
    """
    with turn(article, by):
        found = Decision.objects.filter(pk=decision, article=article).first()
        if found is None:
            raise PlaceChanged("This decision was undone or replaced in the meantime.")
        revoke([found], by)
        return found


@transaction.atomic
def finish(article: Article, by: User) -> ArticleProgress:
    """Finish the article. Raises ValidationError while anything is open or stale."""
    locked = article_progress.locked(article)
    check_may_settle(article, by, locked)
    if left := places_left(readings_of(article)):
        raise ValidationError(f"{number(left, 'place is', 'places are')} not settled yet.")
    article_progress.move(locked, Stage.FINISHED, by)
    article_progress.decisions_changed(article.pk)
    return locked


@transaction.atomic
def reopen(article: Article, by: User) -> ArticleProgress:
    """Take a finished article under revision; its gold stands meanwhile."""
    locked = article_progress.locked(article)
    check_may_settle(article, by, locked)
    if locked.stage != Stage.FINISHED:
        raise ValidationError("This article is not finished: go on settling it.")
    article_progress.move(locked, Stage.REVISION, by)
    article_progress.decisions_changed(article.pk)
    return locked


@transaction.atomic
def comment(article: Article, by: User, *, about: Collection[UUID], text: str) -> Comment:
    """Say something about the annotations of one place. Raises ValidationError."""
    if not text.strip():
        raise ValidationError({"text": "Write something first."})
    found = list(Annotation.everything.filter(article=article, pk__in=about).order_by())
    if not found:
        raise ValidationError("What this is about is not there any more. Reload the page.")
    stored = Comment.objects.create(
        article=article, author=by, text=text.strip(), created_at=timezone.now()
    )
    stored.about.set(found)
    notices.tell(_whom_it_concerns(found, by), article.pk, NoticeKind.REPLY, found[0].pk)
    return stored


def _whom_it_concerns(about: Collection[Annotation], by: User) -> set[int]:
    """Return whose reading these annotations are, who decided on them, and who spoke of them."""
    keys = [one.pk for one in about]
    owners = {one.annotator_id for one in about if one.layer == Layer.READING}
    spoke = Comment.objects.filter(about__in=keys).order_by().values_list("author", flat=True)
    ruled = Q(ruled__annotation__in=keys) | Q(made__annotation__in=keys)
    decided = Decision.objects.filter(ruled).order_by().values_list("decided_by", flat=True)
    return owners.union(spoke, decided) - {by.pk}


def _place_of(article: Article, stamp: str) -> Place:
    """Return the place that `stamp` names. Raises PlaceChanged where there is none."""
    readings = readings_of(article)
    for place in readings.places:
        if place.stamp == stamp:
            return place
    raise PlaceChanged("This place was decided or changed in the meantime: see what stands now.")


def acts_to_undo(article: Article) -> list[Act]:
    """Return the automatic acts that can be undone, the latest first, each with its `.count` of
    decisions."""
    decisions_left = Count(
        "decisions", filter=Q(decisions__undone_at=None, decisions__replaced_by=None)
    )
    acts = Act.objects.filter(article=article, undone_at=None).annotate(count=decisions_left)
    return list(acts.filter(count__gt=0).select_related("done_by"))


@atomic_with_retry
def settle_automatically(article: Article, by: User, *, rule: Rule, share: int, places: str) -> Act:
    """Settle all places that the rule takes, as `auto_adjudication.plan` lists them.

    `places` is the plan's own stamp. Raises PlaceChanged where the plan would be another today,
    ValidationError where nothing is left to settle.
    """
    with turn(article, by):
        planned = plan(readings_of(article), rule, share)
        if planned.stamp != places:
            raise PlaceChanged(
                "The article has changed since this list was made. Look at it again."
            )
        if not planned.will:
            raise ValidationError("There is nothing that this would settle.")
        act = Act.objects.create(
            article=article, rule=rule, share=planned.share, done_by=by, done_at=timezone.now()
        )
        wanted = [(place, lane.keys) for place, lane in planned.will]
        decisions = accepted(wanted, by)
        record(article, decisions, by, act=act)
        return act


@atomic_with_retry
def undo_act(article: Article, by: User, *, act: int) -> Act:
    """Take back, in one step, what an automatic act settled and nobody decided since.

    Raises PlaceChanged where it was undone already.
    """
    with turn(article, by):
        found = Act.objects.filter(pk=act, article=article, undone_at=None).first()
        if found is None:
            raise PlaceChanged("This step was undone in the meantime.")
        found.undone_at = timezone.now()
        found.save(update_fields=["undone_at"])
        revoke(list(Decision.objects.filter(act=found)), by)
        return found


def _whole_place(article: Article, kind: str, target: str) -> Place:
    """Return the place of what is said of the whole article toward a target, or a new one."""
    for place in readings_of(article).places:
        if place.is_whole and place.kind == kind:
            row = (*place.rows, *place.gold)[0]
            if row["details"].get("stance_target", "") == target:
                return place
    return Place(kind, PlaceState.OPEN, (), [], [])
