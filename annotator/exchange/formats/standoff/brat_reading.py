"""Read an archive of brat's files: each text with the marks of its .ann files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.anchoring import anchored
from annotator.exchange.formats.archive import is_zip, unzipped
from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused, FromFile
from annotator.exchange.formats.offsets import Move, from_utf_16
from annotator.exchange.formats.pieces.article_list import ARTICLES, listed_articles
from annotator.exchange.formats.pieces.article_readings import Gathered, whose_folder, without_root
from annotator.exchange.formats.pieces.beside import article_of, details_of, with_beside
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.standoff.brat_lines import AnnLines, TextBound, ann_lines
from annotator.exchange.formats.standoff.brat_words import on_one_line, type_name

_CONFIGURATIONS = frozenset({".conf", ".ann", ".txt"})
_SPLIT = "A mark of several pieces (discontinuous) became one highlight a piece."
_OF_NOTHING = "Notes, names and attributes of marks that are not there are not read."
_ELSEWHERE = "A mark points beside its words; it is taken where these stand next."


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a text, with what all folders say of it.

    A folder is an annotator's; `settled` or `gold` holds what is settled.
    """
    if not is_zip(content):
        told = "Put each text (NAME.txt) and its marks (NAME.ann) together into one .zip."
        raise FormatRefused(name, told)
    files = without_root(unzipped(name, content))
    listed = {stem: article_of(told) for stem, told in listed_articles(name, files).items()}
    gathered, unread = Gathered(), Unread()
    for path, said in files.items():
        here = PurePosixPath(path)
        if here.suffix != ".ann":
            _not_read(f"{name}, {path}", here, files, unread)
            continue
        beside = files.get(str(here.with_suffix(".txt")))
        if beside is None:
            told = f"Its text is missing. Put {here.stem}.txt beside it."
            yield FormatProblem(f"{name}, {path}", told)
            continue
        text = _utf_8(f"{name}, {here.with_suffix('.txt')}", beside)
        lines = ann_lines(f"{name}, {path}", _utf_8(f"{name}, {path}", said), unread)
        layer, annotator = whose_folder("" if str(here.parent) == "." else str(here.parent))
        marks: list[FormatMark] = []
        for found in _marks(text, lines, unread):
            if isinstance(found, FormatMark):
                told_by = found.annotator or annotator
                marks.append(replace(found, layer=layer, annotator=told_by))
            else:
                yield found
        known: dict[str, Any] = {"name": here.stem, **listed.get(here.stem, {})}
        document = FormatDocument(text=text, marks=marks, place=f"{name}, {path}", **known)
        gathered.add(here.stem, document)
    yield from unread.told()
    yield from gathered.documents()


def _not_read(place: str, path: PurePosixPath, files: dict[str, bytes], unread: Unread) -> None:
    if path.suffix == ".txt" and str(path.with_suffix(".ann")) not in files:
        unread.add(place, "Texts without a file of marks (.ann) are not read.")
    elif path.suffix not in _CONFIGURATIONS and path.name != ARTICLES:
        unread.add(place, "Files that are no text (.txt) and no marks (.ann) are not read.")


def _utf_8(place: str, content: bytes) -> str:
    """Return the text of a file with a byte-order mark that it has: brat counts it."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatRefused(place, "This is not UTF-8. Save it so.") from error


def _marks(text: str, lines: AnnLines, unread: Unread) -> Iterator[FormatMark | FormatProblem]:
    for place, told in lines.of_text:
        label, start, end = told.get("label"), told.get("start"), told.get("end")
        if not isinstance(label, str) or not label:
            unread.add(place, "Notes on a whole text that name no label are not read.")
        elif start is None:
            yield with_beside(FormatMark(label, place=place), told)
        elif type(start) is int and type(end) is int and 0 <= start < end <= len(text):
            mark = FormatMark(label, start, end, text[start:end], place=place)
            yield with_beside(mark, told)
        else:
            yield FormatProblem(place, "This highlight stands nowhere in the text. Remove it.")
    unread.add(lines.place, _OF_NOTHING, len(lines.of_nothing))
    in_units = from_utf_16(text)
    for bound in lines.bound:
        pieces = _pieces(text, bound, in_units, unread)
        if pieces is None:
            missed = f"“{bound.words[:60]}” does not stand at {bound.fragments[0][0]} in its text."
            yield FormatProblem(bound.place, f"{missed} Correct the offsets of {bound.id}.")
            continue
        if len(pieces) > 1:
            unread.add(bound.place, _SPLIT)
        yield from _placed(text, bound, pieces, lines)


def _placed(
    text: str, bound: TextBound, pieces: list[tuple[int, int]], lines: AnnLines
) -> Iterator[FormatMark]:
    """Yield a mark a piece, each with what is said of the whole; the first alone has its id."""
    beside = lines.beside.get(bound.id, {})
    details = dict(lines.details.get(bound.id, {}))
    if note := "\n".join(lines.notes.get(bound.id, [])):
        details["note"] = note
    kept = details_of(beside)
    for name, exact in list(kept.items()):
        was_flat = name in {"note", "entity_name"} and name in details
        removed = name == "note" and name not in details and on_one_line(exact)
        if was_flat and on_one_line(exact) == details[name]:
            details[name] = exact
        elif removed:
            del kept[name]
    exact_label = beside.get("label")
    is_same = isinstance(exact_label, str) and type_name(exact_label) == bound.label
    for number, (start, end) in enumerate(pieces):
        if len(pieces) == 1:
            start, end = _widened(text, start, end, beside)
        mark = FormatMark(
            label=str(exact_label) if is_same else bound.label,
            start=start,
            end=end,
            quote=text[start:end],
            details=details,
            id="" if bound.id in lines.beside else bound.id,
            place=bound.place,
        )
        mark = with_beside(mark, {**beside, "details": kept})
        yield replace(mark, id=f"{mark.id}.{number + 1}") if number and mark.id else mark


def _widened(text: str, start: int, end: int, beside: dict[str, Any]) -> tuple[int, int]:
    """Return the span with the line ends around it that no fragment could hold."""
    first, last = beside.get("start"), beside.get("end")
    if type(first) is not int or type(last) is not int or not 0 <= first <= start < end <= last:
        return start, end
    around = text[first:start] + text[end:last]
    return (first, last) if last <= len(text) and not around.strip("\n") else (start, end)


def _pieces(
    text: str, bound: TextBound, in_units: Move, unread: Unread
) -> list[tuple[int, int]] | None:
    """Return the fragments, those joined that line ends alone lie between; None where the words
    stand nowhere.

    brat counts code points; of programs that count JavaScript's units the words tell it.
    """
    places = bound.fragments
    for pieces in (places, [(in_units(start), in_units(end)) for start, end in places]):
        if all(start < end <= len(text) for start, end in pieces):
            words = "".join(text[start:end] for start, end in pieces)
            if not bound.words.strip() or _bare(words) == _bare(bound.words):
                return _joined(text, sorted(pieces))
    found = anchored(text, bound.words, places[0][0]) if bound.words.strip() else None
    if found is None or len(places) > 1:
        return None
    unread.add(bound.place, _ELSEWHERE)
    return [found]


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        before, reach = joined[-1]
        if not text[reach:start].strip("\r\n"):
            joined[-1] = (before, max(reach, end))
        else:
            joined.append((start, end))
    return joined


def _bare(words: str) -> str:
    return "".join(words.split())
