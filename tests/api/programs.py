"""A program that asks the API with somebody's token."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotator.people.models import User
from annotator.people.tokens.actions import make_token

ALL = {"reads": "read", "annotates": True, "manages": True}
READS = {"reads": "read", "annotates": False, "manages": False}
SETTLED = {"reads": "read-settled", "annotates": False, "manages": False}


class Program:
    """Asks with one token; what it gets is the answer, a JSON body already read as `found`."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client()

    def ask(self, verb: str, address: str, body: Any = None, **headers: str) -> Any:
        if self.secret:
            headers = {"Authorization": f"Bearer {self.secret}", **headers}
        sent = {} if body is None else {"data": json.dumps(body)}
        at = address if address.startswith("/") else f"/api/v1/{address}"
        answer = self.client.generic(
            verb, at, content_type="application/json", headers=headers, **sent
        )
        answer.raw = answer.getvalue()
        kind = answer.headers.get("Content-Type", "")
        is_json = answer.raw and "json" in kind and "jsonl" not in kind
        answer.found = json.loads(answer.raw) if is_json else None
        return answer

    def send(self, address: str, body: bytes, kind: str = "text/csv") -> Any:
        """Post a body that is no JSON."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        at = address if address.startswith("/") else f"/api/v1/{address}"
        answer: Any = self.client.post(at, body, content_type=kind, headers=headers)
        answer.raw, answer.found = answer.content, answer.json()
        return answer

    def get(self, address: str, **headers: str) -> Any:
        return self.ask("GET", address, **headers)

    def post(self, address: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", address, body, **headers)

    def send_files(
        self, address: str, about: dict[str, str], under: str = "files", **texts: str
    ) -> Any:
        """Send files, each a text by its name."""
        files = [SimpleUploadedFile(f"{name}.txt", text.encode()) for name, text in texts.items()]
        sent = {**about, under: files}
        at = address if address.startswith("/") else f"/api/v1/{address}"
        headers = {"Authorization": f"Bearer {self.secret}"}
        answer = self.client.post(at, sent, headers=headers)
        answer.raw, answer.found = answer.content, answer.json()
        return answer

    def patch(self, address: str, body: Any = None, **headers: str) -> Any:
        return self.ask("PATCH", address, body, **headers)


def program_of(user: User, name: str = "of the tests", **scopes: Any) -> Program:
    """A program with a new token of the user's, by default with every scope."""
    return Program(make_token(user, name, days=30, **(scopes or ALL)).secret)


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem of an answer that is one."""
    assert answer.status_code == status, (answer.status_code, answer.raw)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.found["status"] == status
    assert answer.found["detail"]
    return answer.found
