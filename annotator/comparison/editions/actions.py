"""Publish editions, switch their public links, withdraw them and take that back: the only writer.

What is published is never changed: each act is a row of its own, with who and when.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.editions.documents.document import (
    EditionHead,
    canonical_json,
    edition_document,
    hash_of,
)
from annotator.comparison.editions.documents.erasing import lost_an_article
from annotator.comparison.editions.documents.quotes import printed_quotes
from annotator.comparison.editions.draft import EditionDraft, draft_of, text_lengths
from annotator.comparison.editions.stored import document_of, standing
from annotator.comparison.models import Edition, EditionLink, Withdrawal
from annotator.operations.release import release
from annotator.people.models import User
from annotator.refusals import refusal
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Story


def publish(
    story: Story, by: User, *, title: str, note: str = "", signed: str = "", desk: str, base: str
) -> Edition:
    """Store the settled rows of the story's brief as its next edition, frozen.

    `desk` is the desk's host, `base` its address without a slash at the end. Raises ValidationError
    where nothing is settled, where the rows are behind, where `by` has still to read, and where the
    newest edition that stands says the same.
    """
    if told := publishing_refusal(story, by):
        raise ValidationError(told)
    draft = draft_of(story)
    if told := draft_refusal(draft):
        raise ValidationError(told)
    with _refusing(Edition), transaction.atomic():
        Story.objects.select_for_update(no_key=True).get(pk=story.pk)
        last = Edition.objects.filter(story=story).aggregate(last=Max("number"))["last"] or 0
        edition = Edition(
            story=story, number=last + 1, title=" ".join(title.split()), note=_lines(note),
            signed=" ".join(signed.split()), published_at=timezone.now(), published_by=by,
            rows=len(draft.rows), left_out=draft.left_out, articles=sorted(draft.quoted),
            versions={str(key): version for key, version in draft.versions.items()},
        )  # fmt: skip
        document = _document(edition, draft, desk, base)
        _refuse_the_same(story, document)
        edition.document = canonical_json(document)
        edition.sha256 = hash_of(edition.document)
        edition.full_clean(exclude=["document", "versions", "articles"])
        edition.save()
        _recorded(TrustKind.EDITION_PUBLISHED, edition, by)
    return edition


def publishing_refusal(story: Story, by: User) -> str:
    """Return why `by` may not publish in this story now, in words, or ''."""
    left = len(articles_hidden_from(by, story))
    if not left:
        return ""
    articles = "an article" if left == 1 else f"{left} articles"
    return f"You have still to read {articles} of this story: submit your readings, then publish."


def draft_refusal(draft: EditionDraft) -> str:
    """Return why a draft cannot be published, and what to do about it, or ''."""
    if draft.behind:
        return (
            "The rows of this story are being compared at this moment: publish once the brief no "
            "longer says so."
        )
    if not draft.rows:
        return (
            "Nothing that the brief tells of is settled yet: finish the articles that answer a "
            "question, then publish."
        )
    return ""


def open_link(edition: Edition, by: User) -> EditionLink:
    """Give the edition a public link; one that it has ends, and leads nowhere any more."""
    with transaction.atomic():
        locked = _lock(edition)
        _end_link(locked, by)
        _recorded(TrustKind.LINK_MADE, locked, by)
        return EditionLink.objects.create(
            edition=locked, token=secrets.token_urlsafe(32), made_at=timezone.now(), made_by=by
        )


def close_link(edition: Edition, by: User) -> None:
    """End the edition's public link. Raises ValidationError where it has none."""
    with transaction.atomic():
        locked = _lock(edition)
        if not _end_link(locked, by):
            raise ValidationError("The public link is off already.")
        _recorded(TrustKind.LINK_ENDED, locked, by)


