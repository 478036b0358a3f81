"""REFI-QDA: a project with codes, sources, selections and cases, and the texts beside it.

REFI-QDA standard 1.5, Project exchange, https://www.qdasoftware.org. Positions count Unicode code
points of the text's file, half-open; each selection quotes its words in its name, so that whoever
counts otherwise can be told apart. What the standard has no place for stands in the memo of the
coding, a line for each thing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from annotator.exchange.formats.archive import is_zip, names_in, zipped
from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.qualitative.cases import CaseCount, cases_written
from annotator.exchange.formats.qualitative.codes import codes_written, guid_of
from annotator.exchange.formats.qualitative.coding_memo import memo_of
from annotator.exchange.formats.qualitative.guids_apart import GuidsApart
from annotator.exchange.formats.qualitative.refi_qda_reading import (
    NAMESPACE,
    PROJECT,
    is_project,
    read,
)
from annotator.exchange.formats.qualitative.variables import value_written, variables_written
from annotator.exchange.formats.xml_files import DECLARATION, opening, tag
from articles.xml_text import xml_text

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


class _Head(NamedTuple):
    """What stands in a project before its sources."""

    users: list[str]
    labels: list[str]
    cases: CaseCount


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield the archive: the project, then the text of each article."""
    yield from zipped(_files(out))


def _files(out: Outgoing) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield PROJECT, _project(out)
    for document in out.documents():
        # A reader takes a byte-order mark away: one that belongs to the text stands behind another.
        mark = "\ufeff" if document.text.startswith("\ufeff") else ""
        yield f"sources/{_source_guid(document)}.txt", iter([(mark + document.text).encode()])


def _project(out: Outgoing) -> Iterator[bytes]:
    said = {"name": out.title or "Annotator", "origin": "Annotator", "xmlns": NAMESPACE}
    yield (DECLARATION + opening("Project", said) + "\n").encode()
    with GuidsApart() as guids:
        yield from _before_sources(out, _head(out, CaseCount(guids)))
    opened = ""
    for document in out.documents():
        yield b"" if opened else b"<Sources>\n"
        opened = "</Sources>\n"
        yield from _source(document)
    yield opened.encode()
    opened = ""
    for document in out.documents():
        for number, mark in enumerate(document.marks):
            if mark.is_of_document:
                yield b"" if opened else b"<Notes>\n"
                opened = "</Notes>\n"
                yield _note(document, number, mark).encode()
    yield (opened + "</Project>\n").encode()


def _before_sources(out: Outgoing, head: _Head) -> Iterator[bytes]:
    users = "".join(
        tag("User", {"guid": _user_guid(name), "name": name}) + "\n" for name in head.users
    )
    yield (tag("Users", {}, "\n" + users) + "\n").encode() if users else b""
    yield codes_written(out.vocabulary(), head.labels).encode()
    yield variables_written(head.cases.any).encode()
    yield from (piece.encode() for piece in cases_written(head.cases))


def _head(out: Outgoing, cases: CaseCount) -> _Head:
    """Return who, which labels and which cases there are: all else is written as it is read."""
    users: dict[str, None] = {}
    labels: dict[str, None] = {}
    for document in out.documents():
        source = _source_guid(document)
        if document.source:
            cases.outlet(document.source, source)
        for number, mark in enumerate(document.marks):
            labels[mark.label] = None
            if mark.annotator:
                users[mark.annotator] = None
            if mark.kind == "stance" and mark.is_of_document:
                cases.stance(mark, source=source)
            elif mark.kind == "stance":
                cases.stance(mark, selection=_guid("selection", document, number))
    return _Head(sorted(users), sorted(labels), cases)


def _source(document: FormatDocument) -> Iterator[bytes]:
    guid = _source_guid(document)
    said = {"guid": guid, "name": document.name, "plainTextPath": f"internal://{guid}.txt"}
    yield (opening("TextSource", said) + "\n").encode()
    for number, mark in enumerate(document.marks):
        if not mark.is_of_document:
            yield _selection(document, number, mark).encode()
    for number, mark in enumerate(document.marks):
        if mark.is_of_document:
            note = tag("NoteRef", {"targetGUID": _guid("note", document, number)})
            yield (_coding(document, number, mark, note) + "\n").encode()
    told = document.about() | {"readers": ", ".join(document.readers)}
    yield "".join(value_written(name, value) for name, value in told.items() if value).encode()
    yield b"</TextSource>\n"


def _selection(document: FormatDocument, number: int, mark: FormatMark) -> str:
    start, end = mark.span
    said = {
        "guid": _guid("selection", document, number),
        "name": mark.quote,
        "startPosition": str(start),
        "endPosition": str(end),
        **_made(mark, with_change=True),
    }
    memo = tag("Description", {}, xml_text(memo_of(mark)))
    coding = _coding(document, number, mark)
    return tag("PlainTextSelection", said, f"\n{memo}\n{coding}\n") + "\n"


def _coding(document: FormatDocument, number: int, mark: FormatMark, note: str = "") -> str:
    said = {"guid": _mark_guid(document, number, mark), **_made(mark)}
    code = tag("CodeRef", {"targetGUID": guid_of(mark.label)})
    return tag("Coding", said, code + note)


def _note(document: FormatDocument, number: int, mark: FormatMark) -> str:
    """Return the memo of a label of a whole article, which has no selection to hold it."""
    name = f"{mark.label} of {document.name}"
    said = {"guid": _guid("note", document, number), "name": name}
    content = tag("PlainTextContent", {}, xml_text(memo_of(mark)))
    return tag("Note", said | _made(mark, with_change=True), content) + "\n"


def _made(mark: FormatMark, with_change: bool = False) -> dict[str, str]:
    """Return who made a mark and when, as attributes."""
    said = {"creatingUser": _user_guid(mark.annotator)} if mark.annotator else {}
    if _MOMENT.fullmatch(mark.created_at):
        said["creationDateTime"] = mark.created_at
    if with_change and _MOMENT.fullmatch(mark.updated_at):
        said["modifiedDateTime"] = mark.updated_at
    return said


def _mark_guid(document: FormatDocument, number: int, mark: FormatMark) -> str:
    try:
        return str(UUID(mark.id))
    except ValueError:
        return _guid("coding", document, number)


def _guid(what: str, document: FormatDocument, number: int) -> str:
    return guid_of(f"{what} {number} of {document.name}")


def _source_guid(document: FormatDocument) -> str:
    return guid_of(f"source {document.name}")


def _user_guid(name: str) -> str:
    return guid_of(f"user {name}")


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file is an archive with a project."""
    return is_zip(content) and any(is_project(one) for one in names_in(content))


REFI_QDA = Format(
    name="refi-qda",
    title="REFI-QDA project",
    sentence="MAXQDA, ATLAS.ti, NVivo, QualCoder and other programs of qualitative research read "
    "and write it.",
    ending=".qdpx",
    media_type="application/zip",
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Sets, links, graphs, and what is coded in pictures, sound and film.",
        "Characters that XML cannot hold (U+FFFE and U+FFFF): in memos each is written as �.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
