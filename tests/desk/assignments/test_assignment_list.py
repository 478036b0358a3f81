"""Assignments one by one: found, dated, given to somebody else, and that undone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from annotator.annotations.models import Assignment
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db
GIVEN = "/stories/pipeline/assignments/given/"
DATE, MOVE = (GIVEN.replace("given", act) for act in ("date", "reassign"))


def late(assignment: Assignment, days: int = 1) -> Assignment:
    assignment.due_on = timezone.localdate() - timedelta(days)
    assignment.save()
    return assignment


def listed(client, query="") -> list[tuple[str, str]]:
    rows = client.get(GIVEN + query).context["rows"]
    return [(row["assignment"].annotator.username, row["assignment"].state) for row in rows]


class TestList:
    def test_every_state_is_found_and_what_is_due_comes_first(
        self, article, other_article, ada, bo, cy, mo, as_user
    ):
        assign(article, ada)
        late(assign(other_article, ada, "in progress"))
        late(assign(article, bo, "submitted"))
        assign(other_article, bo, "withdrawn")
        back = assign(other_article, cy, "handed back")
        Assignment.objects.filter(pk=back.pk).update(reason="Too long.")
        client = as_user(mo)
        assert listed(client) == [("ada", "in progress"), ("ada", "assigned"), ("bo", "submitted")]
        assert listed(client, "?state=overdue") == [("ada", "in progress")]
        assert listed(client, "?state=open&sort=due")[0] == ("ada", "in progress")
        assert listed(client, "?state=withdrawn") == [("bo", "withdrawn")]
        assert listed(client, f"?person={bo.pk}") == [("bo", "submitted")]
        assert listed(client, "?text=another&state=nonsense") == [("ada", "in progress")]
        page = client.get(GIVEN + "?state=handed+back").content.decode()
        assert "Too long." in page
        assert "1 of 2 read it" in page
        front = client.get("/stories/pipeline/assignments/").content.decode()
        assert "1 article handed back</a> and still short of readers" in front

    def test_overdue_is_told_wherever_readers_are(self, article, reading, ada, mo, as_user):
        late(reading)
        client = as_user(mo)
        for page in ("assignments/", "assignments/?progress=overdue", "assignments/given/", ""):
            told = client.get(f"/stories/pipeline/{page}").content.decode()
            assert "overdue" in told.partition("<tbody>")[2], page
        assert "1</b>reading overdue" in client.get("/stories/pipeline/").content.decode()
        for page in ("?left=overdue&sort=-overdue", "articles/?progress=overdue"):
            told = client.get(f"/stories/pipeline/progress/{page}").content.decode()
            assert '<span class="chip bad">1</span>' in told, page
        mine = as_user(ada).get("/my-articles/?state=overdue&sort=due").content.decode()
        assert "overdue" in as_user(ada).get("/").content.decode()
        assert "overdue" in mine.partition("<tbody>")[2]

    def test_empty_says_what_to_do(self, story, mo, as_user):
        assert "Assign articles" in as_user(mo).get(GIVEN).content.decode()
        assert "like this" in as_user(mo).get(GIVEN + "?text=x").content.decode()

    def test_fifty_a_page_in_as_many_questions_as_one(
        self, story, ada, mo, as_user, django_assert_num_queries
    ):
        for n in range(60):
            state = ("withdrawn", "assigned")[n % 2]
            assign(make_article(story, f"S{n % 4}", f"P {n}", f"T {n}.\n"), ada, state)
        for n in range(60):
            assign(make_article(story, f"S{n % 4}", f"Q {n}", f"U {n}.\n"), ada)
        client = as_user(mo)
        # session, user, story, membership; count, page; the filter's people, to whom
        with django_assert_num_queries(8):
            assert len(listed(client)) == 50
        # and how many read the articles of what ended
        with django_assert_num_queries(9):
            assert len(listed(client, "?state=withdrawn")) == 30


class TestDate:
    def test_set_and_cleared(self, reading, mo, as_user):
        client, day = as_user(mo), timezone.localdate() + timedelta(7)
        answer = client.post(DATE + "?text=pipe", {"assignments": reading.pk, "due_on": day})
        assert answer.url == GIVEN + "?text=pipe"
        assert "1 assignment now due on" in client.get(answer.url).content.decode()
        reading.refresh_from_db()
        assert reading.due_on == day
        client.post(DATE, {"assignments": reading.pk, "clear": "1", "due_on": "nonsense"})
        reading.refresh_from_db()
        assert reading.due_on is None

    @pytest.mark.parametrize(
        "asked, words",
        [
            ({"due_on": "2999-01-01"}, "Choose at least one line"),
            ({"assignments": "own", "due_on": ""}, "Choose the last day"),
            ({"assignments": "own", "due_on": "soon"}, "Enter a valid date"),
            ({"assignments": "own", "due_on": "2001-01-01"}, "in the past"),
            ({"assignments": "987654", "due_on": "2999-01-01"}, "Select a valid choice"),
        ],
    )
    def test_refused_and_nothing_stored(self, reading, mo, as_user, asked, words):
        sent = {name: reading.pk if value == "own" else value for name, value in asked.items()}
        answer = as_user(mo).post(DATE, sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert answer.context["rows"][0]["chosen"] == ("own" in asked.values())
        reading.refresh_from_db()
        assert reading.due_on is None

    def test_of_ones_own_story_only(self, story, ada, mo, as_user):
        other = make_article(type(story).objects.create(slug="other", title="Other"))
        theirs = assign(other, ada)
        sent = {"assignments": theirs.pk, "due_on": "2999-01-01"}
        assert as_user(mo).post(DATE, sent).status_code == 422


class TestReassign:
    def test_and_back(self, article, reading, ada, bo, mo, as_user):
        client = as_user(mo)
        answer = client.post(MOVE, {"assignments": reading.pk, "to": bo.pk})
        page = client.get(answer.url).content.decode()
        assert listed(client) == [("bo", "assigned")]
        undo = page.split('class="undo"')[1].split("</form>")[0]
        sent = dict(re.findall(r'name="(assignments|to)" value="(\d+)"', undo))
        client.post(MOVE, sent)
        assert listed(client) == [("ada", "assigned")]
        assert Assignment.objects.filter(state="withdrawn").count() == 2

    @pytest.mark.parametrize(
        "to, words", [("", "Choose who"), ("cy", "Select a valid"), ("ada", "already")]
    )
    def test_refused_and_nothing_changed(self, reading, ada, cy, mo, as_user, to, words):
        key = {"ada": ada.pk, "cy": cy.pk}.get(to, "")
        answer = as_user(mo).post(MOVE, {"assignments": reading.pk, "to": key})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert listed(as_user(mo)) == [("ada", "assigned")]
