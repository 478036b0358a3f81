"""Read from an address what of the test is asked for, and which passages."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from django import forms

from annotator.reconciliation.machine_figures.forms import KindForm
from annotator.reconciliation.stand_in.alternative_test import EPSILONS
from annotator.vocabulary.models import Kind, Label

COSTS = dict(zip(EPSILONS, ("experts read", "trained people read", "anybody reads"), strict=True))


class StandInForm(KindForm):
    """How much worse a machine may be: ε, by what people would cost; and of what kind it is held
    against what is settled. Nothing given: claims."""

    epsilon = forms.ChoiceField(
        label="What people’s reading costs (ε)",
        choices=[(str(one), f"{one}: {said}") for one, said in COSTS.items()],
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is none of 0.2, 0.15 and 0.1."},
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = Kind.choices  # type: ignore[attr-defined]

    def allowance(self) -> float:
        """Return ε, once the form is valid; that of experts where none is chosen."""
        return float(self.cleaned_data["epsilon"] or EPSILONS[0])


class What(StrEnum):
    """What a passage shows of a machine beside what is settled."""

    SAME = "same"
    MISSED = "missed"
    ONLY = "only"
    DIFFERS = "differs"


WORDS = {
    What.SAME: "the same label",
    What.MISSED: "missed by the machine",
    What.ONLY: "only the machine",
    What.DIFFERS: "another label",
}


class MachinePassagesForm(forms.Form):
    """Which passages are listed: of a kind, and perhaps of one label and of one source."""

    kind = forms.ChoiceField(
        choices=Kind.choices,
        error_messages={
            "required": "Say which kind: kind=claim.",
            "invalid_choice": "“%(value)s” is none of claim, entity and stance.",
        },
    )
    what = forms.ChoiceField(
        label="Which",
        choices=[(one.value, words) for one, words in WORDS.items()],
        error_messages={
            "required": "Say which passages: what=missed.",
            "invalid_choice": "“%(value)s” is none of same, missed, only and differs.",
        },
    )
    label = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "“%(value)s” is no label."}
    )
    source = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], labels: Collection[Label]) -> None:
        super().__init__(data)
        known = [(one.slug, one.name) for one in labels]
        self.fields["label"].choices = [("", "Every label"), *known]  # type: ignore[attr-defined]

    def clean_source(self) -> str:
        """Refuse what no source is called by."""
        said = str(self.cleaned_data["source"])
        if "\0" in said:
            raise forms.ValidationError("No source is called so.")
        return said
