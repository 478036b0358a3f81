"""An organisation's sign-in by SAML, made of pysaml2 in this process: it needs `xmlsec1`."""

import shutil
import tempfile
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

IDP = "https://idp.example.org/metadata"
SSO = "https://idp.example.org/sso"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
DESK = "http://testserver/accounts/saml/desk"
OF = "urn:mace:dir:attribute-def:"
"""How this organisation begins the names of what it says of somebody."""
ADVICE = "SAML is tried where the packages of requirements/saml.txt and Debian's xmlsec1 are."


def is_there() -> bool:
    """Whether what the tests of SAML need is on this machine."""
    from annotator.people.organisation.providers import can_saml

    return can_saml() and shutil.which("xmlsec1") is not None


def self_signed() -> tuple[str, str]:
    """A key and its certificate, in PEM."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return private.decode(), made.public_bytes(serialization.Encoding.PEM).decode()


class Provider:
    """Answers requests for sign-in, signed by its key."""

    def __init__(self) -> None:
        from saml2.config import IdPConfig
        from saml2.server import Server

        self.folder = Path(tempfile.mkdtemp(prefix="annotator-saml-"))
        private, self.certificate = self_signed()
        (self.folder / "key.pem").write_text(private)
        (self.folder / "cert.pem").write_text(self.certificate)
        self.settings = {
            "SAML_ENTITY_ID": IDP,
            "SAML_SSO_URL": SSO,
            "SAML_CERTIFICATE": self.certificate,
            "SAML_NAME": "Daily Meridian",
            "SAML_ATTRIBUTES": f"uid={OF}uid, email={OF}mail, first_name={OF}givenName, last_name={OF}sn",
            "SAML_GROUPS": f"{OF}eduPersonAffiliation",
            "ORGANISATION_EMAIL_TRUSTED": "on",
        }
        self.config = {
            "entityid": IDP,
            "xmlsec_binary": shutil.which("xmlsec1"),
            "key_file": str(self.folder / "key.pem"),
            "cert_file": str(self.folder / "cert.pem"),
            "service": {"idp": {"endpoints": {"single_sign_on_service": [(SSO, REDIRECT)]}, "policy": {"default": {"lifetime": {"minutes": 5}, "name_form": "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"}}}},
        }  # fmt: skip
        self._server = lambda metadata: Server(
            config=IdPConfig().load(self.config | {"metadata": {"inline": [metadata]}})
        )

    def close(self) -> None:
        shutil.rmtree(self.folder)

    def response(
        self,
        address: str,
        metadata: str,
        person: dict[str, Any],
        desk: str = DESK,
        **signing: bool,
    ) -> dict[str, str]:
        """What the browser posts to the desk after it was sent to this address."""
        from saml2 import BINDING_HTTP_REDIRECT
        from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
        from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

        server = self._server(metadata)
        query = parse_qs(urlsplit(address).query)
        asked = server.parse_authn_request(query["SAMLRequest"][0], BINDING_HTTP_REDIRECT).message
        made = server.create_authn_response(
            identity=person,
            in_response_to=asked.id,
            destination=f"{desk}/acs/",
            sp_entity_id=asked.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=person["uid"]),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"},
            sign_alg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
            **{"sign_assertion": True, "sign_response": False, **signing},
        )
        relay = query.get("RelayState", [""])[0]
        return {"SAMLResponse": b64encode(str(made).encode()).decode(), "RelayState": relay}


@contextmanager
def running(provider: Provider, person: dict[str, Any], desk: str) -> Iterator[str]:
    """Serve it on loopback: whoever comes is this person. Yields the address that signs in."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            metadata = requests.get(f"{desk}/metadata/", timeout=60).text
            sent = provider.response(self.path, metadata, person, desk=desk)
            fields = "".join(
                f'<input type="hidden" name="{name}" value="{escape(value)}">'
                for name, value in sent.items()
            )
            body = f'<!doctype html><title>Sign in</title><form method="post" action="{desk}/acs/">{fields}<button>Go on</button></form>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://localhost:{server.server_port}/sso"
    provider.config["service"]["idp"]["endpoints"] = {
        "single_sign_on_service": [(address, REDIRECT)]
    }
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
