"""Read the codebook: of today, of any edition, and as the draft would make it. Nothing writes."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Max, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotator.vocabulary.codebook.texts import MEANING, CodebookText, LabelText
from annotator.vocabulary.codebook_models import FIRST_EDITION
from annotator.vocabulary.models import CodebookEdition, CodebookEntry, Label


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
    history = _History()
    number = history.numbers[-1] if number is None else number
    return history.at(number) if number in history.numbers else None


def every_codebook() -> Iterator[CodebookText]:
    """Yield the codebook of every edition, the oldest first; a fixed number of statements."""
    history = _History()
    for number in history.numbers:
        yield history.at(number)


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


class _History:
    """All that the database knows of the codebook, read once."""

    def __init__(self) -> None:
        self.editions = {one.number: one for one in published_editions()}
        self.numbers = sorted({FIRST_EDITION, *self.editions})
        entries = CodebookEntry.objects.exclude(edition__published_at=None)
        self.entries = list(entries.select_related("edition").order_by("-edition__number"))
        rows = Label.objects.order_by("kind", "position", "slug").values_list(
            "slug", "name", "polarity", *MEANING, "active", "first_edition"
        )
        self.labels = [(LabelText(*row[:-1]), row[-1]) for row in rows]

    def at(self, number: int) -> CodebookText:
        """Return the codebook of an edition that there is."""
        labels = {text.slug: text for text, first in self.labels if first <= number}
        reworded = set()
        for entry in self.entries:
            if entry.edition.number < number:
                break
            if entry.edition.number == number:
                reworded |= {entry.slug} if entry.same_meaning else set()
            elif entry.slug in labels:
                was = {name: getattr(entry, f"was_{name}") for name in MEANING}
                labels[entry.slug] = replace(labels[entry.slug], **was)
        edition = self.editions.get(number)
        if edition is None:
            return CodebookText(number, labels)
        by = edition.published_by.get_username() if edition.published_by else ""
        return CodebookText(
            number, labels, edition.guidelines, edition.note, by, edition.published_at,
            frozenset(reworded),
        )  # fmt: skip
