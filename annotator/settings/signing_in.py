"""Who is let in, and how: django-allauth's settings, and the desk's own for an organisation."""

import os

from annotator.environment import read_switch
from annotator.people.organisation.providers import can_saml, read_group_roles, read_providers
from annotator.settings.start import HTTPS

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Length counts, and what attackers try first; of which signs a password is made does not.
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": "annotator.people.signing_in.passwords.DeskWordsValidator"},
]
# A link to set a new password works for an hour.
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "annotator.people.signing_in.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# People come by invitation, from an administrator or by their organisation; addresses that these
# give are true, and one that somebody gives later is confirmed by a letter.
ACCOUNT_SIGNUP_FIELDS = ["email", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Annotator: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "annotator.people.signing_in.forms.SignInForm",
    "reset_password": "annotator.people.signing_in.forms.ForgottenPasswordForm",  # nosec B105
}
# A newsroom stands behind one address; what is counted for one account, `limits.py` says.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "reset_password": "20/m/ip,3/h/key",  # nosec B105
    "guess": "5/15m/key",
    "guess_anywhere": "50/1h/key",
    "letter_of_guesses": "1/1h/key",
}

MFA_ADAPTER = "annotator.people.signing_in.factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Annotator"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "add_webauthn": "annotator.people.signing_in.forms.AddKeyForm",
    "authenticate_webauthn": "annotator.people.signing_in.forms.KeyForm",
    "login_webauthn": "annotator.people.signing_in.forms.PasskeyForm",
    "reauthenticate_webauthn": "annotator.people.signing_in.forms.KeyAgainForm",
}
# Whether those who may change the work of others, or the desk, have to have a second factor.
SECOND_FACTOR_REQUIRED = read_switch("SECOND_FACTOR_REQUIRED", False)

SOCIALACCOUNT_ADAPTER = "annotator.people.organisation.adapter.Organisation"
SOCIALACCOUNT_PROVIDERS = read_providers(os.environ)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
# Which groups of the organisation give which roles, as they are told when somebody signs in.
GROUP_ROLES = read_group_roles(os.environ.get("GROUP_ROLES", ""))

SIGN_IN_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(["allauth.socialaccount.providers.saml"] if can_saml() else []),
]
