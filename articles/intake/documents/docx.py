"""Read the text of a DOCX, as its tracked changes leave it (no Django).

A DOCX is a ZIP file of XML. Of all its parts three are read, each within bounds; names of elements
count without their namespace, since the format has two. Runs in a process of its own: see `apart`.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from articles.intake.documents.contents import Contents, Unreadable, checked_length, says_of_itself

PART_BYTES = 60_000_000
"""Bytes that one part may have once it is unpacked: a text of 2 MB needs far fewer."""
RELATIONS, PROPERTIES = "_rels/.rels", "docProps/core.xml"
LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "txbxContent"})
"""Elements whose text is not the document's: deleted, moved, said once more, a field's code."""
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
NO_DOCUMENT = "It is no Word document. Open it and save it as .docx, or paste its text."
LOCKED = "It has a password, or Word's old form. Save it as .docx without a password."


def read(raw: bytes) -> dict[str, Any]:
    """Return what a DOCX holds. Raises Unreadable; what else it raises says that it is broken."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(LOCKED)
    try:
        with ZipFile(BytesIO(raw)) as packed:
            body = _parsed(packed, _main_part(packed))
            about = _parsed(packed, PROPERTIES) if PROPERTIES in packed.namelist() else None
    except BadZipFile as error:
        raise Unreadable(NO_DOCUMENT) from error
    reading = Reading()
    text = checked_length("\n".join(reading.paragraphs(body)))
    if not text.strip():
        raise Unreadable("It holds no text. Paste the text.")
    notes = [*reading.notes(), *(_properties(about) if about is not None else ())]
    return Contents(text, notes=tuple(notes)).told()


def _main_part(packed: ZipFile) -> str:
    """Return the name of the part that holds the text."""
    if RELATIONS not in packed.namelist():
        raise Unreadable(NO_DOCUMENT)
    for relation in _parsed(packed, RELATIONS):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            name = str(relation.get("Target", "")).lstrip("/")
            if name in packed.namelist():
                return name
    raise Unreadable(NO_DOCUMENT)


def _parsed(packed: ZipFile, name: str) -> Any:
    with packed.open(name) as part:  # its header may tell a lie about its size
        content = part.read(PART_BYTES + 1)
    if len(content) > PART_BYTES:
        raise Unreadable("It unpacks to more than it may have. Split it, or paste its text.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


class Reading:
    """The walk through a document: its paragraphs in order, and what was come across."""

    def __init__(self) -> None:
        self._inserted = self._deleted = self._boxes = 0
        self._notes: dict[str, int] = {}
        self._open = ""

    def paragraphs(self, body: Any) -> Iterator[str]:
        """Yield the text of each paragraph, cells and list items among them, in their order."""
        for paragraph in self._walk(body):
            text = self._open + _NO_TEXT.sub("", "".join(self._runs(paragraph)))
            if _mark_is_deleted(paragraph):  # it is joined with the next one
                self._open, self._deleted = text, self._deleted + 1
                continue
            self._open = ""
            yield f"- {text}" if text.strip() and _is_item(paragraph) else text
        if self._open:
            yield self._open

    def notes(self) -> Iterator[str]:
        """Yield what was left out or decided, in sentences."""
        if self._inserted or self._deleted:
            yield "It has tracked changes: read as if all were accepted."
        for name, many in self._notes.items():
            yield f"{many} {name}{'' if many == 1 else 's'} left out."
        if self._boxes:
            yield "Text boxes are left out."

    def _walk(self, element: Any) -> Iterator[Any]:
        for child in element:
            name = _name(child)
            if name == "p":
                yield child
            elif name not in LEFT_OUT:
                yield from self._walk(child)

    def _runs(self, element: Any) -> Iterator[str]:
        for child in element:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name in SIGNS:
                yield SIGNS[name]
            elif name in NOTES:
                self._notes[NOTES[name]] = self._notes.get(NOTES[name], 0) + 1
            elif name in LEFT_OUT:
                self._deleted += name in {"del", "moveFrom"}
                self._boxes += name == "txbxContent"
            elif name not in {"pPr", "rPr"}:
                self._inserted += name in {"ins", "moveTo"}
                yield from self._runs(child)


def _properties_of(paragraph: Any) -> Iterator[str]:
    for child in paragraph:
        if _name(child) == "pPr":
            yield from (
                f"{_name(each)}/{_name(inner)}" for each in child for inner in [each, *each]
            )


def _is_item(paragraph: Any) -> bool:
    return any(name.startswith("numPr/") for name in _properties_of(paragraph))


def _mark_is_deleted(paragraph: Any) -> bool:
    return "rPr/del" in set(_properties_of(paragraph))


def _properties(about: Any) -> tuple[str, ...]:
    said = {_name(each): each.text for each in about}
    made = str(said.get("created") or "")[:10]
    return says_of_itself(said.get("title"), said.get("creator"), made)
