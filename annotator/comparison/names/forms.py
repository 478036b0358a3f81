"""What the list of names can be narrowed to, and what is to be linked: strings to values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from annotator.annotations.curation.merge import merge_entities_preview
from annotator.annotations.curation.plans import CurationPlan
from annotator.annotations.curation.split import split_entity_preview
from annotator.text import fold
from annotator.vocabulary.models import Entity, Kind, Label


class NamesForm(forms.Form):
    """How the list of names is narrowed and sorted; everything may be left out."""

    text = forms.CharField(required=False, label="Name has", max_length=200)
    label = forms.ChoiceField(required=False)
    source = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    show = forms.ChoiceField(
        required=False, choices=[("", "Entities"), ("unlinked", "Forms not linked")]
    )
    sort = forms.ChoiceField(
        required=False,
        label="Sort by",
        choices=[("", "Most often first"), ("name", "Name"), ("first", "First use")],
    )

    def __init__(self, data: Any, sources: Mapping[int, str]) -> None:
        super().__init__(data)
        labels: Any = self.fields["label"]
        kinds = Label.objects.filter(kind=Kind.ENTITY).values_list("slug", "name")
        labels.choices = [("", "Every label"), *kinds]
        outlets: Any = self.fields["source"]
        outlets.choices = [("", "Every source"), *sources.items()]


class LinkForm(forms.Form):
    """Forms of names, and the entity that they stand for: its slug, its name, or a new name."""

    form = forms.CharField(required=False)
    entity = forms.CharField(max_length=200, error_messages={"required": "Name the entity."})
    new = forms.BooleanField(required=False)
    alias = forms.BooleanField(required=False)

    def clean_form(self) -> list[str]:
        given: Any = self.data
        chosen = [form for form in given.getlist("form") if fold(form)]
        if not chosen:
            raise ValidationError("Tick at least one of the forms to link.")
        return chosen

    def clean_entity(self) -> Entity | str:
        """Return the entity of this slug or name, or the name of a new one.

        Raises ValidationError where no entity or several fit.
        """
        if self.data.get("new"):
            return str(self.cleaned_data["entity"])
        return entity_called(self.cleaned_data["entity"])


def entity_called(text: str) -> Entity:
    """Return the active entity of this slug or name. Raises ValidationError where none or several
    fit."""
    text = fold(text)
    active = Entity.objects.filter(active=True)
    found = list(active.filter(slug=text)) or list(active.filter(name__iexact=text)[:2])
    if len(found) > 1:
        raise ValidationError(f"Several entities are called “{text}”: give the slug instead.")
    if not found:
        raise ValidationError(
            f"No entity in use is called “{text}”: choose one of the list, or make it new."
        )
    return found[0]


class EntityForm(forms.Form):
    """An entity in use, by its slug."""

    entity = forms.ModelChoiceField(
        Entity.objects.filter(active=True),
        to_field_name="slug",
        error_messages={
            "required": "Say which entity.",
            "invalid_choice": "This entity is not in use, or no longer. Choose another.",
        },
    )

    def plan(self, seen: Q) -> CurationPlan | None:
        """Return what the act would do, None where the form holds no act.

        Raises ValidationError where it cannot be done.
        """
        return None


class MergeNameForm(EntityForm):
    """What the entity is to be merged into: its slug, or a name that no other entity has."""

    into = forms.CharField(
        max_length=200, error_messages={"required": "Choose the entity to keep."}
    )

    def clean_into(self) -> Entity:
        return entity_called(self.cleaned_data["into"])

    def plan(self, seen: Q) -> CurationPlan:
        given = self.cleaned_data
        return merge_entities_preview(given["into"], [given["entity"]], seen)


class SplitNameForm(EntityForm):
    """Which of the entity's forms are meant for a new one, and its name."""

    surface = forms.CharField(required=False)
    new_name = forms.CharField(max_length=200, error_messages={"required": "Name the new entity."})

    def clean_surface(self) -> list[str]:
        given: Any = self.data
        chosen = [form for form in given.getlist("surface") if fold(form)]
        if not chosen:
            raise ValidationError("Tick at least one of the ways in which the texts call it.")
        return chosen

    def plan(self, seen: Q) -> CurationPlan:
        given = self.cleaned_data
        return split_entity_preview(given["entity"], given["surface"], given["new_name"], seen)
