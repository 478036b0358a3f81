"""Declare the workbook: what a story comes to, on sheets of one XLSX file."""

from collections.abc import Iterator

from annotator.exchange.formats.format import PLACED, Aspect, Format, Outgoing
from annotator.exchange.formats.workbook.book import new_book, pieces_of
from annotator.exchange.formats.workbook.sheets import fill_book


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield the file; it is put together on disk first, for nothing of it stands before the end."""
    with new_book() as (book, file):
        fill_book(book, out)
        yield from pieces_of(book, file)


WORKBOOK = Format(
    name="workbook",
    title="Excel workbook",
    sentence=(
        "The matrix, the answers, names, stance, agreement and the codebook as sheets of one file; "
        "Excel, LibreOffice and Numbers open it."
    ),
    ending=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    says=PLACED | {Aspect.LAYERS, Aspect.NAMES, Aspect.DETAILS, Aspect.ABOUT},
    cannot=(
        "Each reading’s own highlights, and the ends of their values as numbers: labels.csv has "
        "them.",
        "The texts of the articles.",
    ),
    write=write,
    holds="What the story comes to, a sheet each: the matrix of questions and sources, the tables "
    "of what is compared and settled, and the codebook.",
    of_settlers=True,
    narrows=False,
    streams=False,
)
