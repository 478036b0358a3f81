"""Read from an address what of a story the agreement page is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from annotator.reconciliation.agreement.article_figures import ArticleShare, Choice, annotator_pairs
from annotator.reconciliation.agreement.statistics.confusion import MISSED
from annotator.vocabulary.models import Kind, Label

MISSED_WORD = "missed"
"""How an address names what somebody missed: no label's slug, for it has no kind."""


class ChoiceForm(forms.Form):
    """Narrows the figures. Nothing given: all claims of the story."""

    kind = forms.ChoiceField(
        choices=Kind.choices,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "“%(value)s” is none of claim, entity and stance."},
    )
    label = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is no label of this kind."},
    )
    source = forms.ChoiceField(
        required=False,
        error_messages={
            "invalid_choice": "“%(value)s” is no source whose readings can be compared here."
        },
    )
    article = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": "“%(value)s” is no article whose readings you can compare here."
        },
    )
    pair = forms.ChoiceField(
        label="Annotators",
        required=False,
        error_messages={"invalid_choice": "“%(value)s” have not both submitted the same article."},
    )
    since = forms.DateField(
        label="Submitted from",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write the day as 2024-02-29."},
    )
    until = forms.DateField(
        label="to",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write the day as 2024-02-29."},
    )

    def __init__(
        self,
        data: Mapping[str, str],
        shares: Sequence[ArticleShare],
        labels: Iterable[Label],
        people: Mapping[int, str],
    ) -> None:
        super().__init__(data)
        given = data.get("kind", "")
        self.shown = given if given in Kind.values else Kind.CLAIM.value
        self.pairs = {f"{people[a]},{people[b]}": (a, b) for a, b in annotator_pairs(shares)}
        of_kind = [(label.slug, label.name) for label in labels if label.kind == self.shown]
        sources = sorted({(share.source_name, share.source) for share in shares})
        pairs = [(name, name.replace(",", " and ")) for name in self.pairs]
        asked = [(s.article, s.title) for s in shares if str(s.article) == data.get("article")]
        self._offer("label", "Every label", of_kind)
        self._offer("source", "Every source", [(slug, name) for name, slug in sources])
        self._offer("pair", "All", pairs)
        # A thousand titles make no menu: one chooses below, in the list of articles.
        self._offer("article", "Every article", asked)
        if not asked and not data.get("article"):
            self.fields["article"].widget = forms.HiddenInput()

    def _offer(self, name: str, every: str, choices: list[Any]) -> None:
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Check that the first day does not lie behind the last one."""
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", "This day is before the first one: choose a later one.")

    def choice(self) -> Choice:
        """Return what was chosen, once the form is valid."""
        given = self.cleaned_data
        return Choice(
            kind=self.shown,
            label=given["label"] or None,
            source=given["source"] or None,
            article=given["article"],
            pair=self.pairs.get(given["pair"]),
            since=given["since"],
            until=given["until"],
        )


class CellForm(ChoiceForm):
    """A choice, and a cell of its confusion matrix."""

    one = forms.ChoiceField(widget=forms.HiddenInput)
    two = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, str],
        shares: Sequence[ArticleShare],
        labels: Iterable[Label],
        people: Mapping[int, str],
    ) -> None:
        known = list(labels)
        super().__init__(data, shares, known, people)
        labels_here = [(label.slug, label.name) for label in known if label.kind == self.shown]
        for name in ("one", "two"):
            self.fields[name].choices = [*labels_here, (MISSED_WORD, "missed")]  # type: ignore[attr-defined]
            self.fields[name].error_messages |= {
                "required": f"Say which label: {name}=….",
                "invalid_choice": "“%(value)s” is no label of this kind, nor “missed”.",
            }

    def clean(self) -> None:
        """Check that the cell is not the one of what both missed."""
        super().clean()
        if {self.cleaned_data.get("one"), self.cleaned_data.get("two")} == {MISSED_WORD}:
            self.add_error("two", "Nobody can show what both missed: choose a label.")

    def cell(self) -> tuple[str, str]:
        """Return the two labels, once the form is valid."""
        one, two = self.cleaned_data["one"], self.cleaned_data["two"]
        return _label(one), _label(two)


def _label(word: str) -> str:
    return MISSED if word == MISSED_WORD else word
