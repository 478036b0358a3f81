"""Strings to values: which part of a page is what, what becomes of a proposal, which are listed."""

from typing import Any

from django import forms

from annotator.annotations.models import RegionChange
from articles.models import Region, Source, Story

VERBS = [("accept", "Accept"), ("drop", "Drop"), ("undo", "Undo")]


class RegionForm(forms.Form):
    """A part of the text, in code points, and its role."""

    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    role = forms.ChoiceField(choices=Region.Role.choices)


class DecisionForm(forms.Form):
    """What becomes of one change, and whether the list of the story is gone back to."""

    verb = forms.ChoiceField(choices=VERBS)
    listed = forms.BooleanField(required=False)


class ListForm(forms.Form):
    """How the changes of a story are narrowed and sorted; everything may be left out."""

    state = forms.ChoiceField(
        required=False,
        choices=[("", "Proposed"), ("holds", "Hold"), ("dropped", "Dropped"), ("undone", "Undone"),
                 ("all", "All")],
    )  # fmt: skip
    role = forms.ChoiceField(
        required=False, label="Said to be", choices=[("", "Anything"), *Region.Role.choices]
    )
    source = forms.ModelChoiceField(
        Source.objects.none(), required=False, empty_label="Every source"
    )
    sort = forms.ChoiceField(
        required=False,
        label="Sort by",
        choices=[("", "Newest first"), ("at", "Oldest first"), ("article", "Article")],
    )

    def __init__(self, data: Any, story: Story) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["source"].queryset = Source.objects.filter(articles__story=story).distinct()

    def state_wanted(self) -> str:
        """Return the state that is asked for, '' for all of them."""
        wanted: str = self.cleaned_data["state"]
        return {"": RegionChange.State.PROPOSED.value, "all": ""}.get(wanted, wanted)
