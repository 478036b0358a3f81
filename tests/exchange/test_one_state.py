"""No table writes while it is read: what it needs is prepared before, or computed in the background."""

import pytest

from annotator.annotations.visibility.portions import Portion
from annotator.exchange.registry import TABLES
from annotator.tables import streamed
from tests.exchange.conftest import rows_in

IN_BACKGROUND = {"conflicts", "predictions", "voices"}
"""Tables of rows that a task computes: until then they are empty, and their name says so."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_desk_of_which_nothing_is_compared_yet(table, story, desk_behind, work_done):
    def file() -> tuple[bool, list[dict[str, str]]]:
        sent = streamed(table, Portion([story]), story.slug, bom=False)
        return "-behind.csv" in sent["Content-Disposition"], rows_in(sent.getvalue().decode())

    behind, rows = file()
    assert (behind, not rows) == (table.name in IN_BACKGROUND,) * 2
    # Nor does it where an article is left out, whose rows are computed apart.
    text = "".join(table.pieces(Portion([story], hidden=frozenset([desk_behind.copy.pk]))))
    assert text.startswith(table.columns[0].name)
    assert work_done() > 0
    behind, rows = file()
    assert rows
    assert not behind
