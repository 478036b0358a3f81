"""An organisation's sign-in by OpenID Connect, on loopback: it lets in whom it is told to."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "annotator", "a-secret-of-the-tests"


class Provider:
    """Whoever comes is let in with these claims."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = rsa.generate_private_key(65537, 2048)
        self.claims: dict[str, Any] = {}
        self.issued: dict[str, dict[str, str]] = {}
        self.refuses = False
        self.id_token: dict[str, Any] = {}
        """What an ID token says otherwise than it should."""

    def settings(self, **more: str) -> dict[str, str]:
        told = {"OIDC_ISSUER": self.url, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
        return told | {"OIDC_NAME": "The Harbour Post"} | more

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> Any:
        """Return what is answered: an address to go on to, or JSON; None for 404."""
        if path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            ends = {f"{name}_endpoint": f"{self.url}/{at}" for name, at in names.items()}
            methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **ends, **methods}
        if path == "/authorize":
            assert query["client_id"] == CLIENT
            if self.refuses:
                told = {"error": "access_denied"}
            else:
                code = token_urlsafe()
                self.issued[code] = query
                told = {"code": code}
            return f"{query['redirect_uri']}?{urlencode(told | {'state': query['state']})}"
        if path == "/token":
            asked = self.issued.pop(form["code"])
            digest = sha256(form["code_verifier"].encode()).digest()
            assert urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
            assert form["client_secret"] == SECRET
            now = int(time.time())
            told = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
            signed = jwt.encode(told | self.id_token, self.key, "RS256", {"kid": "1"})
            return {"access_token": "it", "token_type": "Bearer", "id_token": signed}
        if path == "/userinfo":
            return self.claims
        if path == "/keys":
            key = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return {"keys": [key | {"kid": "1", "alg": "RS256", "use": "sig"}]}
        return None


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, form: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            told = provider.answer(parts.path, query, form)
            if isinstance(told, str):
                self.send_response(302)
                self.send_header("Location", told)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = json.dumps(told).encode()
            self.send_response(404 if told is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
