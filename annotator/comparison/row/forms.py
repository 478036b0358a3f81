"""Strings to values: what an adjudicator rules. They decide nothing."""

from typing import Any

from django import forms

from annotator.comparison.engine.records import RowState
from annotator.comparison.models import Verdict
from annotator.comparison.question_rows.compute import RANKS

WHY = {"required": "Give a reason, for whoever asks later."}


class _RulingForm(forms.Form):
    basis = forms.CharField(
        max_length=64, widget=forms.HiddenInput, error_messages={"required": "Open the row again."}
    )
    reason = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), error_messages=WHY
    )
    field_order = ["state", "verdict", "reason", "basis"]

    def ruling(self) -> dict[str, Any]:
        """Return the arguments of the ruling, once the form is valid."""
        return self.cleaned_data


class RowRulingForm(_RulingForm):
    """Another state than was computed, and why; `basis` names the row that was looked at."""

    state = forms.TypedChoiceField(
        label="The row is",
        coerce=RowState,
        choices=[("", "Choose a state"), *((state.value, state.value) for state in RANKS)],
        error_messages={"required": "Choose what the row is."},
    )


class CellRulingForm(_RulingForm):
    """Why one article's cell is empty."""

    verdict = forms.TypedChoiceField(
        label="This article",
        coerce=Verdict,
        choices=[
            ("", "Choose what is so"),
            (Verdict.SILENT, "is silent on this: I looked"),
            (Verdict.NOT_APPLYING, "cannot answer this: the question does not apply"),
        ],
        error_messages={"required": "Choose what is so."},
    )
