"""Two entities, questions or labels become one; an entity becomes two. With a plan of each.

What annotations say moves, with one revision and one row of history each; what is merged away
goes out of use and is never deleted. Every refusal is a ValidationError for the curator.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from annotator.annotations.curation.carry_document_labels import carried_in_words as carried
from annotator.annotations.curation.carry_document_labels import carry
from annotator.annotations.curation.plans import CurationPlan, counted, moving, number, some
from annotator.annotations.drawing.rows import ENTITY_DETAILS
from annotator.annotations.models import Annotation
from annotator.annotations.recording.rewrite import atomic_with_retry, keys_of, parts_free, rewrite
from annotator.people.models import User
from annotator.vocabulary import retirement
from annotator.vocabulary.models import Entity, Label, Question, folded_name

EVERYTHING = Q()


def naming(entities: Sequence[Entity]) -> Q:
    """The annotations that name one of the entities, as mention, speaker, holder or target."""
    which = Q()
    for name in ENTITY_DETAILS:
        which |= Q(**{f"{name}__in": list(entities)})
    return which


@atomic_with_retry
def merge_entities(kept: Entity, others: Sequence[Entity], by: User) -> int:
    """Everything that names one of the others names `kept`; their names become its aliases.

    The others go out of use. Returns how many annotations changed.
    """
    kept, others = retirement.locked(kept, others)
    gone = {other.pk for other in others}
    columns = [f"{name}_id" for name in ENTITY_DETAILS]

    def change(batch: Sequence[Annotation]) -> dict[Any, dict[str, Any]]:
        return {
            annotation.pk: {c: kept.pk for c in columns if getattr(annotation, c) in gone}
            for annotation in batch
        }

    done = rewrite(keys_of(naming(others)), change, by, _reason(others, kept))
    carry(kept, others, by, _reason(others, kept))
    retirement.take_over(kept, others, by)
    return done


def merge_entities_preview(
    kept: Entity, others: Sequence[Entity], seen: Q = EVERYTHING
) -> CurationPlan:
    """What `merge_entities` would do; only annotations that meet `seen` are counted and shown."""
    others = _worth_merging(kept, others)
    will = [
        moving(f"To name {kept} instead of {_called(other)}", *counted(naming([other]), seen))
        for other in others
    ]
    will += carried(kept, others, seen)
    if names := retirement.new_names(kept, others):
        will.append(f"{kept} is also called {_listed(names)}.")
    giver = retirement.number_giver(kept, others)
    if giver:
        will.append(f"{kept} takes over the Wikidata number {giver.wikidata}.")
    will.append(_out_of_use(others))
    stays = [
        f"{other.wikidata} stays the Wikidata number of {_called(other)}."
        for other in others
        if other.wikidata and other != giver
    ]
    stays.append(f"The name and slug of {_called(kept)} stay.")
    return CurationPlan(
        tuple(will), tuple(stays), some(Annotation.objects.filter(naming(others) & seen))
    )


@atomic_with_retry
def merge_questions(kept: Question, others: Sequence[Question], by: User) -> int:
    """The answers to the others answer `kept`, of the same story and type. Returns how many."""
    kept, others = retirement.locked(kept, others)
    _comparable(kept, others)
    which = Q(question__in=others)
    done = rewrite(keys_of(which), _setting(question_id=kept.pk), by, _reason(others, kept))
    retirement.ask_anew(kept, by, _reason(others, kept))
    retirement.deactivate(others, by, _reason(others, kept))
    return done


def merge_questions_preview(
    kept: Question, others: Sequence[Question], seen: Q = EVERYTHING
) -> CurationPlan:
    """What `merge_questions` would do. Raises ValidationError where they cannot be merged."""
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
    """What bears one of the others bears `kept`, of the same kind. Returns how many changed.

    Words that one person has marked with both stay marked twice: the second takes the next part.
    """
    kept, others = retirement.locked(kept, others)
    _one_kind(kept, others)

    def change(batch: Sequence[Annotation]) -> dict[Any, dict[str, Any]]:
        parts = parts_free(batch, kept.pk)
        return {a.pk: {"label_id": kept.pk, "part": parts[a.pk]} for a in batch}

    done = rewrite(keys_of(Q(label__in=others)), change, by, _reason(others, kept))
    carry(kept, others, by, _reason(others, kept))
    retirement.deactivate(others, by, _reason(others, kept))
    return done


def merge_labels_preview(
    kept: Label, others: Sequence[Label], seen: Q = EVERYTHING
) -> CurationPlan:
    """What `merge_labels` would do. Raises ValidationError for labels of different kinds."""
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
    will += carried(kept, others, seen)
    will.append(
        f"Where one person has marked the same words with both, both stay: the one that becomes "
        f"“{kept}” is kept as its next part."
    )
    will.append(_out_of_use(others))
    shown = some(Annotation.objects.filter(Q(label__in=others) & seen))
    return CurationPlan(tuple(will), ("Spans and details stay as they are.",), shown)


def surface_forms(entity: Entity, seen: Q = EVERYTHING) -> list[tuple[str, str, int]]:
    """How texts call the entity, case and spacing aside: (folded, as written, how often)."""
    mentions = Annotation.objects.filter(Q(entity=entity) & seen).order_by()
    forms: dict[str, tuple[str, int]] = {}
    for quote, count in mentions.values_list("quote").annotate(n=Count("pk")).order_by("-n"):
        written, before = forms.get(folded_name(quote), (quote, 0))
        forms[folded_name(quote)] = (written, before + count)
    found = [(form, written, count) for form, (written, count) in forms.items()]
    return sorted(found, key=lambda form: (-form[2], form[0]))


@atomic_with_retry
def split_entity(entity: Entity, forms: Collection[str], new_name: str, by: User) -> Entity:
    """The mentions whose words are one of `forms`, folded, name a new entity. Returns it.

    Who spoke, held or was targeted stays: those say no words of their own. Raises
    ValidationError for no form, and for a name that is taken.
    """
    wanted = {folded_name(form) for form in forms} - {""}
    entity = Entity.objects.select_for_update().get(pk=entity.pk)
    made = retirement.part_off(entity, new_name, wanted, by)
    found = Annotation.everything.filter(entity=entity).order_by("pk").values_list("pk", "quote")
    keys = [pk for pk, quote in found if folded_name(quote) in wanted]
    if not keys:
        raise ValidationError("Choose at least one of the ways in which the texts call it.")
    rewrite(keys, _setting(entity_id=made.pk), by, f"Split off from {entity.slug}")
    return made


def split_entity_preview(
    entity: Entity, forms: Collection[str], new_name: str, seen: Q = EVERYTHING
) -> CurationPlan:
    """What `split_entity` would do."""
    wanted = {folded_name(form) for form in forms}
    found = surface_forms(entity, seen)
    will = [f"A new entity “{' '.join(new_name.split())}” is made."]
    will += [
        f"{number(count, 'mention')} as “{written}” will name it."
        for form, written, count in found
        if form in wanted
    ]
    aliases = [alias.name for alias in entity.aliases.all() if folded_name(alias.name) in wanted]
    if aliases:
        will.append(f"It takes over the alias {_listed(aliases)}.")
    left = sum(count for form, _, count in found if form not in wanted)
    stays = (
        f"{number(left, 'other mention')} will go on naming {_called(entity)}.",
        "Who is quoted, and the holders and targets of stances, stay.",
    )
    quotes = Q(quote__in=[written for form, written, _ in found if form in wanted])
    shown = some(Annotation.objects.filter(Q(entity=entity) & quotes & seen))
    return CurationPlan(tuple(will), stays, shown)


def _setting(**new: Any) -> Any:
    """The same change for every annotation."""
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


def _called(entity: Entity) -> str:
    return f"{entity} ({entity.slug})"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _out_of_use(others: Sequence[Any]) -> str:
    return f"{_listed([str(other) for other in others])} will be out of use, and never deleted."
