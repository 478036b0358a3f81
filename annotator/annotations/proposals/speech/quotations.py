"""Which parts of a paragraph stand between quotation marks of any kind (pure: no Django).

Papers leave marks out: what is opened and not closed runs to the paragraph's end, and what is
closed and was not opened runs from its beginning, or from the last mark before.
"""

import re
from typing import NamedTuple

_CLOSES = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "‹": "›", "「": "」", "『": "』"}
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
OPENING = "“«„\"‘'「『"


class Quotation(NamedTuple):
    """Words between marks, `[start, end)` in the paragraph, without the marks."""

    start: int
    end: int
    closed: bool


def quotations(paragraph: str) -> list[Quotation]:
    """Return the quotations of a paragraph, in order; one inside another belongs to the outer."""
    found: list[Quotation] = []
    opened, mark, last = -1, "", 0
    for at, sign in enumerate(paragraph):
        if opened >= 0:
            if sign in _CLOSES[mark]:
                found.append(Quotation(opened, at, True))
                opened, last = -1, at + 1
        elif sign in _CLOSES and sign != "‘":
            opened, mark = at + 1, sign
        elif sign in "”»" and not found:
            found.append(Quotation(last, at, True))
            last = at + 1
    if opened >= 0:
        found.append(Quotation(opened, len(paragraph), False))
    return found or _single(paragraph)


def _single(paragraph: str) -> list[Quotation]:
    """Return what stands between single marks, which are apostrophes inside of words."""
    found: list[Quotation] = []
    opened = -1
    for match in _SINGLE.finditer(paragraph):
        before = paragraph[match.start() - 1 : match.start()]
        if opened < 0 and not (before.isalnum() or (before in ".,!?…" and before)):
            opened = match.end()
        elif opened >= 0 and match.start() > opened:
            found.append(Quotation(opened, match.start(), True))
            opened = -1
    return found


def without_quotations(paragraph: str, found: list[Quotation]) -> str:
    """Return the paragraph with what is quoted blotted out, every offset as it was."""
    for one in found:
        paragraph = f"{paragraph[: one.start]}{'•' * (one.end - one.start)}{paragraph[one.end :]}"
    return paragraph
