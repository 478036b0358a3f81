"""Sending: told once over https, led on nowhere; of the answer, the status and its beginning."""

import time
from shutil import which

import pytest

from annotator.fetching.asking import FetchFailed, Limits
from annotator.fetching.sending import LONGEST_WAIT, Told, send
from tests.fetching.servers import NAME, answered, body_of, certified, here, moved, serving

pytestmark = pytest.mark.skipif(which("openssl") is None, reason="openssl makes the certificate")
SMALL = Limits(size=20, total=2.0, single=0.5)


@pytest.fixture(scope="module")
def contexts(tmp_path_factory):
    return certified(tmp_path_factory.mktemp("certificate"))


def tell(answer, contexts, path: str = "/hook", scheme: str = "https", **more) -> Told:
    own, trusting = contexts
    if isinstance(answer, bytes):
        answer = after_the_body(answer)
    with serving(answer, own if scheme == "https" else None) as server:
        reach = here(server, context=trusting, **more)
        return send(
            f"{scheme}://{NAME}:{server.port}{path}", b'{"a":1}', {"X-A": "b"}, reach, SMALL
        )


def after_the_body(answer: bytes):
    def talk(taken, asked):
        body_of(taken, asked)
        taken.sendall(answer)

    return talk


def test_the_body_arrives_with_its_headers(contexts):
    came = []

    def answer(taken, asked):
        came.append((asked, body_of(taken, asked)))
        taken.sendall(answered(b"thank you", "text/plain", "202 Accepted"))

    assert tell(answer, contexts, "/hook?a=b") == (202, b"thank you", 0)
    [(head, body)] = came
    assert body == b'{"a":1}'
    lines = head.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    assert lines[0] == "POST /hook?a=b HTTP/1.1"
    assert {"X-A: b", "Content-Length: 7", "Connection: close"} <= set(lines)


def test_only_the_beginning_of_an_answer_is_read(contexts):
    def endless(taken, asked):
        taken.sendall(answered(b"", "text/plain", "200 OK", "Content-Length: 900000000"))
        while True:
            taken.sendall(b"x" * 60_000)

    told = tell(endless, contexts)
    assert told == (200, b"x" * 20, 0)
    assert told.is_taken


def test_what_is_led_on_is_not_followed(contexts):
    with serving(answered(b"elsewhere")) as other:
        told = tell(moved(f"http://{NAME}:{other.port}/"), contexts)
        assert (told.status, told.is_taken, other.asked) == (302, False, [])


@pytest.mark.parametrize(
    "told, wait", [("120", 120), ("9999999", LONGEST_WAIT), ("²", 0), ("Mon, 1 Jan", 0), ("-1", 0)]
)
def test_how_long_it_asks_to_be_left_in_peace(contexts, told, wait):
    answer = answered(b"", "text/plain", "429 Too Many", f"Retry-After: {told}")
    assert tell(answer, contexts).wait == wait


def test_a_status_counts_though_what_follows_never_comes(contexts):
    def stuck(taken, asked):
        taken.sendall(answered(b"half", "text/plain", "200 OK", "Content-Length: 10"))
        time.sleep(1)

    assert tell(stuck, contexts) == (200, b"half", 0)


def test_silence_has_an_end(contexts):
    with pytest.raises(FetchFailed, match="too long"):
        tell(lambda taken, asked: time.sleep(1), contexts)


def test_without_https_or_on_the_desks_own_network_nothing_is_told(contexts):
    with pytest.raises(FetchFailed, match="others could read"):
        tell(answered(b""), contexts, scheme="http")
    with pytest.raises(FetchFailed, match="network of its own"):
        tell(answered(b""), contexts, admits=lambda machine: False)
