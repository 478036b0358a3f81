"""Read from the environment who of an organisation may sign in, and as what.

Nothing of Django's models is touched here: the settings read it.
"""

import importlib.util
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ROLES = ("annotator", "adjudicator", "manager")
EVERY_STORY = "*"
ATTRIBUTES = ("uid", "email", "first_name", "last_name", "username")
_GRANT = re.compile(r"(?P<role>[a-z]+)@(?P<story>\*|[-\w]+)")


class GroupRole(NamedTuple):
    """What a group of the organisation gives: a role in one story, by its slug, or in every one."""

    group: str
    role: str
    story: str


def can_saml() -> bool:
    """Return whether what SAML needs is installed: the extra `saml`."""
    return importlib.util.find_spec("onelogin") is not None


def read_providers(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return what allauth wants to know of the organisation's sign-ins; {} where there is none.

    Raises ImproperlyConfigured, which names the variable.
    """
    found = {}
    if issuer := environment.get("OIDC_ISSUER", "").strip():
        found["openid_connect"] = {"APPS": [_openid(issuer, environment)]}
    metadata = environment.get("SAML_METADATA_URL", "").strip()
    if metadata or environment.get("SAML_SSO_URL", "").strip():
        found["saml"] = {"APPS": [_saml(metadata, environment)]}
    return found


def read_group_roles(words: str) -> list[GroupRole]:
    """Read `chiefs=manager@*, reporters=annotator@pipeline`; a group may stand there twice.

    Raises ImproperlyConfigured for anything else.
    """
    found = []
    for part in filter(None, (part.strip() for part in words.split(","))):
        group, _, grant = part.rpartition("=")
        match = _GRANT.fullmatch(grant.strip())
        if not group.strip() or match is None or match["role"] not in ROLES:
            raise ImproperlyConfigured(
                f"GROUP_ROLES: {part!r} is not like chiefs=manager@* or reporters=annotator@SLUG; "
                f"roles are {', '.join(ROLES)}."
            )
        found.append(GroupRole(group.strip(), match["role"], match["story"]))
    return found


def _openid(issuer: str, environment: Mapping[str, str]) -> dict[str, Any]:
    _insist_on_address("OIDC_ISSUER", issuer)
    return {
        "provider_id": "oidc",
        "name": environment.get("OIDC_NAME", "").strip() or "your organisation",
        "client_id": _needed("OIDC_CLIENT_ID", environment),
        "secret": _needed("OIDC_CLIENT_SECRET", environment),
        "settings": {
            "server_url": issuer,
            "groups": environment.get("OIDC_GROUPS", "").strip() or "groups",
            "oauth_pkce_enabled": True,
            **_addresses(environment),
        },
    }


def _saml(metadata: str, environment: Mapping[str, str]) -> dict[str, Any]:
    if not can_saml():
        raise ImproperlyConfigured(
            "SAML_ENTITY_ID: signing in by SAML needs more packages: "
            "pip install --require-hashes -r requirements/saml.txt"
        )
    entity = _needed("SAML_ENTITY_ID", environment)
    if metadata:
        _insist_on_address("SAML_METADATA_URL", metadata)
        idp = {"entity_id": entity, "metadata_url": metadata}
    else:
        address = environment["SAML_SSO_URL"].strip()
        _insist_on_address("SAML_SSO_URL", address)
        certificate = _needed("SAML_CERTIFICATE", environment)
        idp = {"entity_id": entity, "sso_url": address, "x509cert": certificate}
    settings: dict[str, Any] = {
        "idp": idp,
        "groups": environment.get("SAML_GROUPS", "").strip() or "groups",
        "advanced": {
            "want_assertion_signed": True,
            "reject_idp_initiated_sso": True,
            "allow_single_label_domains": True,
        },
        **_addresses(environment),
    }
    if words := environment.get("SAML_ATTRIBUTES", "").strip():
        settings["attribute_mapping"] = _attributes(words)
    name = environment.get("SAML_NAME", "").strip() or "your organisation"
    return {"provider_id": "saml", "name": name, "client_id": "desk", "settings": settings}


def _addresses(environment: Mapping[str, str]) -> dict[str, bool]:
    """Return how far the organisation's word counts on who has which address.

    One that it says it has confirmed opens the account that has it; others only where the desk
    trusts it with all of them.
    """
    word = environment.get("ORGANISATION_EMAIL_TRUSTED", "").strip().lower()
    if word not in {"", "on", "off"}:
        raise ImproperlyConfigured(f"ORGANISATION_EMAIL_TRUSTED must be on or off, not {word!r}.")
    return {"email_authentication": True, "verified_email": word == "on"}


def _attributes(words: str) -> dict[str, str]:
    """Read `email=mail, first_name=givenName`."""
    found = {}
    for part in filter(None, (part.strip() for part in words.split(","))):
        ours, _, theirs = (piece.strip() for piece in part.partition("="))
        if ours not in ATTRIBUTES or not theirs:
            raise ImproperlyConfigured(
                f"SAML_ATTRIBUTES: {part!r} is not like email=mail; "
                f"what can be named is {', '.join(ATTRIBUTES)}."
            )
        found[ours] = theirs
    return found


def _needed(name: str, environment: Mapping[str, str]) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: the organisation's sign-in needs it.")
    return value


def _insist_on_address(name: str, address: str) -> None:
    parts = urlsplit(address)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise ImproperlyConfigured(f"{name} must be an https address, not {address!r}.")
