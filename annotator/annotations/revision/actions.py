"""Bring a corrected text of an article, and take it back: the only writer of revisions.

All or nothing, under the locks that adjudicating and annotating wait for. What is carried or moved
keeps its revision, so that every decision on it stands; what is left behind is erased, and with
that its decisions turn stale.
"""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.dispatch import Signal
from django.utils import timezone

from annotator.annotations import article_progress, notices
from annotator.annotations.article_progress import readings_changed
from annotator.annotations.models import (
    OPEN,
    Annotation,
    Assignment,
    AssignmentState,
    Layer,
    Notice,
    NoticeKind,
    Placement,
    Revision,
    Stage,
)
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.annotations.revision.asides import follow, put_back
from annotator.annotations.revision.placing import LEFT, NewPlace, counts, new_passages, places_in
from annotator.background.events import EventKind, Facts, tell
from annotator.people.models import User
from articles.models import Article
from articles.versions.actions import NewText, store_version, take_back
from articles.versions.anchoring import AnchorOutcome
from articles.versions.laying import laid_once

BATCH = 200

version_taken_back = Signal()
"""Sent inside the transaction, with `article`, as it is again, and the `version` that it had."""


class RevisionRefused(ValidationError):
    """The version cannot be brought or taken back; the message says why."""


@atomic_with_retry
def revise(article: Article, by: User, new: NewText) -> Revision:
    """Give the article a corrected text, and every annotation its place in it.

    Raises ValidationError where the text is no correction of it.
    """
    with laid_once():
        return _revise(article, by, new)


def _revise(article: Article, by: User, new: NewText) -> Revision:
    progress = article_progress.locked(article)
    _lock_readings(article)
    now = timezone.now()
    found = places_in(article, new.text)
    old = article.text
    store_version(article, new)
    told = counts(found)
    revision = Revision.objects.create(
        article=article, version=article.version, by=by, at=now,
        carried=told[AnchorOutcome.CARRIED], moved=told[AnchorOutcome.MOVED],
        to_review=told[AnchorOutcome.REVIEW], orphaned=told[AnchorOutcome.ORPHANED],
        decisions=progress.decisions, was_finished=progress.stage == Stage.FINISHED,
    )  # fmt: skip
    asked = [one.asked_before for one in found if one.asked_before]
    Placement.objects.filter(pk__in=asked).update(verdict=Placement.Verdict.LATER)
    places = [_placement(article, one) for one in found]  # before they are moved there
    _put(found, article.version)
    Placement.objects.bulk_create(places, batch_size=BATCH)
    revision.places_before = follow(article, old)
    revision.save(update_fields=["places_before"])
    if progress.stage == Stage.FINISHED and any(one.outcome in LEFT for one in found):
        article_progress.move(progress, Stage.REVISION, by)
    _open_readings(article).update(text_version=article.version)
    notices.tell(_whom_it_concerns(article, old, found), article.pk, NoticeKind.CORRECTED)
    readings_changed([article.pk])
    tell(EventKind.CORRECTION_FOUND, article.story_id, {article.pk: _facts(revision, new)})
    return revision


@atomic_with_retry
def undo_revision(article: Article, by: User) -> Revision:
    """Take the newest version back, as if it had never come.

    Raises RevisionRefused where there is none, or somebody has worked on the article since.
    """
    progress = article_progress.locked(article)
    _lock_readings(article)
    revision = newest_revision(article)
    if revision is None:
        raise RevisionRefused("There is no correction to undo.")
    if complaint := worked_on_since(revision, progress.decisions):
        raise RevisionRefused(complaint)
    placed = Placement.objects.filter(article=article, version=revision.version)
    rows = list(placed.select_related("annotation"))
    earlier = _latest_before(article, revision.version)
    again = {key for key, row in earlier.items() if row.verdict == Placement.Verdict.LATER}
    take_back(article)
    back = [
        NewPlace(
            row.annotation, row.was_version,
            AnchorOutcome.REVIEW if row.annotation_id in again else AnchorOutcome.CARRIED,
            row.was_start, row.was_end,
        )
        for row in rows
    ]  # fmt: skip
    _put(back)
    placed.delete()
    reopened = [row.pk for key, row in earlier.items() if key in again]
    Placement.objects.filter(pk__in=reopened).update(verdict=Placement.Verdict.OPEN)
    _open_readings(article).update(text_version=article.version)
    if progress.stage == Stage.REVISION and revision.was_finished:
        article_progress.move(progress, Stage.FINISHED, by)
    put_back(article, revision.places_before)
    Notice.objects.filter(article=article, kind=NoticeKind.CORRECTED).delete()
    revision.undone_at, revision.undone_by = timezone.now(), by
    revision.save(update_fields=["undone_at", "undone_by"])
    readings_changed([article.pk])
    version_taken_back.send(Revision, article=article, version=revision.version)
    return revision


