"""Corrections: which answer became which, how long it stood, who still says it."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from annotator.annotations.models import Layer, Placement
from annotator.annotations.revision.actions import revise
from annotator.annotations.revision.review import keep
from annotator.vocabulary.models import Question
from articles.versions.actions import NewText
from tests.conftest import TEXT, assign, make_article
from tests.reconciliation.conftest import mark, submit

CORRECTED = TEXT.replace("1,100 kilometres", "1,300 kilometres")
VALUE = {
    "value": "1,100 kilometres", "value_low": "1100", "value_high": "1100", "unit": "km",
    "value_bounds": "[]",
}  # fmt: skip


@pytest.fixture
def length(story):
    return Question.objects.create(
        story=story, slug="length", wording="How long is it?", type="quantity", unit="km"
    )


@pytest.fixture
def corrected(story, article, labels, ada, bo, mo, length):
    """Two papers said 1,100; one corrected it, on the seventh day, and says so."""
    other = make_article(story, "Daily Meridian", "Another paper", "A pipe of 1,100 kilometres.\n")
    for one in (article, other):
        mark(one, ada, "1,100 kilometres", "claim-quantity", question=length, **VALUE)
        submit(one, ada)
    new = NewText(
        article.title, CORRECTED, dated_on=date(2022, 3, 3), is_noted=True, note="Their own note."
    )
    revise(article, mo, new)
    return article


def listed(client, story, query=""):
    return client.get(reverse("comparison:corrections", args=[story.slug]) + query).content.decode()


def rows(client, story):
    sent = client.get(reverse("comparison:corrections_csv", args=[story.slug]))
    text = b"".join(sent.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_nothing_was_corrected(as_user, story, cy):
    assert "No article of this story was corrected" in listed(as_user(cy), story)
    assert rows(as_user(cy), story) == []


def test_open_then_changed_with_who_still_says_it(as_user, story, corrected, cy, ada):
    page = listed(as_user(cy), story)
    assert "the text before stood 7 days" in page
    assert "the outlet says so" in page
    assert "to be looked at" in page
    asked = Placement.objects.get(outcome="review")
    keep(corrected, ada, asked.pk)
    page = listed(as_user(cy), story)
    assert "<del><bdi>1,100 kilometres</bdi></del> → <ins><bdi>1,300 kilometres</bdi></ins>" in page
    assert "Still so:" in page
    assert "Daily Meridian" in page
    [row] = rows(as_user(cy), story)
    wanted = {
        "text_version": "2", "corrected_on": "2022-03-03", "days_stood": "7", "noted": "yes",
        "question": "length", "became": "changed", "was": "1,100 kilometres",
        "now": "1,300 kilometres", "still_so": "Daily Meridian", "source": "The Harbour Post",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_the_same_in_other_words_is_no_other_answer(
    story, article, labels, ada, mo, length, as_user, cy
):
    mark(article, ada, "1,100 kilometres", "claim-quantity", question=length, **VALUE)
    submit(article, ada)
    revise(article, mo, NewText(article.title, TEXT.replace("1,100 kilometres", "1,100 km")))
    keep(article, ada, Placement.objects.get(outcome="review").pk)
    assert "the same in other words" in listed(as_user(cy), story)


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?said=noted", True), ("?said=silent", False), ("?touches=answers", True),
        ("?touches=text", False), ("?source=0", False), ("?sort=source", True),
    ],
)  # fmt: skip
def test_it_is_narrowed(as_user, story, corrected, cy, query, there):
    assert ("the text before stood" in listed(as_user(cy), story, query)) is there


def test_who_has_still_to_read_is_told_nothing(as_user, story, corrected, cy):
    assign(corrected, cy)
    page = listed(as_user(cy), story)
    assert "1 article is not listed" in page
    assert "the text before stood" not in page
    assert rows(as_user(cy), story) == []


def test_gold_goes_before_readings(story, article, labels, ada, mo, length, as_user, cy):
    for layer in (Layer.READING, Layer.GOLD):
        mark(
            article,
            ada,
            "1,100 kilometres",
            "claim-quantity",
            question=length,
            layer=layer,
            **VALUE,
        )
    submit(article, ada)
    revise(article, mo, NewText(article.title, CORRECTED))
    assert len(rows(as_user(cy), story)) == 1


def test_as_many_statements_for_many(
    as_user, story, corrected, cy, mo, ada, length, django_assert_num_queries
):
    client = as_user(cy)
    listed(client, story)
    with django_assert_num_queries(13):
        listed(client, story)
    for n in range(4):
        more = make_article(story, f"Outlet {n}", "More", f"{n}: a pipe of 1,100 kilometres.\n")
        mark(more, ada, "1,100 kilometres", "claim-quantity", question=length, **VALUE)
        submit(more, ada)
        revise(more, mo, NewText("More", more.text.replace("1,100", "1,300")))
    with django_assert_num_queries(13):
        listed(client, story)


def test_matrix_and_brief_say_from_what_it_was_corrected(as_user, story, corrected, cy, ada):
    keep(corrected, ada, Placement.objects.get(outcome="review").pk)
    told = "corrected from 1,100 kilometres on 3 March 2022"
    for name in ("comparison:conflicts", "comparison:brief"):
        page = as_user(cy).get(reverse(name, args=[story.slug])).content.decode()
        assert page.count(told) == 1, name
