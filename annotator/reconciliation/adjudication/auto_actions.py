"""Settle many places of an article in one step, and take that back: actions of their own."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone

from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.people.models import User
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.adjudication.decisions import (
    PlaceChanged,
    accepted,
    record,
    revoke,
)
from annotator.reconciliation.adjudication.turn import turn
from annotator.reconciliation.models import Act, Decision, Rule
from annotator.reconciliation.places.load import readings_of
from articles.models import Article


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
