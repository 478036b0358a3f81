"""UIMA CAS, as XMI with its type system, or as JSON: an analysis structure for each article.

https://uima.apache.org/d/uimaj-current/references.html, § XMI CAS and JSON CAS. dkpro-cassis reads
and writes both, and turns offsets in UTF-16 units, which a CAS has, into code points. It is an
extra: nothing of it is imported before a file is read or written.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

from annotator.exchange.formats.archive import beginning_of, is_zip, names_in, zipped
from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import EVERYTHING, Aspect, Format, Outgoing
from annotator.exchange.formats.xml.cas_reading import read_json, read_xmi
from annotator.exchange.formats.xml.cas_types import (
    ABOUT_FEATURES,
    ARTICLE,
    DETAIL_FEATURES,
    DOCUMENT_LABEL,
    MARK,
    META_DATA,
    OWN_FEATURES,
    own_description,
    type_system,
)
from articles.xml_text import xml_plain

EXTRA = "cas"
TYPE_SYSTEM = "TypeSystem.xml"
_MEDIA_TYPE = "application/zip"


def is_missing() -> bool:
    """Return whether dkpro-cassis is not installed."""
    return find_spec("cassis") is None


def write_xmi(out: Outgoing) -> Iterator[bytes]:
    """Yield the archive: the type system, and an XMI file for each article."""
    types = type_system()

    def files() -> Iterator[tuple[str, Iterator[bytes]]]:
        yield TYPE_SYSTEM, iter([own_description()])
        for document in out.documents():
            xmi = _analysis(types, document, xml_plain).to_xmi()
            yield f"{document.name}.xmi", iter([xmi.encode()])

    yield from zipped(files())


def write_json(out: Outgoing) -> Iterator[bytes]:
    """Yield the archive, a JSON file for each article, with its type system in it."""
    types = type_system()
    yield from zipped(
        (f"{document.name}.json", iter([_json(_analysis(types, document, str))]))
        for document in out.documents()
    )


def _json(analysis: Any) -> bytes:
    said: str = analysis.to_json()
    return said.encode()


def _analysis(types: Any, document: FormatDocument, held: Callable[[str], str]) -> Any:
    """Return a document as a CAS; `held` gives what of a text the file can hold."""
    from cassis import Cas

    analysis = Cas(typesystem=types)
    analysis.sofa_string = held(document.text)
    analysis.sofa_mime = "text/plain"
    meta_data = types.get_type(META_DATA)(
        begin=0,
        end=len(document.text),
        language=document.language or None,
        documentId=held(document.name),
        documentTitle=held(document.title) or None,
        documentUri=held(document.url) or None,
    )
    analysis.add(meta_data)
    said = {ours: getattr(document, ours) for ours in ABOUT_FEATURES if ours != "readers"}
    said["readers"] = " ".join(document.readers)
    analysis.add(types.get_type(ARTICLE)(**{n: held(text) for n, text in said.items() if text}))
    for mark in document.marks:
        analysis.add(_feature_structure(types, mark, held))
    return analysis


def _feature_structure(types: Any, mark: FormatMark, held: Callable[[str], str]) -> Any:
    said: dict[str, Any] = {ours: getattr(mark, name) for ours, name in OWN_FEATURES.items()}
    said |= {name: text for name, text in mark.details.items() if name in DETAIL_FEATURES}
    texts = {name: held(text) for name, text in said.items() if isinstance(text, str) and text}
    if mark.is_of_document:
        return types.get_type(DOCUMENT_LABEL)(part=mark.part, **texts)
    start, end = mark.span
    return types.get_type(MARK)(begin=start, end=end, part=mark.part, **texts)


def recognises_xmi(name: str, content: bytes) -> bool:
    """Return whether a file is XMI of UIMA, or an archive that holds such a file."""
    if is_zip(content):
        return any(one.lower().endswith(".xmi") for one in names_in(content))
    return b"http:///uima/cas.ecore" in content[:4096]


def recognises_json(name: str, content: bytes) -> bool:
    """Return whether a file, or the first JSON file of an archive, is a CAS."""
    if is_zip(content):
        first = next((one for one in names_in(content) if one.lower().endswith(".json")), "")
        content = beginning_of(content, first) if first else b""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and (b'"%TYPES"' in head or b'"%FEATURE_STRUCTURES"' in head)


_SAYS = EVERYTHING - {Aspect.CONFIDENCE}
_CANNOT = (
    "States and times of readings (readings.csv has them), and older versions of a text.",
    "Definitions of labels.",
)
CAS_XMI = Format(
    name="cas-xmi",
    title="UIMA CAS XMI",
    sentence="An analysis structure of Apache UIMA for each article, with its type system; "
    "INCEpTION, DKPro and other programs of UIMA read it.",
    ending=".zip",
    media_type=_MEDIA_TYPE,
    says=_SAYS,
    cannot=(*_CANNOT, "Characters that XML cannot hold (U+FFFE and U+FFFF): each is written as �."),
    write=write_xmi,
    read=read_xmi,
    recognises=recognises_xmi,
    needs=EXTRA,
    missing=is_missing,
)
CAS_JSON = Format(
    name="cas-json",
    title="UIMA CAS JSON",
    sentence="The same analysis structures as JSON, each with its types; INCEpTION and programs "
    "with dkpro-cassis read them.",
    ending=".zip",
    media_type=_MEDIA_TYPE,
    says=_SAYS,
    cannot=_CANNOT,
    write=write_json,
    read=read_json,
    recognises=recognises_json,
    needs=EXTRA,
    missing=is_missing,
)
