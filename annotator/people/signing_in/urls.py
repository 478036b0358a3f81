"""The addresses of signing in and out, under the names by which allauth knows its views.

What the desk does not offer has no address: nobody signs up of their own accord.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import RedirectView

from annotator.people.organisation import views as organisation
from annotator.people.organisation.providers import can_saml
from annotator.people.organisation.views import careful
from annotator.people.signing_in import views
from annotator.people.signing_in.views import AnyView, View, back_to_account, refused_as_422

NEW_PASSWORD = r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$"  # nosec B105


def form(view: AnyView) -> View:
    """Return a view that shows a form and takes it."""
    return require_http_methods(["GET", "HEAD", "POST"])(refused_as_422(back_to_account(view)))


def page(view: AnyView) -> View:
    """Return a view that shows something."""
    return require_GET(back_to_account(view))


def _pairs() -> list[tuple[str, str, View]]:
    """Return route, name and view of what allauth has for accounts and second factors."""
    to_account = login_required(RedirectView.as_view(pattern_name="people:account"))
    return [
        ("sign-in/", "account_login", form(account.login)),
        ("sign-out/", "account_logout", views.SignOut.as_view()),
        ("deactivated/", "account_inactive", page(account.account_inactive)),
        ("confirm/", "account_reauthenticate", form(account.reauthenticate)),
        (
            "confirm/letter/",
            "account_request_reauthentication_code",
            form(account.request_reauthentication_code),
        ),
        (
            "confirm/code/",
            "account_confirm_reauthentication_code",
            form(account.confirm_reauthentication_code),
        ),
        ("email/", "account_email", form(account.email)),
        ("email/<key>/", "account_confirm_email", form(views.ConfirmAddress.as_view())),
        ("password/", "account_change_password", form(account.password_change)),
        ("password/set/", "account_set_password", form(account.password_set)),
        ("password/forgotten/", "account_reset_password", form(account.password_reset)),
        (
            "password/forgotten/sent/",
            "account_reset_password_done",
            page(account.password_reset_done),
        ),
        (
            "password/new/set/",
            "account_reset_password_from_key_done",
            page(account.password_reset_from_key_done),
        ),
        ("factor/", "mfa_authenticate", form(factors.authenticate)),
        ("factor/confirm/", "mfa_reauthenticate", form(factors.reauthenticate)),
        ("factors/", "mfa_index", page(to_account)),
        ("factors/app/", "mfa_activate_totp", form(totp.activate_totp)),
        ("factors/app/remove/", "mfa_deactivate_totp", form(totp.deactivate_totp)),
        ("factors/keys/", "mfa_list_webauthn", page(to_account)),
        ("factors/keys/add/", "mfa_add_webauthn", form(keys.add_webauthn)),
        (
            "factors/keys/confirm/",
            "mfa_reauthenticate_webauthn",
            form(keys.reauthenticate_webauthn),
        ),
        ("factors/keys/<int:pk>/rename/", "mfa_edit_webauthn", form(keys.edit_webauthn)),
        ("factors/keys/<int:pk>/remove/", "mfa_remove_webauthn", form(keys.remove_webauthn)),
        ("passkey/", "mfa_login_webauthn", form(keys.login_webauthn)),
        ("factors/codes/", "mfa_view_recovery_codes", page(codes.view_recovery_codes)),
        ("factors/codes/new/", "mfa_generate_recovery_codes", form(codes.generate_recovery_codes)),
        (
            "factors/codes/download/",
            "mfa_download_recovery_codes",
            page(codes.download_recovery_codes),
        ),
        ("organisation/", "socialaccount_connections", form(social.connections)),
        ("organisation/refused/", "socialaccount_signup", organisation.no_sign_up),
        ("organisation/failed/", "socialaccount_login_error", organisation.not_let_in),
        ("organisation/stopped/", "socialaccount_login_cancelled", page(social.login_cancelled)),
        (
            "organisation/<provider_id>/callback/",
            "openid_connect_callback",
            require_GET(careful(openid.callback)),
        ),
    ]


def _of_saml() -> list[tuple[str, str, View]]:
    from allauth.socialaccount.providers.saml import views as saml

    at = "saml/<organization_slug>/"
    return [
        (f"{at}acs/", "saml_acs", require_POST(careful(saml.acs))),
        (f"{at}acs/finish/", "saml_finish_acs", require_GET(careful(saml.finish_acs))),
        (f"{at}metadata/", "saml_metadata", require_GET(careful(saml.metadata))),
        (f"{at}sls/", "saml_sls", require_http_methods(["GET", "POST"])(careful(saml.sls))),
    ]


urlpatterns: list[URLPattern] = [
    path(route, view, name=name)
    for route, name, view in (*_pairs(), *(_of_saml() if can_saml() else ()))
]
urlpatterns.append(
    re_path(
        NEW_PASSWORD,
        form(account.password_reset_from_key),
        name="account_reset_password_from_key",
    )
)
