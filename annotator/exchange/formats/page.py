"""Count what goes into a file of a format, and what it loses."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import Format, HeldPlace, Outgoing
from annotator.exchange.formats.losses import Loss, is_taken, losses
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

    def __init__(
        self, documents: Iterator[FormatDocument], taken: Collection[HeldPlace] | None
    ) -> None:
        self.documents, self.taken = documents, taken
        self.seen = self.articles = self.highlights = self.document_labels = 0
        self.cut = False

    def __iter__(self) -> Iterator[FormatDocument]:
        for document in self.documents:
            if self.seen >= MOST_MARKS:
                self.cut = True
                return
            over = [mark for mark in document.marks if is_taken(document, mark, self.taken)]
            spans = sum(mark.start is not None for mark in over)
            self.articles += self.taken is None or bool(over)
            self.highlights += spans
            self.document_labels += len(over) - spans
            self.seen += len(document.marks)
            yield document


def places_taken(one: Format, out: Outgoing) -> Collection[HeldPlace] | None:
    """Return the places of what goes into the format's file; None where all of it does."""
    return None if one.takes is None else set(one.takes(out))


def take_stock(one: Format, out: Outgoing) -> Stock:
    """Return what goes into the format's file of this."""
    with one_state():
        taken = places_taken(one, out)
        counted = _Counted(out.documents(), taken)
        lost = losses(one, counted, taken)
    return Stock(counted.articles, counted.highlights, counted.document_labels, lost, counted.cut)