def withdraw(
    edition: Edition, by: User, *, reason: str, replaced_by: Edition | None = None
) -> Withdrawal:
    """Withdraw the edition: its addresses show the reason in its place.

    Raises ValidationError without a reason, where it is withdrawn already, and where the edition
    that is to stand in its place is itself, of another story, or withdrawn.
    """
    with _refusing(Withdrawal), transaction.atomic():
        locked = _lock(edition)
        if replaced_by and (
            replaced_by.pk == locked.pk
            or replaced_by.story_id != locked.story_id
            or not standing(Edition.objects.filter(pk=replaced_by.pk)).exists()
        ):
            raise ValidationError("Choose another edition of this story, one that stands.")
        withdrawal = Withdrawal(
            edition=locked, reason=_lines(reason), replaced_by=replaced_by, at=timezone.now(), by=by
        )
        withdrawal.save()
        _recorded(TrustKind.EDITION_WITHDRAWN, locked, by)
    return withdrawal


def take_back_withdrawal(edition: Edition, by: User) -> None:
    """Let a withdrawn edition stand again.

    Raises ValidationError where it is not withdrawn, and where it quoted an article that was taken
    down since.
    """
    with transaction.atomic():
        locked = _lock(edition)
        if lost_an_article(document_of(edition)):
            raise ValidationError(
                "An article that this edition quoted was taken down: publish a new one instead."
            )
        open_one = Withdrawal.objects.filter(edition=locked, undone_at=None)
        if not open_one.update(undone_at=timezone.now(), undone_by=by):
            raise ValidationError("This edition is not withdrawn.")
        _recorded(TrustKind.WITHDRAWAL_UNDONE, locked, by)


def _document(edition: Edition, draft: EditionDraft, desk: str, base: str) -> dict[str, Any]:
    slug = draft.story.slug
    head = EditionHead(
        base=base,
        path=reverse("comparison:edition", args=[slug, edition.number]),
        desk=desk,
        story=slug,
        story_title=draft.story.title,
        number=edition.number,
        title=edition.title,
        note=edition.note,
        signed=edition.signed,
        published_at=edition.published_at,
        as_of=draft.at,
        articles=draft.articles,
        sources=draft.sources,
        finished=draft.finished,
        left_out=draft.left_out,
        software=f"Annotator {release()}",
    )
    quotes = printed_quotes(draft.answers, text_lengths(draft.quoted))
    return edition_document(head, draft.rows, quotes, _place)


def _place(article: int, version: int) -> str:
    """Return where a version of an article is read."""
    return reverse("reconciliation:version", args=[article, version])


def _refuse_the_same(story: Story, document: dict[str, Any]) -> None:
    """Raise ValidationError where the newest edition that stands has the same rows and texts."""
    newest = standing(Edition.objects.filter(story=story)).first()
    if newest is None:
        return
    said = document_of(newest)
    if all(said[part] == document[part] for part in ("rows", "articles")):
        raise ValidationError(
            f"Edition {newest.number} says the same already. To give it another title or note, "
            "withdraw it first."
        )


def _lines(text: str) -> str:
    """Return a text of several lines with one kind of line end, whatever a browser sent."""
    return "\n".join(text.strip().splitlines())


def _recorded(kind: TrustKind, edition: Edition, by: User) -> None:
    """Tell the trust log what was done with the edition."""
    record(kind, by=by, story=edition.story, facts={"edition": edition.number})


def _lock(edition: Edition) -> Edition:
    return Edition.objects.select_for_update(no_key=True).defer("document").get(pk=edition.pk)


def _end_link(edition: Edition, by: User) -> int:
    """End the link that the edition has; return how many ended."""
    open_one = EditionLink.objects.filter(edition=edition, ended_at=None)
    return open_one.update(ended_at=timezone.now(), ended_by=by)


@contextmanager
def _refusing(model: type[models.Model]) -> Iterator[None]:
    """Raise what a constraint of the database refuses in its words."""
    try:
        yield
    except IntegrityError as error:
        raise refusal(error, model) from error
