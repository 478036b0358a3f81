"""What the pages of stance can be narrowed to: strings to values."""

from collections.abc import Mapping
from typing import Any

from django import forms

from annotator.comparison.stance.nodes import NOBODY, source_key
from annotator.comparison.stance.relations import OWN, SPEAKERS, WORDS, Asked


class StanceForm(forms.Form):
    """How stances are narrowed and sorted; everything may be left out."""

    holder = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    target = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    source = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    voice = forms.ChoiceField(
        required=False,
        choices=[("", "Every voice"), (OWN, "The articles’ own"), (SPEAKERS, "Speakers")],
    )
    sort = forms.ChoiceField(
        required=False,
        label="Sort by",
        choices=[
            ("", "Most often first"),
            ("divided", "Most divided first"),
            ("holder", "Holder"),
            ("target", "Target"),
        ],
    )

    def __init__(
        self,
        data: Any,
        ends: tuple[Mapping[int, str], Mapping[int, str]],
        sources: Mapping[int, str],
    ) -> None:
        """Offer these holders and targets, and these outlets, each by its key."""
        super().__init__(data)
        self._offer("holder", "Every holder", ends[0])
        self._offer("target", "Every target", ends[1])
        self._offer("source", "Every source", sources)

    def _offer(self, name: str, every: str, names: Mapping[Any, str]) -> None:
        field: Any = self.fields[name]
        found = sorted((called, key) for key, called in names.items())
        field.choices = [("", every), *((key, called) for called, key in found)]

    def asked(self) -> Asked:
        """Return the choice that was sent, once the form is valid."""
        given = self.cleaned_data
        return Asked(given["holder"], given["target"], given["source"], given["voice"])


class NetworkForm(StanceForm):
    """What a network is drawn of, and how the table beside it is sorted."""

    field_order = ("around", "holder", "target", "source", "voice", "sort")
    around = forms.ChoiceField(required=False, label="A name and its ties")
    sort = forms.ChoiceField(
        required=False,
        label="Sort the table by",
        choices=[
            ("", "Most often first"),
            ("holder", "Holder"),
            ("target", "Toward"),
            ("against", "Most against first"),
            ("neutral", "Most neutral first"),
            ("favour", "Most in favour first"),
        ],
    )

    def __init__(
        self,
        data: Any,
        ends: tuple[Mapping[int, str], Mapping[int, str]],
        sources: Mapping[int, str],
    ) -> None:
        super().__init__(data, ends, sources)
        names = {str(key): name for end in ends for key, name in end.items()}
        names |= {source_key(key): name for key, name in sources.items()}
        self._offer("around", "Everybody", names)
        field: Any = self.fields["around"]
        field.choices = [*field.choices, (NOBODY.key, NOBODY.name)]


class PassagesForm(StanceForm):
    """One relation's passages: as `StanceForm`, and of one polarity, or without a target."""

    polarity = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Any"), *((str(side), words) for side, words in WORDS.items())],
    )
    untargeted = forms.BooleanField(required=False)
    aside = forms.BooleanField(required=False)

    def asked(self) -> Asked:
        """Return the choice that was sent, once the form is valid."""
        return super().asked()._replace(aside=self.cleaned_data["aside"])
