"""The acts that part an entity or a question in two."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from annotator.annotations.admin.acts import AdminAct
from annotator.annotations.admin.vocabulary_acts import with_aliases
from annotator.annotations.curation import split
from annotator.annotations.curation.plans import CurationPlan, number
from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity, Question

MOST_LISTED = 200
"""Answers that can be ticked one by one; beyond that they are chosen by what they say."""


class SplitEntity(AdminAct):
    """Mentions in some of the words that texts use for it get an entity of their own."""

    name, title, button = "split", "Split an entity", "Split"
    beyond_sight = True
    surface = forms.MultipleChoiceField(
        label="Called so in the texts",
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick what is meant for the new entity.",
        error_messages={"required": "Tick at least one of the ways in which the texts call it."},
    )
    new_name = forms.CharField(max_length=200, label="Name of the new entity")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.entity: Entity = self.ticked.get()
        self.made: Entity | None = None
        field: Any = self.fields["surface"]
        field.choices = [
            (form, f"{written} ({number(count, 'mention')})")
            for form, written, count in split.surface_forms(self.entity, self.seen)
        ]

    def summary(self) -> str:
        return f"“{self.made}” split off from “{self.entity}”"

    def things(self) -> Iterable[Any]:
        keys = [self.entity.pk, *([self.made.pk] if self.made else ())]
        return with_aliases(Entity.objects.filter(pk__in=keys))

    def plan(self) -> CurationPlan:
        chosen = self.cleaned_data["surface"], self.cleaned_data["new_name"]
        return split.split_entity_preview(self.entity, *chosen, self.seen)

    def act(self) -> str:
        chosen = self.cleaned_data["surface"], self.cleaned_data["new_name"]
        made = split.split_entity(self.entity, *chosen, self.by)
        self.made = made
        return f"Split: “{made}” ({made.slug}) is an entity of its own."


class SplitQuestion(AdminAct):
    """Answers that say some of the values, and those ticked one by one, get their own question."""

    name, title, button = "split", "Split a question", "Split"
    beyond_sight = True
    said = forms.MultipleChoiceField(
        required=False,
        label="All answers that say",
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick what answers the new question.",
    )
    answers = forms.MultipleChoiceField(
        required=False,
        label="Or single answers",
        widget=forms.CheckboxSelectMultiple,
        help_text="Where the same value answers now the one question, now the other.",
    )
    wording = forms.CharField(max_length=300, label="Wording of the new question")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.question: Question = self.ticked.get()
        self.made: Question | None = None
        fields: dict[str, Any] = self.fields
        fields["said"].choices = [
            (form, f"{written or 'no value'} ({number(count, 'answer')})")
            for form, written, count in split.answered_values(self.question, self.seen)
        ]
        found = Annotation.objects.filter(self.seen, question=self.question)
        listed = found.select_related("article", "annotator").defer("article__text")
        fields["answers"].choices = [
            (str(one.pk), f"“{one.quote[:80]}”: {one.value} ({one.annotator}, “{one.article}”)")
            for one in listed.order_by("article", "start", "pk")[:MOST_LISTED]
        ]

    def clean(self) -> None:
        if not (self.cleaned_data.get("said") or self.cleaned_data.get("answers") or self.errors):
            raise ValidationError("Tick at least one answer that is to answer the new question.")

    def summary(self) -> str:
        return f"“{self.made}” split off from “{self.question}”"

    def things(self) -> Iterable[Any]:
        keys = [self.question.pk, *([self.made.pk] if self.made else ())]
        return Question.objects.filter(pk__in=keys)

    def plan(self) -> CurationPlan:
        wording = self.cleaned_data["wording"]
        return split.split_question_preview(self.question, *self.chosen(), wording, self.seen)

    def act(self) -> str:
        keys = split.answers_to_split(self.question, *self.chosen())
        wording = self.cleaned_data["wording"]
        made = split.split_question(self.question, keys, wording, self.by)
        self.made = made
        return f"Split: “{made}” ({made.slug}) is a question of its own."

    def chosen(self) -> tuple[list[str], list[UUID]]:
        """Return the values and the single answers that are ticked."""
        given = self.cleaned_data
        return given["said"], [UUID(key) for key in given["answers"]]
