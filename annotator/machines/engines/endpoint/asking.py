"""Ask an endpoint of the desk's own once: bounded in bytes and time, and led on nowhere (pure: no
Django).

Whoever runs the desk set the address: so it may lie within its own network, and speak http. What
goes wrong is told without what the server said, which may hold the key.
"""

import json
from collections.abc import Mapping
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from annotator.fetching.addresses import AddressRefused, check_address, parts_of
from annotator.fetching.asking import AllowedWeb, FetchFailed, Limits, asked
from annotator.fetching.body import unpacked
from annotator.fetching.connection import Deadline
from annotator.machines.engines.desk import Endpoint
from annotator.machines.engines.protocol import EngineFailed

AGENT = "Annotator/1 (a newsroom's desk; reads articles)"
MOST_BYTES = 4_000_000
"""Of one answer, after unpacking."""
TOO_OFTEN, TOO_LATE = 429, 408


def own_web(address: str) -> AllowedWeb:
    """Return what may be asked: this address's port, on whichever machine its host is."""
    _, _, port, _ = parts_of(address)
    return AllowedWeb(ports=frozenset({port}), admits=lambda machine: True)


def ask(
    endpoint: Endpoint,
    path: str,
    body: Mapping[str, Any],
    environment: Mapping[str, str],
    most_bytes: int = MOST_BYTES,
) -> Any:
    """Return what the endpoint answers, as JSON. Raises EngineFailed."""
    address = f"{endpoint.address}{path}"
    reach, limits = own_web(address), Limits(most_bytes, endpoint.seconds, endpoint.seconds)
    sent = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    try:
        target = check_address(address, reach.resolve, reach.ports, reach.admits)
    except AddressRefused as refusal:
        raise EngineFailed(f"{_host(endpoint)} cannot be asked. {refusal}", again=True) from refusal
    deadline = Deadline(limits.total, limits.single)
    headers = _headers(endpoint, environment)
    try:
        with asked(target, "POST", headers, deadline, reach, sent) as answer:
            _insist_on_success(endpoint, answer)
            content = _content(endpoint, answer, limits.size)
    except FetchFailed as failure:
        raise EngineFailed(f"{_host(endpoint)}: {failure}", again=True) from failure
    return _value(endpoint, content)


def _headers(endpoint: Endpoint, environment: Mapping[str, str]) -> dict[str, str]:
    headers = {
        "User-Agent": AGENT,
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    if endpoint.key_env:
        key = environment.get(endpoint.key_env, "").strip()
        if not key or not key.isascii() or not key.isprintable():
            raise EngineFailed(f"{endpoint.key_env} is not set, or holds no key.")
        headers["Authorization"] = f"Bearer {key}"
    return headers


def _insist_on_success(endpoint: Endpoint, answer: HTTPResponse) -> None:
    """Raise EngineFailed where the answer is none, and say whether it may be asked again."""
    status, host = answer.status, _host(endpoint)
    if status == 200:
        return
    if status in {TOO_OFTEN, TOO_LATE} or status >= 500:
        why = "it is asked too often" if status == TOO_OFTEN else "it is in trouble"
        raise EngineFailed(f"{host} answers {status}: {why}.", again=True)
    if 300 <= status < 400:
        raise EngineFailed(f"{host} leads on to another address, where nothing is sent.")
    known = {
        400: "it does not take the question as it is put: see the model, and “structured”",
        401: f"it does not take the key in {endpoint.key_env}"
        if endpoint.key_env
        else "it wants a key",
        403: "it does not let the desk in",
        404: "there is no such address, or no such model",
        413: "the article is too long for it",
    }
    raise EngineFailed(f"{host} answers {status}: {known.get(status, 'it refuses')}.")


def _content(endpoint: Endpoint, answer: HTTPResponse, most: int) -> bytes:
    named = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if named != "application/json" and not named.endswith("+json"):
        raise EngineFailed(f"{_host(endpoint)} answers with something that is no JSON.")
    try:
        return b"".join(unpacked(answer, most))
    except FetchFailed as failure:
        raise EngineFailed(f"{_host(endpoint)}: {failure}") from failure


def _value(endpoint: Endpoint, content: bytes) -> Any:
    try:
        return json.loads(content, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise EngineFailed(f"{_host(endpoint)} answers with something that is no JSON.") from error


def _host(endpoint: Endpoint) -> str:
    return f"{endpoint.name} ({urlsplit(endpoint.address).netloc})"
