"""Read from an address what of a story the agreement page is about."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms

from annotator.reconciliation.agreement.article_figures import Choice
from annotator.reconciliation.agreement.pairs import PairOrder
from annotator.reconciliation.agreement.statistics.confusion import MISSED
from annotator.reconciliation.agreement.statistics.figures import Pair
from annotator.vocabulary.models import Kind, Label

MISSED_WORD = "missed"
"""How an address names what somebody missed: no label's slug, for it has no kind."""


class Known(NamedTuple):
    """What an address may name here."""

    labels: Collection[Label]
    sources: Sequence[tuple[str, str]]
    """By slug and name."""
    articles: Sequence[tuple[int, str]]
    """By key and title: the one that is asked for, if there is one."""
    pairs: Mapping[str, Pair]
    """By both usernames with a comma: all where they are few, and the one that is asked for."""
    annotator: tuple[str, int] | None
    """Whose pairs are asked for: name and key."""


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
        label="Submitted until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write the day as 2024-02-29."},
    )

    annotator = forms.CharField(
        label="Pairs of", required=False, max_length=150, widget=forms.HiddenInput
    )
    order = forms.ChoiceField(
        label="Order",
        choices=[
            (PairOrder.LEAST.value, "least agreement first"),
            (PairOrder.MOST.value, "most agreement first"),
            (PairOrder.SPANS.value, "most spans first"),
        ],
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "“%(value)s” is none of least, most and spans."},
    )

    def __init__(self, data: Mapping[str, str], known: Known) -> None:
        super().__init__(data)
        self.known = known
        given = data.get("kind", "")
        self.shown = given if given in Kind.values else Kind.CLAIM.value
        of_kind = [(label.slug, label.name) for label in known.labels if label.kind == self.shown]
        self._offer("label", "Every label", of_kind)
        self._offer("source", "Every source", known.sources)
        # A thousand titles make no menu, nor do pairs: one chooses below, in the tables.
        self._offer("article", "Every article", known.articles)
        self._offer("pair", "All", [(name, name.replace(",", " and ")) for name in known.pairs])
        for name in ("article", "pair"):
            if not getattr(known, f"{name}s") and not data.get(name):
                self.fields[name].widget = forms.HiddenInput()

    def _offer(self, name: str, every: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Check that the first day does not lie behind the last one, and who is named."""
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", "This day is before the first one: choose a later one.")
        if given.get("annotator") and self.known.annotator is None:
            self.add_error("annotator", f"“{given['annotator']}” has submitted nothing here.")

    def choice(self) -> Choice:
        """Return what was chosen, once the form is valid."""
        given = self.cleaned_data
        return Choice(
            kind=self.shown,
            label=given["label"] or None,
            source=given["source"] or None,
            article=given["article"],
            pair=self.known.pairs.get(given["pair"]),
            since=given["since"],
            until=given["until"],
        )

    def order_of_pairs(self) -> PairOrder:
        """Return in which order pairs are listed, once the form is valid."""
        return PairOrder(self.cleaned_data["order"] or PairOrder.LEAST)

    def pairs_of(self) -> int | None:
        """Return the key of whose pairs are listed, once the form is valid; None: everybody's."""
        return self.known.annotator[1] if self.known.annotator else None


class CellForm(ChoiceForm):
    """A choice, and a cell of its confusion matrix."""

    one = forms.ChoiceField(widget=forms.HiddenInput)
    two = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], known: Known) -> None:
        super().__init__(data, known)
        labels_here = [(one.slug, one.name) for one in known.labels if one.kind == self.shown]
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
