"""Merge entities, questions or labels into one of them, and tell in a plan what that would do.

What annotations say moves, with one revision and one row of history each; what is merged away
goes out of use and is never deleted. Every refusal is a ValidationError for the curator.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from annotator.annotations.curation.plans import CurationPlan, counted, moving, number, some
from annotator.annotations.details import ENTITY_DETAILS
from annotator.annotations.models import Annotation
from annotator.annotations.recording.rewrite import atomic_with_retry, keys_of, parts_free, rewrite
from annotator.people.models import User
from annotator.vocabulary import retirement
from annotator.vocabulary.models import Entity, Label, Question

EVERYTHING = Q()


def naming(entities: Sequence[Entity]) -> Q:
    """Return the condition that an annotation names one of the entities, in whichever detail."""
    which = Q()
    for name in ENTITY_DETAILS:
        which |= Q(**{f"{name}__in": list(entities)})
    return which


@atomic_with_retry
def merge_entities(kept: Entity, others: Sequence[Entity], by: User) -> int:
    """Let everything that names one of the others name `kept`; their names become its aliases.

    The others go out of use. Returns how many highlights changed.
    """
    kept, others = retirement.lock_for_merge(kept, others)
    gone = {other.pk for other in others}
    columns = [f"{name}_id" for name in ENTITY_DETAILS]

    def change(batch: Sequence[Annotation]) -> dict[Any, dict[str, Any]]:
        return {
            annotation.pk: {c: kept.pk for c in columns if getattr(annotation, c) in gone}
            for annotation in batch
        }

    done = rewrite(keys_of(naming(others)), change, by, _reason(others, kept))
    retirement.take_over(kept, others, by)
    return done


def merge_entities_preview(
    kept: Entity, others: Sequence[Entity], seen: Q = EVERYTHING
) -> CurationPlan:
    """Tell what `merge_entities` would do; only annotations that meet `seen` are counted and shown.

    Raises ValidationError where there is nothing to merge, or `kept` is out of use.
    """
    others = _worth_merging(kept, others)
    will = [
        moving(f"To name {kept} instead of {entity_title(other)}", *counted(naming([other]), seen))
        for other in others
    ]
    will += _document_labels_moving(kept, naming(others) & seen)
    if names := retirement.names_to_add(kept, others):
        will.append(f"{kept} is also called {listed(names)}.")
    giver = retirement.wikidata_giver(kept, others)
    if giver:
        will.append(f"{kept} takes over the Wikidata number {giver.wikidata}.")
    will.append(_out_of_use(others))
    stays = [
        f"{other.wikidata} stays the Wikidata number of {entity_title(other)}."
        for other in others
        if other.wikidata and other != giver
    ]
    stays.append(f"The name and slug of {entity_title(kept)} stay.")
    return CurationPlan(
        tuple(will), tuple(stays), some(Annotation.objects.filter(naming(others) & seen))
    )


@atomic_with_retry
def merge_questions(kept: Question, others: Sequence[Question], by: User) -> int:
    """Let the answers to the others answer `kept`, of the same story and type.

    The others go out of use. Returns how many highlights changed. Raises ValidationError where the
    questions differ in story, type or options.
    """
    kept, others = retirement.lock_for_merge(kept, others)
    _comparable(kept, others)
    which = Q(question__in=others)
    done = rewrite(keys_of(which), setting_columns(question_id=kept.pk), by, _reason(others, kept))
    retirement.ask_anew(kept, by, _reason(others, kept))
    retirement.deactivate(others, by, _reason(others, kept))
    return done


def merge_questions_preview(
    kept: Question, others: Sequence[Question], seen: Q = EVERYTHING
) -> CurationPlan:
    """Tell what `merge_questions` would do; only annotations that meet `seen` count and are shown.

    Raises ValidationError where the questions cannot be merged.
    """
    others = _worth_merging(kept, others)
    _comparable(kept, others)
    will = [
        moving(f"To answer “{kept}” instead of “{other}”", *counted(Q(question=other), seen))
        for other in others
    ]
    will.append(_out_of_use(others))
    stays = [f"The wording, unit and tolerance of “{kept}” stay.", "The values stay as they are."]
    shown = some(Annotation.objects.filter(Q(question__in=others) & seen))
    return CurationPlan(tuple(will), tuple(stays), shown)


@atomic_with_retry
def merge_labels(kept: Label, others: Sequence[Label], by: User) -> int:
    """Let what bears one of the other labels bear `kept`, of the same kind.

    The others go out of use. Words that one person has marked with both labels stay marked twice:
    the second highlight takes the next part. Returns how many highlights changed. Raises
    ValidationError for labels of different kinds.
    """
    kept, others = retirement.lock_for_merge(kept, others)
    _one_kind(kept, others)

    def change(batch: Sequence[Annotation]) -> dict[Any, dict[str, Any]]:
        parts = parts_free(batch, kept.pk)
        return {a.pk: {"label_id": kept.pk, "part": parts[a.pk]} for a in batch}

    done = rewrite(keys_of(Q(label__in=others)), change, by, _reason(others, kept))
    retirement.deactivate(others, by, _reason(others, kept))
    return done


def merge_labels_preview(
    kept: Label, others: Sequence[Label], seen: Q = EVERYTHING
) -> CurationPlan:
    """Tell what `merge_labels` would do; only annotations that meet `seen` are counted and shown.

    Raises ValidationError for labels of different kinds.
    """
    others = _worth_merging(kept, others)
    _one_kind(kept, others)
    will = [
        moving(f"To be labelled “{kept}” instead of “{other}”", *counted(Q(label=other), seen))
        for other in others
    ]
    will += [
        f"“{other}” is {other.get_polarity_display()} and “{kept}” {kept.get_polarity_display()}: "
        "the stance of those highlights changes."
        for other in others
        if other.polarity != kept.polarity
    ]
    will += _document_labels_moving(kept, Q(label__in=others) & seen)
    will.append(
        f"Where one person has marked the same words with both, both stay: the one that becomes "
        f"“{kept}” is kept as its next part."
    )
    will.append(_out_of_use(others))
    shown = some(Annotation.objects.filter(Q(label__in=others) & seen))
    return CurationPlan(tuple(will), ("Spans and details stay as they are.",), shown)


def _document_labels_moving(kept: Label | Entity, which: Q) -> list[str]:
    """Tell in a plan what happens to the labels of whole articles that meet the condition."""
    count = Annotation.document_labels.filter(which).count()
    if not count:
        return []
    said = number(count, "label of a whole article", "labels of whole articles")
    return [f"{said} will name “{kept}”; one that an article has from somebody already goes."]


def setting_columns(**new: Any) -> Any:
    """Return a change for `rewrite` that gives every annotation the same new columns."""
    return lambda batch: {annotation.pk: new for annotation in batch}


def _reason(others: Sequence[Any], kept: Any) -> str:
    return f"{', '.join(other.slug for other in others)[:45]} merged into {kept.slug}"


def _worth_merging(kept: Any, others: Sequence[Any]) -> list[Any]:
    left = sorted((other for other in others if other.pk != kept.pk), key=lambda other: other.pk)
    if not left:
        raise ValidationError("Choose at least one other thing to merge.")
    if not kept.active:
        raise ValidationError(f"“{kept}” is out of use: make it active first, or keep another.")
    return left


def _comparable(kept: Question, others: Sequence[Question]) -> None:
    for other in others:
        if other.story_id != kept.story_id:
            raise ValidationError(f"“{other}” is a question of another story: they stay apart.")
        if (other.type, other.choices()) != (kept.type, kept.choices()):
            raise ValidationError(
                f"“{other}” asks for {other.get_type_display()} and “{kept}” for "
                f"{kept.get_type_display()}, or for other options: mend one of the two first."
            )


def _one_kind(kept: Label, others: Sequence[Label]) -> None:
    for other in others:
        if other.kind != kept.kind:
            raise ValidationError(f"“{other}” and “{kept}” differ in kind: relabel instead.")


def entity_title(entity: Entity) -> str:
    """Return the entity's name with its slug, which tells it from others of the same name."""
    return f"{entity} ({entity.slug})"


def listed(names: Sequence[str]) -> str:
    """Return the names in quotation marks, with commas between them."""
    return ", ".join(f"“{name}”" for name in names)


def _out_of_use(others: Sequence[Any]) -> str:
    return f"{listed([str(other) for other in others])} will be out of use, and never deleted."
