"""XML: of others it is read within bounds, our own is written escaped, piece by piece (pure).

A document type is refused: by its entities a small file can fill a machine, or ask others for what
it names. XML 1.0 cannot hold every character; what it cannot is written as U+FFFD, so that offsets
stay what they are.
"""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from annotator.exchange.formats.format import FormatRefused
from articles.xml_text import xml_values

MOST_BYTES = 100_000_000
"""Of one file, as it is read."""
DEEPEST = 200
"""How many elements may stand inside of one another."""
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_BEFORE = re.compile(rb"(?:\s|\xef\xbb\xbf|\xfe\xff|\xff\xfe|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_NUMBER = re.compile(r"\s*\d{1,12}\s*", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*", re.ASCII)


def parsed(place: str, content: bytes) -> Any:
    """Return the root element of an XML file; comments and instructions are not in it.

    Raises FormatRefused, naming the line, for what is no XML, has a document type, or is too large
    or too deep.
    """
    if len(content) > MOST_BYTES:
        told = f"It has more than {MOST_BYTES // 1_000_000} MB. Import it in parts."
        raise FormatRefused(place, told)
    if _declares_type(content):
        raise FormatRefused(place, "It has a document type (<!DOCTYPE …>). Remove that line.")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        where = f"{place}, line {error.lineno}" if error.lineno else place
        raise FormatRefused(where, f"This is no XML: {_in_short(error)}.") from error
    except (ValueError, LookupError, AssertionError) as error:
        raise FormatRefused(place, f"This is no XML: {_in_short(error)}.") from error
    if root.getroottree().docinfo.doctype:
        raise FormatRefused(place, "It has a document type (<!DOCTYPE …>). Remove that line.")
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise FormatRefused(f"{place}, line {element.sourceline}", "It is nested too deeply.")
    return root


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def at_line(place: str, element: Any) -> str:
    """Return the place of an element, for a message."""
    return f"{place}, line {element.sourceline}" if element.sourceline else place


def whole_number(place: str, element: Any, name: str) -> int:
    """Return an attribute as a whole number that is not negative. Raises FormatRefused."""
    said = element.get(name, "")
    if not _NUMBER.fullmatch(said):
        told = f"{name} of <{local_name(element)}> must be a whole number, not “{said[:40]}”."
        raise FormatRefused(at_line(place, element), told)
    return int(said)


def inner_text(element: Any) -> str:
    """Return all text within an element; '' without one."""
    return "".join(element.itertext()) if element is not None else ""


def on_one_line(text: str) -> str:
    """Return a text in which line ends, with the blanks around them, are one blank, or at its ends
    nothing: programs break lines where they like."""
    if "\n" not in text:
        return text
    first, *middle, last = text.split("\n")
    parts = [first.rstrip(), *(line.strip() for line in middle), last.lstrip()]
    return " ".join(part for part in parts if part)


def is_name(text: str) -> bool:
    """Return whether a text can be the id of an element."""
    return _NAME.fullmatch(text) is not None


def tag(name: str, attributes: Mapping[str, str] | None = None, content: str = "") -> str:
    """Return an element with attributes, in their order, and content that is XML already.

    Line ends and tabs of attributes are written by number: a reader makes blanks of others.
    """
    return f"{opening(name, attributes, closed=not content)}" + (
        f"{content}</{name}>" if content else ""
    )


def opening(name: str, attributes: Mapping[str, str] | None = None, closed: bool = False) -> str:
    """Return the tag with which an element begins, or, `closed`, an empty element."""
    return f"<{name}{xml_values(attributes or {})}{'/' if closed else ''}>"


def _declares_type(content: bytes) -> bool:
    """Return whether a document type stands before the first element, in UTF-16 too."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:8] else content
    before = _BEFORE.match(plain)
    return plain[before.end() if before else 0 :][:9].upper() == b"<!DOCTYPE"


def _in_short(error: Exception) -> str:
    said = str(error).partition("\n")[0]
    return re.sub(r", line \d+, column \d+.*", "", said)[:160].rstrip(". ") or "it is empty"
