"""The words of brat's files, and how a highlight becomes fragments (pure)."""

import re

DETAILS, ARTICLE_LABEL, HIGHLIGHT = "Details", "ArticleLabel", "Highlight"
"""Our types of notes: what is said of a highlight, a label of the article, and a highlight of
nothing but line ends, which no fragment can hold."""
NOTE = "AnnotatorNotes"
FIRST_LINE = "sent:1"
"""What brat calls the first line of a text: there it shows what is said of all of it."""
ATTRIBUTES = {
    "modality": ("asserted", "denied", "predicted", "hedged"),
    "approximator": (
        *("exact", "about", "nearly", "more than", "at least", "less than"),
        "up to",
    ),
}
"""The details that brat shows as attributes, with their values."""
QID = re.compile(r"Q[1-9][0-9]{0,18}")
_NO_TYPE = re.compile(r"[^\w-]")


def fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the pieces of a span without its line ends; none where it holds nothing else."""
    pieces = []
    at = start
    for line in text[start:end].split("\n"):
        if line:
            pieces.append((at, at + len(line)))
        at += len(line) + 1
    return pieces


def type_name(label: str) -> str:
    """Return a label as brat can have it: letters, digits, `_` and `-`."""
    return _NO_TYPE.sub("_", label) or "_"


def on_one_line(words: str) -> str:
    """Return words with all white space as single spaces, as a note or a name in brat has them."""
    return " ".join(words.split())
