"""Turn strings into values: a span that somebody selected in the corrected text."""

from typing import Any

from django import forms

from annotator.annotations.workbench.forms import ExactField


class NewPlaceForm(forms.Form):
    """Where an annotation stands now: nothing for the likeliest place, or start, end and quote."""

    start = forms.IntegerField(min_value=0, required=False)
    end = forms.IntegerField(min_value=0, required=False)
    quote = ExactField(required=False)

    def clean(self) -> dict[str, Any]:
        """Return `span`: the three together, or None."""
        cleaned = super().clean() or self.cleaned_data
        given = cleaned.get("start"), cleaned.get("end"), cleaned.get("quote")
        there = [part not in (None, "") for part in given]
        if any(there) and not all(there):
            raise forms.ValidationError("Select the words in the corrected text first.")
        cleaned["span"] = given if all(there) else None
        return cleaned
