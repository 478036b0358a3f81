"""Fetching: what is there is read; what would reach inside, never ends or bursts is not."""

import gzip
import socket
import time
import zlib
from shutil import which

import pytest

from annotator.fetching.fetch import AllowedWeb, FetchFailed, Limits, fetch
from tests.fetching.servers import HOME, Server, answered, certified, here, moved, serving

HTML = {"text/html"}
SMALL = Limits(size=100_000, total=3.0, single=1.0)


def get(server: Server, path: str = "/", **more):
    return fetch(f"http://post.example:{server.port}{path}", HTML, here(server), SMALL, **more)


def test_a_page_is_read_as_it_came():
    with serving(
        answered("<p>Café</p>".encode("latin-1"), "text/html; charset=ISO-8859-1")
    ) as server:
        found = get(server, "/a?b=c#d")
    assert found == (
        f"http://post.example:{server.port}/a?b=c",
        "<p>Café</p>".encode("latin-1"),
        "text/html",
        "ISO-8859-1",
    )


def test_the_request_tells_nothing_of_anybody():
    with serving(answered(b"x")) as server:
        get(server, "/a")
    [asked] = server.asked
    lines = asked.decode().split("\r\n")
    assert lines[0] == "GET /a HTTP/1.1"
    names = {line.partition(":")[0] for line in lines[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert f"Host: post.example:{server.port}" in lines


@pytest.mark.parametrize(
    "packed, packing",
    [(gzip.compress(b"page" * 9, mtime=0), "gzip"), (zlib.compress(b"page" * 9), "deflate")],
)
def test_what_comes_packed_is_unpacked(packed, packing):
    with serving(answered(packed, "text/html", "200 OK", f"Content-Encoding: {packing}")) as server:
        assert get(server).content == b"page" * 9


def test_chunks_are_joined():
    body = b"4\r\npage\r\n2\r\n!!\r\n0\r\n\r\n"
    with serving(answered(body, "text/html", "200 OK", "Transfer-Encoding: chunked")) as server:
        assert get(server).content == b"page!!"


class TestRedirects:
    def test_they_are_followed_and_the_last_address_is_told(self):
        def answer(taken, head):
            taken.sendall(moved("/there") if b"GET / " in head else answered(b"found"))

        with serving(answer) as server:
            found = get(server)
        assert (found.content, found.address) == (
            b"found",
            f"http://post.example:{server.port}/there",
        )

    def test_to_a_private_address_none_is_followed(self):
        with serving(answered(b"secret")) as inner:
            with serving(moved(f"http://inner.example:{inner.port}/")) as server:
                reach = here(
                    server,
                    inner,
                    resolve=lambda host, port: ["10.0.0.1" if host == "inner.example" else HOME],
                )
                with pytest.raises(FetchFailed, match="a network of its own"):
                    fetch(f"http://post.example:{server.port}/", HTML, reach, SMALL)
            assert inner.asked == []

    @pytest.mark.parametrize(
        "to",
        [
            "file:///etc/passwd",
            "gopher://x/",
            "http://post.example:22/",
            "http://[",
            "//mo:x@post.example/",
        ],
    )
    def test_to_what_is_no_page_none_is_followed(self, to):
        with serving(moved(to)) as server, pytest.raises(FetchFailed):
            get(server)

    def test_an_endless_row_of_them_ends(self):
        with (
            serving(moved("/again")) as server,
            pytest.raises(FetchFailed, match="leads on more than 5"),
        ):
            get(server)
        assert len(server.asked) == 6

    def test_one_that_leads_nowhere_is_told(self):
        with (
            serving(answered(b"", "text/html", "302 Found")) as server,
            pytest.raises(FetchFailed, match="answers 302"),
        ):
            get(server)


class TestRebinding:
    def test_a_name_is_looked_up_once_and_that_machine_is_asked(self):
        """The second answer of such a name is the machine that one wants to reach."""
        answers = iter([[HOME], ["10.0.0.1"], ["10.0.0.1"]])
        with serving(answered(b"outside")) as server:
            reach = here(server, resolve=lambda host, port: next(answers))
            assert (
                fetch(f"http://post.example:{server.port}/", HTML, reach, SMALL).content
                == b"outside"
            )
        assert next(answers) == ["10.0.0.1"], "looked up a second time"

    def test_after_a_redirect_it_is_looked_up_and_checked_again(self):
        answers = iter([[HOME], ["10.0.0.1"]])
        with serving(moved("/again")) as server:
            reach = here(server, resolve=lambda host, port: next(answers))
            with pytest.raises(FetchFailed, match="a network of its own"):
                fetch(f"http://post.example:{server.port}/", HTML, reach, SMALL)
            assert len(server.asked) == 1

    def test_nothing_on_this_machine_is_asked_unless_a_test_says_so(self):
        with serving(answered(b"secret")) as server:
            reach = AllowedWeb(ports=frozenset({server.port}))
            for host in ("localhost", "127.0.0.1", "[::1]"):
                with pytest.raises(FetchFailed, match="a network of its own"):
                    fetch(f"http://{host}:{server.port}/", HTML, reach, SMALL)
            assert server.asked == []


class TestBounds:
    def refused(self, answer, told: str) -> float:
        began = time.monotonic()
        with serving(answer) as server, pytest.raises(FetchFailed, match=told):
            get(server)
        return time.monotonic() - began

    def test_a_length_that_is_told_too_large_is_not_waited_for(self):
        head = answered(b"", "text/html", "200 OK", "Content-Length: 100001")
        self.refused(head, "more than 0.1 MB")

    def test_an_endless_body_is_left(self):
        def answer(taken, head):
            taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while True:
                taken.sendall(b"x" * 65536)

        self.refused(answer, "more than 0.1 MB")

    @pytest.mark.parametrize(
        "first",
        [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"],
    )
    def test_a_slow_drip_ends_at_the_deadline(self, first):
        def answer(taken, head):
            taken.sendall(first)
            for _ in range(200):
                taken.sendall(b"X")
                time.sleep(0.2)

        assert self.refused(answer, "took too long") < 30

    def test_silence_ends_sooner(self):
        self.refused(lambda taken, head: time.sleep(5), "took too long")

    def test_a_gzip_bomb_is_left_unpacked(self):
        packed = gzip.compress(b"\x00" * 50_000_000, mtime=0)
        assert len(packed) < 100_000
        self.refused(
            answered(packed, "text/html", "200 OK", "Content-Encoding: gzip"), "more than 0.1 MB"
        )

    def test_what_stands_behind_a_gzip_is_bounded_too(self):
        def answer(taken, head):
            taken.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
            )
            taken.sendall(gzip.compress(b"x", mtime=0))
            while True:
                taken.sendall(b"\x00" * 65536)

        self.refused(answer, "more than 0.1 MB")

    def test_headers_without_end_are_left(self):
        def answer(taken, head):
            taken.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                taken.sendall(b"X-More: and more\r\n" * 100)

        self.refused(answer, "could not be read to its end")


@pytest.mark.parametrize(
    "answer, told",
    [
        (answered(b"x", "image/png"), "It is image/png, which is not read."),
        (answered(b"x", ""), "of no type"),
        (answered(b"x", "text/html", "404 Not Found"), "answers 404: it is not there"),
        (answered(b"x", "text/html", "503 Busy"), "server is in trouble. Try again later"),
        (answered(b"x", "text/html", "204 No Content"), "answers 204"),
        (answered(b"x", "text/html", "200 OK", "Content-Encoding: br"), "packed in a way"),
        (answered(b"xx", "text/html", "200 OK", "Content-Encoding: gzip"), "could not be read to its end"),
        (answered(gzip.compress(b"page" * 99, mtime=0)[:-9], "text/html", "200 OK", "Content-Encoding: gzip"), "could not be read to its end"),
        (answered(b"half", "text/html", "200 OK", "Content-Length: 9"), "could not be read to its end"),
        (answered(b"9\r\nhalf", "text/html", "200 OK", "Transfer-Encoding: chunked"), "could not be read to its end"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "could not be read to its end"),
        (b"", "could not be read to its end"),
    ],
)  # fmt: skip
def test_what_is_no_page_says_why(answer, told):
    with serving(answer) as server, pytest.raises(FetchFailed, match=told):
        get(server)


def test_where_nobody_answers_it_is_told():
    with socket.create_server((HOME, 0)) as taken:
        port = taken.getsockname()[1]
    reach = AllowedWeb(lambda host, port: [HOME], frozenset({port}), HOME.__eq__)
    with pytest.raises(FetchFailed, match="could not be read"):
        fetch(f"http://post.example:{port}/", HTML, reach, SMALL)


@pytest.mark.skipif(which("openssl") is None, reason="openssl makes the certificate")
def test_the_certificate_is_for_the_name_and_not_for_the_machine(tmp_path):
    own, trusting = certified(tmp_path)
    with serving(answered(b"safe"), own) as server:
        reach = here(server, context=trusting)
        found = fetch(f"https://post.example:{server.port}/", HTML, reach, SMALL)
        assert found.content == b"safe"
        for other in (f"https://other.example:{server.port}/", f"https://{HOME}:{server.port}/"):
            with pytest.raises(FetchFailed, match="no valid certificate"):
                fetch(other, HTML, reach, SMALL)
        with pytest.raises(FetchFailed, match="no valid certificate"):
            fetch(f"https://post.example:{server.port}/", HTML, here(server), SMALL)
