"""Read TEI: our own, corpora and editions of others, one file or many in an archive."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.archive import is_zip, unzipped
from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.xml.tei_marks import TeiMarks
from annotator.exchange.formats.xml.tei_text import TEI_NAMESPACE, TeiText
from annotator.exchange.formats.xml_files import XML_ID, inner_text, local_name, on_one_line, parsed

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LISTS = frozenset(
    ["listPerson", "listPlace", "listOrg", "listAnnotation", "spanGrp", "span", "annotation"]
)
_STANDS_OFF = "{*}standOff"


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document for each text; what is not read is told once, with how often."""
    files = unzipped(name, content) if is_zip(content) else {name: content}
    not_read: Counter[str] = Counter()
    names: Counter[str] = Counter()
    found = False
    for path, inside in files.items():
        place = f"{name}, {path}" if is_zip(content) else name
        if not path.lower().endswith((".xml", ".tei")) and is_zip(content):
            not_read[f"{PurePosixPath(path).suffix or 'other'} files"] += 1
            continue
        root = parsed(place, inside)
        if root.tag not in {f"{{{TEI_NAMESPACE}}}TEI", f"{{{TEI_NAMESPACE}}}teiCorpus"}:
            told = f"It begins with <{local_name(root)}>, not with <TEI> of {TEI_NAMESPACE}."
            raise FormatRefused(place, told)
        stem = PurePosixPath(path).stem
        for element in root.iter(f"{{{TEI_NAMESPACE}}}TEI"):
            if any(local_name(each) == "TEI" for each in element.iterancestors()):
                continue
            found = True
            yield from _document(place, stem, element, names, not_read)
    if not found:
        raise FormatRefused(name, "It holds no <TEI>.")
    for what, number in not_read.items():
        if number:
            yield NotTaken(name, f"Not read: {what} ({number:,}).")


def _document(
    place: str, stem: str, root: Any, names: Counter[str], not_read: Counter[str]
) -> Iterator[FromFile]:
    body = root.find("{*}text/{*}body")
    if body is None:
        bodies = [each.find("{*}body") for each in root.iterfind("{*}text/{*}group/{*}text")]
        body = next((each for each in bodies if each is not None), None)
        not_read["texts of a group after the first"] += max(0, len(bodies) - 1)
    if body is None:
        yield FormatProblem(f"{place}, line {root.sourceline}", "It has no <body> with a text.")
        return
    text = TeiText(not_read=not_read)
    text.take(body)
    if not text.text.strip():
        yield NotTaken(f"{place}, line {body.sourceline}", "It has no text.")
        return
    for beside in ("front", "back"):
        not_read[f"<{beside}>"] += root.find(f"{{*}}text/{{*}}{beside}") is not None
    for stood in root.iterfind(f"{_STANDS_OFF}/*"):
        if local_name(stood) not in _LISTS:
            not_read[f"<{local_name(stood)[:40]}> of <standOff>"] += 1
    ids = {each.get(XML_ID): each for each in root.iter("*") if each.get(XML_ID)}
    marks = TeiMarks(place, text, ids, not_read)
    taken: list[FormatMark] = []
    for one in (*marks.standing_off(root), *marks.inline()):
        if isinstance(one, FormatProblem):
            yield one
        else:
            taken.append(one)
    name = root.get(XML_ID) or stem
    names[name] += 1
    again = f" ({names[name]})" if names[name] > 1 else ""
    readers = [
        marks.person(one.get("who", ""))
        for one in root.iterfind("{*}teiHeader/{*}revisionDesc/{*}change[@status='read']")
    ]
    yield FormatDocument(
        name=f"{name}{again}",
        text=text.text,
        marks=taken,
        readers=tuple(filter(None, readers)),
        place=place,
        **_about(root),
    )


def _about(root: Any) -> dict[str, str]:
    """Return what the header says of the text; of several places the one that is nearest to it."""
    head = root.find("{*}teiHeader")
    if head is None:
        return {}
    said = {
        "title": _first(head, "{*}fileDesc/{*}titleStmt/{*}title"),
        "byline": _first(
            head, "{*}fileDesc/{*}sourceDesc//{*}author", "{*}fileDesc/{*}titleStmt/{*}author"
        ),
        "source": _first(
            head,
            "{*}fileDesc/{*}sourceDesc//{*}publisher",
            "{*}fileDesc/{*}publicationStmt/{*}publisher",
        ),
        "published_on": _date(head),
        "url": _address(head),
        "language": _language(root, head),
    }
    return {name: value for name, value in said.items() if value}


def _first(head: Any, *paths: str) -> str:
    for path in paths:
        for one in head.iterfind(path):
            if told := on_one_line(inner_text(one)):
                return told
    return ""


def _date(head: Any) -> str:
    for path in ("{*}fileDesc/{*}sourceDesc//{*}date", "{*}fileDesc/{*}publicationStmt/{*}date"):
        for one in head.iterfind(path):
            if told := one.get("when") or on_one_line(inner_text(one)):
                return str(told)
    return ""


def _address(head: Any) -> str:
    for one in head.iterfind("{*}fileDesc/{*}sourceDesc//*[@target]"):
        if local_name(one) in {"ptr", "ref"}:
            return str(one.get("target")).strip()
    for one in head.iterfind("{*}fileDesc//{*}idno"):
        if (one.get("type") or "").lower() in {"url", "uri"}:
            return inner_text(one).strip()
    return ""


def _language(root: Any, head: Any) -> str:
    for one in head.iterfind("{*}profileDesc/{*}langUsage/{*}language[@ident]"):
        return str(one.get("ident"))
    text = root.find("{*}text")
    return (text.get(_LANGUAGE) if text is not None else "") or root.get(_LANGUAGE) or ""
