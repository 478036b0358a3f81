"""What the pages of the codebook show, as plain values."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from annotator.annotations.codebook import html
from annotator.annotations.codebook.actions import was_used
from annotator.annotations.codebook.second_look import touched_by
from annotator.annotations.drawing.html import Tag, tag
from annotator.people.models import User
from annotator.vocabulary.codebook.differences import (
    CodebookDifference,
    codebook_difference,
    word_runs,
)
from annotator.vocabulary.codebook.editions import (
    codebook_stamp,
    drafted,
    published_editions,
    stamp_of,
)
from annotator.vocabulary.codebook.texts import KINDS, CodebookText, LabelText
from annotator.vocabulary.models import CodebookEdition, Label


class CodebookEditionLine(NamedTuple):
    """One edition of the list: its number, who published it, when and why, and its neighbours."""

    number: int
    note: str
    by: str
    at: Any
    before: int | None


class BookLabel(NamedTuple):
    """A label as the codebook shows it."""

    text: LabelText
    tag: Tag
    key: str
    is_drafted: bool
    definition: SafeString
    example: SafeString
    counterexample: SafeString


def book_page(codebook: CodebookText, *, may_curate: bool) -> dict[str, Any]:
    """Return what the page of an edition shows: its labels by kind, and all editions."""
    lines = edition_lines()
    keys = dict(Label.objects.filter(active=True).values_list("slug", "key"))
    current = lines[0].number
    may_take_back = may_curate and codebook.number == current and current > 1
    return {
        "codebook": codebook,
        "kinds": by_kind(codebook, keys),
        "editions": lines,
        "is_current": codebook.number == current,
        "current": current,
        "may_curate": may_curate,
        "may_take_back": may_take_back and not was_used(current),
    }


def edition_lines() -> list[CodebookEditionLine]:
    """Return all editions, the newest first; the first one is there in any case."""
    rows = {
        one.number: (one.note, str(one.published_by or ""), one.published_at)
        for one in published_editions()
    }
    rows.setdefault(1, ("", "", None))
    numbers = sorted(rows, reverse=True)
    before = [*numbers[1:], None]
    return [
        CodebookEditionLine(n, *rows[n], earlier)
        for n, earlier in zip(numbers, before, strict=True)
    ]


def by_kind(
    codebook: CodebookText, keys: Mapping[str, str], entries: Iterable[str] = ()
) -> list[tuple[str, list[BookLabel]]]:
    """Return the labels in use kind by kind, in the order of the palette."""
    marked = frozenset(entries)
    every = []
    for one in codebook.labels.values():
        if one.is_active:
            drawn = map(html.emphasised, one.meaning)
            is_drafted = one.slug in marked
            key = keys.get(one.slug, "")
            every.append(BookLabel(one, look_of(one), key, is_drafted, *drawn))
    kinds = [(kind, [one for one in every if one.text.kind == kind]) for kind in KINDS]
    return [(kind, labels) for kind, labels in kinds if labels]


def look_of(label: LabelText) -> Tag:
    """Return how the label's tag looks."""
    return tag(label.kind, label.name, label.polarity)


def changes_of(found: CodebookDifference, counts: Mapping[str, int] | None = None) -> Any:
    """Return what changed as the template walks through it, the words drawn.

    `counts`: by label, what was marked with it before.
    """
    return [
        {
            "label": one.label,
            "tag": look_of(one.label),
            "is_added": one.is_added,
            "is_reworded": one.is_reworded,
            "texts": [(text.name, html.runs(text.runs)) for text in one.texts],
            "count": (counts or {}).get(one.label.slug, 0),
        }
        for one in found.labels
    ]


def difference_page(old: CodebookText, new: CodebookText) -> dict[str, Any]:
    """Return what the page of two editions shows."""
    found = codebook_difference(old, new)
    return {
        "old": old,
        "new": new,
        "changes": changes_of(found),
        "guidelines": html.runs(found.guidelines),
    }


def draft_page(today: CodebookText, edition: CodebookEdition | None, user: User) -> dict[str, Any]:
    """Return what the page of the draft shows: what it changes, and every label to change."""
    after = drafted(today, edition)
    found = codebook_difference(today, after)
    slugs = [one.label.slug for one in found.labels]
    asked = [one.label.slug for one in found.labels if not one.is_added and not one.is_reworded]
    counts = touched_by(asked, today.number + 1, user)
    return {
        "codebook": today,
        "draft": edition,
        "number": today.number + 1,
        "changes": changes_of(found, counts),
        "guidelines": html.runs(found.guidelines),
        "touched": sum(counts.values()),
        "kinds": by_kind(after, {}, slugs),
        "stamp": codebook_stamp(after),
    }


def label_page(today: CodebookText, edition: CodebookEdition | None, slug: str) -> dict[str, Any]:
    """Return what the form of one label begins with. Raises KeyError where there is no label."""
    after = drafted(today, edition)
    label, before = after.labels[slug], today.labels.get(slug)
    texts = {
        "definition": label.definition,
        "example": label.example,
        "counterexample": label.counterexample,
        "same_meaning": slug in after.reworded,
        "base": stamp_of(*label.meaning),
    }
    return {
        "label": label,
        "tag": look_of(label),
        "initial": texts,
        "is_drafted": before is None or before.meaning != label.meaning,
        "is_new": before is None,
        "was": [
            (name, html.runs(word_runs(was, now)))
            for name, was, now in zip(
                ("definition", "example", "counterexample"),
                before.meaning if before else ("", "", ""), label.meaning, strict=True,
            )
            if was != now
        ],
    }  # fmt: skip
