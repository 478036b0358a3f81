"""Sign in by the organisation: who is let in, and which roles its groups give."""

from typing import Any
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import Resolver404, get_script_prefix, resolve

from annotator.navigation import way
from annotator.people.invitations import actions as invitations
from annotator.people.organisation import group_roles


class Organisation(DefaultSocialAccountAdapter):
    """Lets in who has an account, an invitation, or a group that gives a role; nobody else."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Any:
        """Take what is said of somebody's names where it is text, whatever else is said."""
        told = {name: value for name, value in data.items() if isinstance(value, str)}
        return super().populate_user(request, sociallogin, told)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take an address for somebody's only where the organisation vouches for it."""
        sociallogin.email_addresses = [one for one in sociallogin.email_addresses if one.verified]
        if not sociallogin.is_existing:
            # allauth gives a new account the first of them.
            sociallogin.user.email = ""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        addresses = [one.email for one in sociallogin.email_addresses]
        if any(invitations.has_account(address) for address in addresses):
            raise _refused(request, "there", addresses[0])
        if invited(sociallogin.state.get("next") or "") or group_roles.told(sociallogin):
            return True
        raise _refused(request, "unknown")

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the organisation's sign-ins as the settings say: nothing is asked of a table."""
        known = settings.SOCIALACCOUNT_PROVIDERS.items()
        apps = [SocialApp(provider=kind, **one) for kind, told in known for one in told["APPS"]]
        return [
            app
            for app in apps
            if provider in (None, app.provider, app.provider_id)
            and client_id in (None, app.client_id)
        ]

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return way("account")


def invited(address: str) -> bool:
    """Return whether this address of the desk is that of an invitation that is open."""
    # Under a path of its host the desk's addresses begin with that path, and its routes do not.
    before, root, path = urlsplit(address).path.partition(get_script_prefix())
    try:
        match = resolve(f"/{path}" if root and not before else "")
    except Resolver404:
        return False
    if match.view_name != "people:invitation":
        return False
    letter = invitations.invitation_by_token(match.kwargs["token"])
    return letter is not None and invitations.is_open(letter)


def _refused(request: HttpRequest, why: str, address: str = "") -> ImmediateHttpResponse:
    shown = {"why": why, "address": address}
    return ImmediateHttpResponse(
        render(request, "people/organisation_refused.html", shown, status=403)
    )
