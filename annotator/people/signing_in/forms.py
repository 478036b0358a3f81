"""Forms at the door: allauth's, in the desk's words, and hardened against what scripts send."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.http import HttpRequest

from annotator.people.signing_in.tasks import send_reset_letters


class SignInForm(LoginForm):
    """A name or an address, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="User name or email address",
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
        )
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.order_fields(["login", "password"])


class ForgottenPasswordForm(ResetPasswordForm):
    """Asks for a letter, whoever has the address: a worker looks whose it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **_: Any) -> str:
        address: str = self.cleaned_data["email"]
        send_reset_letters.ask(address, request.build_absolute_uri("/"))
        return address


def _refused_in_words(clean: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Refuse what is no answer of a key, however it is made; the library expects what browsers
    send."""

    def careful(form: Any) -> Any:
        try:
            return clean(form)
        except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
            if isinstance(error, forms.ValidationError):
                raise
            raise get_adapter().validation_error("incorrect_code") from error

    return careful


class AddKeyForm(keys.AddWebAuthnForm):
    """A new security key or passkey, with a name for it."""

    clean = _refused_in_words(keys.AddWebAuthnForm.clean)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label="Name", max_length=100, required=False, help_text="As “my phone”."
        )
        self.fields["passwordless"].label = "Sign in with it alone"
        self.fields[
            "passwordless"
        ].help_text = "A passkey: no password is asked for, and the device asks for you."
        self.order_fields(["name", "passwordless", "credential"])


class KeyForm(keys.AuthenticateWebAuthnForm):
    """A security key as the second factor."""

    clean_credential = _refused_in_words(keys.AuthenticateWebAuthnForm.clean_credential)


class PasskeyForm(keys.LoginWebAuthnForm):
    """A passkey instead of a password."""

    clean_credential = _refused_in_words(keys.LoginWebAuthnForm.clean_credential)


class KeyAgainForm(keys.ReauthenticateWebAuthnForm):
    """A security key, asked for once more."""

    clean_credential = _refused_in_words(keys.ReauthenticateWebAuthnForm.clean_credential)
