"""Say where the annotations of an article stand in a corrected text. Reads, and writes nothing."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError

from annotator.annotations.models import Annotation, Layer, Placement
from annotator.annotations.models.constraints import SPAN
from annotator.text import shortened
from articles.models import Article
from articles.versions.actions import texts_of
from articles.versions.anchoring import place
from articles.versions.laying import laid_difference
from articles.versions.words import word_spans

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
        if one.outcome not in LEFT:
            if key in taken:
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
"""A passage with so many words that the text before has nowhere holds something new to read."""
_NEIGHBOURS = 4
"""Words in a row by which a passage is found again in the text before, wherever it stood."""


def new_passages(old: str, new: str) -> list[tuple[int, int]]:
    """Return where the new text holds what nobody has read yet; what moved is none of it.

    Spans in code points, half-open, of the new text.
    """
    known = set(_rows([old[start:end] for start, end in word_spans(old)]))
    found = []
    for one in laid_difference(old, new):
        if one.kind not in ("insert", "replace"):
            continue
        passage = new[one.new_start : one.new_end]
        words = word_spans(passage)
        rows = _rows([passage[start:end] for start, end in words])
        there = {at + n for at, row in enumerate(rows) if row in known for n in range(_NEIGHBOURS)}
        unread = [span for at, span in enumerate(words) if at not in there]
        if len(unread) >= FEW_WORDS:
            found.append((one.new_start + unread[0][0], one.new_start + unread[-1][1]))
    return found


def _rows(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _NEIGHBOURS]) for at in range(len(words) - _NEIGHBOURS + 1)]
