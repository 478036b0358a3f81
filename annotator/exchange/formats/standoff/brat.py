"""brat standoff: each text beside a file of what is said of it, one folder a reading.

https://brat.nlplab.org/standoff.html. Offsets count code points. No fragment holds a line end, so a
highlight over several lines has several fragments. What brat has no word for stands in notes of a
type of our own (`Details`), a label of the whole article in a note at the first line.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.archive import is_zip, names_in, zipped
from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.pieces.article_list import ARTICLES, article_lines
from annotator.exchange.formats.pieces.article_readings import (
    ArticleReading,
    article_readings,
    folder_of,
)
from annotator.exchange.formats.pieces.beside import mark_beside
from annotator.exchange.formats.standoff.brat_reading import read
from annotator.exchange.formats.standoff.brat_words import (
    ARTICLE_LABEL,
    ATTRIBUTES,
    DETAILS,
    FIRST_LINE,
    HIGHLIGHT,
    NOTE,
    QID,
    fragments,
    on_one_line,
    type_name,
)

CONFIGURATION = "annotation.conf"


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield the archive: the configuration, the list of articles, and two files a reading."""
    yield from zipped(_files(out))


def _files(out: Outgoing) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield CONFIGURATION, [_configuration(out).encode()]
    yield ARTICLES, article_lines(out.documents())
    for document in out.documents():
        for reading in article_readings(document):
            path = f"{folder_of(reading)}/{document.name}"
            yield f"{path}.txt", [document.text.encode()]
            yield f"{path}.ann", ["".join(_lines(document, reading)).encode()]


def _configuration(out: Outgoing) -> str:
    """Return what brat needs to open the folders: the labels by kind, and the attributes."""
    kinds: dict[str, list[str]] = {}
    for label in out.vocabulary().labels:
        kinds.setdefault(label.kind, []).append(type_name(label.slug))
    entities = [line for kind, labels in kinds.items() for line in (f"!{kind}", *_deeper(labels))]
    attributes = [
        f"{name}\tArg:<ENTITY>, Value:{'|'.join(value.replace(' ', '_') for value in values)}"
        for name, values in ATTRIBUTES.items()
    ]
    sections = {"entities": entities, "relations": [], "events": [], "attributes": attributes}
    return "".join(f"[{name}]\n" + "".join(f"{x}\n" for x in of) for name, of in sections.items())


def _deeper(labels: Iterable[str]) -> list[str]:
    return [f"\t{label}" for label in labels]


def _lines(document: FormatDocument, reading: ArticleReading) -> Iterator[str]:
    """Yield the lines of what is said in one reading, each with its line end."""
    numbers = dict.fromkeys("TAN#", 0)

    def line(sign: str, said: str, tail: str = "") -> str:
        numbers[sign] += 1
        return f"{sign}{numbers[sign]}\t{said}" + (f"\t{tail}" if tail else "") + "\n"

    for mark in reading.marks:
        pieces = fragments(document.text, *mark.span) if mark.start is not None else []
        if not pieces:
            kind = ARTICLE_LABEL if mark.start is None else HIGHLIGHT
            place = {} if mark.start is None else {"start": mark.start, "end": mark.end}
            told = {"label": mark.label, **place, **mark_beside(mark)}
            yield line("#", f"{kind} {FIRST_LINE}", _json(told))
            continue
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(document.text[start:end] for start, end in pieces)
        yield line("T", f"{type_name(mark.label)} {places}", words)
        target = f"T{numbers['T']}"
        own = set()
        for name in ATTRIBUTES:
            value = mark.details.get(name, "")
            if value in ATTRIBUTES[name]:
                own.add(name)
                yield line("A", f"{name} {target} {value.replace(' ', '_')}")
        number, name = (mark.details.get(each, "") for each in ("entity_wikidata", "entity_name"))
        if QID.fullmatch(number):
            own |= {"entity_wikidata"} | ({"entity_name"} if on_one_line(name) == name else set())
            yield line("N", f"Reference {target} Wikidata:{number}", on_one_line(name))
        note = mark.details.get("note", "")
        if flat := on_one_line(note):
            own |= {"note"} if flat == note else set()
            yield line("#", f"{NOTE} {target}", flat)
        beside = mark_beside(mark, tuple(own))
        beside |= {} if type_name(mark.label) == mark.label else {"label": mark.label}
        if (pieces[0][0], pieces[-1][1]) != mark.span:
            beside |= {"start": mark.start, "end": mark.end}
        if beside:
            yield line("#", f"{DETAILS} {target}", _json(beside))


def _json(value: dict[str, Any]) -> str:
    """Return it as JSON in ASCII: brat ends a line at characters that are none for us."""
    return json.dumps(value, separators=(",", ":"))


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file is an archive with files of brat, or one of them."""
    names = names_in(content) if is_zip(content) else [name]
    return any(PurePosixPath(path).suffix == ".ann" for path in names)


BRAT = Format(
    name="brat",
    title="brat standoff",
    sentence="Texts with .ann files, a folder a reading; brat opens it, and much that mines texts.",
    ending=".zip",
    media_type="application/zip",
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Definitions of labels.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
