"""A file about pages of the web: only an address of this desk is one of an article here."""

import json

import pytest
from django.core.management import call_command
from django.test.utils import override_script_prefix

from annotator.annotations.models import Annotation
from annotator.exchange.formats.intake.own_addresses import own_number
from annotator.navigation import way

HERE = "https://desk.example"


@pytest.mark.parametrize(
    ("address", "base", "number"),
    [
        ("https://desk.example/articles/7/", HERE, 7),
        ("https://desk.example/articles/7", HERE, 7),
        ("http://DESK.example:80/articles/7/#a-1", HERE, 7),
        ("https://DESK.example:443/articles/7/#a-1", HERE, 7),
        ("https://desk.example/news/articles/7/", HERE, 0),
        ("https://desk.example/news/articles/7/", f"{HERE}/news", 7),
        ("https://desk.example:8000/articles/7/", HERE, 0),
        ("https://www.another-paper.example/articles/7", HERE, 0),
        ("https://desk.example.another.example/articles/7", HERE, 0),
        ("/articles/7/", HERE, 0),
        ("urn:annotator:article:/articles/7", HERE, 0),
        ("https://desk.example/articles/seven/", HERE, 0),
        ("https://desk.example/articles/7/history/8", HERE, 0),
        ("https://[desk/articles/7", HERE, 0),
        ("https://desk.example:port/articles/7", HERE, 0),
        ("https://desk.example/articles/7", "", 7),
        ("https://another.example/articles/7", "", 0),
    ],
)
def test_an_address_is_the_desks_own_or_none(settings, address, base, number):
    settings.ALLOWED_HOSTS = ["desk.example", "*"]
    assert own_number(address, base) == number


def test_a_desk_under_a_path_is_known_by_it():
    with override_script_prefix("/news/"):
        assert own_number(f"{HERE}/news/articles/7/", HERE) == 7
        assert own_number(f"{HERE}/articles/7/", HERE) == 0


def w3c(source, quote):
    target = {"source": source, "selector": {"type": "TextQuoteSelector", "exact": quote}}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "creator": "ada",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": "entity-place"},
        "target": target if quote else source,
    }


def claim_review(source, quote):
    page = {"@type": "NewsArticle", "url": source, "hasPart": {"text": quote}}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": quote or "It is so.",
        "author": {"name": "ada"},
        "itemReviewed": {"@type": "Claim", "appearance": [page]},
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("made", "quote"), [(w3c, "Kasur"), (w3c, ""), (claim_review, "Kasur")])
def test_a_page_of_another_site_is_no_article_here(
    made, quote, story, article, ada, reading, labels, tmp_path, capsys
):
    file = tmp_path / "theirs.jsonld"
    label = ["ClaimReview=entity-place"] if made is claim_review else []

    def take_in(address):
        file.write_text(json.dumps(made(address, quote)))
        labels["entity-place"].of_articles = True
        labels["entity-place"].save()
        call_command("import_format", file, story=story.slug, base=HERE, label=label, preview=True)
        return capsys.readouterr()

    own = way("article", article.pk)
    assert "It would store 1 annotation;" in take_in(f"{HERE}{own}").out
    file.write_text(json.dumps(made(f"https://www.another-paper.example/news{own}", quote)))
    with pytest.raises(Exception, match="None of it is of an article of this story"):
        call_command("import_format", file, story=story.slug, base=HERE, label=label)
    assert "the story has no article of this address" in capsys.readouterr().err
    assert not Annotation.everything.exists()
