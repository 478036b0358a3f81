"""Read from an address of what kind a machine's figures are to be."""

from django import forms

from annotator.vocabulary.models import Kind


class KindForm(forms.Form):
    """Narrows the figures to one kind of label. Nothing given: all kinds."""

    kind = forms.ChoiceField(
        label="Kind",
        choices=[("", "Every kind"), *((kind.value, kind.label.capitalize()) for kind in Kind)],
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is none of claim, entity and stance."},
    )
