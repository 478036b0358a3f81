"""Servers of a test's own on this machine: each answers every connection as it is told."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.fetching.fetch import AllowedWeb

Answer = Callable[[socket.socket, bytes], None]
HOME = "127.0.0.1"
NAME = "post.example"


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server has that is called NAME, and what a client has that trusts it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}"],
        check=True, capture_output=True,
    )  # fmt: skip
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate, key)
    return own, ssl.create_default_context(cafile=str(certificate))


def body_of(taken: socket.socket, asked: bytes) -> bytes:
    """The body of what is asked, of which `asked` has come."""
    head, _, body = asked.partition(b"\r\n\r\n")
    [length] = [
        line[15:] for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"
    ]
    while len(body) < int(length) and (more := taken.recv(4096)):
        body += more
    return body


@contextmanager
def serving(answer: Answer | bytes, context: ssl.SSLContext | None = None) -> Iterator["Server"]:
    server = Server(answer, context)
    try:
        yield server
    finally:
        server.end()


class Server:
    """Listens on a port of its own; `asked` is what it was asked, in order."""

    def __init__(self, answer: Answer | bytes, context: ssl.SSLContext | None) -> None:
        self._answer, self._context = answer, context
        self.asked: list[bytes] = []
        self.ended = threading.Event()
        self._listening = socket.create_server((HOME, 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while not self.ended.is_set():
            try:
                taken, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[taken], daemon=True).start()

    def _talk(self, taken: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError):
            if self._context:
                taken = self._context.wrap_socket(taken, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head and (more := taken.recv(4096)):
                head += more
            self.asked.append(head)
            if isinstance(self._answer, bytes):
                taken.sendall(self._answer)
            else:
                self._answer(taken, head)
        with suppress(OSError):
            taken.close()

    def end(self) -> None:
        self.ended.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


def answered(
    body: bytes, media_type: str = "text/html", status: str = "200 OK", *headers: str
) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers]
    if not any(line.lower().startswith(("content-length", "transfer")) for line in headers):
        head.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*head, "", ""]).encode() + body


def moved(to: str) -> bytes:
    return answered(b"", "text/html", "302 Found", f"Location: {to}")


def here(*servers: Server, **more) -> AllowedWeb:
    """Every name is this machine, and the servers' ports may be asked."""
    ports = frozenset(server.port for server in servers)
    return AllowedWeb(
        **{"resolve": lambda host, port: [HOME], "ports": ports, "admits": HOME.__eq__} | more
    )
