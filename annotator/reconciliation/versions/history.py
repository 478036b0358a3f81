"""What the versions of an article are, and where the marks stood in each. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from annotator.annotations.drawing import html as drawing
from annotator.annotations.drawing.segments import Mark
from annotator.annotations.models import Annotation, Placement, Revision
from annotator.annotations.revision.actions import newest_revision, worked_on_since
from annotator.annotations.revision.placing import LEFT
from annotator.annotations.workbench.reading import looks
from articles.models import Article, Version
from articles.parts import Part
from articles.text import blocks
from articles.versions.actions import versions_of


@dataclass(frozen=True)
class ToldVersion:
    """A version as the list shows it; the first one was brought by nobody."""

    version: Version
    brought: Revision | None
    words_more: int
    is_newest: bool


def told_versions(article: Article) -> list[ToldVersion]:
    """Return the versions, the newest first, in three statements."""
    versions = versions_of(article)
    brought = {
        one.version: one
        for one in Revision.objects.filter(article=article, undone_at=None).select_related("by")
    }
    before = [None, *versions]
    return [
        ToldVersion(
            one, brought.get(one.number), one.word_count - was.word_count if was else 0,
            one.number == article.version,
        )
        for one, was in reversed(list(zip(versions, before, strict=False)))
    ]  # fmt: skip


def undo_refusal(article: Article) -> str | None:
    """Return why the newest version cannot be undone; '' where it can, None for the first one."""
    revision = newest_revision(article)
    if revision is None:
        return None
    progress = getattr(article, "progress", None)
    return worked_on_since(revision, progress.decisions if progress else 0)


def text_with_marks(article: Article, version: Version, visible: Q) -> SafeString:
    """Draw a version's text with the annotations that stood in it, as far as they are visible."""
    tags = looks()
    parts = [Part(start, end, role) for start, end, role, _ in version.regions]
    marks = [
        Mark(start, end, str(key), tags[label].look)
        for key, label, start, end in _spans_in(article, version.number, visible)
    ]
    return drawing.draw_text(list(blocks(version.text)), sorted(marks), parts)


def _spans_in(article: Article, number: int, visible: Q) -> Iterable[tuple[Any, ...]]:
    """Yield key, label, start and end of what stood in the version of this number."""
    seen = Annotation.everything.filter(visible, article=article).order_by().values("pk")
    placed = Placement.objects.filter(article=article, annotation__in=seen)
    found: dict[Any, tuple[Any, ...]] = {}
    columns = ("annotation", "annotation__label", "was_start", "was_end")
    for key, *rest in placed.filter(was_version=number).values_list(*columns):
        found[key] = (key, *rest)
    stood = placed.filter(version=number).exclude(outcome__in=LEFT)
    for key, *rest in stood.values_list("annotation", "annotation__label", "start", "end"):
        found[key] = (key, *rest)
    live = Annotation.objects.filter(visible, article=article, text_version=number)
    for row in live.values_list("pk", "label", "start", "end"):
        found[row[0]] = row
    return found.values()
