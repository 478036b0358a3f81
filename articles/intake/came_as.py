"""What a text came in as, byte by byte, on its way to be kept beside the article (pure)."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

NAME_LIMIT = 300
ENCODING_LIMIT = 40
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
PLAIN = "text/plain"


@dataclass(frozen=True)
class CameAs:
    """The bytes of a file, a page or a pasted text, and what is known of them.

    `encoding`: as which the text was read, '' where it has none; `url`: where it was fetched or
    sent from; `pages`: of a paged document, the code point of the article's text at which each of
    its pages begins; `notes`: what reading it changed, in sentences for whoever previews it.
    """

    content: bytes
    media_type: str
    name: str = ""
    encoding: str = ""
    url: str = ""
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def came_as_text(text: str, name: str = "") -> CameAs:
    """Return what came in as characters: a pasted text, a manifest's row; kept as UTF-8."""
    # A lone surrogate is refused with the text: it only must not break what reads the text.
    return CameAs(text.encode(errors="surrogatepass"), PLAIN, bare_name(name), "UTF-8")


def came_as_file(
    name: str,
    content: bytes,
    encoding: str,
    pages: tuple[int, ...] = (),
    notes: tuple[str, ...] = (),
) -> CameAs:
    """Return what came in as a file of this name; `encoding` is '' for UTF-8."""
    ending = PurePosixPath(name).suffix.lower()
    media_type = MEDIA_TYPES.get(ending, "application/octet-stream")
    told = (encoding or "UTF-8") if media_type.startswith("text/") else ""
    return CameAs(content, media_type, bare_name(name), told, pages=pages, notes=notes)


def bare_name(name: str) -> str:
    """Return a file's name without its folders, which tell of somebody's machine."""
    return name.replace("\\", "/").rpartition("/")[2][-NAME_LIMIT:]
