"""Write an annotation into one cell, to be read by people and by programs.

`label “quote” [start-end] · name=value · name=value`; docs/formats.md says how to read it.
"""

import re
from collections.abc import Iterable

from annotator.annotations.details import SAID_DETAILS
from annotator.annotations.drawing.html import AnnotationRow

NOTHING = "–"
"""What stands where somebody read and marked nothing."""


def annotation_in_words(row: AnnotationRow, *, edges: bool = False) -> str:
    """Write the annotation in the notation, with its place in the text (`edges`) if asked.

    The details are named as in labels.csv; note and flag are left to that file.
    """
    place = f" [{row['start']}-{row['end']}]" if edges else ""
    given = row["details"]
    details = "".join(
        f" · {d.name}={escaped(given[d.name])}" for d in SAID_DETAILS if d.name in given
    )
    return f"{row['label']} “{escaped(row['quote'])}”{place}{details}"


def joined(parts: Iterable[str]) -> str:
    """Join annotations that are written already into the content of one cell."""
    return " | ".join(parts)


def escaped(text: str) -> str:
    """Put a backslash before each sign of the text that would end a part of the notation."""
    return re.sub(r"[\\|”·]", r"\\\g<0>", text)
