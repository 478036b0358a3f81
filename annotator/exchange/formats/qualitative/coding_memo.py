"""What is said of a highlight beside its code, as the memo of its coding (pure).

Programs show the memo as it stands: a line for each thing that is said, `question: how-long`.
"""

import re
from collections.abc import Mapping

from annotator.exchange.formats.document import CONFIDENCE, DETAIL_COLUMNS, FormatMark, layer_named

FIRST = "label"
EDITION = "codebook_edition"
_OF_MARK = frozenset({FIRST, "layer", "part", EDITION})
_KNOWN = frozenset({*DETAIL_COLUMNS, CONFIDENCE, *_OF_MARK, "stance_target_wikidata"})
_LINE = re.compile(r"([a-z_]+): (.*)")


def memo_of(mark: FormatMark) -> str:
    """Return the lines: label and layer first, then each detail by its name."""
    said = {FIRST: mark.label, "layer": mark.layer}
    if mark.part:
        said["part"] = str(mark.part)
    if mark.codebook_edition:
        said[EDITION] = mark.codebook_edition
    return "\n".join(
        f"{name}: {_one_line(text)}" for name, text in {**said, **mark.details}.items()
    )


def memo_read(text: str) -> Mapping[str, str] | None:
    """Return what the lines of a memo of ours say, by name; None for one of others."""
    found: dict[str, str] = {}
    for line in text.replace("\r\n", "\n").split("\n"):
        told = _LINE.fullmatch(line)
        if told is None or told[1] not in _KNOWN or told[1] in found:
            return None
        found[told[1]] = _lines(told[2])
    return found if next(iter(found)) == FIRST else None


def layer_of(said: Mapping[str, str]) -> str:
    """Return the layer that a memo names."""
    return layer_named(said.get("layer"))


def part_of(said: Mapping[str, str]) -> int:
    """Return the part that a memo names; 0 where it names none that can be."""
    part = said.get("part", "0")
    return int(part) if part.isascii() and part.isdecimal() and len(part) < 5 else 0


def details_of(said: Mapping[str, str]) -> dict[str, str]:
    """Return the details among what a memo says."""
    return {name: text for name, text in said.items() if name not in _OF_MARK}


def _one_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _lines(text: str) -> str:
    known = {"n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(r"\\([nr\\])", lambda found: known[found[1]], text)
