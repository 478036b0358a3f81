"""Strings to values: which suggestion is dismissed, or wanted back."""

from django import forms

from annotator.annotations.workbench.forms import ExactField

ACTS = [("dismiss", "dismiss"), ("recall", "recall")]


class DismissalForm(forms.Form):
    """A place of the text with its words, and what is to become of the suggestion there."""

    verb = forms.ChoiceField(choices=ACTS)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    quote = ExactField(max_length=2000)
