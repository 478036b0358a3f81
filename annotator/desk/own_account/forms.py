"""Strings to the certainty that it is really they who want to leave. It decides nothing else."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from annotator.people.models import User


class LeaveForm(forms.Form):
    """The user name, typed, and the password again, where there is one: attempts are limited as
    those of signing in are."""

    typed = forms.CharField(
        label="Your user name", max_length=150, widget=forms.TextInput({"autocomplete": "off"})
    )
    password = forms.CharField(
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, data: Any, request: HttpRequest) -> None:
        super().__init__(data)
        self._request, self._user = request, cast("User", request.user)
        self.fields["typed"].help_text = f"So that nobody errs, type {self._user.username}"
        if not self._user.has_usable_password():
            del self.fields["password"]

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if typed != self._user.username:
            raise ValidationError(f"Type {self._user.username}, as it is spelled here.")
        return typed

    def clean_password(self) -> str:
        given: str = self.cleaned_data["password"]
        if not get_adapter(self._request).reauthenticate(self._user, given):
            raise ValidationError("This is not your password.")
        return given
