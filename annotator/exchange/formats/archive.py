"""Files of several parts: written in constant memory, read within bounds (pure)."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.format import FormatRefused

MOST_FILES = 20_000
MOST_BYTES = 400_000_000
"""Of all files together, unpacked."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The same in each: what is in it, and not when it was made, makes one file unlike another."""


class _Sink(io.RawIOBase):
    """Keeps what is written until it is taken; knows no way back, as a download does not."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._waiting += piece
        self._written += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._written

    def taken(self) -> bytes:
        piece = bytes(self._waiting)
        self._waiting.clear()
        return piece


def zipped(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield a zip archive of these names and contents, piece by piece, in their order."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in files:
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w") as entry:
                for piece in contents:
                    entry.write(piece)
                    if waiting := sink.taken():
                        yield waiting
    yield sink.taken()


def beginning_of(content: bytes, path: str, size: int = 4096) -> bytes:
    """Return how a file of a zip archive begins; nothing where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)).open(path) as opened:
            return opened.read(size)
    except Exception:  # whatever a broken archive makes the library raise
        return b""


def unzipped(name: str, content: bytes) -> dict[str, bytes]:
    """Return the files of a zip archive by their path in it.

    Folders, and what systems add beside files, are not among them. Raises FormatRefused for what
    is no archive, is encrypted or too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = [entry for entry in archive.infolist() if _is_file(entry)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FormatRefused(name, "This is no zip archive, or a broken one.") from error
    if len(entries) > MOST_FILES:
        told = f"It holds {len(entries):,} files; {MOST_FILES:,} at a time are taken."
        raise FormatRefused(name, told)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        told = f"Unpacked it has more than {MOST_BYTES // 1_000_000} MB. Import it in parts."
        raise FormatRefused(name, told)
    found: dict[str, bytes] = {}
    for entry in entries:
        if entry.flag_bits & 1:
            raise FormatRefused(f"{name}, {entry.filename}", "It is locked by a password.")
        if entry.filename in found:
            raise FormatRefused(f"{name}, {entry.filename}", "Two files have this name.")
        try:
            with archive.open(entry) as opened:
                # A header may lie about the size.
                found[entry.filename] = opened.read(entry.file_size + 1)
        except Exception as error:  # whatever a broken archive makes the library raise
            raise FormatRefused(f"{name}, {entry.filename}", "It is broken.") from error
        if len(found[entry.filename]) > entry.file_size:
            raise FormatRefused(f"{name}, {entry.filename}", "It is larger than it says.")
    return found


def names_in(content: bytes) -> list[str]:
    """Return the paths of the files of a zip archive, without unpacking it; [] where it is none."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
        return [entry.filename.replace("\\", "/") for entry in entries if _is_file(entry)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def is_zip(content: bytes) -> bool:
    """Return whether a file that begins so is a zip archive."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def _is_file(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    # Not `is_dir`, which knows no name without a letter.
    if entry.filename.endswith("/") or not path.name:
        return False
    return not (path.name.startswith((".", "._")) or "__MACOSX" in path.parts)
