"""Write and read lines of JSON, each of which is one reading of one text (pure)."""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from annotator.exchange.formats.document import FormatDocument, FormatMark, layer_named
from annotator.exchange.formats.format import FormatProblem, FormatRefused, FromFile
from annotator.exchange.formats.lines.json_objects import JsonLine
from annotator.exchange.formats.pieces.article_readings import ArticleReading, Gathered
from annotator.exchange.formats.pieces.beside import (
    article_beside,
    article_of,
    mark_beside,
    with_beside,
)
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import shown, text_at

NO_LABEL = "(no label)"
GONE = "What stood beside a highlight that is no longer there is not read."


class PlacedLabel(NamedTuple):
    """A label with the place that a line gives it, or without one."""

    label: str
    start: int | None = None
    end: int | None = None
    details: Mapping[str, str] = {}


class LineReading(NamedTuple):
    """What a line tells of its text; `beside` is what stands there of ours."""

    labels: Sequence[PlacedLabel]
    beside: object = None
    annotator: str = ""
    finished: bool = False


ReadLine = Callable[[str, Mapping[str, Any], Unread], LineReading | None]


def labels_of_text(reading: ArticleReading) -> list[str]:
    """Return the labels of the whole text, each once: programs count a second as an error."""
    return list(dict.fromkeys(mark.label for mark in reading.marks if mark.start is None))


def beside_line(
    document: FormatDocument,
    reading: ArticleReading,
    only: Container[FormatMark] = (),
    without: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return what stands beside a line: whose reading of which article it is, and what is said of
    its marks but the details named in `without`.

    The marks of `only` stand nowhere else, nor does a second label of the whole text.
    """
    marks = []
    seen: set[str] = set()
    for mark in reading.marks:
        place = {} if mark.start is None else {"start": mark.start, "end": mark.end}
        alone = mark in only or (mark.start is None and mark.label in seen)
        said = mark_beside(mark, () if alone else without)
        marks.append({"label": mark.label, **place, **said, **({"only": True} if alone else {})})
        seen |= {mark.label} if mark.start is None else set()
    told = {"layer": reading.layer, "reader": reading.reader, "marks": marks}
    return {**article_beside(document), **told}


def documents_of(name: str, lines: Iterable[JsonLine], read_line: ReadLine) -> Iterator[FromFile]:
    """Yield a document a text, of all lines that have it, after what is wrong or is not read."""
    gathered, unread = Gathered(), Unread()
    stem = PurePosixPath(name).stem
    for number, (place, value, annotator) in enumerate(lines, 1):
        text = text_of(value)
        if not text:
            unread.add(place, "Lines without a text are not read.")
            continue
        line = read_line(place, value, unread)
        if line is None:
            continue
        about = article_of(line.beside)
        who = line.annotator or annotator
        marks: list[FormatMark] = []
        for mark in _marks(place, text, line, who, unread):
            if isinstance(mark, FormatMark):
                marks.append(mark)
            else:
                yield mark
        readers = (who,) if line.finished and who else ()
        known = about or {"name": f"{stem}-{number}", "readers": readers}
        found = FormatDocument(text=text, marks=marks, place=place, **known)
        gathered.add(about.get("name", ""), found)
    yield from unread.told()
    yield from gathered.documents()


def text_of(value: Mapping[str, Any]) -> str:
    """Return the text of a line; '' where it has none."""
    found = value.get("text", value.get("data"))
    return found if isinstance(found, str) else ""


def label_at(place: str, value: object) -> str:
    """Return a label: a text, or a number as text. Raises FormatRefused for anything else."""
    if isinstance(value, str):
        return value or NO_LABEL
    if value is None:
        return NO_LABEL
    if isinstance(value, int) and not isinstance(value, bool):
        return text_at({"label": value}, "label")
    raise FormatRefused(place, f"A label must be a text, not {shown(value)}.")


def _marks(
    place: str, text: str, line: LineReading, annotator: str, unread: Unread
) -> Iterator[FormatMark | FormatProblem]:
    """Yield the labels as marks, each with what stands beside it, then those that stand only
    there."""
    told = line.beside if isinstance(line.beside, dict) else {}
    ours = isinstance(told.get("article"), str)
    layer = layer_named(told.get("layer") if ours else None)
    reader = text_at(told, "reader") if ours else annotator
    beside: dict[tuple[object, ...], deque[Mapping[str, Any]]] = {}
    only: list[PlacedLabel] = []
    entries = told.get("marks") if ours else None
    for entry in entries if isinstance(entries, list) else []:
        placed = _entry(entry)
        if placed is not None:
            beside.setdefault(placed[:3], deque()).append(entry)
            only += [placed] if entry.get("only") is True else []
    for label in (*line.labels, *only):
        quote = ""
        if label.start is not None and label.end is not None:
            if not label.start < label.end <= len(text):
                told_of = f"{label.label} from {label.start} to {label.end}"
                message = (
                    f"{told_of} is no place in a text of {len(text):,} characters. "
                    "Correct its offsets."
                )
                yield FormatProblem(place, message)
                continue
            quote = text[label.start : label.end]
        mark = FormatMark(
            label=label.label,
            start=label.start,
            end=label.end,
            quote=quote,
            layer=layer,
            annotator=reader,
            details=label.details,
            place=place,
        )
        found_beside = beside.get((label.label, label.start, label.end))
        yield with_beside(mark, found_beside.popleft()) if found_beside else mark
    unread.add(place, GONE, sum(len(found) for found in beside.values()))


def _entry(entry: object) -> PlacedLabel | None:
    """Return the label and place of an entry of ours; None where it has been spoiled."""
    if not isinstance(entry, dict) or not isinstance(entry.get("label"), str):
        return None
    start, end = entry.get("start"), entry.get("end")
    if start is None and end is None:
        return PlacedLabel(entry["label"])
    whole = type(start) is int and type(end) is int and start >= 0
    return PlacedLabel(entry["label"], start, end) if whole else None
