"""Store a corrected text as the article's next version, and take it back: the only writer.

Who may, and what becomes of the annotations, is the caller's to know. To be called inside a
transaction that has the article's row locked.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from articles import text as texts
from articles.changes import article_revised
from articles.intake.came_as import CameAs
from articles.models import Article, Original, Region, Version
from articles.originals import store_originals
from articles.parts import Part
from articles.regions import Held
from articles.versions.anchoring import AnchorOutcome, place


class NewText(NamedTuple):
    """A corrected text as it came in: canonical, with the parts that are likely no body."""

    title: str
    text: str
    regions: Sequence[Part] = ()
    dated_on: date | None = None
    origin: Version.Origin = Version.Origin.PASTED
    url: str = ""
    note: str = ""
    is_noted: bool = False
    came: CameAs | None = None
    """What it came in as, to be kept beside it."""


def versions_of(article: Article) -> list[Version]:
    """Return every version of the article, the first one first; of a text, nothing is read.

    An article that was never corrected has one, which is not stored.
    """
    stored = list(Version.objects.filter(article=article).defer("text", "regions"))
    return stored or [_as_it_is(article)]


def version_of(article: Article, number: int) -> Version | None:
    """Return one version with its text, or None where the article has none of this number."""
    found = Version.objects.filter(article=article, number=number).first()
    return found or (_as_it_is(article) if number == article.version else None)


def texts_of(article: Article, numbers: set[int]) -> dict[int, str]:
    """Return the texts of these versions by number."""
    found = Version.objects.filter(article=article, number__in=numbers - {article.version})
    known = dict(found.values_list("number", "text"))
    return known | {article.version: article.text} if article.version in numbers else known


def refusal_of(article: Article, new: NewText) -> str:
    """Return why this text cannot be the article's next version, or ''."""
    if new.text == article.text:
        return "This is the text that the article has already: nothing was corrected."
    same = Article.objects.filter(
        story=article.story_id, source=article.source_id, text_sha256=texts.sha256(new.text)
    )
    if other := same.exclude(pk=article.pk).first():
        return f"The story has this very text of this source already: “{other}”."
    return ""


def store_version(article: Article, new: NewText) -> Version:
    """Give the article its next version. Raises ValidationError where it cannot be that.

    Regions stand where their words stand now; where none does, as they are proposed.
    """
    if complaint := refusal_of(article, new):
        raise ValidationError(complaint)
    now = timezone.now()
    if not Version.objects.filter(article=article).exists():
        _as_it_is(article).save()
    else:
        _now_stored(article).update(regions=_held(article))
    _carry_regions(article, new)
    article.title, article.text = new.title, new.text
    article.seal()
    article.version += 1
    version = Version.objects.create(
        article=article, number=article.version, title=article.title, text=article.text,
        text_sha256=article.text_sha256, word_count=article.word_count, regions=_held(article),
        dated_on=new.dated_on, origin=new.origin, url=new.url, note=new.note,
        is_noted=new.is_noted, came_at=now,
    )  # fmt: skip
    if new.came is not None:
        store_originals([(article, new.came)], article.version, now)
    _save(article)
    return version


def take_back(article: Article) -> None:
    """Give the article the version before its newest one again, and delete that one."""
    before = Version.objects.get(article=article, number=article.version - 1)
    _now_stored(article).delete()
    Original.objects.filter(article=article, version=article.version).delete()
    article.title, article.text, article.version = before.title, before.text, before.number
    article.seal()
    _write_regions(article, [tuple(row) for row in before.regions])
    if before.number == 1:
        before.delete()
    _save(article)


def _save(article: Article) -> None:
    article.save(update_fields=["title", "text", "text_sha256", "word_count", "version"])
    article_revised.send(sender=Article, article=article)


def _now_stored(article: Article) -> "QuerySet[Version]":
    return Version.objects.filter(article=article, number=article.version)


def _as_it_is(article: Article) -> Version:
    """Return the article's text as a version, not stored yet."""
    return Version(
        article=article, number=article.version, title=article.title, text=article.text,
        text_sha256=article.text_sha256, word_count=article.word_count,
        regions=_held(article), dated_on=article.published_on, url=article.url,
        came_at=article.created_at,
    )  # fmt: skip


def _held(article: Article) -> list[Held]:
    rows = Region.objects.filter(article=article).order_by("start")
    return list(rows.values_list("start", "end", "role", "origin"))


def _carry_regions(article: Article, new: NewText) -> None:
    before = _held(article)
    placed = place(article.text, new.text, [(start, end) for start, end, _, _ in before])
    after: list[Held] = []
    for (_, _, role, origin), now in zip(before, placed, strict=True):
        if now.start is not None and now.end is not None and now.outcome != AnchorOutcome.ORPHANED:
            after.append((now.start, now.end, role, origin))
    for part in new.regions:
        after.append((part.start, part.end, part.role, Region.Origin.INTAKE))
    apart: list[Held] = []
    for one in after:
        if not any(one[0] < other[1] and other[0] < one[1] for other in apart):
            apart.append(one)
    _write_regions(article, apart)


def _write_regions(article: Article, held: Sequence[Held]) -> None:
    Region.objects.filter(article=article).delete()
    Region.objects.bulk_create(
        Region(article=article, start=start, end=end, role=role, origin=origin)
        for start, end, role, origin in sorted(held)
    )
