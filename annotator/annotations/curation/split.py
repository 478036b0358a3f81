"""Split an entity or a question in two, with a plan of the split shown first."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from annotator.annotations.curation.merge import EVERYTHING, entity_title, listed, setting_columns
from annotator.annotations.curation.plans import CurationPlan, gold_lines, number, some
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.rewrite import atomic_with_retry, rewrite
from annotator.people.models import User
from annotator.text import fold
from annotator.vocabulary import retirement
from annotator.vocabulary.actions import get_or_make_question
from annotator.vocabulary.models import Entity, Question
from annotator.vocabulary.question_settings import settings_of

MOST_TOLD = 20


@atomic_with_retry
def split_question(question: Question, keys: Collection[UUID], wording: str, by: User) -> Question:
    """Let the answers named by `keys` answer a new question of this wording, and return it.

    What machines marked goes with them where it gives a value that only they give. Both questions
    are asked anew: who read until now may have passed over one of the two. Raises ValidationError
    for no answer, an empty wording, and one that the story has already.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    found = Annotation.objects.filter(pk__in=keys, question=question)
    chosen = list(found.order_by("pk").values_list("pk", flat=True))
    if not chosen:
        raise ValidationError("Choose at least one answer that is to answer the new question.")
    _check_wording_is_new(question, wording)
    made = get_or_make_question(question.story, wording, by, **settings_of(question))
    new = {"question_id": made.pk}
    reason = f"Split off from {question.slug}"
    going = sorted([*chosen, *_alike_by_machines(question, chosen)])
    rewrite(going, lambda batch: {one.pk: new for one in batch}, by, reason)
    retirement.ask_anew(question, by, f"Split: {made.slug}")
    return made


def _alike_by_machines(question: Question, chosen: Collection[UUID]) -> list[UUID]:
    """Return the answers of machines that give a value which, of people's, only the chosen give."""
    among = set(chosen)
    going: set[str] = set()
    staying: set[str] = set()
    for pk, value in Annotation.objects.filter(question=question).values_list("pk", "value"):
        (going if pk in among else staying).add(fold(value))
    marked = Annotation.every_layer.filter(layer=Layer.MACHINE, question=question)
    alone = going - staying
    return [pk for pk, value in marked.values_list("pk", "value") if fold(value) in alone]


def answered_values(question: Question, seen: Q = EVERYTHING) -> list[tuple[str, str, int]]:
    """Return what is answered, case and spacing aside: (folded, as written, how often)."""
    answers = Annotation.objects.filter(Q(question=question) & seen)
    return _forms(answers, "value")


def answers_to_split(
    question: Question, values: Collection[str], keys: Collection[UUID] = ()
) -> list[UUID]:
    """Return the answers that give one of the values, folded, and those named by `keys`."""
    wanted, named = {fold(value) for value in values}, set(keys)
    found = Annotation.objects.filter(question=question).order_by("pk").values_list("pk", "value")
    return [pk for pk, value in found if pk in named or fold(value) in wanted]


def split_question_preview(
    question: Question,
    values: Collection[str],
    keys: Collection[UUID],
    wording: str,
    seen: Q = EVERYTHING,
) -> CurationPlan:
    """Return what `split_question` would do with `answers_to_split`; only answers that meet `seen`
    are counted and shown.

    Raises ValidationError for no answer that is seen, and for a wording that is taken.
    """
    _check_wording_is_new(question, wording)
    chosen = Q(pk__in=answers_to_split(question, values, keys))
    moving = Annotation.objects.filter(chosen & seen)
    if not (count := moving.count()):
        raise ValidationError("Choose at least one answer that is to answer the new question.")
    will = [
        f"A new question “{' '.join(wording.split())}” is asked, for "
        f"{question.get_type_display()}, with the settings of “{question}”.",
        *(
            f"{number(often, 'answer')} “{written}” will answer it."
            for _, written, often in _forms(moving, "value")[:MOST_TOLD]
        ),
        f"{number(count, 'answer')} will answer it in all.",
        *_machines_going(question, moving, seen),
        *gold_lines(moving),
        f"Both are asked anew: who has read “{question.story}” may have passed over one of them.",
    ]
    left = Annotation.objects.filter(Q(question=question) & ~chosen & seen).count()
    stays = (
        f"{number(left, 'other answer')} will go on answering “{question}”.",
        "The values stay as they are.",
    )
    return CurationPlan(tuple(will), stays, some(moving))


