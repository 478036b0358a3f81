"""TEI: a file for each article, its text unchanged, with what is said of it standing off.

TEI P5, https://tei-c.org/release/doc/tei-p5-doc/en/html/. The text is one `<ab>` whose blanks are
kept; a highlight is an `<annotation>` of `<standOff>` (§ 17.10) whose target is a `string-range()`
of that (§ 17.2.4): first the place of its beginning, then its length, in characters of Unicode.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from annotator.exchange.formats.archive import beginning_of, is_zip, names_in, zipped
from annotator.exchange.formats.document import (
    FormatDocument,
    FormatMark,
    LabelEntry,
    Vocabulary,
)
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.xml.tei_reading import read
from annotator.exchange.formats.xml.tei_text import TEI_NAMESPACE
from annotator.exchange.formats.xml_files import DECLARATION, is_name, tag
from articles.xml_text import xml_text

TEXT = "text"
"""The id of the element that holds the text."""
WIKIDATA = "http://www.wikidata.org/entity/"
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield the archive, a file for each article."""
    vocabulary = out.vocabulary()
    yield from zipped(
        (f"{document.name}.xml", _file(document, vocabulary)) for document in out.documents()
    )


def _file(document: FormatDocument, vocabulary: Vocabulary) -> Iterator[bytes]:
    people = sorted({*(mark.annotator for mark in document.marks), *document.readers} - {""})
    who = {name: f"annotator-{number}" for number, name in enumerate(people, 1)}
    labels = _labels(document, vocabulary)
    yield f'{DECLARATION}<TEI xmlns="{TEI_NAMESPACE}">\n'.encode()
    yield _header(document, who, labels).encode()
    ids = {label.slug: name for name, label in labels.items()}
    opened = ""
    for number, mark in enumerate(document.marks, 1):
        yield b"" if opened else b"<standOff>\n<listAnnotation>\n"
        opened = "</listAnnotation>\n</standOff>\n"
        yield _annotation(number, mark, who, ids).encode()
    yield opened.encode()
    yield b'<text>\n<body>\n<ab xml:id="text" xml:space="preserve">'
    yield xml_text(document.text).encode()
    yield b"</ab>\n</body>\n</text>\n</TEI>\n"


def _labels(document: FormatDocument, vocabulary: Vocabulary) -> dict[str, LabelEntry]:
    """Return the labels of the vocabulary and those of the marks, by ids that XML can have."""
    labels = {one.slug: one for one in vocabulary.labels}
    for mark in document.marks:
        labels.setdefault(mark.label, LabelEntry(mark.label, mark.kind, mark.label))
    named = {}
    for number, (slug, label) in enumerate(labels.items(), 1):
        named[slug if is_name(slug) and slug != TEXT else f"label-{number}"] = label
    return named


def _header(
    document: FormatDocument, who: Mapping[str, str], labels: Mapping[str, LabelEntry]
) -> str:
    people = "".join(
        tag("respStmt", {"xml:id": who[name]}, tag("resp", {}, "annotator") + _said("name", name))
        for name in who
    )
    title = tag("title", {}, xml_text(document.title or document.name))
    by = _said("author", document.byline)
    published = tag("p", {}, "Written out by Annotator.")
    told = [by, _said("publisher", document.source), _date(document.published_on)]
    told.append(tag("ptr", {"target": document.url}) if document.url else "")
    source = tag("bibl", {}, "".join(told)) if any(told) else tag("p", {}, "Not known.")
    parts = [
        tag("titleStmt", {}, title + by + people),
        tag("publicationStmt", {}, published),
        tag("sourceDesc", {}, source),
    ]
    head = tag("fileDesc", {}, _lines(parts)) + "\n"
    categories = [_category(name, label) for name, label in labels.items()]
    if categories:
        taxonomy = tag("taxonomy", {"xml:id": "labels"}, _lines(categories))
        head += tag("encodingDesc", {}, tag("classDecl", {}, taxonomy)) + "\n"
    if document.language:
        language = tag("language", {"ident": document.language})
        head += tag("profileDesc", {}, tag("langUsage", {}, language)) + "\n"
    changes = [
        tag("change", {"status": "read", "who": f"#{who[name]}"}) for name in document.readers
    ]
    head += tag("revisionDesc", {}, _lines(changes)) + "\n" if changes else ""
    return tag("teiHeader", {}, "\n" + head) + "\n"


def _category(name: str, label: LabelEntry) -> str:
    said = {"xml:id": name} | ({"n": label.slug} if name != label.slug else {})
    told = _said("term", label.name) + _said("gloss", label.definition)
    return tag("category", said, tag("catDesc", {}, told))


def _date(day: str) -> str:
    if not day or _DAY.fullmatch(day):
        return tag("date", {"when": day}) if day else ""
    return _said("date", day)


def _annotation(
    number: int, mark: FormatMark, who: Mapping[str, str], ids: Mapping[str, str]
) -> str:
    given = f"a-{mark.id}"
    said = {
        "xml:id": given if mark.id and is_name(given) else f"mark-{number}",
        "motivation": "classifying" if mark.is_of_document else "tagging",
        "ana": f"#{ids[mark.label]}",
    }
    if mark.annotator:
        said["resp"] = f"#{who[mark.annotator]}"
    if number_of := mark.details.get("entity_wikidata"):
        said["corresp"] = WIKIDATA + number_of
    said["target"] = f"#{TEXT}"
    if not mark.is_of_document:
        start, end = mark.span
        said["target"] = f"#string-range({TEXT},{start},{end - start})"
    times = {"created": mark.created_at, "modified": mark.updated_at}
    changes = [tag("change", {"status": what, "when": at}) for what, at in times.items() if at]
    inside = tag("revisionDesc", {}, "".join(changes)) if changes else ""
    told = {"layer": mark.layer} | ({"part": str(mark.part)} if mark.part else {})
    told |= {"codebook_edition": mark.codebook_edition} if mark.codebook_edition else {}
    told |= {name: text for name, text in mark.details.items() if name != "note"}
    features = "".join(tag("f", {"name": n}, _said("string", text)) for n, text in told.items())
    inside += tag("note", {"type": "details"}, tag("fs", {}, features))
    inside += _said("note", mark.details.get("note", ""))
    return tag("annotation", said, inside) + "\n"


def _said(name: str, text: str) -> str:
    return tag(name, {}, xml_text(text)) if text else ""


def _lines(parts: Iterable[str]) -> str:
    return "\n" + "\n".join(parts) + "\n"


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file, or the first XML file of an archive, is of TEI."""
    if is_zip(content):
        first = next((one for one in names_in(content) if one.lower().endswith(".xml")), "")
        content = beginning_of(content, first) if first else b""
    return TEI_NAMESPACE.encode() in content[:4096].replace(b"\0", b"")


TEI = Format(
    name="tei",
    title="TEI XML",
    sentence="XML of the Text Encoding Initiative with standoff annotations; archives, editions "
    "and corpus programs read it.",
    ending=".zip",
    media_type="application/zip",
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Characters that XML cannot hold (U+FFFE and U+FFFF): each is written as �.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
