"""The worker's address, and which pages a browser may keep."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
WORKER = "/service-worker.js"


def test_the_worker_is_served_to_anybody_and_asked_for_anew(client):
    answer = client.get(reverse("annotations:service_worker"))
    assert answer.request["PATH_INFO"] == WORKER
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    words = answer.content.decode()
    assert "worker/copies" in words
    for place in ("account_login", "account_logout", "admin:login", "admin:logout"):
        assert f'"{reverse(place)}"' in words
    assert client.post(WORKER).status_code == 405


def test_a_page_names_whose_copy_it_may_be(as_user, ada, stranger, article, reading, labels):
    address = reverse("annotations:workbench", args=[article.pk])
    answer = as_user(ada).get(address)
    assert answer["X-Offline-Copy"] == str(ada.pk)
    assert f'data-worker="{WORKER}"' in answer.content.decode()
    assert "X-Offline-Copy" not in as_user(stranger).get(address)
    assert "X-Offline-Copy" not in as_user(ada).get("/")


def test_turned_off_nothing_is_kept_and_what_was_kept_goes(
    as_user, ada, article, reading, labels, settings
):
    settings.OFFLINE_COPIES = False
    answer = as_user(ada).get(reverse("annotations:workbench", args=[article.pk]))
    assert answer.status_code == 200
    assert "X-Offline-Copy" not in answer
    assert "data-worker" not in answer.content.decode()
    words = as_user(ada).get(WORKER).content.decode()
    assert "worker/unregister" in words
    assert "worker/copies" not in words


def test_a_browser_learns_which_of_its_copies_are_no_longer_to_be_kept(
    as_user, ada, stranger, article, other_article
):
    asked = f"?at={article.pk}&at={other_article.pk}&at=x"
    address = reverse("annotations:still_there") + asked
    both = [article.pk, other_article.pk]
    assert as_user(ada).get(address).json() == {"there": both}
    other_article.delete()
    assert as_user(ada).get(address).json() == {"there": both[:1]}
    assert as_user(stranger).get(address).json() == {"there": []}
    assert as_user(ada).post(address).status_code == 405
