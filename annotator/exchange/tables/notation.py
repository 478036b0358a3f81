"""An annotation written into one cell, to be read by people and by programs.

`label “quote” [start-end] · name=value · name=value`; docs/formats.md says how to read it.
"""

import re
from collections.abc import Iterable

from annotator.annotations.drawing.html import AnnotationRow

DETAILS = (
    "entity",
    "question",
    "value",
    "value_low",
    "value_high",
    "value_bounds",
    "answer_key",
    "unit",
    "approximator",
    "modality",
    "as_of",
    "scope",
    "said_by",
    "stance_holder",
    "stance_target",
)
"""The details that are written, named as in labels.csv: note and flag are left to that file."""
NOTHING = "–"
"""What stands where somebody read and marked nothing."""


def annotation_in_words(row: AnnotationRow, *, edges: bool = False) -> str:
    """The annotation in words, with its place in the text if asked."""
    place = f" [{row['start']}-{row['end']}]" if edges else ""
    given = row["details"]
    details = "".join(f" · {name}={escaped(given[name])}" for name in DETAILS if name in given)
    return f"{row['label']} “{escaped(row['quote'])}”{place}{details}"


def joined(parts: Iterable[str]) -> str:
    return " | ".join(parts)


def escaped(text: str) -> str:
    """The text with a backslash before each sign that ends a part of the notation."""
    return re.sub(r"[\\|”·]", r"\\\g<0>", text)
