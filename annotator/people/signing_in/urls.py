"""The addresses of signing in and out, under the names by which allauth knows its views.

What the desk does not offer has no address: nobody signs up of their own accord.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as organisation
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from annotator.people.signing_in import views
from annotator.people.signing_in.providers import can_saml
from annotator.people.signing_in.views import View, careful, refused_as_422

to_account = login_required(RedirectView.as_view(pattern_name="people:account"))


def _page(route: str, view: View, name: str) -> URLPattern:
    return path(route, refused_as_422(view), name=name)


urlpatterns = [
    _page("sign-in/", account.login, "account_login"),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("deactivated/", account.account_inactive, name="account_inactive"),
    _page("confirm/", account.reauthenticate, "account_reauthenticate"),
    _page(
        "confirm/letter/",
        account.request_reauthentication_code,
        "account_request_reauthentication_code",
    ),
    _page(
        "confirm/code/",
        account.confirm_reauthentication_code,
        "account_confirm_reauthentication_code",
    ),
    _page("email/", account.email, "account_email"),
    path("email/<key>/", account.confirm_email, name="account_confirm_email"),
    _page("password/", account.password_change, "account_change_password"),
    _page("password/set/", account.password_set, "account_set_password"),
    _page("password/forgotten/", account.password_reset, "account_reset_password"),
    path(
        "password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "password/new/set/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        refused_as_422(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _page("factor/", factors.authenticate, "mfa_authenticate"),
    _page("factor/confirm/", factors.reauthenticate, "mfa_reauthenticate"),
    path("factors/", to_account, name="mfa_index"),
    _page("factors/app/", totp.activate_totp, "mfa_activate_totp"),
    _page("factors/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    path("factors/keys/", to_account, name="mfa_list_webauthn"),
    _page("factors/keys/add/", keys.add_webauthn, "mfa_add_webauthn"),
    _page("factors/keys/confirm/", keys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _page("factors/keys/<int:pk>/rename/", keys.edit_webauthn, "mfa_edit_webauthn"),
    path("factors/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkey/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    _page("factors/codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    path(
        "factors/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("organisation/refused/", views.refused, name="socialaccount_signup"),
    path("organisation/away/", views.organisation_away, name="socialaccount_login_error"),
    path(
        "organisation/cancelled/",
        organisation.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path(
        "organisation/<provider_id>/callback/",
        careful(openid.callback),
        name="openid_connect_callback",
    ),
    _page("organisation/", organisation.connections, "socialaccount_connections"),
]
if can_saml():
    from allauth.socialaccount.providers.saml import views as saml

    urlpatterns += [
        path("saml/<organization_slug>/acs/", careful(saml.acs), name="saml_acs"),
        path(
            "saml/<organization_slug>/acs/finish/", careful(saml.finish_acs), name="saml_finish_acs"
        ),
        path("saml/<organization_slug>/metadata/", careful(saml.metadata), name="saml_metadata"),
        path("saml/<organization_slug>/sls/", careful(saml.sls), name="saml_sls"),
    ]
