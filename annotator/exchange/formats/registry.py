"""List every format, in the order in which pages and docs show them."""

from annotator.exchange.formats.format import Format
from annotator.exchange.formats.lines.doccano import DOCCANO_LINES
from annotator.exchange.formats.lines.label_studio import LABEL_STUDIO
from annotator.exchange.formats.lines.prodigy import PRODIGY_LINES
from annotator.exchange.formats.lines.spacy import SPACY_LINES
from annotator.exchange.formats.networks.stance_formats import DNA, GEXF, GRAPHML
from annotator.exchange.formats.qualitative.refi_qda import REFI_QDA
from annotator.exchange.formats.standoff.brat import BRAT
from annotator.exchange.formats.tokens.conll import CONLL
from annotator.exchange.formats.web.claim_review import CLAIM_REVIEW
from annotator.exchange.formats.web.ninjs import NINJS
from annotator.exchange.formats.web.w3c import W3C
from annotator.exchange.formats.workbook.xlsx import WORKBOOK
from annotator.exchange.formats.xml.cas import CAS_JSON, CAS_XMI
from annotator.exchange.formats.xml.tei import TEI

FORMATS: tuple[Format, ...] = (
    W3C,
    BRAT,
    CONLL,
    LABEL_STUDIO,
    DOCCANO_LINES,
    PRODIGY_LINES,
    SPACY_LINES,
    REFI_QDA,
    TEI,
    CAS_XMI,
    CAS_JSON,
    NINJS,
    CLAIM_REVIEW,
    WORKBOOK,
    GRAPHML,
    GEXF,
    DNA,
)


def format_named(name: str) -> Format:
    """Return the format of this name. Raises KeyError where there is none."""
    return {one.name: one for one in FORMATS}[name]


def written_formats() -> list[Format]:
    """Return the formats that are written."""
    return [one for one in FORMATS if one.write]


def read_formats() -> list[Format]:
    """Return the formats that are read."""
    return [one for one in FORMATS if one.read]
