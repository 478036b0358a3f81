"""The agreement page of 2,000 articles and 70 people costs what that of 200 and 55 costs."""

import pytest
from django.core.cache import caches

from tests.reconciliation.many_articles import LABEL, grow
from tests.reconciliation.worked_example import PAGE
from tests.rows_read import know_sizes, rows_read

pytestmark = pytest.mark.django_db
LOOKS = (
    f"{PAGE}?kind=entity",
    f"{PAGE}?kind=entity&page=3&pairs=2&order=spans",
    f"{PAGE}?kind=entity&annotator=p001&order=most",
    f"{PAGE}passages/?kind=entity&one={LABEL}&two=missed",
)
"""What is kept is read; of passages the readings too, of the articles that are shown."""
BOUNDED = (
    f"{PAGE}?kind=entity&label={LABEL}",
    f"{PAGE}?kind=entity&source=paper",
    f"{PAGE}?kind=entity&since=2024-01-01",
)
"""What is added up where it is of at most 500 articles."""


def test_of_ten_times_as_many_articles_no_more_is_read(story, labels, mo, as_user):
    client = as_user(mo)
    counted = []
    for articles, people in ((200, 55), (2000, 70)):
        grow(story, articles, people)
        know_sizes()
        for address in LOOKS + BOUNDED:
            caches["drawn"].clear()
            with rows_read() as read:
                response = client.peek(address)
            assert response.status_code == 200, address
            counted.append((address, read.statements, read.fetched, read.visited))
        caches["drawn"].clear()
        shown = client.peek(LOOKS[0])
        assert shown.context["page"].paginator.count == articles
        assert len(shown.context["page"].object_list) == 50
        assert shown.context["pair_page"].paginator.count == people * (people - 1) // 2
        assert shown.content.count(b'class="never"') < 20 * 20, "the heat map has twenty"
        assert len(shown.content) < 250_000
    few, many = counted[: len(counted) // 2], counted[len(counted) // 2 :]
    for (address, *before), (_, statements, fetched, visited) in zip(few, many, strict=True):
        if address in LOOKS:
            assert statements == before[0], address
            assert fetched == before[1], address
            if "passages" not in address:  # how many there are is added up in an index
                assert visited < 3 * before[2], address
        assert statements <= 25, address
        assert fetched <= 1200, address
