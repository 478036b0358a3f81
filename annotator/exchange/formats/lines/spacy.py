"""spaCy's lines of JSON: one `Doc` a line, as `Doc.to_json` gives it and `Doc.from_json` takes it.

https://spacy.io/api/doc#to_json. Offsets count code points. Each line is one reading; its tokens
are cut where its highlights begin and end, so that spaCy finds a span for each of them. What spaCy
has no word for stands under a name of its own (`annotator`), which it passes over.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeGuard

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import Format, FromFile, Outgoing
from annotator.exchange.formats.lines.json_objects import SPACY, json_objects, make_of
from annotator.exchange.formats.lines.json_readings import (
    LineReading,
    PlacedLabel,
    beside_line,
    documents_of,
    label_at,
    labels_of_text,
)
from annotator.exchange.formats.pieces.article_readings import ArticleReading, article_readings
from annotator.exchange.formats.pieces.beside import BESIDE
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.pieces.word_tokens import word_tokens
from annotator.exchange.formats.strict_json import list_at, object_at, offset_at, text_at, written

_KNOWN = frozenset({"text", "ents", "spans", "cats", "tokens", "sents", BESIDE})
_OF_TOKEN = frozenset({"id", "start", "end"})
_OF_SPAN = frozenset({"start", "end", "label", "kb_id", "token_start", "token_end"})
_GROUPS = frozenset({"spans", "sc"})
"""What a group of spans is called that has no name of its own."""
_QID = re.compile(r"Q[1-9][0-9]{0,18}")
_WIKIDATA = "entity_wikidata"
_HALF = 0.5
"""From this score on a category is said of the text."""


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield a line a reading."""
    for document in out.documents():
        for reading in article_readings(document):
            yield f"{written(_line(document, reading))}\n".encode()


def _line(document: FormatDocument, reading: ArticleReading) -> dict[str, Any]:
    placed = sorted(
        (mark for mark in reading.marks if mark.start is not None), key=lambda mark: mark.span
    )
    tokens = list(_tokens(document.text, {at for mark in placed for at in mark.span}))
    starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
    ents: list[FormatMark] = []
    groups: dict[str, list[FormatMark]] = {}
    only = []
    for mark in placed:
        start, end = mark.span
        if start not in starts or end not in ends:
            only.append(mark)
        elif mark.kind == "entity" and not (ents and start < ents[-1].span[1]):
            ents.append(mark)
        else:
            groups.setdefault(mark.kind, []).append(mark)
    return {
        "ents": [_span(mark) for mark in ents],
        "spans": {kind: [_span(mark) for mark in marks] for kind, marks in groups.items()},
        "cats": dict.fromkeys(labels_of_text(reading), 1.0),
        "text": document.text,
        "tokens": [{"id": n, "start": s, "end": e} for n, (s, e) in enumerate(tokens)],
        BESIDE: beside_line(document, reading, only, (_WIKIDATA,)),
    }


def _span(mark: FormatMark) -> dict[str, Any]:
    start, end = mark.span
    number = mark.details.get(_WIKIDATA, "")
    return {"start": start, "end": end, "label": mark.label, "kb_id": number}


def _tokens(text: str, edges: set[int]) -> Iterator[tuple[int, int]]:
    """Yield tokens as spaCy has them: one space behind a word is in none, other white space is a
    token of its own."""
    at = 0
    for start, end in word_tokens(text):
        if at < start:
            yield at, start
        cuts = [start, *(edge for edge in range(start + 1, end) if edge in edges), end]
        yield from pairwise(cuts)
        at = end + 1 if text[end : end + 1] == " " else end
    if at < len(text):
        yield at, len(text)


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a text, with the spans and categories of its lines."""
    yield from documents_of(name, json_objects(name, content), _reading)


def _reading(place: str, value: Mapping[str, Any], unread: Unread) -> LineReading:
    groups = value.get("spans")
    if not isinstance(groups, Mapping):
        groups = {"spans": groups}
    spans = [*list_at(place, value.get("ents"), "ents")]
    ours = isinstance(value.get(BESIDE), Mapping)
    for name, group in groups.items():
        listed = list_at(place, group, f"spans, {name}")
        spans += listed
        if not ours and name not in _GROUPS:
            told = f"That spans are of the group “{str(name)[:40]}” is not read."
            unread.add(place, told, len(listed))
    found = [_placed(place, object_at(place, one, "A span"), unread) for one in spans]
    cats = object_at(place, value.get("cats") or {}, "cats")
    found += [PlacedLabel(label) for label, score in cats.items() if _is_said(score)]
    _count_unread(place, value, cats, unread)
    return LineReading(found, value.get(BESIDE))


def _count_unread(
    place: str, value: Mapping[str, Any], cats: Mapping[str, Any], unread: Unread
) -> None:
    """Count what is said of tokens, sentences and the whole text and has no place here."""
    unread.names(place, value, _KNOWN)
    for token in list_at(place, value.get("tokens"), "tokens"):
        if isinstance(token, Mapping):
            unread.names(place, token, _OF_TOKEN, " of a token")
    sentences = list_at(place, value.get("sents"), "sents")
    unread.add(place, "Where sentences begin and end is not read.", len(sentences))
    below = sum(1 for score in cats.values() if _is_number(score) and 0 < score < _HALF)
    unread.add(place, f"Categories with a score below {_HALF} are not read.", below)
    unsure = sum(1 for score in cats.values() if _is_number(score) and _HALF <= score < 1)
    unread.add(place, "How sure a category is, is not read.", unsure)


def _placed(place: str, span: Mapping[str, Any], unread: Unread) -> PlacedLabel:
    start, end = (offset_at(place, span.get(word), word) for word in ("start", "end"))
    unread.names(place, span, _OF_SPAN, " of a span")
    number = text_at(span, "kb_id")
    details = {_WIKIDATA: number} if _QID.fullmatch(number) else {}
    if number and not details and number != "NIL":
        unread.add(place, "Names by a number (kb_id) that is none of Wikidata are not read.")
    return PlacedLabel(label_at(place, span.get("label")), start, end, details)


def _is_said(score: object) -> bool:
    return score is True or (_is_number(score) and score >= _HALF)


def _is_number(score: object) -> TypeGuard[float]:
    return isinstance(score, int | float) and not isinstance(score, bool)


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file that begins so has spaCy's lines."""
    return make_of(content) == SPACY


SPACY_LINES = Format(
    name="spacy",
    title="spaCy JSONL",
    sentence="A Doc a line, with its tokens, entities, spans and categories, for training spaCy.",
    ending=".jsonl",
    media_type="application/jsonl; charset=utf-8",
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Definitions of labels.",
        "To spaCy itself: highlights that begin or end with white space, as no token does. They "
        "stand under `annotator` alone.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
