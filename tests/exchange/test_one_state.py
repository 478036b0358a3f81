"""No table writes while it is read: what it needs is prepared before."""

import pytest

from annotator.annotations.visibility.portions import Portion
from annotator.exchange.registry import TABLES
from tests.exchange.conftest import rows_in


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_desk_of_which_nothing_is_compared_yet(table, story, desk):
    assert rows_in("".join(table.pieces(Portion([story]))))
    # Nor does it where an article is left out, whose rows are computed apart.
    text = "".join(table.pieces(Portion([story], hidden=frozenset([desk.copy.pk]))))
    assert text.startswith(table.columns[0].name)
