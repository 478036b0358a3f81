"""A file ten times as long takes no more memory to write, where the format says so."""

import tracemalloc

import pytest

from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.registry import FORMATS
from tests.exchange.formats.documents import outgoing

STREAMING = [one for one in FORMATS if one.write and one.read and one.streams and not one.settled]
WORDS = "The minister spoke of a pipeline in Kasur. 🎉 "


def documents(number: int):
    """So many articles of 60 highlights each, made one after the other and kept nowhere."""
    text = WORDS * 60
    for at in range(number):
        marks = []
        for n in range(60):
            start = n * len(WORDS) + 4
            marks.append(
                FormatMark(
                    "entity-person", start, start + 8, text[start : start + 8], annotator=f"reader-{n % 3}",
                    id=f"00000000-0000-4000-8000-{at:06}{n:06}", details={"note": f"Note {n}"}, created_at="2022-02-24T09:30:00Z",
                )
            )  # fmt: skip
        name = f"{at}-title"
        yield FormatDocument(name, text, marks, "The Globe", "Title", article_id=str(at), readers=("reader-0", "reader-1", "reader-2"))  # fmt: skip


def most_memory(one, number: int) -> int:
    """Return the bytes that were in use at once while so many articles were written."""
    out = outgoing([])
    object.__setattr__(out, "documents", lambda: documents(number))
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in one.write(out))
        return tracemalloc.get_traced_memory()[1] if size else 0
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("one", STREAMING, ids=lambda one: one.name)
def test_it_is_written_in_constant_memory(one):
    most_memory(one, 2)  # what is imported and compiled once
    few, many = most_memory(one, 5), most_memory(one, 50)
    # The names of the parts of an archive are kept until its end: some hundred bytes each.
    assert 0 < many < 2 * few + 200_000