def _machines_going(question: Question, moving: "QuerySet[Annotation]", seen: Q) -> list[str]:
    """Tell in a plan how many answers of machines go along."""
    along = _alike_by_machines(question, list(moving.values_list("pk", flat=True)))
    count = Annotation.machine_marks.filter(Q(pk__in=along) & seen).count()
    return [f"So will {number(count, 'answer')} of machines that say the same."] if count else []


def _check_wording_is_new(question: Question, wording: str) -> None:
    wordings = Question.objects.filter(story=question.story_id, active=True)
    if fold(wording) in map(fold, wordings.values_list("wording", flat=True)):
        raise ValidationError("The story has this question already: word it otherwise.")


def _forms(annotations: "QuerySet[Annotation]", column: str) -> list[tuple[str, str, int]]:
    """Return what stands in the column, case and spacing aside, the most frequent first."""
    forms: dict[str, tuple[str, int]] = {}
    counted = annotations.order_by().values_list(column).annotate(n=Count("pk"))
    for text, count in counted.order_by("-n", column):
        written, before = forms.get(fold(text), (text, 0))
        forms[fold(text)] = (written, before + count)
    found = [(form, written, count) for form, (written, count) in forms.items()]
    return sorted(found, key=lambda form: (-form[2], form[0]))


def surface_forms(entity: Entity, seen: Q = EVERYTHING) -> list[tuple[str, str, int]]:
    """Return how texts call the entity, case and spacing aside: (folded, as written, how often)."""
    return _forms(Annotation.objects.filter(Q(entity=entity) & seen), "quote")


@atomic_with_retry
def split_entity(entity: Entity, forms: Collection[str], new_name: str, by: User) -> Entity:
    """Let the mentions whose words are one of `forms`, folded, name a new entity, and return it.

    Speakers, holders and targets stay as they are: they have no words of their own. Raises
    ValidationError for no form, and for a name that is taken.
    """
    wanted = {fold(form) for form in forms} - {""}
    entity = Entity.objects.select_for_update().get(pk=entity.pk)
    made = retirement.split_off(entity, new_name, wanted, by)
    found = Annotation.every_layer.filter(entity=entity).order_by("pk")
    named = [row for row in found.values_list("pk", "quote", "layer") if fold(row[1]) in wanted]
    keys = [pk for pk, _, _ in named]
    if all(layer == Layer.MACHINE for _, _, layer in named):
        raise ValidationError("Choose at least one of the ways in which the texts call it.")
    rewrite(keys, setting_columns(entity_id=made.pk), by, f"Split off from {entity.slug}")
    return made


def split_entity_preview(
    entity: Entity, forms: Collection[str], new_name: str, seen: Q = EVERYTHING
) -> CurationPlan:
    """Return what `split_entity` would do."""
    wanted = {fold(form) for form in forms}
    found = surface_forms(entity, seen)
    will = [f"A new entity “{' '.join(new_name.split())}” is made."]
    will += [
        f"{number(count, 'mention')} as “{written}” will name it."
        for form, written, count in found
        if form in wanted
    ]
    aliases = [alias.name for alias in entity.aliases.all() if fold(alias.name) in wanted]
    if aliases:
        will.append(f"It takes over the alias {listed(aliases)}.")
    marked = Annotation.machine_marks.filter(Q(entity=entity) & seen)
    quoted = marked.values_list("quote", flat=True)
    if of_machines := sum(fold(quote) in wanted for quote in quoted):
        will.append(f"So will {number(of_machines, 'mention')} by machines in these words.")
    left = sum(count for form, _, count in found if form not in wanted)
    stays = (
        f"{number(left, 'other mention')} will go on naming {entity_title(entity)}.",
        "Who is quoted, and the holders and targets of stances, stay.",
    )
    quotes = Q(quote__in=[written for form, written, _ in found if form in wanted])
    shown = some(Annotation.objects.filter(Q(entity=entity) & quotes & seen))
    return CurationPlan(tuple(will), stays, shown)
