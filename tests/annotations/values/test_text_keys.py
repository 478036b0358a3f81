"""A text's key is a person's word: none is stored by the program, those that were are emptied."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from annotator.annotations.models import Annotation
from annotator.annotations.values.normalise import normalise_answer
from annotator.vocabulary.models import Question
from tests.conftest import make_article
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db
EMPTY = import_module(
    "annotator.annotations.migrations.0009_a_text_key_is_a_persons_word"
).empty_keys


@pytest.fixture
def route(story, labels):
    return Question.objects.create(story=story, slug="route", wording="Which route?", type="text")


def test_a_text_is_stored_without_a_key(route):
    assert normalise_answer({"value": "From  Karachi"}, route).get("answer_key", "") == ""
    kept = normalise_answer({"value": "From Karachi", "answer_key": "karachi"}, route)
    assert kept["answer_key"] == "karachi"


def test_keys_that_repeat_the_words_are_emptied(story, route, ada):
    open_ = Question.objects.create(story=story, slug="open", wording="Open?", type="yes-no")
    article = make_article(story, text="From Karachi, by sea; yes. It cost 5.\n")
    given = [
        ("From Karachi", "from karachi", route, ""),
        ("by sea", "sea", route, "sea"),
        ("yes", "yes", open_, "yes"),
        ("It cost", "it cost", None, ""),
    ]
    for words, key, question, _ in given:
        mark(article, ada, words, "claim-quantity", question=question, value=words, answer_key=key)
    EMPTY(apps, type("Editor", (), {"connection": connection}))
    kept = dict(Annotation.objects.values_list("quote", "answer_key"))
    assert kept == {words: after for words, _, _, after in given}
