"""A file ten times as long takes no more memory to write, where the format says that it streams."""

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.comparison.stance.graphml import graphml
from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.networks.dna import dna
from annotator.exchange.formats.registry import FORMATS
from annotator.exchange.formats.web.claim_review_writing import ReviewedRow, claim_reviews
from tests.exchange.formats.documents import outgoing
from tests.exchange.formats.networks.test_stance_files import MINISTRY, OMAR, PLAN, says
from tests.exchange.formats.web.test_claim_review import ROW

WRITTEN = [one for one in FORMATS if one.write]
WORDS = "The minister spoke of a pipeline in Kasur. 🎉 "
DOCS = Path(__file__).parents[3] / "docs" / "formats"
SAID = (
    ("entity-person", {"entity": "omar", "entity_name": "Omar", "entity_wikidata": "Q42"}),
    ("claim-quantity", {"question": "length", "value": "1,100 km", "flag": "Is it?"}),
    ("stance-favour", {"stance_holder": "omar", "stance_target": "pipeline"}),
)


def documents(number: int):
    """So many articles of 60 highlights of every kind and a label each, made one after the other
    and kept nowhere."""
    text = WORDS * 60
    when = {"created_at": "2022-02-24T09:30:00Z", "updated_at": "2022-02-24T09:30:00Z"}
    for at in range(number):
        named = f"00000000-0000-4000-8000-{at:06}"
        marks = [FormatMark("stance-against", annotator="reader-0", id=f"{named}999999", details={"stance_target": "pipeline", "note": "All of it"}, **when)]  # fmt: skip
        for n in range(60):
            start = n * len(WORDS) + 4
            label, details = SAID[n % 3]
            marks.append(
                FormatMark(
                    label, start, start + 8, text[start : start + 8], annotator=f"reader-{n % 4}", layer="gold" if n % 4 == 3 else "reading",
                    id=f"{named}{n:06}", details={**details, "note": f"Note {n}"}, codebook_edition=str(1 + n % 2), **when,
                )
            )  # fmt: skip
        name = f"{at}-title"
        yield FormatDocument(name, text, marks, f"The Globe {at % 3}", "Title", article_id=str(at), readers=("reader-0", "reader-1", "reader-2"))  # fmt: skip


def statements(number: int):
    for at in range(60 * number):
        yield says((OMAR, MINISTRY)[at % 2], PLAN, at % 3 - 1, article=at)


def rows(number: int):
    for at in range(60 * number):
        yield ReviewedRow(replace(ROW, question=at), f"https://desk.example/{at}")


OF_THE_DESK = {
    "graphml": lambda number: graphml(statements(number)),
    "dna": lambda number: dna(statements(number)),
    "claim-review": lambda number: claim_reviews(rows(number), "https://desk.example"),
}
"""What is written of the desk's own tables, and what writes it."""


def pieces(one, number: int):
    if one.name in OF_THE_DESK:
        return OF_THE_DESK[one.name](number)
    out = outgoing([])
    object.__setattr__(out, "documents", lambda: documents(number))
    return one.write(out)


def most_memory(one, number: int) -> int:
    """Return the bytes that were in use at once while so many articles were written."""
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in pieces(one, number))
        return tracemalloc.get_traced_memory()[1] if size else 0
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("one", [one for one in WRITTEN if one.streams], ids=lambda one: one.name)
def test_it_is_written_in_constant_memory(one):
    most_memory(one, 2)  # what is imported and compiled once
    few, many = most_memory(one, 5), most_memory(one, 50)
    # The names of the parts of an archive are kept until its end: some hundred bytes each.
    assert 0 < many < 2 * few + 200_000


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: one.name)
def test_its_page_says_what_does_not_stream(one):
    told = "before its first byte is sent" in " ".join(
        (DOCS / f"{one.name}.md").read_text().split()
    )
    assert told is not one.streams
