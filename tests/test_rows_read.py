"""The helper that counts a page's rows counts them."""

import pytest

from articles.models import Source
from tests.rows_read import know_sizes, rows_read

pytestmark = pytest.mark.django_db


def test_it_counts_statements_rows_that_come_and_rows_that_are_gone_through():
    Source.objects.bulk_create(Source(name=f"Paper {n}", slug=f"p-{n}") for n in range(4000))
    know_sizes()
    with rows_read() as all_of_them:
        assert len(Source.objects.all()) == 4000
    with rows_read() as counted:
        assert Source.objects.filter(homepage="").count() == 4000
    with rows_read() as one:
        Source.objects.get(slug="p-7")
        Source.objects.filter(name="Paper 8").exists()
    with rows_read() as none:
        pass
    assert (all_of_them.statements, all_of_them.fetched) == (1, 4000)
    assert (counted.statements, counted.fetched) == (1, 1)
    assert (one.statements, one.fetched) == (2, 2)
    assert (none.statements, none.fetched, none.visited) == (0, 0, 0)
    # What the database counts within is seen too.
    assert min(all_of_them.visited, counted.visited) > 3000 > one.visited
    assert "COUNT" in counted.worst(1)
