"""What bringing a corrected text would do: told before, and nothing of it stored."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from annotator.annotations.drawing.html import Tag
from annotator.annotations.models import Layer
from annotator.annotations.revision.actions import revise
from annotator.annotations.revision.placing import LEFT, NewPlace, counts, places_in
from annotator.annotations.revision.rereading import Reread, reread
from annotator.annotations.workbench.reading import looks
from annotator.comparison.models import Change, QuestionRow
from annotator.comparison.question_rows.refresh import refresh_rows
from annotator.people.models import User
from articles.models import Article
from articles.sentences import sentence_around
from articles.versions.actions import NewText, texts_of
from articles.versions.laying import laid_difference, laid_once
from articles.versions.paragraphs import ComparedParagraph, compared_paragraphs

MOST_SHOWN = 200
"""So many annotations that are not simply carried stand on the preview; of the rest the number."""


@dataclass(frozen=True)
class ShownPlace:
    """An annotation that is not simply carried: its old words and the new ones, in sentences."""

    outcome: str
    tag: Tag
    settled: bool
    old: tuple[str, str, str]
    new: tuple[str, str, str] | None
    reread: Reread | None


@dataclass(frozen=True)
class RowChange:
    """A question whose row would be in another state."""

    wording: str
    was: str
    becomes: str


@dataclass(frozen=True)
class RevisionPreview:
    """What would become of the annotations and of the story's rows; None where rows are behind."""

    paragraphs: Sequence[ComparedParagraph]
    counts: dict[str, int]
    places: Sequence[ShownPlace]
    more: int
    rows: Sequence[RowChange] | None
    digest: str


def preview(article: Article, by: User, new: NewText, hidden: bool) -> RevisionPreview:
    """Return what `revise` would do. Raises ValidationError where it would refuse.

    Where others' work is `hidden` from whoever asks, nothing is told of it.
    """
    with laid_once():
        rows = _row_changes(article, by, new)
        found = [] if hidden else places_in(article, new.text)
        changes = laid_difference(article.text, new.text)
    shown = [one for one in found if one.outcome != "carried"]
    return RevisionPreview(
        compared_paragraphs(article.text, new.text, changes),
        counts(found),
        _shown(article, new.text, shown[:MOST_SHOWN]),
        max(0, len(shown) - MOST_SHOWN),
        [] if hidden else rows,
        digest(article, new),
    )


def digest(article: Article, new: NewText) -> str:
    """Return a name for just this text, said so, on top of just this version."""
    told = repr((article.pk, article.version, *new._replace(regions=(), came=None)))
    return hashlib.sha256(told.encode()).hexdigest()


def _shown(article: Article, text: str, found: Sequence[NewPlace]) -> list[ShownPlace]:
    tags, texts = looks(), texts_of(article, {one.was_version for one in found})
    shown = []
    for one in found:
        a = one.annotation
        new = again = None
        if one.start is not None and one.end is not None:
            new = sentence_around(text, one.start, one.end)
            again = reread(a, new[1], article.published_on) if one.outcome in LEFT else None
        old = sentence_around(texts[one.was_version], *a.span)
        settled = a.layer == Layer.GOLD
        shown.append(ShownPlace(one.outcome, tags[a.label_id], settled, old, new, again))
    return shown


def _row_changes(article: Article, by: User, new: NewText) -> list[RowChange] | None:
    """Do it, look at the rows, and roll it all back: what would be is told by what is."""
    story = article.story
    with transaction.atomic():
        behind = Change.objects.filter(story=story).exists()
        before = {} if behind else _states(article)
        stood = {name: getattr(article, name) for name in ("title", "text", "version")}
        try:
            revise(article, by, new)
            if not behind:
                refresh_rows(story)
            after = {} if behind else _states(article)
        finally:
            transaction.set_rollback(True)
            for name, value in stood.items():
                setattr(article, name, value)
            article.seal()
    if behind:
        return None
    names = dict(story.questions.values_list("pk", "wording"))
    return [
        RowChange(names.get(key, ""), before.get(key, ""), after.get(key, ""))
        for key in sorted(before.keys() | after.keys())
        if before.get(key, "") != after.get(key, "")
    ]


def _states(article: Article) -> dict[int, str]:
    rows = QuestionRow.objects.filter(story=article.story, question__active=True)
    return dict(rows.order_by().values_list("question_id", "counted_state"))
