"""ClaimReview: what is settled goes out, and reviews of others come in."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.annotations.visibility.portions import Portion
from annotator.comparison.settled_rows.records import (
    CitedArticle,
    RowRuling,
    SettledAnswer,
    SettledRow,
    SettledValue,
)
from annotator.exchange.formats.document import FormatDocument, Vocabulary
from annotator.exchange.formats.format import FormatRefused, NotTaken, Outgoing
from annotator.exchange.formats.outgoing import filters_of, outgoing, written
from annotator.exchange.formats.web.claim_review import CLAIM_REVIEW
from annotator.exchange.formats.web.claim_review_reading import read
from annotator.exchange.formats.web.claim_review_writing import ReviewedRow, claim_reviews
from annotator.vocabulary.models import Question
from articles.models import Article
from tests.comparison.conftest import rows_ready
from tests.reconciliation.conftest import mark, submit

POST = CitedArticle(1, "In <the> Post", 1, "The Harbour Post", date(2022, 2, 24), "https://post.example/1", "en", 2, "aa" * 32)  # fmt: skip
GLOBE = CitedArticle(2, "In the Globe", 2, "The Globe", None, "", "", 1, "bb" * 32)


def answer(article, quote, value, letter="", **more) -> SettledAnswer:
    said = SettledAnswer(
        uuid.uuid4(), article, 7, 7 + len(quote), quote, "It is ", " long.", letter, value, "",
        "asserted", "", "", "", "", True,
    )  # fmt: skip
    return replace(said, **more)


ROW = SettledRow(
    7, "length", "How long is it?", "quantity", "km", "conflict", "conflict", "They do not meet.",
    None, (), (), 2, 2,
    (
        SettledValue("a", "1,100 km", 1, 1, (answer(POST, "🎉 1,100 km", "1,100 km", "a", said_by="Omar"),)),
        SettledValue("b", "800 km", 1, 1, (answer(GLOBE, "800 km", "800 km", "b"),)),
    ),
    (answer(POST, "no 900 km", "900 km", modality="denied"),),
)  # fmt: skip


def file_of(row=ROW, base="https://desk.example") -> bytes:
    address = f"{base or 'urn:annotator:desk'}/stories/s/conflicts/7/"
    return "".join(claim_reviews([ReviewedRow(row, address)], base)).encode()


def documents(found):
    return {document.name: document for document in found if isinstance(document, FormatDocument)}


def test_a_review_a_value_with_its_articles_and_no_verdict():
    page = json.loads(file_of())
    first, second, denied = page["@graph"]
    assert page["@context"][0] == "https://schema.org"
    assert [one["claimReviewed"] for one in page["@graph"]] == [
        "How long is it? 1,100 km", "How long is it? 800 km", "How long is it? 900 km (denied)",
    ]  # fmt: skip
    assert first["author"] == {
        "@type": "Organization", "name": "desk.example", "url": "https://desk.example",
    }  # fmt: skip
    assert first["reviewRating"] == {
        "@type": "Rating", "alternateName": "conflict", "ratingExplanation": "They do not meet.",
    }  # fmt: skip
    [appearance] = first["itemReviewed"]["appearance"]
    assert appearance["@type"] == "NewsArticle"
    assert (appearance["url"], appearance["datePublished"]) == (
        "https://post.example/1",
        "2022-02-24",
    )
    part = appearance["hasPart"]
    assert (part["text"], part["annotator:start"], part["annotator:end"]) == ("🎉 1,100 km", 7, 17)
    assert (part["annotator:text_sha256"], part["annotator:said_by_name"]) == ("aa" * 32, "Omar")
    assert "url" not in second["itemReviewed"]["appearance"][0]
    assert [one["annotator:compared"] for one in (first, denied)] == [True, False]


def test_a_ruling_is_what_counts():
    ruling = RowRuling("agree", "A typing error.", "Cy", datetime(2022, 3, 1, 9, tzinfo=UTC))
    first = json.loads(file_of(replace(ROW, state="agree", ruling=ruling)))["@graph"][0]
    assert first["reviewRating"]["alternateName"] == "agree"
    assert first["reviewRating"]["ratingExplanation"] == "A typing error. They do not meet."
    assert (first["datePublished"], first["annotator:computed_state"]) == (
        "2022-03-01T09:00:00+00:00", "conflict",
    )  # fmt: skip
    assert "Cy" not in json.dumps(first)


def test_its_own_file_comes_back_by_place_and_quote():
    found = documents(read("own.jsonld", file_of()))
    post, globe = found["https://post.example/1"], found["bb" * 32]
    assert [(mark.quote, mark.span) for mark in post.marks] == [
        ("🎉 1,100 km", (7, 17)), ("no 900 km", (7, 16)),
    ]  # fmt: skip
    assert (post.url, post.text_sha256) == ("https://post.example/1", "")
    assert (globe.url, globe.text_sha256) == ("", "bb" * 32)
    details = post.marks[0].details
    assert (details["question"], details["value"], details["said_by_name"]) == ("length", "1,100 km", "Omar")  # fmt: skip
    assert "Rated: conflict" in details["note"]
    assert post.marks[1].details["modality"] == "denied"


# Written by hand after schema.org's and Google's descriptions: a feed in which types are written in
# four ways, a page is told in three, and the first appearance is among the appearances as well.
FEED = r"""{"@context": "http://schema.org", "@type": "DataFeed", "dataFeedElement": [
 {"@type": "DataFeedItem", "item": [
  {"@type": ["ClaimReview"], "url": "https://checks.example/9", "datePublished": "2024-01-02",
   "author": {"@type": "Organization", "name": "Example Checks"},
   "claimReviewed": "The moon is made of cheese \ud83e\uddc0",
   "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Someone"},
    "appearance": [{"@type": "OpinionNewsArticle", "url": "https://a.example/moon"}, {"@id": "https://b.example/moon"}],
    "firstAppearance": "https://a.example/moon"},
   "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": "5", "alternateName": "False", "ratingExplanation": "It is rock."}}]},
 {"@type": "DataFeedItem", "item": {"@type": "schema:ClaimReview", "claimReviewed": "An older one",
   "author": "Old Checks", "itemReviewed": {"@type": "CreativeWork", "sameAs": ["https://c.example/old"]}}},
 {"@type": "DataFeedItem", "item": {"@type": "http://schema.org/ClaimReview", "claimReviewed": "Nowhere", "itemReviewed": {"@type": "Claim"}}},
 {"@type": "DataFeedItem", "item": {"@type": "MediaReview"}}, {"@type": "DataFeedItem", "item": {"@type": "MediaReview"}}
]}"""


def test_a_feed_of_others_is_read():
    found = list(read("feed.json", FEED.encode()))
    pages = documents(found)
    assert list(pages) == [
        "https://a.example/moon",
        "https://b.example/moon",
        "https://c.example/old",
    ]
    [moon] = pages["https://a.example/moon"].marks
    assert (moon.label, moon.annotator, moon.quote) == (
        "ClaimReview", "Example Checks", "The moon is made of cheese 🧀",
    )  # fmt: skip
    assert moon.details == {
        "note": "Rated: False (1 of 5)\nExample Checks, 2024-01-02, https://checks.example/9\nIt is rock."
    }
    assert pages["https://c.example/old"].marks[0].annotator == "Old Checks"
    assert [str(one) for one in found if isinstance(one, NotTaken)] == [
        "feed.json, review 3: It names no page of the claim.",
        "feed.json, review 1: “author” of what is reviewed is not read.",
        "feed.json: 2 of the type MediaReview: ClaimReviews alone are read.",
    ]


@pytest.mark.parametrize("text", ["[]", "{}", '{"@type": "NewsArticle"}', "3", "{"])
def test_what_holds_no_review_is_refused(text):
    with pytest.raises(FormatRefused):
        list(read("none.json", text.encode()))


@pytest.fixture
def settled(story, article, other_article, labels, ada):
    """The Harbour Post says 1,100 km, the Daily Meridian 800 km; both are settled."""
    length = Question.objects.create(
        story=story, slug="length", wording="How long is it?", type="quantity", unit="km"
    )
    for each, words, km in (
        (article, "1,100 kilometres", "1100"),
        (other_article, "800 km", "800"),
    ):
        mark(
            each, ada, words, "claim-quantity", question=length, value=words, value_low=km,
            value_high=km, value_bounds="[]", unit="km", approximator="exact",
        )  # fmt: skip
        submit(each, ada)
    Annotation.objects.update(layer="gold")
    ArticleProgress.objects.update(stage=Stage.FINISHED)
    rows_ready()
    return length


def reviews(story, **filters):
    form = filters_of(CLAIM_REVIEW, filters, story, None)
    assert form.is_valid(), form.errors
    out = outgoing(CLAIM_REVIEW, [story], form, base="https://desk.example")
    return json.loads(b"".join(written(CLAIM_REVIEW, out)))["@graph"]


@pytest.mark.django_db
def test_settled_rows_of_a_story_go_out(story, settled, article):
    found = reviews(story)
    assert {one["url"] for one in found} == {
        f"https://desk.example/stories/pipeline/conflicts/{settled.pk}/"
    }
    parts = [a["hasPart"] for one in found for a in one["itemReviewed"]["appearance"]]
    assert {part["text"] for part in parts} == {"1,100 kilometres", "800 km"}
    assert len(reviews(story, source="daily-meridian")) == 1
    hidden = Outgoing(
        lambda: iter(()), Vocabulary, portion=Portion([story], frozenset({article.pk}))
    )
    seen = b"".join(written(CLAIM_REVIEW, hidden)).decode()
    assert "800 km" in seen
    assert "1,100" not in seen
    ArticleProgress.objects.filter(article=article).update(stage=Stage.READING)
    Annotation.objects.filter(article=article).update(layer="reading")
    rows_ready()
    assert reviews(story) == [], "the row hangs on what is not settled"


@pytest.mark.django_db
def test_reviews_come_back_to_the_article_of_their_address(story, settled, article):
    Article.objects.filter(pk=article.pk).update(url="https://post.example/1")
    form = filters_of(CLAIM_REVIEW, {}, story, None)
    assert form.is_valid()
    content = b"".join(written(CLAIM_REVIEW, outgoing(CLAIM_REVIEW, [story], form)))
    found = documents(read("own.jsonld", content))["https://post.example/1"]
    [said] = found.marks
    assert article.text[said.start : said.end] == said.quote
