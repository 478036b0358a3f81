"""Declare codebook.csv: every edition of the codebook, with what each label means in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from annotator.annotations.visibility.portions import Portion
from annotator.people.access import READERS
from annotator.tables import Row, Table, columns
from annotator.vocabulary.codebook.editions import every_codebook
from annotator.vocabulary.codebook.sheet import COLUMNS, change_of
from annotator.vocabulary.codebook.texts import CodebookText


def _rows(portion: Portion) -> Iterator[Row]:
    """Yield the rows of every edition, whatever the stories: the codebook is the desk's."""
    before: CodebookText | None = None
    for codebook in every_codebook():
        yield _head(codebook)
        for label in codebook.labels.values():
            yield dict.fromkeys(COLUMNS, "") | {
                "edition": codebook.number,
                "label": label.slug,
                "name": label.name,
                "kind": label.kind,
                "polarity": label.polarity,
                "definition": label.definition,
                "example": label.example,
                "counterexample": label.counterexample,
                "change": change_of(label, before, codebook),
            }
        before = codebook


def _head(codebook: CodebookText) -> dict[str, Any]:
    """Return the row of the edition itself."""
    return dict.fromkeys(COLUMNS, "") | {
        "edition": codebook.number,
        "published_at": codebook.published_at,
        "published_by": codebook.published_by,
        "note": codebook.note,
        "guidelines": codebook.guidelines,
    }


CODEBOOK: Table[Portion] = Table(
    name="codebook",
    url="annotations:codebook_csv",
    heading="Codebook",
    sentence="One row a label in an edition of the codebook, and one before them for the edition.",
    columns=columns(*COLUMNS.items()),
    roles=READERS,
    rows=_rows,
    visible=lambda user, story, membership: Q(),
)
