"""Read the codebook: of today, of any edition, and as the draft would make it. Nothing writes."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Max, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotator.vocabulary.codebook.texts import MEANING, CodebookText, LabelText
from annotator.vocabulary.codebook_models import FIRST_EDITION
from annotator.vocabulary.models import CodebookEdition, CodebookEntry, Label, current_edition


def current_expression() -> Coalesce:
    """Return the number of the edition that counts, as an expression in another query."""
    latest = CodebookEdition.objects.exclude(published_at=None).order_by("-number")
    return Coalesce(Subquery(latest.values("number")[:1]), FIRST_EDITION)


def published_editions() -> QuerySet[CodebookEdition]:
    """Return the editions that have a row, whoever published them loaded, the newest first."""
    found = CodebookEdition.objects.exclude(published_at=None).select_related("published_by")
    return found.order_by("-number")


def draft() -> CodebookEdition | None:
    """Return the draft of the next edition, or None where nobody has begun one."""
    return CodebookEdition.objects.filter(published_at=None).order_by("-number").first()


def codebook_at(number: int | None = None) -> CodebookText | None:
    """Return the codebook of an edition, of today's where none is named; None for no edition.

    Today's labels are read, and what later editions changed is taken back.
    """
    every = {one.number: one for one in published_editions()}
    current = max(every, default=FIRST_EDITION)
    number = current if number is None else number
    if number not in every and number != FIRST_EDITION:
        return None
    labels = {
        text.slug: text for text, first in _labels_of_today() if first <= max(number, FIRST_EDITION)
    }
    entries = CodebookEntry.objects.filter(edition__number__gte=number)
    entries = entries.exclude(edition__published_at=None).order_by("-edition__number")
    reworded = set()
    for of, entry in ((entry.edition_id, entry) for entry in entries):
        if number in every and of == every[number].pk:
            reworded |= {entry.slug} if entry.same_meaning else set()
        elif entry.adds:
            labels.pop(entry.slug, None)
        elif entry.slug in labels:
            was = {name: getattr(entry, f"was_{name}") for name in MEANING}
            labels[entry.slug] = replace(labels[entry.slug], **was)
    edition = every.get(number)
    if edition is None:
        return CodebookText(number, labels)
    return CodebookText(
        number, labels, edition.guidelines, edition.note,
        str(edition.published_by or ""), edition.published_at, frozenset(reworded),
    )  # fmt: skip


def codebook_of_today() -> CodebookText:
    """Return the codebook that counts now."""
    found = codebook_at()
    return found or CodebookText(FIRST_EDITION, {})


def drafted(today: CodebookText, edition: CodebookEdition | None) -> CodebookText:
    """Return the codebook as the draft would make it; today's where there is none."""
    if edition is None:
        return today
    labels = dict(today.labels)
    entries = list(edition.entries.order_by("slug"))
    for entry in entries:
        there = labels.get(entry.slug) or LabelText(entry.slug, entry.name, entry.polarity)
        labels[entry.slug] = replace(there, **{name: getattr(entry, name) for name in MEANING})
    return CodebookText(
        edition.number, labels, edition.guidelines, edition.note,
        reworded=frozenset(entry.slug for entry in entries if entry.same_meaning),
    )  # fmt: skip


def stamp_of(*texts: object) -> str:
    """Return a short name for texts: another one where any of them is another."""
    return hashlib.sha256(repr(texts).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def codebook_stamp(codebook: CodebookText) -> str:
    """Return a name for what a codebook says, by which one is told that it changed meanwhile."""
    said = [(one.slug, one.name, one.polarity, one.meaning) for one in codebook.labels.values()]
    return stamp_of(codebook.number, sorted(map(repr, said)), codebook.guidelines,
                    sorted(codebook.reworded))  # fmt: skip


def changed_labels(number: int) -> list[str]:
    """Return the labels whose meaning this edition changed: what was marked with them before is to
    be looked at again. Labels that it added, or only reworded, are none of them."""
    entries = CodebookEntry.objects.filter(edition__number=number, adds=False, same_meaning=False)
    found = entries.exclude(edition__published_at=None).order_by("slug")
    return list(found.values_list("slug", flat=True))


def changed_since(slugs: Iterable[str] | None = None) -> dict[str, int]:
    """Return by label the newest edition that changed what it means; of these labels, or all."""
    entries = CodebookEntry.objects.filter(adds=False, same_meaning=False)
    entries = entries.exclude(edition__published_at=None)
    if slugs is not None:
        entries = entries.filter(slug__in=list(slugs))
    newest = entries.order_by().values("slug").annotate(newest=Max("edition__number"))
    return dict(newest.values_list("slug", "newest"))


def _labels_of_today() -> list[tuple[LabelText, int]]:
    """Return all labels in the order of the palette, each with the edition that it began in."""
    rows = Label.objects.order_by("kind", "position", "slug").values_list(
        "slug", "name", "polarity", *MEANING, "active", "first_edition"
    )
    return [(LabelText(*row[:-1]), row[-1]) for row in rows]


__all__ = [
    "changed_labels",
    "changed_since",
    "codebook_at",
    "codebook_of_today",
    "codebook_stamp",
    "current_edition",
    "current_expression",
    "draft",
    "drafted",
    "published_editions",
    "stamp_of",
]
