"""However a text is made, proposing for it takes work in proportion: lines are counted, not time."""

import pytest

from annotator.annotations.proposals.asked import AskedQuestion
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.proposing import proposals_for
from annotator.annotations.proposals.ranking import MarkedSpan
from annotator.annotations.proposals.speech import quotations, sayings, speakers
from annotator.annotations.proposals.speech.names import Registry
from annotator.annotations.proposals.words import stems
from tests.work import lines_run

MODULES = [quotations, sayings, speakers, stems]
QUESTIONS = [
    AskedQuestion("a", "Did the mayor open the bridge?", "yes-no"),
    AskedQuestion("b", "What is the bridge?", "choice", options=("open", "shut")),
    AskedQuestion("c", "How long is the bridge?", "quantity", "km"),
]
PIECES = ["…", "said ", "“said” ", "X said. ", "Omar Reza, an X, said "]


def work(text: str, module) -> int:
    stems.stemmed.cache_clear()
    stems.content.cache_clear()
    at = len(text) // 2
    marked = MarkedSpan(Passage(text, at, min(len(text), at + 60)), "claim-event")
    registry = Registry.of([("Omar Reza", "omar")], {"omar": "Omar Reza"})
    return lines_run(module, lambda: proposals_for(marked, QUESTIONS, registry))


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_line_of_one_piece_costs_no_more_than_its_share(piece):
    short, long = (piece * (length // len(piece)) for length in (3000, 12_000))
    for module in MODULES:
        few, many = work(short, module), work(long, module)
        assert many <= 5 * few + 2000, module.__name__
