"""What 2,000 articles cost to write: a number of statements for each portion of them, none for each."""

import pytest

from annotator.annotations.visibility.portions import Portion
from annotator.exchange.tables.agreement import AGREEMENT
from annotator.exchange.tables.decisions import DECISIONS
from annotator.exchange.tables.diagnosis import DIAGNOSIS
from annotator.exchange.tables.member_tables import LABELS
from annotator.exchange.tables.places import places_of_many
from annotator.reconciliation.places.load import readings_of
from articles.models import Article
from tests.conftest import assign, make_article, member
from tests.exchange.settled import agree, decide
from tests.reconciliation.conftest import mark, submit
from tests.reconciliation.many_articles import grow
from tests.rows_read import rows_read

pytestmark = pytest.mark.django_db
EACH = ((LABELS, 25, 3), (DECISIONS, 100, 6), (DIAGNOSIS, 1000, 8))
"""The tables that are read by the article: how many at once, and by how many statements."""


def test_statements_are_those_of_the_portions(story, labels):
    found = {}
    for articles in (200, 2000):
        grow(story, articles, people=4)
        for table in (*(one for one, *_ in EACH), AGREEMENT):
            with rows_read() as read:
                rows = sum(piece.count("\r\n") for piece in table.pieces(Portion([story])))
            found[table.name, articles] = (read, rows)
    for table, at_once, statements in EACH:
        few, many = (found[table.name, number][0] for number in (200, 2000))
        assert many.statements - few.statements <= 1800 / at_once * statements, table.name
        assert many.fetched - few.fetched <= 1800 * 6, table.name
    (few, short), (many, long) = (found["agreement", number] for number in (200, 2000))
    assert long - short == 1800 * 3 * 9, "nine figures of each article and kind"
    assert many.statements - few.statements <= 3 * 2, "another batch of each kind"
    assert many.fetched - few.fetched <= 1800 * 3 + 10, "a row of each article and kind"


def test_places_of_many_are_those_of_each(story, read_twice, other_article, ada, bo, cy):
    ned = member(story, "ned", "annotator")
    mark(other_article, ned, "800 km", "claim-quantity")
    assign(other_article, ned, "in progress")
    mark(other_article, bo, "800 km pipe", "claim-quantity")
    submit(other_article, bo)
    third = make_article(story, title="Third", text=read_twice.text + "More.\n")
    for who in (ada, bo):
        mark(third, who, "minister", "entity-person")
    submit(third, ada, bo)
    agree(read_twice, cy)
    decide(read_twice, cy, "Karachi", 1)
    keys = [read_twice.pk, other_article.pk, third.pk]
    found = {}
    for pk, there in places_of_many(reversed(keys)):
        one = readings_of(Article(pk=pk))
        found[pk] = there.places()
        assert found[pk] == one.places
        assert there.submitted == set(one.submitted)
    assert list(found) == keys
    assert [len(places) for places in found.values()] == [3, 1, 1]
