"""A codebook as REFI-QDA XML (`.qdc`), written and read (pure: no Django).

Source: REFI-QDA standard 1.5, Codebook exchange, https://www.qdasoftware.org. A codebook is a tree
of codes; each has a guid, a name, whether text can be coded with it, a colour and a description.
The elements of a project (`.qdpx`) are the same in another namespace: `code_elements` and
`codes_in` take it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lxml import etree

from articles.xml_text import xml_plain

CODEBOOK = "urn:QDA-XML:codebook:1.0"
"""The namespace of a codebook that stands alone."""
LARGEST_FILE = 1024 * 1024
MOST_CODES = 2000
DEEPEST = 20

_COLOUR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")
"""Characters that XML cannot hold."""


@dataclass(frozen=True)
class QdcCode:
    """A code of a codebook, with the codes beneath it."""

    guid: UUID
    name: str
    is_codable: bool = True
    description: str = ""
    colour: str = ""
    """`#rrggbb`, or empty."""
    codes: tuple["QdcCode", ...] = ()


@dataclass(frozen=True)
class QdcBook:
    """A codebook: its codes, the program that wrote it, and how many sets of codes it names."""

    codes: tuple[QdcCode, ...]
    origin: str = ""
    sets: int = 0


class QdcRefused(ValueError):
    """What was sent is no codebook that can be read; the message says where, and what to do."""


def write_qdc(book: QdcBook) -> bytes:
    """Return the codebook as a file: UTF-8, with its declaration.

    A character that XML cannot hold, such as NUL, is written as �.
    """
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK})
    if book.origin:
        root.set("origin", xml_plain(book.origin))
    codes = etree.SubElement(root, f"{{{CODEBOOK}}}Codes")
    codes.extend(code_elements(book.codes, CODEBOOK))
    written: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, pretty_print=True, standalone=None
    )
    return written


def code_elements(codes: Iterable[QdcCode], namespace: str) -> Iterator[Any]:
    """Yield an element of lxml for each code, those beneath it inside."""
    for code in codes:
        element = etree.Element(f"{{{namespace}}}Code")
        element.set("guid", str(code.guid).upper())
        element.set("name", xml_plain(code.name))
        element.set("isCodable", "true" if code.is_codable else "false")
        if code.colour:
            element.set("color", code.colour)
        if code.description:
            told = etree.SubElement(element, f"{{{namespace}}}Description")
            told.text = xml_plain(code.description)
        element.extend(code_elements(code.codes, namespace))
        yield element


def read_qdc(data: bytes) -> QdcBook:
    """Return the codebook that a file holds. Raises QdcRefused; nothing outside of it is read."""
    if len(data) > LARGEST_FILE:
        raise QdcRefused(f"The file is larger than {LARGEST_FILE // 1024} KB: split the codebook.")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise QdcRefused(
            f"This is not XML: {_in_short(error)}. Export it again as .qdc."
        ) from error
    if root.getroottree().docinfo.doctype:
        raise QdcRefused("The file declares a document type, which no .qdc has: remove it.")
    if root.tag != f"{{{CODEBOOK}}}CodeBook":
        found = etree.QName(root).localname
        raise QdcRefused(
            f"This is no REFI-QDA codebook: it begins with <{found}>, not with <CodeBook> of "
            f"“{CODEBOOK}”. Export the codebook, not the project."
        )
    codes = root.find(f"{{{CODEBOOK}}}Codes")
    if codes is None:
        raise QdcRefused("The codebook has no <Codes>: there is nothing to take.")
    sets = root.findall(f"{{{CODEBOOK}}}Sets/{{{CODEBOOK}}}Set")
    return QdcBook(codes_in(codes, CODEBOOK), root.get("origin", ""), len(sets))


def codes_in(parent: Any, namespace: str) -> tuple[QdcCode, ...]:
    """Return the codes within an element of lxml. Raises QdcRefused with the line of a fault."""
    codes = _codes(parent, namespace, 1)
    seen: dict[UUID, str] = {}
    for count, code in enumerate(every_code(codes), 1):
        if count > MOST_CODES:
            raise QdcRefused(f"There are more than {MOST_CODES} codes: split the codebook.")
        if code.guid in seen:
            raise QdcRefused(f"“{code.name}” and “{seen[code.guid]}” have one guid: {code.guid}.")
        seen[code.guid] = code.name
    return codes


def every_code(codes: Sequence[QdcCode]) -> Iterator[QdcCode]:
    """Yield the codes and all beneath them, each before what is beneath it."""
    for code in codes:
        yield code
        yield from every_code(code.codes)


def _codes(parent: Any, namespace: str, depth: int) -> tuple[QdcCode, ...]:
    if depth > DEEPEST:
        raise QdcRefused(f"Codes stand more than {DEEPEST} deep at line {parent.sourceline}.")
    return tuple(
        _code(element, namespace, depth) for element in parent.findall(f"{{{namespace}}}Code")
    )


def _code(element: Any, namespace: str, depth: int) -> QdcCode:
    line = element.sourceline
    name = " ".join(element.get("name", "").split())
    if not name:
        raise QdcRefused(f"The code at line {line} has no name: give it one.")
    told = element.find(f"{{{namespace}}}Description")
    colour = element.get("color", "")
    return QdcCode(
        _guid(element.get("guid", ""), name, line),
        name,
        _is_true(element.get("isCodable", "true"), name, line),
        "".join(told.itertext()).strip() if told is not None else "",
        colour.lower() if _COLOUR.match(colour) else "",
        _codes(element, namespace, depth + 1),
    )


def _guid(text: str, name: str, line: int) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise QdcRefused(
            f"The code “{name}” at line {line} has the guid “{text[:60]}”, which is none: it looks "
            "like 0d62985d-b147-5d01-a9b5-cae5dcd98342."
        ) from None


def _is_true(text: str, name: str, line: int) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False}
    if (said := known.get(text.strip())) is None:
        raise QdcRefused(
            f"The code “{name}” at line {line} has isCodable “{text[:20]}”: write true or false."
        )
    return said


def _in_short(error: Exception) -> str:
    return str(error).partition("\n")[0][:200].rstrip(".")
