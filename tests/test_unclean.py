"""What no column can hold is refused with words, and no cache keeps a page of the desk."""

import pytest
from django.db import DataError
from django.urls import reverse


def test_nothing_is_called_by_a_path_with_a_nul(mo, as_user):
    assert as_user(mo).get("/stories/%00/").status_code == 404


def test_what_no_column_holds_is_told(mo, as_user, monkeypatch):
    """A view that asks the database for it: on SQLite it holds everything."""
    client = as_user(mo)
    monkeypatch.setattr("annotator.desk.home.own_articles.own_stories", refuse)
    answer = client.get("/")
    assert answer.status_code == 422
    assert "too long, too large, or holds a character" in answer.content.decode()
    script = client.get("/", headers={"X-Requested-With": "fetch"})
    assert (script.status_code, "was not taken" in script.json()["error"]) == (422, True)


def refuse(*_):
    raise DataError("value too long for type character varying(120)")


@pytest.mark.parametrize("query", ["text=a%00b", "text=" + "x" * 5000, "page=%C2%B2"])
def test_what_comes_in_by_a_query_is_no_error_of_ours(query, mo, as_user):
    assert as_user(mo).get(f"/stories/pipeline/questions/?{query}").status_code < 500


def test_a_nul_in_what_is_signed_in_with_is_no_error_of_ours(client, ada):
    answer = client.post(reverse("people:sign_in_again"), {"username": "a\x00", "password": "b"})
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("digits", ["²", "9" * 5000, "١"])
def test_what_only_looks_like_a_number_is_none(digits, cy, article, as_user):
    address = reverse("reconciliation:edit", args=[article.pk])
    assert as_user(cy).get(address, {"start": digits, "end": digits}).status_code < 500


def test_pages_are_kept_by_no_cache_and_what_is_public_says_so_itself(story, ada, client, as_user):
    page = as_user(ada).get(reverse("desk:story", args=["pipeline"]))
    assert page["Cache-Control"] == "no-store, private"
    assert "no-store" in client.get(reverse("account_login"))["Cache-Control"]
