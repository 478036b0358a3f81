"""Read the text of a PDF, page by page (no Django). Runs in a process of its own: see `apart`."""

import logging
import re
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError

from articles.intake.documents.contents import Unreadable, checked_length, says_of_itself
from articles.intake.documents.paragraphs import set_paragraphs

PAGES = 500
LETTERS_A_PAGE = 40
"""Fewer letters than that a page, beside pictures, are no text: a stamp of the scanner."""
MOST_UNKNOWN = 0.1
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_BREAKS = re.compile("\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
LOCKED = "It has a password. Save it without one (print it as a PDF), or paste its text."
SCAN = (
    "It is a scan: its pages are pictures without text. Let a program recognise the text (OCR) and "
    "save it as a PDF again, or paste the text."
)
NO_TEXT = "It holds no text. Paste the text."
UNKNOWN = "Its fonts do not say which letters they draw. Open it and copy its text, or ask for it."
CHECK_ORDER = "It is written from right to left: check the order of its words."


def read(raw: bytes) -> dict[str, Any]:
    """Return what a PDF holds. Raises Unreadable; what else it raises says that it is broken."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(BytesIO(raw))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(LOCKED)
        number = len(reader.pages)
    except DependencyError as error:
        raise Unreadable(LOCKED) from error
    if number > PAGES:
        raise Unreadable(f"It has {number:,} pages; {PAGES} are read. Split it.")
    pages = [lines_of(page.extract_text()) for page in reader.pages]
    check_letters(reader, pages)
    contents = set_paragraphs(pages)
    about = reader.metadata
    notes = [*contents.notes, *_pages_without_text(pages)]
    if _RIGHT_TO_LEFT.search(contents.text):
        notes.append(CHECK_ORDER)
    if about:
        made = str(about.get("/CreationDate", ""))[2:10]
        day = f"{made[:4]}-{made[4:6]}-{made[6:]}" if made.isdecimal() else ""
        notes += says_of_itself(about.get("/Title"), about.get("/Author"), day)
    checked_length(contents.text)
    return contents._replace(notes=tuple(notes)).told()


def lines_of(text: str) -> list[str]:
    """Return the lines of a page, without control characters, which stand for no letter."""
    return [_CONTROL.sub("", line).rstrip() for line in _BREAKS.split(text)]


def check_letters(reader: PdfReader, pages: list[list[str]]) -> None:
    """Check that the pages hold text. Raises Unreadable."""
    text = "".join(line for page in pages for line in page)
    letters = sum(map(str.isalpha, text))
    unknown = len(_UNKNOWN.findall(text))
    if unknown > MOST_UNKNOWN * (letters + unknown):
        raise Unreadable(UNKNOWN)
    if letters < LETTERS_A_PAGE * len(pages) and any(map(_has_pictures, reader.pages)):
        raise Unreadable(SCAN)
    if not letters:
        raise Unreadable(NO_TEXT)


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    things = resources.get_object().get("/XObject") if resources is not None else None
    found = things.get_object().values() if things is not None else ()
    return any(thing.get_object().get("/Subtype") == "/Image" for thing in found)


def _pages_without_text(pages: list[list[str]]) -> list[str]:
    bare = [str(n) for n, lines in enumerate(pages, 1) if not any(map(str.strip, lines))]
    if not bare:
        return []
    told = ", ".join(bare[:10]) + (" and others" if len(bare) > 10 else "")
    return [f"{'Page' if len(bare) == 1 else 'Pages'} {told}: no text. Pictures are not read."]
