"""What of mine is stored: counted on the page of one's account, and given out as one file."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, Presence
from annotator.desk.own_account.kinds import KINDS
from annotator.people.models import User
from annotator.people.tokens.actions import make_token
from annotator.reconciliation.models import Comment
from articles.models import Article
from tests.annotations.admin.test_admin import shown
from tests.conftest import assign
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db
PAGE, FILE = reverse("people:account"), reverse("desk:stored")
NOTED = "A note of Ada’s"


@pytest.fixture
def marked(article, reading, ada, bo, labels) -> Annotation:
    """Ada and Bo have marked the article; Ada has a token."""
    make_token(ada, "her notebook", reads="read", annotates=False, manages=False, days=9)
    mark(article, bo, "Omar Reza", "entity-person", note="A note of Bo’s")
    return mark(article, ada, "1,100 kilometres", "claim-quantity", note=NOTED)


def stored(client) -> dict:
    return json.loads(client.get(FILE).getvalue())


def test_the_page_counts_what_there_is(client, ada, marked):
    client.post(reverse("account_login"), {"login": "ada", "password": "correct-horse"})
    told = shown(client.get(PAGE))
    assert "Highlights and document labels, deleted ones too, with notes 1 you;" in told
    assert "Articles that you were asked to read 1" in told
    assert "Where you are signed in, with address and browser 1 you 14 days" in told
    assert "Comments" not in told  # she has made none


def test_the_file_holds_what_one_wrote_and_nothing_of_others(as_user, ada, marked):
    told = stored(as_user(ada))
    assert told["account"][0]["email"] == ada.email
    [kept] = told["highlights"]
    assert (kept["id"], kept["note"], kept["title"]) == (str(marked.pk), NOTED, "Pipeline talks")
    assert told["tokens"][0]["name"] == "her notebook"
    assert "token_hash" not in told["tokens"][0]
    raw = as_user(ada).get(FILE).getvalue().decode()
    assert "Bo" not in raw
    assert ada.password not in raw


def test_of_an_article_still_to_be_read_nothing_is_told_of_settling(as_user, article, cy):
    Comment.objects.create(article=article, author=cy, text="Both?", created_at=timezone.now())
    assert stored(as_user(cy))["comments"][0]["text"] == "Both?"
    assign(article, cy)
    assert stored(as_user(cy))["comments"] == []
    assert "Comments" not in shown(as_user(cy).get(PAGE))


def test_hidden_sources_stay_hidden(as_user, story, ada, marked):
    story.hide_sources = True
    story.save()
    Article.objects.update(url="https://outlet.example/1", byline="Quill Byline")
    raw = as_user(ada).get(FILE).getvalue().decode()
    assert NOTED in raw
    assert not any(secret in raw for secret in ("Harbour", "outlet.example", "Quill"))


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_the_number_of_statements_does_not_grow(as_user, article, ada, marked, address):
    client = as_user(ada)
    with CaptureQueriesContext(connection) as before:
        client.get(address).getvalue()
    for words in ("Omar Reza", "analyst", "Karachi"):
        mark(article, ada, words, "entity-person")
    with CaptureQueriesContext(connection) as after:
        client.get(address).getvalue()
    assert len(before) == len(after)


IN_NO_FILE = {
    Presence: "where one is at this moment",
    User.groups.through: "rights, which the admin tells",
    User.user_permissions.through: "rights, which the admin tells",
}


def test_every_table_that_names_a_person_is_told():
    nobody = User(pk=0, username="nobody")
    told = {kind.rows(nobody).model._meta.concrete_model for kind in KINDS}
    naming = {
        model._meta.concrete_model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.remote_field.model is User
        and not model.__name__.startswith("Historical")
        and field.name not in ("undone_by", "decided_by", "made_by", "ended_by", "stop_asked_by")
    }
    assert naming - told - IN_NO_FILE.keys() == set()
