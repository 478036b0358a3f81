"""The page of a format and its file: who gets what, what is told before, and at what cost."""

import json
import re

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation, Layer
from annotator.comparison.models import Ruling
from annotator.exchange.formats.format import Aspect
from annotator.exchange.formats.outgoing import filters_of, outgoing, written
from annotator.exchange.formats.page import take_stock
from annotator.exchange.formats.registry import format_named, written_formats
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import settle
from tests.conftest import assign, make_article
from tests.exchange.conftest import mark


def page(client, name="w3c", **query):
    return client.get(reverse("exchange:format", args=["pipeline", name]), query)


def file(client, name="w3c", **query):
    answer = client.get(reverse("exchange:format_file", args=["pipeline", name]), query)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.getvalue())


@pytest.fixture
def marked(article, other_article, ada, bo, cy, labels):
    """Ada and Bo have read the article, and Cy has settled it; Ada alone has read the other."""
    assign(article, ada, "submitted")
    assign(article, bo, "submitted")
    mark(article, ada, labels["entity-person"], "Omar Reza", note="Ada’s note")
    mark(article, bo, labels["entity-place"], "Karachi")
    mark(article, cy, labels["entity-place"], "Karachi", layer=Layer.GOLD)
    mark(other_article, ada, labels["entity-place"], "km")


def test_an_annotator_gets_their_own_work_and_an_adjudicator_everybodys(marked, ada, cy, as_user):
    own = file(as_user(ada))["items"]
    assert {item["creator"]["nickname"] for item in own} == {"ada"}
    everybodys = file(as_user(cy))["items"]
    assert {item["creator"]["nickname"] for item in everybodys} == {"ada", "bo", "cy"}
    assert everybodys[0]["target"]["source"].startswith("http://testserver/articles/")


def test_of_an_article_that_is_still_to_be_read_nothing_of_others_goes_out(
    marked, article, cy, as_user
):
    assign(article, cy)
    found = file(as_user(cy))
    assert {item["target"]["source"] for item in found["items"]} == {
        f"http://testserver/articles/{article.pk + 1}/"
    }
    assert f"http://testserver/articles/{article.pk}/" in {
        one["id"] for one in found["annotator:sources"]
    }
    assert found["annotator:sources"][0]["annotator:readers"] == []


def test_where_a_story_hides_its_sources_the_file_does_too(marked, story, ada, mo, as_user):
    story.hide_sources = True
    story.save()
    assert not any("annotator:source" in one for one in file(as_user(ada))["annotator:sources"])
    assert all("annotator:source" in one for one in file(as_user(mo))["annotator:sources"])


def test_the_page_says_how_much_comes_over_and_what_does_not(marked, mo, as_user):
    shown = page(as_user(mo)).content.decode()
    assert "<b>2</b> articles, <b>4</b> highlights, <b>0</b> labels of whole articles" in shown
    assert "Definitions of labels." in shown
    narrowed = page(as_user(mo), layer="gold").content.decode()
    assert "<b>1</b> highlight," in narrowed


def test_a_filter_that_is_none_is_told(marked, mo, as_user):
    shown = page(as_user(mo), layer="golden")
    assert shown.status_code == 422
    assert "is neither reading, gold nor machine" in shown.content.decode()
    refused = as_user(mo).get(
        reverse("exchange:format_file", args=["pipeline", "w3c"]), {"colour": "red"}
    )
    assert refused.status_code == 422
    assert "“colour” is no filter" in refused.content.decode()


def test_the_export_page_leads_to_it(marked, ada, as_user):
    shown = as_user(ada).get(reverse("exchange:export", args=["pipeline"])).content.decode()
    assert reverse("exchange:format", args=["pipeline", "w3c"]) in shown


def test_the_queries_do_not_grow(
    marked, story, ada, labels, mo, as_user, django_assert_max_num_queries
):
    client = as_user(mo)
    for number in range(8):
        more = make_article(story, title=f"Another {number}", text=f"Text {number} of Kasur.")
        mark(more, ada, labels["entity-place"], "Kasur")
    with django_assert_max_num_queries(14):
        page(client)
    with django_assert_max_num_queries(14):
        file(client)


@pytest.mark.parametrize(
    "name", [one.name for one in written_formats() if one.takes], ids=lambda name: name
)
def test_what_is_told_to_come_over_is_what_the_file_holds(desk, story, ada, name):
    """Of formats that are made of what is compared: the rest is told, with its first places."""
    for article in (desk.post, desk.globe):
        mine = Annotation.objects.filter(article=article, annotator=ada)
        settle(article, *mine.exclude(kind="entity"))
    Ruling.objects.all().delete()  # it is stale by now
    rows_ready()
    one = format_named(name)
    form = filters_of(one, {}, story, None)
    assert form.is_valid()
    stock = take_stock(one, outgoing(one, [story], form))
    held = HELD[name](b"".join(written(one, outgoing(one, [story], form))).decode())
    assert stock.highlights == held > 0
    every = [
        mark for document in outgoing(one, [story], form).documents() for mark in document.marks
    ]
    left = {loss.aspect: loss for loss in stock.lost}
    spans = sum(mark.start is not None for mark in every)
    assert left[Aspect.SPANS].number == spans - held > 0
    assert left[Aspect.SPANS].places


HELD = {
    "claim-review": lambda file: file.count('"Quotation"'),
    "dna": lambda file: len(file.splitlines()) - 1,
    "graphml": lambda file: file.count("<edge "),
    "gexf": lambda file: sum(map(int, re.findall(r' weight="(\d+)"', file))),
}
"""How many highlights a file of each format tells of."""
