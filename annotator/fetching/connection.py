"""Ask one machine, by the address that was checked; every wait ends by one deadline."""

import io
import socket
import ssl
from http.client import HTTPConnection
from time import monotonic
from typing import Any

from annotator.fetching.addresses import Target


class Deadline:
    """The moment at which all is over, and the longest single wait until then."""

    def __init__(self, total: float, single: float) -> None:
        self._until, self._single = monotonic() + total, single

    def wait(self) -> float:
        """Return for how many seconds may be waited now. Raises TimeoutError at the end."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self._single)


class BoundedSocket:
    """A socket as http.client wants it, each of whose waits asks the deadline first.

    A timeout of the socket's own counts anew with every byte: a server that drips could hold it.
    """

    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = plain, deadline

    def close(self) -> None:
        """Leave it open for whoever reads: the connection ends it."""

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        """Return it to be read from, in buffers."""
        return io.BufferedReader(_Reading(self))

    def sendall(self, data: bytes) -> None:
        """Send all of the bytes."""
        self._socket.settimeout(self._deadline.wait())
        self._socket.sendall(data)

    def receive(self, buffer: Any) -> int:
        """Read what is there into the buffer, and return how many bytes that were."""
        self._socket.settimeout(self._deadline.wait())
        return self._socket.recv_into(buffer)


class _Reading(io.RawIOBase):
    def __init__(self, bounded: BoundedSocket) -> None:
        super().__init__()
        self._bounded = bounded

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._bounded.receive(buffer)


class CheckedConnection(HTTPConnection):
    """A connection to a machine of the target: the name is not looked up once more.

    TLS checks that the machine has a certificate for the name.
    """

    def __init__(self, target: Target, deadline: Deadline, context: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port)
        self._target, self._deadline, self._context = target, deadline, context
        self._plain: socket.socket | None = None

    def connect(self) -> None:
        """Open the connection to the first machine that answers. Raises OSError."""
        plain = self._plain = self._reach()
        if self._target.scheme == "https":
            context = self._context or ssl.create_default_context()
            plain.settimeout(self._deadline.wait())
            plain = context.wrap_socket(plain, server_hostname=self._target.host)
            self._plain = plain
        self.sock: Any = BoundedSocket(plain, self._deadline)

    def end(self) -> None:
        """Close the connection itself; `close` is called while an answer is still read."""
        self.close()
        if self._plain is not None:
            self._plain.close()

    def _reach(self) -> socket.socket:
        refusal: OSError | None = None
        for machine in self._target.machines[:3]:
            try:
                return socket.create_connection(
                    (machine, self._target.port), timeout=self._deadline.wait()
                )
            except OSError as error:
                refusal = error
        raise refusal or OSError
