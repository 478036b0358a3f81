"""The helper that counts a page's rows counts them."""

import pytest

from articles.models import Source
from tests.rows_read import rows_read

pytestmark = pytest.mark.django_db


def test_it_counts_statements_rows_that_come_and_rows_that_are_gone_through():
    Source.objects.bulk_create(Source(name=f"Paper {n}", slug=f"p-{n}") for n in range(400))
    with rows_read() as all_of_them:
        assert len(Source.objects.all()) == 400
    with rows_read() as counted:
        assert Source.objects.filter(homepage="").count() == 400
    with rows_read() as one:
        Source.objects.get(slug="p-7")
        Source.objects.filter(name="Paper 8").exists()
    with rows_read() as none:
        pass
    assert (all_of_them.statements, all_of_them.fetched) == (1, 400)
    assert (counted.statements, counted.fetched) == (1, 1)
    assert (one.statements, one.fetched) == (2, 2)
    assert (none.statements, none.fetched, none.visited) == (0, 0, 0)
    # What the database counts within is seen too.
    assert min(all_of_them.visited, counted.visited) >= 400 > one.visited
    assert "COUNT" in counted.worst(1)
