"""Read PDF and DOCX files: their text as a draft wants it, or why it cannot be read."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from articles.intake.documents.apart import read_apart
from articles.intake.documents.contents import Contents, Unreadable
from articles.intake.regions import folded

DOCUMENTS = {".pdf": "pdf", ".docx": "docx"}
DOCUMENT_LIMIT = 20_000_000  # bytes: pictures and fonts are most of a document
OTHER_FORMS = frozenset({".doc", ".odt", ".rtf", ".pages", ".docm", ".dot", ".dotx", ".fodt"})


class DocumentText(NamedTuple):
    """What was read of a file; of one that is no document, `pages` and `notes` are empty.

    `markup`: which role a block has, by the folded text of the block.
    """

    text: str
    markup: Mapping[str, str]
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def is_document(name: str) -> bool:
    """Return whether a file of this name is read as a document, or told how it can be."""
    return _ending(name) in DOCUMENTS or _ending(name) in OTHER_FORMS


def read_document(name: str, raw: bytes) -> DocumentText:
    """Return the text of a PDF or DOCX file. Raises Unreadable, with a remedy."""
    if _ending(name) in OTHER_FORMS:
        raise Unreadable(f"{_ending(name)} is not read. Save it as .docx.")
    if len(raw) > DOCUMENT_LIMIT:
        raise Unreadable(f"The file has more than {DOCUMENT_LIMIT // 1_000_000} MB. Split it.")
    told = read_apart(DOCUMENTS[_ending(name)], raw)
    found = Contents(
        told["text"], tuple(told["pages"]), tuple(told["furniture"]), tuple(told["notes"])
    )
    keys = [folded(line) for line in found.furniture]
    return DocumentText(
        found.text, {key: "boilerplate" for key in keys if key}, found.pages, found.notes
    )


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
