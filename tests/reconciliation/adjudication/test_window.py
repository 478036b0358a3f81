"""A long article draws the places that are near, and says where the next ones are."""

import re
from html import unescape

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.window import LEAD, SIZE
from tests.reconciliation.adjudication.test_actions import decide
from tests.reconciliation.long_article import long_article
from tests.rows_read import rows_read

HTMX = {"HX-Request": "true"}
KEYS = re.compile(r'<article class="card place [^>]* data-key="([^"]+)"')


def address(article) -> str:
    return reverse("reconciliation:settle", args=[article.pk])


def keys(page: str) -> list[str]:
    return KEYS.findall(page)


def beyond(page: str, end: str) -> str | None:
    """The address of what stands beyond an end of the list, as its link has it."""
    found = re.search(rf'data-beyond="{end}" href="([^"]+)"', page)
    return unescape(found[1]) if found else None


@pytest.fixture
def long(story, labels, ada, bo):
    """A hundred places, of which every fourth is agreed."""
    return long_article(story, ada, bo, places=100)


@pytest.fixture
def adjudicator(as_user, cy):
    return as_user(cy)


def parts(page: str) -> tuple[int, int]:
    """How many bytes the text with its marks has, and the rest of the page."""
    text = page.split('id="text"')[1].split("</main>")[0]
    return len(text), len(page) - len(text)


def test_the_page_grows_by_its_marks_alone(story, labels, ada, bo, adjudicator):
    # The same lines each time, with more and more of them marked.
    measured = {}
    for places in (57, 571, 1714):
        article = long_article(story, ada, bo, places=places, lines=1714)
        adjudicator.get(address(article))
        with rows_read() as read:
            page = adjudicator.get(address(article)).content.decode()
        marks = Annotation.objects.filter(article=article).count()
        measured[marks] = (places, read.statements, *parts(page))
        assert len(keys(page)) == SIZE
    assert list(measured) == pytest.approx([100, 1000, 3000], rel=0.01)
    (first, statements, text, rest), *more = measured.values()
    assert rest < 120_000
    for places, asked, marked, other in more:
        assert asked == statements
        assert other == pytest.approx(rest, rel=0.01)
        assert marked - text < 110 * (places - first)


def test_more_cards_take_as_many_statements_and_bytes_wherever_they_are(
    story, labels, ada, bo, adjudicator
):
    measured = []
    for places in (100, 500):
        article = long_article(story, ada, bo, places=places)
        middle = readings_of(article).places[places // 2]
        with rows_read() as read:
            answer = adjudicator.get(address(article), {"place": middle.key}, headers=HTMX)
        assert len(keys(answer.content.decode())) == SIZE
        measured.append((read.statements, len(answer.content)))
    (few, short), (many, long) = measured
    assert many == few
    assert long == pytest.approx(short, rel=0.02)


@pytest.mark.parametrize("show", ["todo", "all", "agreed", "edges", "missed"])
def test_the_links_lead_through_every_place_of_a_filter_once_and_back(long, adjudicator, show):
    expected = [place.key for place in readings_of(long).places if show in place.filters]
    page = adjudicator.get(address(long), {"show": show}).content.decode()
    chip = re.search(rf'data-show="{show}">[^<]*<b>(\d+)</b>', page)
    assert int(chip[1]) == len(expected) > 0
    walked, ahead = keys(page), beyond(page, "after")
    while ahead:
        page = adjudicator.get(ahead, headers=HTMX).content.decode()
        assert "<html" not in page
        assert beyond(page, "before") is None
        walked += keys(page)
        ahead = beyond(page, "after")
    assert walked == expected
    last = {"show": show, "place": expected[-1]}
    page = adjudicator.get(address(long), last, headers=HTMX).content.decode()
    walked = keys(page)
    assert expected.index(walked[0]) == max(0, len(expected) - 1 - LEAD)
    back = beyond(page, "before")
    while back:
        page = adjudicator.get(back, headers=HTMX).content.decode()
        walked = keys(page) + walked
        back = beyond(page, "before")
    assert walked == expected


def test_the_place_asked_for_is_there_whatever_the_filter_shows(long, adjudicator, cy):
    words = "a pipeline of 80 kilometres"
    decision = decide(long, cy, words, 1)
    start = long.text.index(words)
    of_bo = Annotation.objects.filter(article=long, start=start, annotator__username="bo").get()
    for asked in ({"at": start}, {"place": of_bo.pk}, {"place": f"d{decision.pk}"}):
        page = adjudicator.get(address(long), {"show": "edges"} | asked).content.decode()
        assert f"Speaker 80 praised <b>{words}</b>" in page
        assert len(keys(page)) == min(SIZE, LEAD + 1 + 5)
    page = adjudicator.get(address(long), {"show": "edges"}).content.decode()
    assert f"<b>{words}</b>" not in page


def test_a_short_article_is_drawn_whole(read_twice, adjudicator, cy):
    decide(read_twice, cy, "Karachi", 1)
    page = adjudicator.get(address(read_twice)).content.decode()
    assert len(keys(page)) == 3
    assert beyond(page, "after") is None
    assert 'data-of="all"' in page


def test_a_card_says_which_filters_show_it(read_twice, adjudicator, cy):
    decide(read_twice, cy, "1,100", 1)
    page = adjudicator.get(address(read_twice)).content.decode()
    shown = re.findall(r'class="card place (\w+)"[^>]* data-shown="([^"]+)"', page)
    assert shown == [
        ("agreed", "agreed all"),
        ("settled", "settled all"),
        ("open", "todo missed all"),
    ]


def test_names_are_shown_beyond_as_well(long, adjudicator):
    page = adjudicator.get(address(long), {"names": 1}).content.decode()
    more = adjudicator.get(beyond(page, "after"), headers=HTMX).content.decode()
    assert "Ada" in more
    hidden = beyond(adjudicator.get(address(long)).content.decode(), "after")
    assert "Ada" not in adjudicator.get(hidden, headers=HTMX).content.decode()


def test_a_manager_goes_on_without_forms(long, as_user, mo):
    page = as_user(mo).get(address(long)).content.decode()
    more = as_user(mo).get(beyond(page, "after"), headers=HTMX).content.decode()
    assert len(keys(more)) == SIZE
    assert "<form" not in more


@pytest.mark.parametrize(
    "asked, told",
    [
        ({"show": "everything"}, "no filter called everything"),
        ({"place": "x"}, "no key of a place"),
        ({"at": "here"}, "a whole number"),
        ({"after": "1-2"}, "Reload the page"),
        ({"before": "1-2-claim-"}, "Reload the page"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(long, adjudicator, asked, told):
    answer = adjudicator.get(address(long), asked, headers=HTMX)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    page = adjudicator.get(address(long), asked)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert len(keys(page.content.decode())) == SIZE


def test_beyond_a_place_that_is_gone_goes_on_where_it_stood(long, adjudicator, ada, bo):
    page = adjudicator.get(address(long), {"show": "all"}).content.decode()
    place = readings_of(long).places[SIZE - 1]
    Annotation.objects.filter(pk__in=[row["id"] for row in place.rows]).delete()
    more = adjudicator.get(beyond(page, "after"), headers=HTMX).content.decode()
    assert keys(more)[0] == readings_of(long).places[SIZE - 1].key
