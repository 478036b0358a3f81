"""Strings to values: a verdict on a lead."""

from typing import Any

from django import forms

from annotator.comparison.models import LeadState, WhyNotSo

VERDICTS = (LeadState.CONFIRMED, LeadState.NOT_SO, LeadState.OPEN)


class LeadVerdictForm(forms.Form):
    """What became of a lead, why, and what was looked at."""

    verdict = forms.ChoiceField(choices=[(one.value, one.label) for one in VERDICTS])
    reason = forms.ChoiceField(
        label="Why not", choices=[("", "Choose a reason"), *WhyNotSo.choices], required=False
    )
    note = forms.CharField(
        label="Note", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    basis = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is not so."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == LeadState.NOT_SO and not cleaned.get("reason"):
            self.add_error("reason", "Say why it is not so.")
        return cleaned
