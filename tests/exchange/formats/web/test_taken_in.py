"""News and reviews of others come in: as articles, and as highlights at the address of the claim."""

import json

import pytest

from annotator.annotations.models import Annotation
from annotator.exchange.formats.intake.actions import plan
from annotator.exchange.formats.intake.choices import ForeignChoices
from annotator.exchange.formats.intake.reading import read_foreign
from annotator.exchange.formats.registry import read_formats
from articles.models import Article
from tests.exchange.formats.web.test_ninjs import THREE

pytestmark = pytest.mark.django_db


def take_in(story, name, value, **choices):
    foreign = read_foreign([(name, json.dumps(value).encode())], read_formats())
    made = plan(story, foreign, ForeignChoices(**choices), False, lambda *_: None)
    assert not made.problems, [str(problem) for problem in made.problems]
    made.store(lambda *_: None)


def test_an_item_of_ninjs_becomes_an_article(story):
    take_in(story, "wire.json", THREE)
    article = Article.objects.get(story=story)
    assert (article.title, article.source.name, article.language) == (
        "پل بند",
        "Desk of the Wire",
        "ur",
    )
    assert article.text == "پل بند\nپل بند ہے۔\nدوسرا۔"
    assert [region.role for region in article.regions.all()] == ["headline"]


def test_a_review_is_placed_by_the_words_of_the_claim(story, article, ada, reading, labels):
    Article.objects.filter(pk=article.pk).update(url="https://outlet.example/story")
    review = {
        "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "1,100 kilometres",
        "author": {"name": "Checks"}, "reviewRating": {"alternateName": "False"},
        "itemReviewed": {"appearance": "https://outlet.example/story"},
    }  # fmt: skip
    take_in(
        story,
        "review.json",
        review,
        labels={"ClaimReview": "claim-quantity"},
        annotators={"Checks": "ada"},
    )
    made = Annotation.objects.get()
    assert article.text[made.start : made.end] == made.quote == "1,100 kilometres"
    assert (made.label_id, made.annotator, made.note) == (
        "claim-quantity",
        ada,
        "Rated: False\nChecks",
    )
