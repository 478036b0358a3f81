"""Look at what a corrected text has left behind: it stands, it stands elsewhere, or it is dropped.

Each verdict is one revision of the annotation, and can be undone while nothing else changed it.
Who may judge is the caller's to know: whoever made it, and of what is settled an adjudicator.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.article_progress import readings_changed
from annotator.annotations.details import SAID_DETAILS
from annotator.annotations.models import Annotation, Layer, Placement
from annotator.annotations.recording.actions import anchor
from annotator.annotations.recording.details import set_details
from annotator.annotations.recording.receipts import save_with_receipt
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.annotations.revision.rereading import reread
from annotator.people.models import User
from annotator.vocabulary.models import current_edition
from articles.models import Article

Verdict = Placement.Verdict
WORDS = ("start", "end", "quote", "text_version", "read_version", "codebook_edition")
KEPT = (*WORDS, *(said.attname for said in SAID_DETAILS))


class LookedAtAlready(ValidationError):
    """Somebody has judged it meanwhile, or a later version asks again."""


@atomic_with_retry
def keep(
    article: Article, by: User, placement: int, span: tuple[int, int, str] | None = None
) -> Placement:
    """Let an annotation stand in the corrected text: at its likeliest place, or at `span`.

    `span` is start, end and quote. An answer that was the reading of its words is read off the new
    ones. Raises ValidationError where the words do not stand there, LookedAtAlready where it was
    judged.
    """
    found = _open(article, placement)
    annotation = found.annotation
    annotation.article = article
    if span is None:
        if found.start is None or found.end is None:
            raise ValidationError("Its words are gone: select the words that it is about now.")
        span = (found.start, found.end, article.text[found.start : found.end])
        verdict = Verdict.ACCEPTED
    else:
        verdict = Verdict.MARKED
    found.before = {name: getattr(annotation, name) for name in KEPT}
    again = reread(annotation, span[2], article.published_on)
    anchor(annotation, *span)
    if again is not None:
        set_details(annotation, again.details, by)
    annotation.text_version = annotation.read_version = article.version
    annotation.codebook_edition = current_edition()
    annotation.erased_at = None
    _save(annotation, by, "~")
    found.before["revision"] = annotation.revision
    return _judged(found, by, verdict)


@atomic_with_retry
def drop(article: Article, by: User, placement: int) -> Placement:
    """Let an annotation go with the words on which it was made."""
    return _judged(_open(article, placement), by, Verdict.DROPPED)


@atomic_with_retry
def reconsider(article: Article, by: User, placement: int) -> Placement:
    """Undo a verdict: it is to be looked at again.

    Raises LookedAtAlready where there is none, ValidationError where the annotation was changed
    since.
    """
    article_progress.locked(article)
    found = _locked(article, placement)
    if found is None or found.verdict in (Verdict.OPEN, Verdict.LATER):
        raise LookedAtAlready("There is nothing to undo: it is to be looked at.")
    if found.verdict != Verdict.DROPPED:
        annotation = found.annotation
        if annotation.revision != found.before.get("revision"):
            raise ValidationError("It was changed since: change it in the article.")
        for name in KEPT:
            setattr(annotation, name, found.before.get(name, getattr(annotation, name)))
        annotation.erased_at = timezone.now()
        _save(annotation, by, "-")
    found.before = {}
    return _judged(found, None, Verdict.OPEN)


def judged_by(found: Placement, by: User, verdict: str, before: Mapping[str, Any]) -> Placement:
    """Note a verdict on what is settled, which the caller has carried out."""
    found.before = dict(before)
    return _judged(found, by, verdict)


def open_one(article: Article, placement: int) -> Placement:
    """Return what is to be looked at, locked. Raises LookedAtAlready where it was judged."""
    return _open(article, placement)


def _open(article: Article, placement: int) -> Placement:
    article_progress.locked(article)
    found = _locked(article, placement)
    if found is None or found.verdict != Verdict.OPEN or found.version != article.version:
        raise LookedAtAlready("It was looked at in the meantime. Reload the page.")
    return found


def _locked(article: Article, placement: int) -> Placement | None:
    asked = Placement.objects.select_for_update(of=("self",)).select_related("annotation__question")
    return asked.filter(pk=placement, article=article).first()


def _save(annotation: Annotation, by: User, sign: str) -> None:
    annotation.revision += 1
    save_with_receipt(annotation, by, None, sign)
    if annotation.layer == Layer.READING:
        readings_changed([annotation.article_id])


def _judged(found: Placement, by: User | None, verdict: str) -> Placement:
    found.verdict, found.by, found.at = verdict, by, timezone.now() if by else None
    found.save(update_fields=["verdict", "by", "at", "before"])
    return found
