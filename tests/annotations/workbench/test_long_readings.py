"""A reading of more annotations than come with its page: the rest follows, and nothing is missing."""

import random
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.workbench.reading import FURTHER, NEAR
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db
CARD = re.compile('<article class="card [^>]* data-id="([^"]+)"')
MARKED = re.compile('<mark class="[^"]*" data-a="([^"]+)"')
PIECE = re.compile(r'<span data-p="(\d+)">(.*?)</span>(?=<span data-p|</p>)', re.DOTALL)
PARAGRAPHS = 60
TEXT = "".join(
    f"{n} " + "The pipe is long & its end is near. " * 30 + "\n" for n in range(PARAGRAPHS)
)


@pytest.fixture
def long_article(story, ada, labels):
    article = make_article(story, "Daily Meridian", "A long one", TEXT)
    assign(article, ada)
    return article


def annotate(article, user, spans):
    rows = [
        Annotation(
            id=uuid.uuid4(), article=article, annotator=user, layer=Layer.READING, kind="entity",
            label_id="entity-place", start=start, end=end, quote=article.text[start:end], part=part,
            created_at=timezone.now(), updated_at=timezone.now(),
        )
        for part, (start, end) in enumerate(spans)
    ]  # fmt: skip
    return Annotation.objects.bulk_create(rows)


def everywhere(article, count):
    places = random.Random(3)
    starts = [places.randrange(len(article.text) - 3000) for _ in range(count)]
    return [(start, start + places.choice([4, 9, 2500])) for start in starts]


class Opened:
    """A long reading as a browser puts it together, portion by portion."""

    def __init__(self, client, article):
        page = client.get(reverse("annotations:workbench", args=[article.pk]))
        assert page.status_code == 200
        html = page.content.decode()
        self.pieces = {int(start): inside for start, inside in PIECE.findall(html)}
        self.cards = CARD.findall(html)
        self.portions = []
        following = page.context["following"]
        assert (f'data-further="/articles/{article.pk}/further/' in html) is (following is not None)
        while following is not None:
            answer = client.get(reverse("annotations:further", args=[article.pk, following]))
            portion = answer.json()
            fresh = {int(start): inside for start, inside in portion["pieces"].items()}
            assert fresh.keys() <= self.pieces.keys()
            self.pieces |= fresh
            self.portions.append(CARD.findall(portion["cards"]))
            following = portion["following"]
        self.cards += [key for cards in self.portions for key in cards]

    def marked(self):
        return {
            key
            for inside in self.pieces.values()
            for keys in MARKED.findall(inside)
            for key in keys.split()
        }


@pytest.mark.parametrize("count", [0, NEAR - 1, NEAR, NEAR + 1, NEAR + 2 * FURTHER + 1])
def test_nothing_is_missing_and_nothing_comes_twice(as_user, ada, long_article, count):
    annotate(long_article, ada, everywhere(long_article, count))
    opened = Opened(as_user(ada), long_article)
    own = Annotation.objects.filter(article=long_article)
    rows = own.order_by("start", "end", "label_id", "part", "id").values_list("id", flat=True)
    assert opened.cards == [str(key) for key in rows]
    assert opened.marked() == {str(key) for key in rows}
    assert bool(opened.portions) is (count > NEAR)
    assert all(opened.portions)


def test_pieces_of_a_long_reading_are_drawn_as_those_of_a_short_one(as_user, ada, long_article):
    annotate(long_article, ada, everywhere(long_article, NEAR + 60))
    opened = Opened(as_user(ada), long_article)
    # Every stretch that two annotations share is drawn with both, wherever a portion ends.
    for start, end, key in Annotation.objects.values_list("start", "end", "id"):
        words = sum(
            len(re.sub("<[^>]+>", "", inside).replace("&amp;", "&"))
            for piece in opened.pieces.values()
            for keys, inside in re.findall('<mark [^>]*data-a="([^"]+)">(.*?)</mark>', piece)
            if str(key) in keys.split()
        )
        between = long_article.text[start:end].count("\n")
        assert words == end - start - between


def test_what_all_begins_in_one_piece_comes_together(as_user, ada, long_article):
    annotate(long_article, ada, [(5, 9 + n % 7) for n in range(NEAR + 30)])
    annotate(long_article, ada, everywhere(long_article, 5))
    opened = Opened(as_user(ada), long_article)
    assert len(opened.cards) == NEAR + 35
    assert len(opened.portions) <= 1


def test_all_in_the_last_piece(as_user, ada, long_article):
    last = len(long_article.text.rstrip()) - 5
    annotate(long_article, ada, [(last, last + 4) for _ in range(NEAR + FURTHER + 5)])
    assert len(Opened(as_user(ada), long_article).cards) == NEAR + FURTHER + 5


def test_the_page_costs_what_is_near(as_user, ada, long_article):
    client = as_user(ada)
    address = reverse("annotations:workbench", args=[long_article.pk])

    def cost():
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        return len(asked), len(page.content)

    annotate(long_article, ada, [(n * 200, n * 200 + 4) for n in range(NEAR)])
    cost()
    near = cost()
    annotate(long_article, ada, [(n * 30, n * 30 + 5) for n in range(2000)])
    assert cost()[0] == near[0]
    assert cost()[1] < 1.1 * near[1]


@pytest.mark.parametrize("start", ["9" * 30, "9" * 5000, 10**6, 7])
def test_an_odd_place_in_the_text_is_answered(as_user, ada, long_article, start):
    annotate(long_article, ada, everywhere(long_article, 3))
    answer = as_user(ada).get(f"/articles/{long_article.pk}/further/{start}")
    assert answer.status_code in {200, 404}


def test_nobody_fetches_what_another_has_marked(as_user, bo, ada, long_article):
    assign(long_article, bo)
    annotate(long_article, ada, everywhere(long_article, 20))
    answer = as_user(bo).get(reverse("annotations:further", args=[long_article.pk, 0]))
    assert answer.status_code == 200
    assert not CARD.findall(answer.json()["cards"])
    assert "<mark" not in "".join(answer.json()["pieces"].values())
    mine = as_user(ada).get(reverse("annotations:further", args=[long_article.pk, 0]))
    assert len(CARD.findall(mine.json()["cards"])) == 20
