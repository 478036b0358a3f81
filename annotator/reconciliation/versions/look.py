"""What a correction has left behind for somebody to look at: old and new words side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from annotator.annotations.drawing.html import Tag
from annotator.annotations.models import Annotation, Layer, Placement
from annotator.annotations.revision.placing import LEFT, new_passages
from annotator.annotations.revision.rereading import Reread, reread
from annotator.annotations.workbench.reading import looks
from annotator.people.models import User
from articles.models import Article
from articles.sentences import sentence_around
from articles.versions.actions import texts_of, version_of

Sentence = tuple[str, str, str]
"""What stands before the words, the words, and what follows."""


@dataclass(frozen=True)
class LookedAt:
    """One annotation: its old words in their sentence, the likeliest new ones, what it says."""

    placement: Placement
    tag: Tag
    mine: bool
    old: Sentence
    new: Sentence | None
    reread: Reread | None

    @property
    def annotation(self) -> Annotation:
        """The annotation that was left behind."""
        return self.placement.annotation


def left_behind(article: Article, user: User, settles: bool) -> QuerySet[Placement]:
    """Return what the user may judge of what corrections left behind: their own reading, and, if
    they settle, what is settled. In the order of the old text."""
    whose = Q(annotation__annotator=user, annotation__layer=Layer.READING)
    if settles:
        whose |= Q(annotation__layer=Layer.GOLD)
    found = Placement.objects.filter(whose, article=article, outcome__in=LEFT)
    found = found.exclude(verdict=Placement.Verdict.LATER)
    return found.select_related(
        "annotation__question", "annotation__entity", "annotation__label", "by"
    ).order_by("verdict", "was_version", "was_start", "was_end", "pk")


def looked_at(article: Article, user: User, found: Sequence[Placement]) -> list[LookedAt]:
    """Return what is shown of each placement."""
    texts = texts_of(article, {one.was_version for one in found})
    tags = looks()
    lines = []
    for one in found:
        annotation = one.annotation
        old = texts[one.was_version]
        start, end = one.start, one.end
        if one.verdict == Placement.Verdict.MARKED:
            start, end = annotation.span
        new = again = None
        if start is not None and end is not None:
            new = sentence_around(article.text, start, end)
            if one.verdict == Placement.Verdict.OPEN:
                again = reread(annotation, new[1], article.published_on)
        mine = annotation.annotator_id == user.pk and annotation.layer == Layer.READING
        then = sentence_around(old, one.was_start, one.was_end)
        lines.append(LookedAt(one, tags[annotation.label_id], mine, then, new, again))
    return lines


def unread_passages(article: Article, version: int) -> list[Sentence]:
    """Return the passages that came in after a version, for whoever read that one."""
    old = version_of(article, version)
    if old is None or version == article.version:
        return []
    return [sentence_around(article.text, *span) for span in new_passages(old.text, article.text)]
