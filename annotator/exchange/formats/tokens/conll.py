"""CoNLL columns: a token a line, with where it stands and its tag in IOB2.

As in CoNLL-2003 (https://aclanthology.org/W03-0419) the token is the first of four columns and the
tag the last, an empty line ends a sentence, and `-DOCSTART-` begins a text; between them stand the
offsets of the token, in code points. A file is one reader's, of one kind of labels in one article;
what tags cannot say is listed in the archive.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from annotator.cells import defused, lines
from annotator.exchange.formats.archive import is_zip, names_in, zipped
from annotator.exchange.formats.document import GOLD, FormatDocument, FormatMark
from annotator.exchange.formats.format import EVERYTHING, Aspect, Format, Outgoing
from annotator.exchange.formats.losses import sayable, unsayable
from annotator.exchange.formats.pieces.article_list import ARTICLES, article_lines
from annotator.exchange.formats.pieces.article_readings import (
    article_readings,
    folder_of,
    path_part,
)
from annotator.exchange.formats.pieces.word_tokens import word_tokens
from annotator.exchange.formats.tokens.columns import DOCUMENT, looks_tagged
from annotator.exchange.formats.tokens.conll_reading import ENDINGS, SETTLED_BY, TEXTS, read
from annotator.exchange.formats.tokens.tags import tagged

LEFT_OUT = "left-out.csv"
_HEADER = ("article", "layer", "annotator", "label", "start", "end", "quote", "why")


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield the archive: the list of articles, their texts and tags, and what was left out."""
    yield from zipped(_files(out))


def _files(out: Outgoing) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield ARTICLES, article_lines(out.documents(), _settled_by)
    for document in out.documents():
        kept = sayable(CONLL, document)
        yield f"{TEXTS}/{document.name}.txt", [document.text.encode()]
        tokens = list(word_tokens(document.text))
        for reading in article_readings(kept):
            for kind in sorted({mark.kind for mark in kept.marks}):
                marks = _in_order(mark for mark in reading.marks if mark.kind == kind)
                path = f"{folder_of(reading)}/{path_part(kind)}/{document.name}.conll"
                yield path, ["".join(_rows(document.text, tokens, marks)).encode()]
    left_out = (row for document in out.documents() for row in _left_out(document))
    yield LEFT_OUT, (piece.encode() for piece in lines(_HEADER, left_out))


def _in_order(marks: Iterable[FormatMark]) -> list[FormatMark]:
    return sorted(marks, key=lambda mark: mark.span)


def _settled_by(document: FormatDocument) -> dict[str, Any]:
    """Return by kind who settled each highlight of it, in their order in the text."""
    found: dict[str, list[str]] = {}
    for mark in _in_order(mark for mark in sayable(CONLL, document).marks if mark.layer == GOLD):
        found.setdefault(mark.kind, []).append(mark.annotator)
    return {SETTLED_BY: found} if found else {}


def _rows(text: str, tokens: list[tuple[int, int]], marks: list[FormatMark]) -> Iterator[str]:
    """Yield the lines of one file. A line end of the text ends a sentence, but inside of a
    highlight, so that none is cut in two."""
    yield f"{DOCUMENT} -X- -X- O\n\n"
    before = 0
    for (start, end), tag in zip(
        tokens, tagged(tokens, [(*mark.span, mark.label) for mark in marks]), strict=True
    ):
        if before and "\n" in text[before:start] and not tag.startswith("I-"):
            yield "\n"
        yield f"{text[start:end]} {start} {end} {tag}\n"
        before = end
    yield "\n"


def _left_out(document: FormatDocument) -> Iterator[list[str]]:
    for mark, why in unsayable(CONLL, document):
        start, end = ("", "") if mark.start is None else map(str, mark.span)
        told = (document.name, mark.layer, mark.annotator, mark.label)
        yield [*map(defused, told), start, end, defused(mark.quote), why.value]


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file is an archive with files of columns, or one that begins with rows that
    end in tags."""
    if is_zip(content):
        return any(PurePosixPath(path).suffix in ENDINGS for path in names_in(content))
    return looks_tagged(content)


CONLL = Format(
    name="conll",
    title="CoNLL (IOB2)",
    sentence="A token a line with its tag, for what trains and measures models (seqeval, flair).",
    ending=".zip",
    media_type="application/zip",
    says=EVERYTHING
    - {
        *(Aspect.KIND_OVERLAPS, Aspect.INSIDE_WORDS, Aspect.BLANK_EDGES, Aspect.PARTS),
        *(Aspect.DOCUMENT_LABELS, Aspect.NAMES, Aspect.DETAILS, Aspect.NOTES),
        *(Aspect.TIMES, Aspect.EDITIONS, Aspect.IDS, Aspect.CONFIDENCE),
    },
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Definitions of labels.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
