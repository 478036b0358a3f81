"""Count what goes into a file of a format, and what it loses."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.losses import Loss, losses
from annotator.one_state import one_state

MOST_MARKS = 20_000
"""So many are looked at for the page; the command counts them all."""


class Stock(NamedTuple):
    """What goes into a file, and what of it the format loses."""

    articles: int
    highlights: int
    document_labels: int
    lost: list[Loss]
    cut: bool
    """Whether there is more than was looked at."""


class _Counted:
    """Counts documents on their way through."""

    def __init__(self, documents: Iterator[FormatDocument]) -> None:
        self.documents = documents
        self.articles = self.highlights = self.document_labels = 0
        self.cut = False

    def __iter__(self) -> Iterator[FormatDocument]:
        for document in self.documents:
            if self.highlights >= MOST_MARKS:
                self.cut = True
                return
            self.articles += 1
            spans = sum(1 for _ in document.spans)
            self.highlights += spans
            self.document_labels += len(document.marks) - spans
            yield document


def take_stock(one: Format, out: Outgoing) -> Stock:
    """Return what goes into the format's file of this."""
    counted = _Counted(out.documents())
    with one_state():
        lost = losses(one, counted)
    return Stock(counted.articles, counted.highlights, counted.document_labels, lost, counted.cut)
