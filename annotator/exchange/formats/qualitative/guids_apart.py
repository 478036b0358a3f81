"""Keep guids by what they belong to, on disk, in constant memory (pure)."""

import tempfile
from collections.abc import Hashable, Iterator
from types import TracebackType
from typing import Self
from uuid import UUID

_BYTES = 16
"""Of a guid."""
_TOGETHER = 64
"""So many of one key are written together."""
_IN_MEMORY = 65_536
"""Bytes; what is more goes to disk."""


class GuidsApart:
    """Takes guids in any order and gives those of one key in the order in which they came.

    >>> with GuidsApart() as guids:
    ...     guids.add("a", "00000000-0000-4000-8000-000000000001")
    ...     list(guids.of("a")), list(guids.of("b"))
    (['00000000-0000-4000-8000-000000000001'], [])
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (__exit__ closes it)
        self._waiting: dict[Hashable, bytearray] = {}
        self._places: dict[Hashable, list[int]] = {}
        """Where in the file the pieces of each key begin, each of `_TOGETHER` guids."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, key: Hashable, guid: str) -> None:
        """Keep a guid of a key. Raises ValueError where it is none."""
        waiting = self._waiting.setdefault(key, bytearray())
        waiting += UUID(guid).bytes
        if len(waiting) == _TOGETHER * _BYTES:
            self._places.setdefault(key, []).append(self._file.seek(0, 2))
            self._file.write(waiting)
            waiting.clear()

    def of(self, key: Hashable) -> Iterator[str]:
        """Yield the guids of a key, in their order."""
        for place in self._places.get(key, ()):
            self._file.seek(place)
            yield from _guids_in(self._file.read(_TOGETHER * _BYTES))
        yield from _guids_in(bytes(self._waiting.get(key, b"")))


def _guids_in(piece: bytes) -> Iterator[str]:
    for at in range(0, len(piece), _BYTES):
        yield str(UUID(bytes=piece[at : at + _BYTES]))
