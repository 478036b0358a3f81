"""A manager takes an article as read before everybody has submitted, and opens it again."""

import pytest

from annotator.annotations.models import ArticleProgress
from tests.conftest import assign
from tests.reconciliation.conftest import submit

pytestmark = pytest.mark.django_db
LIST = "/stories/pipeline/progress/articles/"


@pytest.fixture
def half_read(article, ada, bo):
    submit(article, ada)
    assign(article, bo, "in progress")
    return article


def close(client, article, query=""):
    return client.post(f"/articles/{article.pk}/close-reading/{query}", follow=True)


def test_closed_it_is_ready_and_opened_it_is_not(half_read, mo, as_user):
    client = as_user(mo)
    assert "Close reading" in client.get(LIST).content.decode()
    page = close(client, half_read).content.decode()
    assert "is closed: an adjudicator can settle" in page
    assert '<span class="chip good">ready</span>' in page
    assert ArticleProgress.history.get(closed_at__isnull=False).history_user == mo
    page = client.post(f"/articles/{half_read.pk}/open-reading/", follow=True).content.decode()
    assert "waits for its readers again" in page
    assert "Close reading" in page
    assert ArticleProgress.objects.get().closed_at is None


def test_back_to_the_list_as_it_was(half_read, mo, as_user):
    response = close(as_user(mo), half_read, "?text=talks&page=1")
    assert response.redirect_chain == [(f"{LIST}?text=talks&page=1", 302)]


def test_for_managers_alone(half_read, ada, cy, stranger, as_user):
    for what in ("close-reading", "open-reading"):
        told = [
            as_user(user).post(f"/articles/{half_read.pk}/{what}/").status_code
            for user in (ada, cy, stranger)
        ]
        assert told == [403, 403, 404]
    assert not ArticleProgress.objects.exclude(closed_at=None).exists()
    page = as_user(cy).get(LIST).content.decode()
    assert half_read.title in page
    assert "Close reading" not in page


def test_only_by_post(half_read, mo, as_user):
    assert as_user(mo).get(f"/articles/{half_read.pk}/close-reading/").status_code == 405


def test_nothing_to_close_where_nobody_has_submitted_or_it_is_ready(article, ada, bo, mo, as_user):
    def closable() -> bool:
        page = as_user(mo).get(LIST).content.decode()
        assert article.title in page
        return "Close reading" in page

    assign(article, ada)
    assign(article, bo)
    told = [closable()]
    for reader in (ada, bo):
        submit(article, reader)
        told.append(closable())
    assert told == [False, True, False]
