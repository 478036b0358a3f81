"""List every format, in the order in which pages and docs show them."""

from annotator.exchange.formats.format import Format
from annotator.exchange.formats.qualitative.refi_qda import REFI_QDA
from annotator.exchange.formats.web.w3c import W3C
from annotator.exchange.formats.xml.cas import CAS_JSON, CAS_XMI
from annotator.exchange.formats.xml.tei import TEI

FORMATS: tuple[Format, ...] = (W3C, REFI_QDA, TEI, CAS_XMI, CAS_JSON)


def format_named(name: str) -> Format:
    """Return the format of this name. Raises KeyError where there is none."""
    return {one.name: one for one in FORMATS}[name]


def written_formats() -> list[Format]:
    """Return the formats that are written."""
    return [one for one in FORMATS if one.write]


def read_formats() -> list[Format]:
    """Return the formats that are read."""
    return [one for one in FORMATS if one.read]
