"""The form of all that decides a question's row: strings to values; it decides nothing."""

from typing import Any

from django import forms

from annotator.vocabulary.models import Question
from annotator.vocabulary.question_settings import OF_TYPE, settings_of

SHARES = ("tolerance", "about")
"""Settings that are stored as a share and shown in per cent."""


class SettingsForm(forms.Form):
    """A question's settings. Those that its type has not are not asked for."""

    type = forms.ChoiceField(
        label="Its answer is a",
        choices=Question.Type.choices,
        error_messages={"required": "Choose what its answer is."},
    )
    unit = forms.CharField(
        label="Unit to compare in",
        max_length=30,
        required=False,
        help_text="As km, %, US$ or deaths. Values in other units are converted to it.",
    )
    tolerance = forms.FloatField(
        label="Tolerance, %",
        min_value=0,
        max_value=1000,
        required=False,
        help_text="Two values that differ by no more still agree.",
    )
    about = forms.FloatField(
        label="Reach of “about”, %",
        min_value=0,
        max_value=1000,
        required=False,
        help_text="How far from the figure “about” may lie: 10 unless it is said.",
    )
    whole = forms.FloatField(
        label="Whole",
        required=False,
        help_text="Of shares: what two scopes add up to (100 for per cent). Else empty.",
    )
    asks = forms.ChoiceField(
        label="It asks for",
        choices=[("", "not said: the days as they are given"), *Question.Asks.choices],
        required=False,
    )
    options = forms.CharField(
        label="Options, one a line",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    together = forms.CharField(
        label="Options that hold together",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text="A set a line, as: the largest | one of the biggest. They never conflict.",
    )
    scope = forms.CharField(
        label="Of whom or what it asks",
        max_length=200,
        required=False,
        help_text="As Pakistan. An answer of another scope is compared apart.",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    many = forms.BooleanField(
        label="Several answers can hold at once", required=False, help_text="Topics, causes."
    )
    can_change = forms.BooleanField(
        label="The true value can change", required=False, help_text="A toll that rises."
    )
    settling_days = forms.IntegerField(
        label="Days it takes to settle",
        min_value=0,
        max_value=36500,
        required=False,
        help_text="Of what changes: a conflict of days further apart is “superseded?”.",
    )

    def clean_whole(self) -> float | None:
        whole: float | None = self.cleaned_data["whole"]
        if whole is not None and whole <= 0:
            raise forms.ValidationError("A whole is more than 0. Leave it empty if there is none.")
        return whole

    def settings(self) -> dict[str, Any]:
        """Return the settings as the model has them, once the form is valid."""
        given = dict(self.cleaned_data)
        given["tolerance"] = _share(given["tolerance"], 0.0)
        given["about"] = _share(given["about"], 0.1)
        given["settling_days"] = given["settling_days"] or 0
        return given

    @property
    def groups(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return the fields as they stand on the page: the type they belong to, heading, fields."""
        of_type = [
            (str(kind), f"Of a {label}", [self[name] for name in OF_TYPE[kind]])
            for kind, label in Question.Type.choices
            if OF_TYPE[kind]
        ]
        return [
            *of_type,
            ("", "Of whom, and how many", [self["scope"], self["many"]]),
            ("", "In time", [self["can_change"], self["settling_days"]]),
        ]


def given_settings(question: Question) -> dict[str, Any]:
    """Return the question's settings as the form shows them."""
    given = settings_of(question)
    return given | {name: _percent(given[name]) for name in SHARES}


def _share(percent: float | None, unsaid: float) -> float:
    # 0.7 / 100 is not 0.007 in binary: the digits that were typed are what counts.
    return unsaid if percent is None else round(percent / 100, 12)


def _percent(share: float) -> str:
    return f"{share * 100:.10g}"
