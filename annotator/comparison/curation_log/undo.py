"""Undoing what was merged, split, reworded or set; what somebody changed since stays as it is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q

from annotator.annotations.curation.merge import naming
from annotator.annotations.details import ENTITY_DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.rewrite import New, atomic_with_retry, keys_of, rewrite
from annotator.comparison.curation_log.actions import close_curation
from annotator.comparison.curation_log.settings import restore_settings
from annotator.comparison.curation_log.sorting import unsort_answers
from annotator.comparison.models import Curation
from annotator.people.models import User
from annotator.text import fold
from annotator.vocabulary import retirement
from annotator.vocabulary.models import Alias, Entity, Question

Kind = Curation.Kind


@atomic_with_retry
def undo(act: Curation, by: User) -> None:
    """Undo the curation. Raises ValidationError where it is undone, or something later stands on
    it."""
    act = Curation.objects.select_for_update().get(pk=act.pk)
    if act.undone_at is not None:
        raise ValidationError("This is undone already.")
    if act.kind not in _UNDO:
        raise ValidationError("This was a ruling: an adjudicator takes it back where it was made.")
    _UNDO[Kind(act.kind)](act, by)
    close_curation(act, by)


def _unmerge_names(act: Curation, by: User) -> None:
    kept, other = _lock_both(Entity, act)
    _check_active(kept)
    _put_back(act, by)
    aliases = Alias.objects.filter(pk__in=act.details["aliases"], entity=kept)
    retirement.drop_aliases(aliases, by, _reason(act))
    number = act.details["number"]
    if number and kept.wikidata == number:
        retirement.restore_values(kept, by, _reason(act), wikidata="")
        retirement.restore_values(other, by, _reason(act), wikidata=number)
    retirement.restore_values(other, by, _reason(act), active=True)


def _unsplit_name(act: Curation, by: User) -> None:
    made, original = _lock_both(Entity, act)
    _check_active(original)
    _put_back(act, by)
    names = {fold(name) for name in original.aliases.values_list("name", flat=True)}
    for alias in Alias.objects.filter(pk__in=act.details["aliases"], entity=made):
        if fold(alias.name) not in names:
            retirement.restore_values(alias, by, _reason(act), entity=original)
    if not Annotation.everything.filter(naming([made])).exists():
        _let_machines_name(original, made, by, _reason(act))
        retirement.deactivate([made], by, _reason(act))


def _unmerge_questions(act: Curation, by: User) -> None:
    kept, other = _lock_both(Question, act)
    _check_active(kept)
    _check_wording_is_free(other, other.wording)
    _put_back(act, by)
    retirement.restore_values(other, by, _reason(act), active=True)
    _restore_asked_at(kept, act, by)


def _unsplit_question(act: Curation, by: User) -> None:
    made, original = _lock_both(Question, act)
    _check_active(original)
    _put_back(act, by)
    _restore_asked_at(original, act, by)
    if not Annotation.everything.filter(question=made).exists():
        _let_machines_name(original, made, by, _reason(act))
        retirement.deactivate([made], by, _reason(act))


def _restore_wording(act: Curation, by: User) -> None:
    question, _ = _lock_both(Question, act)
    if question.wording != act.details["now"]:
        raise ValidationError(f"The question reads “{question}” by now: undo that first.")
    _check_wording_is_free(question, act.details["wording"])
    _restore_asked_at(question, act, by)
    retirement.restore_values(question, by, _reason(act), wording=act.details["wording"])


def _restore_settings(act: Curation, by: User) -> None:
    question, _ = _lock_both(Question, act)
    restore_settings(question, act, by, _reason(act))


def _unsort(act: Curation, by: User) -> None:
    unsort_answers(act, by, _reason(act))


_UNDO: Mapping[Kind, Callable[[Curation, User], None]] = {
    Kind.MERGED_NAMES: _unmerge_names,
    Kind.SPLIT_NAME: _unsplit_name,
    Kind.MERGED_QUESTIONS: _unmerge_questions,
    Kind.SPLIT_QUESTION: _unsplit_question,
    Kind.REWORDED: _restore_wording,
    Kind.SET: _restore_settings,
    Kind.SORTED: _unsort,
}


def _lock_both(model: Any, act: Curation) -> tuple[Any, Any]:
    """Return the two things that the curation was about, locked, the smaller key first."""
    keys = [key for key in (act.subject, act.other) if key is not None]
    rows = model.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[act.subject], found.get(act.other)


def _check_active(thing: Entity | Question) -> None:
    """Raise ValidationError where the thing is out of use."""
    if not thing.active:
        raise ValidationError(f"“{thing}” is out of use by now: undo what was done to it first.")


def _check_wording_is_free(question: Question, wording: str) -> None:
    """Raise ValidationError where another active question of the story has this wording."""
    others = Question.objects.filter(story=question.story_id, active=True).exclude(pk=question.pk)
    if fold(wording) in map(fold, others.values_list("wording", flat=True)):
        raise ValidationError(f"Another question reads “{wording}” by now: reword that one first.")


def _restore_asked_at(question: Question, act: Curation, by: User) -> None:
    """Restore when the question was asked, unless it was asked anew since.

    Whoever read before the curation has looked for its answers after all.
    """
    if question.asked_at <= act.at:
        before = datetime.fromisoformat(act.details["asked_at"])
        retirement.restore_values(question, by, _reason(act), asked_at=before)


def _put_back(act: Curation, by: User) -> int:
    """Let the annotations name what they named before, where they still name what the act made
    them name; what it erased as a double, and nobody has touched since, comes back."""

    def change(batch: Sequence[Annotation]) -> Mapping[UUID, New]:
        return {one.pk: as_before(one) for one in batch}

    def as_before(one: Annotation) -> New:
        columns = act.moved[str(one.pk)]
        new = {name: act.other for name in columns if getattr(one, name) == act.subject}
        untouched = one.updated_at <= act.at
        return {**new, "erased_at": None} if "erased_at" in columns and untouched else new

    return rewrite(sorted(map(UUID, act.moved)), change, by, _reason(act))


def _let_machines_name(original: Any, made: Any, by: User, reason: str) -> None:
    """Let what machines marked since the act name the original: what it made goes out of use."""
    names = ENTITY_DETAILS if isinstance(made, Entity) else ("question",)
    which = Q()
    for name in names:
        which |= Q(**{name: made})

    def change(batch: Sequence[Annotation]) -> Mapping[UUID, New]:
        return {
            one.pk: {f"{n}_id": original.pk for n in names if getattr(one, f"{n}_id") == made.pk}
            for one in batch
        }

    rewrite(keys_of(which & Q(layer=Layer.MACHINE)), change, by, reason)


def _reason(act: Curation) -> str:
    return f"Undone: {act.told}"
