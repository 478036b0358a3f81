"""Read Label Studio's JSON: tasks with the annotations that were submitted for them."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.anchoring import anchored
from annotator.exchange.formats.document import GOLD, MACHINE, READING, FormatDocument, FormatMark
from annotator.exchange.formats.format import FormatProblem, FromFile
from annotator.exchange.formats.lines.json_readings import label_at
from annotator.exchange.formats.offsets import Move, from_utf_16
from annotator.exchange.formats.pieces.beside import BESIDE, article_of, with_beside
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import (
    json_of,
    list_at,
    object_at,
    shown,
    text_at,
    utf_8,
)

LABELS, CHOICES = "labels", "choices"
_OF_SPANS = frozenset({LABELS, "hypertextlabels", "paragraphlabels"})
_DATA = frozenset({"text", "title", BESIDE})
_TASK = frozenset({"data", "annotations", "completions", "predictions", "drafts", "comments"})
_ANNOTATION = frozenset(
    {"result", "completed_by", "was_cancelled", "skipped", "ground_truth", BESIDE}
    | {"created_at", "updated_at", "model_version"}
)
_COUNTED = frozenset(
    {"id", "inner_id", "project", "task", "file_upload", "overlap", "is_labeled", "unique_id"}
    | {"total_annotations", "cancelled_annotations", "total_predictions", "updated_by", "score"}
    | {"comment_count", "unresolved_comment_count", "last_comment_updated_at", "comment_authors"}
    | {"lead_time", "last_action", "last_created_by", "parent_prediction", "parent_annotation"}
    | {"draft_created_at", "import_id", "bulk_created", "prediction", "mislabeling", "storage"}
    | {"allow_skip", "precomputed_agreement", "created_ago", "created_at", "updated_at"}
)
"""What says nothing of the text: how Label Studio numbered, timed and counted it."""
_REGION = frozenset({"id", "from_name", "to_name", "type", "value", "origin", "meta", "readonly"})
_VALUE = frozenset(
    {"start", "end", "text", "globalOffsets", "startOffset", "endOffset", LABELS, CHOICES}
)
_FAR = 2**40
_OF = " of a region"
_PAGE = "Places in a page or a dialogue (HyperText, Paragraphs) are not read."


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a task, after what of it is wrong or is not read."""
    tasks = json_of(name, utf_8(name, content))
    unread = Unread()
    documents = []
    listed = [tasks] if isinstance(tasks, dict) else list_at(name, tasks, "The file")
    for number, one in enumerate(listed, 1):
        place = f"{name}, task {number}"
        task = object_at(place, one, "A task")
        data = object_at(place, task.get("data"), "data")
        text = _text(data)
        if not text:
            unread.add(place, "Tasks without a text are not read.")
            continue
        ours = article_of(data.get(BESIDE))
        marks: list[FormatMark] = []
        for item in _predictions(place, text, task, bool(ours), unread):
            if isinstance(item, FormatMark):
                marks.append(item)
            else:
                yield item
        _count_beside(place, task, unread)
        readers: list[str] = []
        named = "annotations" if "annotations" in task else "completions"
        for at, each in enumerate(list_at(place, task.get(named), named), 1):
            where = f"{place}, annotation {at}"
            annotation = object_at(where, each, "An annotation")
            if annotation.get("was_cancelled") is True or annotation.get("skipped") is True:
                unread.add(where, "Annotations that were cancelled are not read.")
                continue
            unread.names(where, annotation, _ANNOTATION | _COUNTED, " of an annotation")
            if annotation.get("created_at"):
                unread.add(where, "When annotations were made is not read.")
            layer, who = _whose(annotation)
            readers += [who] if who and layer == READING else []
            bare = FormatMark("", layer=layer, annotator=who)
            for found in _marks(where, text, annotation, bare, unread):
                if isinstance(found, FormatMark):
                    marks.append(found)
                else:
                    yield found
        unread.names(place, data, _DATA | _only_text(data, text))
        known = ours or {
            "name": f"{PurePosixPath(name).stem}-{number}",
            "title": text_at(data, "title")[:500],
            "readers": tuple(dict.fromkeys(readers)),
        }
        documents.append(FormatDocument(text=text, marks=marks, place=place, **known))
    yield from unread.told()
    yield from documents


def _count_beside(place: str, task: Mapping[str, Any], unread: Unread) -> None:
    """Count what a task has beside its text, its annotations and its predictions."""
    unread.names(place, task, _TASK | _COUNTED, " of a task")
    for name, what in (("drafts", "Drafts, which nobody submitted,"), ("comments", "Comments")):
        given = task.get(name)
        number = len(given) if isinstance(given, list) else 1 if given else 0
        unread.add(place, f"{what} are not read.", number)