def newest_revision(article: Article) -> Revision | None:
    """Return what brought the text that the article has now, or None where it is the first."""
    return Revision.objects.filter(article=article, version=article.version, undone_at=None).first()


def worked_on_since(revision: Revision, decisions: int) -> str:
    """Return why a version cannot be undone any more, or ''. `decisions`: of the progress now.

    What a machine read since is in nobody's way: it is taken back with the version.
    """
    article, since = revision.article, revision.at
    marked = Annotation.history.filter(article=article, history_date__gt=since)
    marked = marked.exclude(layer=Layer.MACHINE)
    judged = Placement.objects.filter(article=article, at__gt=since)
    moved = Assignment.history.filter(article=article, history_date__gt=since)
    if decisions != revision.decisions:
        return "An adjudicator has worked on the article since: the correction stands."
    if marked.exists() or judged.exists() or moved.exists():
        return "Somebody has read or annotated the corrected text: the correction stands."
    return ""


def _facts(revision: Revision, new: NewText) -> Facts:
    """Return what is told of a correction to whoever hears of the story's events."""
    return {
        "version": revision.version,
        "dated_on": new.dated_on.isoformat() if new.dated_on else None,
        "announced": new.is_noted,
        "carried": revision.carried,
        "moved": revision.moved,
        "to_review": revision.to_review,
        "gone": revision.orphaned,
    }


def _lock_readings(article: Article) -> None:
    """Lock the readings, so that whoever is storing a highlight ends first, and the next waits."""
    list(Assignment.objects.select_for_update().filter(article=article).order_by("pk"))
    fresh = Article.objects.select_for_update().get(pk=article.pk)
    for name in ("title", "text", "text_sha256", "word_count", "version"):
        setattr(article, name, getattr(fresh, name))


def _open_readings(article: Article) -> QuerySet[Assignment]:
    return Assignment.objects.filter(article=article, state__in=OPEN)


def _whom_it_concerns(article: Article, old: str, found: Sequence[NewPlace]) -> list[int]:
    """Return who has submitted a reading of which something is left behind, or lacks new text."""
    read = Assignment.objects.filter(article=article, state=AssignmentState.SUBMITTED).order_by()
    readers = list(read.values_list("annotator", flat=True))
    if new_passages(old, article.text):
        return readers
    left = {one.annotation.annotator_id for one in found if one.outcome in LEFT}
    return [reader for reader in readers if reader in left]


def _placement(article: Article, one: NewPlace) -> Placement:
    start, end = one.annotation.span
    return Placement(
        annotation=one.annotation, article=article, version=article.version, outcome=one.outcome,
        start=one.start, end=one.end, was_version=one.was_version, was_start=start, was_end=end,
    )  # fmt: skip


def _put(found: Sequence[NewPlace], version: int | None = None) -> None:
    """Put what stands somewhere there, and erase what is left behind; each goes to its own version
    where none is given.

    First all are erased: two that follow each other would else be one highlight for a moment.
    """
    now = timezone.now()
    keys = [one.annotation.pk for one in found]
    for first in range(0, len(keys), BATCH):
        batch = Annotation.everything.filter(pk__in=keys[first : first + BATCH])
        batch.update(erased_at=Coalesce("erased_at", now))
    moving = []
    for one in found:
        a, stays = one.annotation, one.outcome not in LEFT
        if version is None:
            a.text_version = one.was_version
        elif stays:
            a.text_version = version
        else:
            continue
        a.start, a.end, a.erased_at = one.start, one.end, None if stays else a.erased_at or now
        moving.append(a)
    columns = ["start", "end", "text_version", "erased_at"]
    Annotation.everything.bulk_update(moving, columns, batch_size=BATCH)


def _latest_before(article: Article, version: int) -> dict[UUID, Placement]:
    """Return by annotation what the latest version before this one made of it."""
    rows = Placement.objects.filter(article=article, version__lt=version).order_by("version")
    return {row.annotation_id: row for row in rows}
