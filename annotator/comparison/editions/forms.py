"""Strings to values: what is said of an edition, its link, why it is withdrawn."""

from typing import Any

from django import forms

from annotator.comparison.edition_models import LONGEST_NOTE
from annotator.comparison.editions.stored import standing
from annotator.comparison.models import Edition
from articles.models import Story


class PublishForm(forms.Form):
    """What stands above an edition."""

    title = forms.CharField(max_length=200, help_text="What readers see first.")
    note = forms.CharField(
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What a reader should know beside it: what it is for, what is still open.",
    )
    signed = forms.CharField(
        label="Signed by",
        max_length=200,
        required=False,
        help_text="The desk or the person that answers for it; empty: nobody is named.",
    )


class PublicLinkForm(forms.Form):
    """What is to be done with the public link."""

    act = forms.ChoiceField(choices=[("on", "on"), ("renew", "renew"), ("off", "off")])


class OtherEdition(forms.ModelChoiceField[Edition]):
    """Names an edition by its number and title."""

    def label_from_instance(self, obj: Edition) -> str:
        return f"Edition {obj.number}: {obj.title}"


class WithdrawForm(forms.Form):
    """Why an edition no longer stands, and which one does instead."""

    reason = forms.CharField(
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers see it where the edition stood.",
    )
    replaced_by = OtherEdition(
        Edition.objects.none(),
        label="Replaced by",
        required=False,
        empty_label="No other edition",
        to_field_name="number",
    )

    def __init__(self, data: Any, story: Story, edition: Edition) -> None:
        """Offer the other editions of the story that stand."""
        super().__init__(data)
        others = Edition.objects.filter(story=story).exclude(pk=edition.pk).defer("document")
        fields: dict[str, Any] = self.fields
        fields["replaced_by"].queryset = standing(others)