def _predictions(
    place: str, text: str, task: Mapping[str, Any], ours: bool, unread: Unread
) -> Iterator[FormatMark | FormatProblem]:
    """Yield what the machines of a desk marked; what other models say is not read."""
    for at, each in enumerate(list_at(place, task.get("predictions"), "predictions"), 1):
        said = each.get(BESIDE) if ours and isinstance(each, dict) else None
        if not isinstance(said, Mapping):
            unread.add(place, "Predictions are not read: nobody made them.")
            continue
        where = f"{place}, prediction {at}"
        bare = FormatMark("", layer=MACHINE, annotator=text_at(said, "reader"))
        yield from _marks(where, text, each, bare, unread)


def _text(data: Mapping[str, Any]) -> str:
    """Return the text of a task: that of the name, else the longest that it has."""
    if isinstance(data.get("text"), str):
        return str(data["text"])
    texts = [one for one in data.values() if isinstance(one, str)]
    return max(texts, key=len, default="")


def _only_text(data: Mapping[str, Any], text: str) -> frozenset[str]:
    return frozenset(name for name, value in data.items() if value == text)


def _whose(annotation: Mapping[str, Any]) -> tuple[str, str]:
    """Return layer and annotator of an annotation: what we say of it, else who completed it."""
    layer = GOLD if annotation.get("ground_truth") is True else READING
    ours = annotation.get(BESIDE)
    if isinstance(ours, Mapping) and isinstance(ours.get("reader"), str):
        return layer, str(ours["reader"])
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        return layer, text_at(by, "email", "username", "id")
    return layer, text_at({"by": by}, "by")


def _marks(
    place: str, text: str, annotation: Mapping[str, Any], bare: FormatMark, unread: Unread
) -> Iterator[FormatMark | FormatProblem]:
    """Yield a mark for each label of each region and each choice of an annotation."""
    in_units = from_utf_16(text)
    for number, one in enumerate(list_at(place, annotation.get("result"), "result"), 1):
        where = f"{place}, region {number}"
        region = object_at(where, one, "A region")
        kind = text_at(region, "type")
        value = region.get("value")
        if kind not in {*_OF_SPANS, CHOICES} or not isinstance(value, dict):
            unread.add(where, f"{_called(kind)} are not read.")
            continue
        unread.names(where, region, _REGION | ({"score"} if bare.layer == MACHINE else set()), _OF)
        unread.names(where, value, _VALUE | {kind}, _OF)
        span: tuple[int, int] | None = None
        if kind != CHOICES or "start" in value:
            span = _span(text, value, in_units)
            if span is None and not isinstance(value.get("start"), int):
                unread.add(where, _PAGE)
                continue
            if span is None:
                told = shown({name: value.get(name) for name in ("start", "end", "text")})
                yield FormatProblem(where, f"{told} is no place in the text. Correct its offsets.")
                continue
        for label in list_at(where, value.get(kind, value.get(LABELS)), kind):
            yield _mark(where, text, region, label_at(where, label), span, bare)
        if isinstance(meta := region.get("meta"), Mapping):
            unread.names(where, meta, {"text", BESIDE}, " of the meta of a region")


def _mark(
    place: str,
    text: str,
    region: Mapping[str, Any],
    label: str,
    span: tuple[int, int] | None,
    bare: FormatMark,
) -> FormatMark:
    start, end = span or (None, None)
    meta = region.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    notes = meta.get("text")
    notes = [notes] if isinstance(notes, str) else notes if isinstance(notes, list) else []
    note = "\n".join(one for one in notes if isinstance(one, str))
    ours = meta.get(BESIDE)
    mark = FormatMark(
        label=label,
        start=start,
        end=end,
        quote="" if start is None else text[start:end],
        layer=bare.layer,
        annotator=bare.annotator,
        id="" if isinstance(ours, dict) else text_at(region, "id"),
        details={"note": note} if note else {},
        place=place,
    )
    if not isinstance(ours, dict):
        return mark
    # Label Studio drops what we say of an annotation, and keeps what we say of a region.
    return with_beside(mark, {"by": text_at(ours, "reader"), **ours})


def _span(text: str, value: Mapping[str, Any], in_units: Move) -> tuple[int, int] | None:
    """Return where a region stands, in code points, or None where it stands nowhere.

    Its words decide where they are told: old exports count JavaScript's units, or keep a page's
    offsets apart (`globalOffsets`).
    """
    words = _plain(text_at(value, "text"))
    among = [value, value.get("globalOffsets")]
    pairs = [pair for one in among if isinstance(one, Mapping) and (pair := _pair(one))]
    for start, end in [*pairs, *((in_units(start), in_units(end)) for start, end in pairs)]:
        if start < end <= len(text) and (not words or _plain(text[start:end]) == words):
            return start, end
    return anchored(text, text_at(value, "text"), pairs[0][0] if pairs else None)


def _pair(value: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end < _FAR:
        return None
    return start, end


def _plain(words: str) -> str:
    """Return words as far as programs keep them: line ends come as spaces, or written out."""
    return " ".join(words.replace("\\n", " ").split())


def _called(kind: str) -> str:
    if kind == "relation":
        return "Relations"
    return f"Regions of the type “{kind[:40]}”"
