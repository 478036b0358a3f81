"""Read files of tokens and tags: an archive of ours or of others, or one file of columns."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.archive import is_zip, unzipped
from annotator.exchange.formats.document import GOLD, FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FormatRefused, FromFile
from annotator.exchange.formats.pieces.article_list import ARTICLES, listed_articles
from annotator.exchange.formats.pieces.article_readings import Gathered, whose_folder, without_root
from annotator.exchange.formats.pieces.beside import article_of
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import utf_8
from annotator.exchange.formats.tokens.columns import ColumnText, column_texts
from annotator.exchange.formats.tokens.tags import spans_of

ENDINGS = frozenset({".conll", ".iob", ".iob2", ".bio", ".bioes", ".bilou", ".conll03"})
TEXTS, SETTLED_BY = "texts", "settled_by"
"""The folder of the texts in our archive; by kind who settled each of its highlights."""
_BETWEEN = "Columns between the first and the last are not read."
_REBUILT = (
    "It has no text of its own: the text is put together of its tokens, with one space between two "
    "and each sentence on a line."
)
_FILLED = "It has offsets and no text: what stands between its tokens is filled with spaces."
MOST_BETWEEN = 100
"""So many characters may lie between two tokens of a text that is put together by its offsets."""


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a text, with the spans of all files that tag it."""
    gathered, unread = Gathered(), Unread()
    if is_zip(content):
        files = without_root(unzipped(name, content))
        yield from _of_archive(name, files, gathered, unread)
    else:
        stem = PurePosixPath(name).stem
        for number, text in enumerate(_texts(name, content, unread), 1):
            found = _document(f"{stem}-{number}", text, None, unread)
            if isinstance(found, FormatDocument):
                gathered.add(text.name, found)
            else:
                yield found
    yield from unread.told()
    yield from gathered.documents()


def _of_archive(
    name: str, files: Mapping[str, bytes], gathered: Gathered, unread: Unread
) -> Iterator[FormatProblem]:
    listed = listed_articles(name, files)
    texts: dict[str, str] = {}
    tagged: dict[str, bytes] = {}
    for path, content in files.items():
        here = PurePosixPath(path)
        if here.parts[0] == TEXTS and here.suffix == ".txt":
            texts[here.stem] = _as_it_is(f"{name}, {path}", content)
            known = {"name": here.stem, **article_of(listed.get(here.stem))}
            place = f"{name}, {path}"
            gathered.add(here.stem, FormatDocument(text=texts[here.stem], place=place, **known))
        elif here.suffix in ENDINGS:
            tagged[path] = content
        elif path != ARTICLES:
            unread.add(f"{name}, {path}", "Files that are no tags and no texts are not read.")
    for path, content in tagged.items():
        here = PurePosixPath(path)
        layer, annotator = whose_folder("" if str(here.parent) == "." else str(here.parent))
        for number, text in enumerate(_texts(f"{name}, {path}", content, unread), 1):
            stem = here.stem if number == 1 else f"{here.stem}-{number}"
            found = _document(stem, text, texts.get(stem), unread)
            if isinstance(found, FormatProblem):
                yield found
                continue
            by = listed.get(stem, {}).get(SETTLED_BY) if layer == GOLD else None
            who = _named(by, here.parts[-2:-1], annotator, len(found.marks))
            marks = [_of(mark, layer, one) for mark, one in zip(found.marks, who, strict=True)]
            known = {"name": stem, **article_of(listed.get(stem))}
            gathered.add(
                stem, FormatDocument(text=found.text, marks=marks, place=found.place, **known)
            )


def _named(by: object, folder: tuple[str, ...], annotator: str, number: int) -> list[str]:
    """Return who made each of so many marks; of settled ones as the list of articles says it."""
    of_kind = by.get("".join(folder)) if isinstance(by, Mapping) else None
    if isinstance(of_kind, list) and len(of_kind) == number:
        return [one if isinstance(one, str) else "" for one in of_kind]
    return [annotator] * number


def _of(mark: FormatMark, layer: str, annotator: str) -> FormatMark:
    told: dict[str, Any] = {"layer": layer, "annotator": annotator}
    return FormatMark(mark.label, mark.start, mark.end, mark.quote, place=mark.place, **told)


def _as_it_is(place: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatRefused(place, "This is not UTF-8. Save it so.") from error


def _texts(place: str, content: bytes, unread: Unread) -> list[ColumnText]:
    found, width = column_texts(place, utf_8(place, content), unread)
    between = 1 if not all(text.has_offsets for text in found) else 3
    if width - 1 > between:
        unread.add(place, _BETWEEN)
    return found


def _document(
    name: str, found: ColumnText, text: str | None, unread: Unread
) -> FormatDocument | FormatProblem:
    """Return a text with its spans: as it is given, by the offsets of its tokens, or put together
    of these."""
    in_place = found.has_offsets
    if not in_place:
        unread.add(found.place, _REBUILT)
        text, places = _put_together(found)
    else:
        places = [token.span for token in found.tokens if token.span]
        if text is None:
            unread.add(found.place, _FILLED)
            text = _filled(found)
    for token, (start, end) in zip(found.tokens, places, strict=True):
        if text[start:end] != token.word:
            told = (
                f"“{token.word[:40]}” does not stand at {start} in its text. Correct the offsets."
            )
            return FormatProblem(token.place, told)
    marks = []
    before = 0
    for sentence in found.sentences:
        for first, last, label in spans_of([token.tag for token in sentence]):
            start, end = places[before + first][0], places[before + last - 1][1]
            place = sentence[first].place
            marks.append(FormatMark(label, start, end, text[start:end], place=place))
        before += len(sentence)
    return FormatDocument(found.name or name, text, marks, place=found.place)


def _put_together(found: ColumnText) -> tuple[str, list[tuple[int, int]]]:
    """Return a text of the tokens, and where each of them stands in it."""
    pieces: list[str] = []
    places = []
    at = 0
    for sentence in found.sentences:
        for token in sentence:
            places.append((at, at + len(token.word)))
            pieces += [token.word, " "]
            at += len(token.word) + 1
        if sentence:
            pieces[-1] = "\n"
    return "".join(pieces[:-1]), places


def _filled(found: ColumnText) -> str:
    """Return a text in which each token stands where it says, with spaces between them."""
    pieces: list[str] = []
    at = 0
    for token in found.tokens:
        start, end = token.span or (at, at + len(token.word))
        if start - at > MOST_BETWEEN:
            told = f"More than {MOST_BETWEEN} characters lie before this token. Add the text."
            raise FormatRefused(token.place, told)
        pieces += [" " * (start - at), token.word]
        at = end
    return "".join(pieces)
