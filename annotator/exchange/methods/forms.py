"""Strings to values: what people are called in an appendix."""

from django import forms

from annotator.exchange.methods.gathering import NamesShown


class MethodsForm(forms.Form):
    """What people are called; a number each, where nothing is said."""

    names = forms.ChoiceField(
        required=False,
        label="People are called",
        choices=[
            (NamesShown.PSEUDONYMS, "by a number: Reader 1"),
            (NamesShown.USERNAMES, "by their usernames"),
        ],
        error_messages={"invalid_choice": "“%(value)s” is neither pseudonyms nor usernames."},
    )

    def names_wanted(self) -> NamesShown:
        """Return what is asked for. The form has been found valid."""
        return NamesShown(self.cleaned_data["names"] or NamesShown.PSEUDONYMS)
