"""Strings to values: what somebody asks of a new token, and which one is to be revoked."""

from typing import Any

from django import forms

from annotator.people.models import PersonalToken, TokenScope, User
from annotator.people.token_models import READING


class TokenForm(forms.Form):
    """A new token: its name, what it may be used for, for how long."""

    name = forms.CharField(
        max_length=80,
        help_text="What uses it, as “nightly export”: you will know it by that.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Give it a name, so that you know later what uses it."},
    )
    reads = forms.ChoiceField(
        label="It may",
        choices=[(one.value, one.label) for one in READING],
        initial=TokenScope.READ,
    )
    annotates = forms.BooleanField(label=TokenScope.ANNOTATE.label, required=False)
    manages = forms.BooleanField(label=TokenScope.MANAGE.label, required=False)
    days = forms.TypedChoiceField(
        label="Good for",
        coerce=int,
        choices=[(7, "a week"), (30, "30 days"), (90, "90 days"), (365, "a year")],
        initial=90,
    )


class RevokeForm(forms.Form):
    """Which of one's own tokens is to be revoked."""

    token = forms.ModelChoiceField(
        PersonalToken.objects.none(),
        error_messages={
            "required": "Say which token.",
            "invalid_choice": "This is no token of yours that could be revoked: it may be already.",
        },
    )

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data)
        own = PersonalToken.objects.filter(user=user, revoked_at=None)
        self.fields["token"].queryset = own  # type: ignore[attr-defined]
