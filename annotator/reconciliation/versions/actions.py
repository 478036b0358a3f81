"""Judge what a correction left behind of what is settled: a decision of its place, anew.

One's own reading is judged by `annotations/revision/review.py` alone.
"""

from typing import Any

from django.core.exceptions import ValidationError

from annotator.annotations import article_progress
from annotator.annotations.details import COMES_TO, SAID_DETAILS
from annotator.annotations.models import Annotation, Layer, Placement
from annotator.annotations.recording.gold import Wanted
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.annotations.revision import review
from annotator.annotations.revision.rereading import reread
from annotator.annotations.revision.review import judged_by, open_one
from annotator.people.models import User
from annotator.reconciliation.adjudication import actions as adjudication
from annotator.reconciliation.adjudication.turn import check_may_settle
from annotator.reconciliation.models import Decision, Made
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import Place
from articles.models import Article

Span = tuple[int, int, str]
Verdict = Placement.Verdict


@atomic_with_retry
def keep(article: Article, by: User, placement: Placement, span: Span | None = None) -> Placement:
    """Let an annotation stand in the corrected text. Raises ValidationError as `review.keep`."""
    if placement.annotation.layer != Layer.GOLD:
        return review.keep(article, by, placement.pk, span)
    check_may_settle(article, by, article_progress.locked(article))
    found = open_one(article, placement.pk)
    place = _place_of(article, found.annotation)
    if place is None:
        done = review.keep(article, by, placement.pk, span)
        article_progress.decisions_changed(article.pk)
        return done
    if span is None and (found.start is None or found.end is None):
        raise ValidationError("Its words are gone: select the words that it is about now.")
    start, end, quote = span or (found.start, found.end, article.text[found.start : found.end])
    wanted = Wanted(
        found.annotation.label_id,
        start or 0,
        end or 0,
        quote,
        _details(found.annotation, quote, article),
    )
    decision = adjudication.decide(
        article, by, stamp=place.stamp, wanted=wanted, reason=_reason(article)
    )
    verdict = Verdict.MARKED if span else Verdict.ACCEPTED
    return judged_by(found, by, verdict, {"decision": decision.pk})


@atomic_with_retry
def drop(article: Article, by: User, placement: Placement) -> Placement:
    """Let an annotation go. Raises ValidationError for whoever may not settle what is settled."""
    if placement.annotation.layer != Layer.GOLD:
        return review.drop(article, by, placement.pk)
    check_may_settle(article, by, article_progress.locked(article))
    found = open_one(article, placement.pk)
    place = _place_of(article, found.annotation)
    if place is None:
        return judged_by(found, by, Verdict.DROPPED, {})
    decision = adjudication.decide(article, by, stamp=place.stamp, reason=_reason(article))
    return judged_by(found, by, Verdict.DROPPED, {"decision": decision.pk})


@atomic_with_retry
def reconsider(article: Article, by: User, placement: Placement) -> Placement:
    """Undo a verdict. Raises ValidationError where its decision does not stand any more."""
    if decision := placement.before.get("decision"):
        adjudication.undo(article, by, decision=decision)
        placement.refresh_from_db()
        return judged_by(placement, by, Verdict.OPEN, {})
    done = review.reconsider(article, by, placement.pk)
    if placement.annotation.layer == Layer.GOLD:
        article_progress.decisions_changed(article.pk)
    return done


def _reason(article: Article) -> str:
    return f"The text was corrected: version {article.version}."


def _place_of(article: Article, gold: Annotation) -> Place | None:
    """Return the place whose standing decision made this settled annotation, if one did."""
    standing = Decision.objects.filter(article=article).order_by().values("pk")
    made = Made.objects.filter(annotation=gold, decision__in=standing).first()
    if made is None:
        return None
    for place in readings_of(article).places:
        if any(decision.pk == made.decision_id for decision in place.decisions):
            return place
    return None


def _details(gold: Annotation, words: str, article: Article) -> dict[str, Any]:
    """Return what the settled annotation says, its answer read off the new words if it was read."""
    details = {said.name: getattr(gold, said.name) for said in SAID_DETAILS}
    given = {name: value for name, value in details.items() if value}
    if again := reread(gold, words, article.published_on):
        given = {name: value for name, value in given.items() if name not in COMES_TO}
        given |= again.details
    return given
