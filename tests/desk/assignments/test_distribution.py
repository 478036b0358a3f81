"""Spreading articles over people: seen first, then done in one act, and undone by one button."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from annotator.annotations.models import Assignment
from tests.conftest import assign, make_article, member

pytestmark = pytest.mark.django_db
SPREAD = "/stories/pipeline/assignments/spread/"
BACK = SPREAD.replace("spread", "take-back")


@pytest.fixture
def papers(story, ada, bo):
    return [make_article(story, f"S{n % 2}", f"P {n}", f"T {n}.\n") for n in range(6)]


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden fields of the page's own form."""
    form = page.split('class="spread"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


def test_shown_first_then_done_then_undone(papers, ada, bo, mo, as_user):
    client, day = as_user(mo), timezone.localdate() + timedelta(3)
    page = client.post(SPREAD, {"due_on": day}).content.decode()
    assert "Spread 6 articles over 2 people" in page
    assert "Make these 12 assignments" in page
    assert re.search(r"S0</bdi> 3.*S1</bdi> 3", page, re.S)
    assert not Assignment.objects.exists()
    answer = client.post(SPREAD, hidden(page))
    assert Assignment.objects.filter(due_on=day, state="assigned").count() == 12
    done = client.get(answer.url).content.decode()
    assert "12 assignments made." in done
    Assignment.objects.filter(annotator=bo, article=papers[0]).update(state="in progress")
    (at,) = re.findall(r'name="at" value="([^"]+)"', done)
    told = client.get(client.post(BACK, {"at": at}).url).content.decode()
    assert "11 assignments taken back. 1 other stays: the reading has begun." in told
    assert Assignment.objects.exclude(state="withdrawn").count() == 1


def test_of_the_chosen_people_and_articles_or_of_what_the_list_shows(papers, ada, mo, as_user):
    client = as_user(mo)
    proposal = client.post(SPREAD, {"people": ada.pk, "articles": papers[0].pk}).context["proposal"]
    assert proposal.pairs == ((papers[0].pk, ada.pk),)
    proposal = client.post(f"{SPREAD}?source={papers[1].source_id}").context["proposal"]
    assert {article for article, _ in proposal.pairs} == {papers[n].pk for n in (1, 3, 5)}
    assert client.post(f"{SPREAD}?progress=nobody").context["articles"] == 6


def test_says_which_articles_stay_short_and_why(papers, ada, bo, mo, as_user):
    assign(papers[2], ada, "handed back")
    page = as_user(mo).post(SPREAD).content.decode()
    assert "stay short of readers" in page
    assert "1 had it and handed it back" in page


def test_refused_where_it_changed_since_it_was_shown(papers, ada, mo, as_user):
    client = as_user(mo)
    agreed = hidden(client.post(SPREAD).content.decode())
    assign(papers[0], ada)
    answer = client.post(SPREAD, agreed)
    assert answer.status_code == 422
    assert "Something changed while you looked" in answer.content.decode()
    assert Assignment.objects.count() == 1
    client.post(SPREAD, hidden(answer.content.decode()))
    assert Assignment.objects.count() == 12


@pytest.mark.parametrize(
    "asked, words",
    [({"people": "x"}, "is not a valid value"), ({"due_on": "2001-01-01"}, "in the past")],
)
def test_bad_input(papers, mo, as_user, asked, words):
    answer = as_user(mo).post(SPREAD, asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_without_annotators_or_with_nothing_to_give_it_says_so(story, mo, as_user):
    client = as_user(mo)
    assert "add members first" in client.post(SPREAD).content.decode()
    member(story, "di", "annotator")
    page = client.post(SPREAD).content.decode()
    assert "Nothing to spread" in page
    assert "Make these" not in page


def test_undoing_nonsense_changes_nothing(papers, ada, mo, as_user):
    assign(papers[0], ada)
    client = as_user(mo)
    page = client.get(client.post(BACK, {"at": "yesterday"}).url).content.decode()
    assert "cannot be undone from here" in page
    client.post(BACK, {"at": "2001-01-01T00:00:00Z"})
    assert Assignment.objects.get().state == "assigned"
