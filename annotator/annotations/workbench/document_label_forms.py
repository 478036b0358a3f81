"""Strings to values: one change of a label of a whole article. It decides nothing."""

from typing import Any

from django import forms

from annotator.annotations.recording.document_labels import Said
from annotator.annotations.workbench.forms import VERBS
from annotator.vocabulary.models import Entity


class SaidForm(forms.Form):
    """A label with its target and note. A field that is not sent stays as it is.

    `said()` maps names to values, a slug turned into its entity, a new name left a string.
    """

    label = forms.CharField(required=False, max_length=60)
    target = forms.CharField(required=False, max_length=120)
    target_new = forms.CharField(required=False, max_length=200)
    note = forms.CharField(required=False, max_length=5000)

    def clean_target(self) -> Entity | None:
        slug = self.cleaned_data["target"]
        found = Entity.objects.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise forms.ValidationError(f"The registry has no entity “{slug}”.")
        return found

    def said(self) -> Said:
        cleaned: dict[str, Any] = self.cleaned_data
        said: dict[str, Any] = {"note": cleaned["note"]} if "note" in self.data else {}
        if cleaned["target_new"]:
            said["target"] = cleaned["target_new"]
        elif "target" in self.data:
            said["target"] = cleaned["target"]
        return said


class ChangeForm(SaidForm):
    """One change out of an outbox."""

    op = forms.UUIDField()
    annotation = forms.UUIDField()
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    base = forms.IntegerField(min_value=0, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verb") == "create" and not cleaned.get("label"):
            self.add_error("label", "Choose a label.")
        if cleaned.get("verb") != "create" and cleaned.get("base") is None:
            self.add_error("base", "A change names the revision it changes.")
        return cleaned
