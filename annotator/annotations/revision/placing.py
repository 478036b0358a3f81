"""Say where the annotations of an article stand in a corrected text. Reads, and writes nothing."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError

from annotator.annotations.models import Annotation, Layer, Placement
from annotator.annotations.models.constraints import SPAN
from annotator.text import shortened
from articles.models import Article
from articles.text import word_count
from articles.versions.actions import texts_of
from articles.versions.anchoring import place
from articles.versions.difference import difference

Outcome = Placement.Outcome
LEFT: tuple[str, ...] = (Outcome.REVIEW, Outcome.ORPHANED)
"""What cannot be carried by the program: it is left behind, and somebody looks at it."""


class NewPlace(NamedTuple):
    """An annotation, the version in which its span lies, and where it stands in the new text."""

    annotation: Annotation
    was_version: int
    outcome: str
    start: int | None
    end: int | None
    asked_before: int | None = None
    """The placement that is open already, of one that an earlier version left behind."""


def open_placements(article: Article) -> dict[UUID, int]:
    """Return by annotation the placement that nobody has looked at yet."""
    found = Placement.objects.filter(article=article, outcome__in=LEFT, verdict="")
    return dict(found.order_by("version").values_list("annotation", "pk"))


def places_in(article: Article, text: str) -> list[NewPlace]:
    """Return where each annotation of the article would stand in `text`, in the order of the text.

    What was left behind and waits is placed again, from the words on which it was made.
    """
    waiting = open_placements(article)
    live = Annotation.objects.filter(article=article)
    behind = Annotation.everything.filter(SPAN, pk__in=waiting, erased_at__isnull=False)
    every = sorted([*live, *behind], key=lambda one: (one.text_version, *one.span, one.pk))
    texts = texts_of(article, {one.text_version for one in every})
    found: list[NewPlace] = []
    for version, old in sorted(texts.items()):
        here = [one for one in every if one.text_version == version]
        placed = place(old, text, [one.span for one in here])
        found += [
            NewPlace(one, version, now.outcome, now.start, now.end, waiting.get(one.pk))
            for one, now in zip(here, placed, strict=True)
        ]
    return _apart(found)


def _apart(found: Sequence[NewPlace]) -> list[NewPlace]:
    """Return the same, but of two that would be the very same highlight the later to review."""
    taken: set[tuple[object, ...]] = set()
    apart = []
    for one in found:
        a = one.annotation
        whose = a.annotator_id if a.layer == Layer.READING else None
        key = (a.layer, whose, a.label_id, one.start, one.end, a.part)
        if one.outcome not in LEFT and key in taken:
            one = one._replace(outcome=Outcome.REVIEW)
        taken.add(key)
        apart.append(one)
    return apart


def counts(found: Sequence[NewPlace]) -> dict[str, int]:
    """Return how many are carried, moved, to review and gone, by these names."""
    told = dict.fromkeys(Outcome.values, 0)
    for one in found:
        told[one.outcome] += 1
    return told


def span_now(article: Article, version: int, span: tuple[int, int, str]) -> tuple[int, int, str]:
    """Return where words that somebody marked on an older version stand in the article's text.

    `span` is start, end and quote. Raises ValidationError where they stand there no longer, or
    the article has no such version.
    """
    start, end, quote = span
    old = texts_of(article, {version}).get(version)
    if old is None or old[start:end] != quote:
        raise ValidationError("The article has no version in which these words stand there.")
    [now] = place(old, article.text, [(start, end)])
    if now.outcome in LEFT or now.start is None or now.end is None:
        words = shortened(quote, 60)
        raise ValidationError(
            f"The article was corrected since, and “{words}” was changed or taken out. Reload the "
            "page, and mark the corrected words."
        )
    return now.start, now.end, quote


FEW_WORDS = 3
"""A passage with so many words more than what stood there holds something that nobody has read."""


def new_passages(old: str, new: str) -> list[tuple[int, int]]:
    """Return where the new text holds what nobody has read yet: added, or much longer than before.

    Spans in code points, half-open, of the new text.
    """
    return [
        (one.new_start, one.new_end)
        for one in difference(old, new)
        if one.kind in ("insert", "replace")
        and _words(new[one.new_start : one.new_end]) - _words(old[one.old_start : one.old_end])
        >= FEW_WORDS
    ]


def _words(passage: str) -> int:
    return word_count(passage) if passage.strip() else 0
