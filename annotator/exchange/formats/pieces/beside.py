"""What a format has no word for, as plain JSON values that stand beside what it has (pure).

Whoever reads them back takes what is well-formed and leaves the rest: other programs may have
changed them.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.exchange.formats.document import ABOUT, GOLD, FormatDocument, FormatMark

BESIDE = "annotator"
"""The name under which it stands in formats of JSON."""
_TEXTS = ("id", "created_at", "updated_at", "codebook_edition")
_CHECKSUM = "checksum"


def article_beside(document: FormatDocument) -> dict[str, Any]:
    """Return what is known of an article beside its text: names, origin, and who has read it."""
    return {
        "article": document.name,
        **({"story": document.story} if document.story else {}),
        **document.about(),
        "readers": list(document.readers),
    }


def article_of(value: object) -> dict[str, Any]:
    """Return the fields of a FormatDocument that stand beside it; {} where nothing does."""
    if not isinstance(value, Mapping) or not isinstance(value.get("article"), str):
        return {}
    told: dict[str, Any] = {
        name: value[name] for name in (*ABOUT, "story") if isinstance(value.get(name), str)
    }
    readers = value.get("readers")
    told["readers"] = (
        tuple(one for one in readers if isinstance(one, str)) if isinstance(readers, list) else ()
    )
    return {"name": value["article"], **told}


def mark_beside(mark: FormatMark, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what is said of a mark beside label and place, but the details named in `without`.

    Of a settled mark it says who settled it: the file, line or task is nobody's. Of one with an id
    a checksum tells later whether it is still as it was.
    """
    details = {name: value for name, value in mark.details.items() if name not in without}
    return {
        **{name: value for name in _TEXTS if (value := getattr(mark, name))},
        **({"part": mark.part} if mark.part else {}),
        **({"by": mark.annotator} if mark.layer == GOLD and mark.annotator else {}),
        **({"details": details} if details else {}),
        **({_CHECKSUM: _checksum(mark)} if mark.id else {}),
    }


def with_beside(mark: FormatMark, value: Mapping[str, Any]) -> FormatMark:
    """Return the mark with what stands beside it; details that it has already stay.

    One that was changed elsewhere since is another: it has no id of ours, no times and no edition.
    """
    said: dict[str, Any] = {
        name: value[name] for name in _TEXTS if isinstance(value.get(name), str)
    }
    part = value.get("part")
    if isinstance(part, int) and not isinstance(part, bool) and 0 <= part < 10_000:
        said["part"] = part
    if isinstance(value.get("by"), str):
        said["annotator"] = value["by"]
    found = replace(mark, details={**details_of(value), **mark.details}, **said)
    if value.get(_CHECKSUM, _checksum(found)) == _checksum(found):
        return found
    return replace(found, id="", part=0, created_at="", updated_at="", codebook_edition="")


def _checksum(mark: FormatMark) -> str:
    said = [mark.label, mark.start, mark.end, sorted(mark.details.items())]
    return f"{zlib.crc32(json.dumps(said).encode()):08x}"


def details_of(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the details that stand beside a mark: texts by the names of labels.csv's columns."""
    details = value.get("details")
    if not isinstance(details, Mapping):
        return {}
    return {str(name): one for name, one in details.items() if isinstance(one, str) and one}
