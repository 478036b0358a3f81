"""The only writers of the codebook's editions: draft, publish, take back.

Every refusal is a ValidationError, in words for whoever asked.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.vocabulary.codebook.editions import (
    codebook_of_today,
    codebook_stamp,
    draft,
    drafted,
    stamp_of,
)
from annotator.vocabulary.codebook.texts import MEANING, LabelText
from annotator.vocabulary.models import CodebookEdition, CodebookEntry, Label, current_edition

MEANWHILE = "Somebody changed the draft in the meantime: look at it again. Nothing was stored."


@transaction.atomic
def write_entry(label: LabelText, *, base: str, same_meaning: bool = False) -> None:
    """Set what the draft says of a label; one that says what counts today leaves the draft.

    `base`: the stamp of the three texts that whoever writes has seen.
    """
    edition = _open_draft()
    today = codebook_of_today()
    seen = drafted(today, edition).labels.get(label.slug)
    if stamp_of(*(seen.meaning if seen else ())) != base:
        raise ValidationError(MEANWHILE)
    _put(edition, today.labels.get(label.slug), label, same_meaning)
    _close_if_empty(edition)


@transaction.atomic
def write_guidelines(guidelines: str, *, base: str) -> None:
    """Set the guidelines of the draft. `base`: the stamp of those that whoever writes has seen."""
    edition = _open_draft()
    if stamp_of(edition.guidelines) != base:
        raise ValidationError(MEANWHILE)
    edition.guidelines = guidelines.strip()
    edition.save(update_fields=["guidelines"])
    _close_if_empty(edition)


@transaction.atomic
def write_draft(
    labels: Iterable[LabelText], guidelines: str | None, *, reworded: frozenset[str] = frozenset()
) -> CodebookEdition | None:
    """Take a whole codebook into the draft; what it does not name stays. Return the draft, if any.

    `guidelines`: None leaves them. `reworded`: labels of which only the words change.
    """
    edition = _open_draft()
    today = codebook_of_today().labels
    for label in labels:
        _put(edition, today.get(label.slug), label, label.slug in reworded)
    if guidelines is not None:
        edition.guidelines = guidelines.strip()
        edition.save(update_fields=["guidelines"])
    return None if _close_if_empty(edition) else edition


@transaction.atomic
def drop_entry(slug: str) -> None:
    """Take a label out of the draft: it stays as it is today."""
    edition = _locked_draft()
    edition.entries.filter(slug=slug).delete()
    _close_if_empty(edition)


@transaction.atomic
def discard_draft() -> None:
    """Drop the draft: nothing that counts changes."""
    _locked_draft().delete()


@transaction.atomic
def publish(note: str, by: AbstractUser | None, *, shown: str) -> CodebookEdition:
    """Let the draft count from now on, with a note. `shown`: the stamp of what was looked at."""
    edition = _locked_draft()
    today = codebook_of_today()
    if codebook_stamp(drafted(today, edition)) != shown:
        raise ValidationError(MEANWHILE)
    note = note.strip()
    if not note:
        raise ValidationError({"note": "Say in a sentence what changes, and why."})
    entries = list(edition.entries.order_by("slug"))
    there = Label.objects.select_for_update().in_bulk([entry.slug for entry in entries])
    _change(edition, [entry for entry in entries if entry.slug in there], there, by)
    _add(edition, [entry for entry in entries if entry.slug not in there], by)
    edition.note, edition.published_at, edition.published_by = note, timezone.now(), by  # type: ignore[assignment]
    edition.full_clean()
    edition.save()
    facts = {"edition": edition.number, "labels": len(entries)}
    record(TrustKind.CODEBOOK_PUBLISHED, by=by, facts=facts)
    return edition


@transaction.atomic
def take_back(number: int, by: AbstractUser | None) -> CodebookEdition:
    """Make the newest edition a draft again. That nothing was made under it, the caller knows."""
    edition = CodebookEdition.objects.select_for_update().filter(number=number).first()
    if edition is None or edition.published_at is None or number != current_edition():
        raise ValidationError("Only the newest edition can be taken back. Reload the page.")
    if draft() is not None:
        raise ValidationError("There is a draft of the next edition: publish or discard it first.")
    entries = list(edition.entries.all())
    labels = Label.objects.select_for_update().in_bulk([entry.slug for entry in entries])
    back = []
    for entry in entries:
        label = labels.get(entry.slug)
        if label is None:
            continue
        if entry.adds:
            _signed(label, by, f"Edition {number} was taken back").delete()
            continue
        for name in MEANING:
            setattr(label, name, getattr(entry, f"was_{name}"))
        back.append(label)
    _save_labels(back, by, f"Edition {number} was taken back")
    edition.entries.update(adds=False, **{f"was_{name}": "" for name in MEANING})
    edition.published_at = edition.published_by = None
    edition.save(update_fields=["published_at", "published_by"])
    record(TrustKind.CODEBOOK_TAKEN_BACK, by=by, facts={"edition": number})
    return edition


def _open_draft() -> CodebookEdition:
    """Return the draft, locked; begin one where there is none."""
    found = CodebookEdition.objects.select_for_update().filter(published_at=None).first()
    if found is not None:
        return found
    today = codebook_of_today()
    try:
        with transaction.atomic():
            return CodebookEdition.objects.create(
                number=today.number + 1, guidelines=today.guidelines
            )
    except IntegrityError as error:
        raise ValidationError(MEANWHILE) from error


def _locked_draft() -> CodebookEdition:
    found = CodebookEdition.objects.select_for_update().filter(published_at=None).first()
    if found is None:
        raise ValidationError("There is no draft: it was published or discarded. Reload the page.")
    return found


def _put(
    edition: CodebookEdition, today: LabelText | None, label: LabelText, same_meaning: bool
) -> None:
    """Set what the draft says of the label; nothing, where that is what counts today."""
    if today is not None and today.meaning == label.meaning:
        edition.entries.filter(slug=label.slug).delete()
        return
    entry = edition.entries.filter(slug=label.slug).first()
    entry = entry or CodebookEntry(edition=edition, slug=label.slug)
    entry.name, entry.polarity = label.name, label.polarity
    for name in MEANING:
        setattr(entry, name, getattr(label, name))
    entry.same_meaning = same_meaning and today is not None
    entry.full_clean()
    if today is None:
        _label_of(entry).full_clean(exclude=["slug"])
    entry.save()


def _label_of(entry: CodebookEntry) -> Label:
    """Return the label that the entry would make, not stored."""
    texts = {name: getattr(entry, name) for name in MEANING}
    kind = entry.slug.partition("-")[0]
    return Label(slug=entry.slug, kind=kind, name=entry.name, polarity=entry.polarity, **texts)


def _close_if_empty(edition: CodebookEdition) -> bool:
    """Delete a draft that changes nothing any more; tell whether it was one."""
    today = codebook_of_today()
    if edition.guidelines == today.guidelines and not edition.entries.exists():
        edition.delete()
        return True
    return False


def _change(
    edition: CodebookEdition, entries: list[CodebookEntry], labels: Any, by: AbstractUser | None
) -> None:
    for entry in entries:
        label = labels[entry.slug]
        for name in MEANING:
            setattr(entry, f"was_{name}", getattr(label, name))
            setattr(label, name, getattr(entry, name))
    _save_labels([labels[entry.slug] for entry in entries], by, _reason(edition))
    CodebookEntry.objects.bulk_update(entries, [f"was_{name}" for name in MEANING])


def _add(edition: CodebookEdition, entries: list[CodebookEntry], by: AbstractUser | None) -> None:
    last = Label.objects.count()
    for place, entry in enumerate(entries):
        label = _label_of(entry)
        label.position, label.first_edition = last + place, edition.number
        label.full_clean()
        _signed(label, by, _reason(edition)).save(force_insert=True)
        entry.adds = True
    CodebookEntry.objects.bulk_update(entries, ["adds"])


def _save_labels(labels: list[Label], by: AbstractUser | None, reason: str) -> None:
    if labels:
        bulk_update_with_history(
            labels, Label, list(MEANING), default_user=by, default_change_reason=reason
        )


def _signed(label: Label, by: AbstractUser | None, reason: str) -> Label:
    label._history_user, label._change_reason = by, reason  # type: ignore[attr-defined]
    return label


def _reason(edition: CodebookEdition) -> str:
    return f"Edition {edition.number} of the codebook"
