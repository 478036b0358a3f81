"""Searches that are kept: what is new in them, and that they are one's own."""

import re

import pytest

from annotator.search.models import SavedSearch
from annotator.search.saved.actions import MOST_KEPT
from tests.conftest import make_article
from tests.search.conftest import annotate, indexed


@pytest.fixture
def kept(desk, as_user) -> SavedSearch:
    """Ada keeps a search for lakes."""
    response = as_user(desk.ada).post("/search/save/", {"name": "Lakes", "q": "lake", "sort": ""})
    row = SavedSearch.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/search/?q=lake&saved={row.pk}"
    return row


def news(client) -> list[str]:
    return re.findall(r"(\d+(?: or more)? new)</span>", client.get("/search/").getvalue().decode())


def test_what_has_come_since_one_looked_is_new(desk, kept, as_user):
    ada, address = as_user(desk.ada), f"/search/?q=lake&saved={kept.pk}"
    assert news(ada) == []
    assert ">new<" not in ada.get(address).getvalue().decode()
    make_article(desk.story, title="A lake dries", text="The lake is gone.\n")
    annotate(desk.article, desk.bo, "lake", desk.labels["claim-event"])  # which Ada may not see
    indexed()
    assert news(ada) == ["1 new"]
    page = ada.get(address).getvalue().decode()
    assert page.count(">new<") == 1
    assert "Saved as" in page
    assert news(ada) == ["1 new"], "to look is not to have seen: a GET writes nothing"
    assert ada.post("/search/seen/", {"saved": kept.pk}).status_code == 302
    assert news(ada) == []
    assert ">new<" not in ada.get(address).getvalue().decode()
    # Another search with the number of this one is not this one.
    assert "Saved as" not in ada.get(f"/search/?q=dam&saved={kept.pk}").getvalue().decode()


def test_rename_delete_and_bring_back(desk, kept, as_user):
    ada = as_user(desk.ada)
    ada.post("/search/rename/", {"saved": kept.pk, "name": "Waters"})
    assert "Waters" in ada.get("/search/").getvalue().decode()
    response = ada.post("/search/delete/", {"saved": kept.pk})
    page = ada.get(response["Location"]).getvalue().decode()
    assert "Waters" not in page
    assert "Undo" in page
    ada.post("/search/restore/", {"saved": kept.pk})
    assert "Waters" in ada.get("/search/").getvalue().decode()


def test_what_is_refused_is_said_and_nothing_is_stored(desk, kept, as_user):
    ada = as_user(desk.ada)
    for address, given, said in [
        ("save", {"name": "Lakes", "q": "dam"}, "of this name already"),
        ("save", {"name": "", "q": "dam"}, "This field is required"),
        ("save", {"name": "More", "q": "colour:red"}, "no field"),
        ("save", {"name": "More", "q": "dam", "kind": "letter"}, "letter"),
        ("rename", {"saved": kept.pk, "name": ""}, "required"),
        ("rename", {"saved": "x", "name": "Y"}, "not there"),
        ("restore", {"saved": kept.pk}, "not there"),
        ("delete", {}, "required"),
        ("seen", {"saved": 987654321}, "not there"),
    ]:
        response = ada.post(f"/search/{address}/", given)
        assert response.status_code == 422, (address, given)
        assert said in response.getvalue().decode(), (address, given)
        assert ada.get(f"/search/{address}/").status_code == 405
    row = SavedSearch.objects.get()
    assert (row.name, row.query, row.deleted_at) == ("Lakes", "lake", None)


@pytest.mark.parametrize("act", ["rename", "delete", "restore", "seen"])
def test_nobody_elses_is_there(desk, kept, as_user, act):
    for other in (desk.bo, desk.mo, desk.root):
        response = as_user(other).post(f"/search/{act}/", {"saved": kept.pk, "name": "Mine"})
        assert response.status_code == 422
        assert "Lakes" not in as_user(other).get("/search/").getvalue().decode()
    assert SavedSearch.objects.filter(name="Lakes", deleted_at=None).exists()


def test_two_people_may_give_the_same_name_and_nobody_keeps_too_many(desk, kept, as_user):
    bo = as_user(desk.bo)
    for number in range(MOST_KEPT):
        given = {"name": f"Lakes {number}".replace(" 0", ""), "q": "lake"}
        assert bo.post("/search/save/", given).status_code == 302
    response = bo.post("/search/save/", {"name": "One more", "q": "lake"})
    assert response.status_code == 422
    assert "delete one first" in response.getvalue().decode()


def test_a_name_that_was_taken_meanwhile_hinders_the_undo(desk, kept, as_user):
    ada = as_user(desk.ada)
    ada.post("/search/delete/", {"saved": kept.pk})
    ada.post("/search/save/", {"name": "Lakes", "q": "dam"})
    response = ada.post("/search/restore/", {"saved": kept.pk})
    assert response.status_code == 422
    assert "of this name already" in response.getvalue().decode()
