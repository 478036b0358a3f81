"""Pages for what goes wrong say what to do, and tell a stranger nothing."""

import pytest
from django.template.loader import get_template
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_nothing_there(ada, as_user):
    response = as_user(ada).get("/no/such/page")
    assert response.status_code == 404
    assert "A manager of that story can add you" in response.content.decode()


def test_not_allowed_says_which_role(ada, as_user):
    page = as_user(ada).get(reverse("desk:members", args=["pipeline"])).content.decode()
    assert "This needs the role of manager in “The pipeline”." in page


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_drawn_without_a_context(name):
    page = get_template(name).render()
    assert "try again" in page
    assert 'href="/"' in page


def test_of_an_error_of_ours(ada, as_user, monkeypatch):
    client = as_user(ada)
    client.raise_request_exception = False
    monkeypatch.setattr("annotator.desk.home.own_articles.own_stories", lambda *_: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
