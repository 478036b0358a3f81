# ruff: noqa: F401, F811 - fixtures of another file
"""Names and questions merged, split and reworded from a story's pages, and each act undone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.comparison.models import Curation
from annotator.vocabulary.models import Alias, Entity, Question
from articles.models import Story
from tests.comparison.names.test_names import khan, papers, war
from tests.comparison.sources import ask, telling
from tests.conftest import make_article
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user, cy):
    return as_user(cy)


def at(story, name: str, *more) -> str:
    return reverse(f"comparison:{name}", args=[story.slug, *more])


def undo(client, story):
    response = client.post(at(story, "undo_curation", Curation.objects.latest("pk").pk))
    return response.status_code, response.content.decode()


def linked(**which) -> int:
    return Annotation.objects.filter(**which).count()


class TestNames:
    @pytest.fixture
    def pm(self, papers, ada):
        """Another entity for the same person, with a number and an alias."""
        pm = Entity.objects.create(slug="the-pm", name="The PM", wikidata="Q1")
        Alias.objects.create(entity=pm, name="Premier")
        Annotation.objects.filter(quote="Mr Khan").update(entity=pm)
        mark(papers[0], ada, "praised", "stance-favour", stance_holder=pm)
        return pm

    def test_the_page_says_first_what_a_merge_would_do(self, client, story, pm, khan):
        khan.wikidata = ""
        khan.save()
        body = client.get(at(story, "name") + "?entity=the-pm&into=Imran+Khan").content.decode()
        assert "To name Imran Khan instead of The PM (the-pm): 2 highlights." in body
        assert "takes over the Wikidata number Q1" in body
        assert linked(entity=khan) == 3
        assert not Curation.objects.exists()

    def test_merged_and_undone(self, client, story, pm, khan):
        khan.wikidata = ""
        khan.save()
        sent = {"entity": "the-pm", "into": "imran-khan"}
        assert client.post(at(story, "merge_names"), sent).status_code == 302
        khan.refresh_from_db()
        pm.refresh_from_db()
        assert (pm.active, khan.wikidata, linked(entity=khan)) == (False, "Q1", 4)
        assert set(khan.aliases.values_list("name", flat=True)) == {"The PM", "Premier"}
        assert (
            "“The PM” merged into “Imran Khan”" in client.get(at(story, "names")).content.decode()
        )
        assert undo(client, story)[0] == 302
        khan.refresh_from_db()
        pm.refresh_from_db()
        assert (pm.active, pm.wikidata, khan.wikidata) == (True, "Q1", "")
        assert (linked(entity=khan), linked(entity=pm), linked(stance_holder=pm)) == (3, 1, 1)
        assert not khan.aliases.exists()
        one = Annotation.objects.get(quote="Mr Khan")
        assert one.history.first().history_change_reason.startswith("Undone: “The PM” merged")
        assert "undone already" in undo(client, story)[1]

    def test_what_was_changed_since_stays(self, client, story, pm, khan, war):
        client.post(at(story, "merge_names"), {"entity": "the-pm", "into": "imran-khan"})
        Annotation.objects.filter(quote="Mr Khan").update(entity=war)
        undo(client, story)
        assert Annotation.objects.get(quote="Mr Khan").entity == war
        assert linked(stance_holder=pm) == 1

    def test_split_and_undone(self, client, story, papers, war):
        Alias.objects.create(entity=war, name="Conflict")
        asked = {"entity": "the-war", "surface": ["conflict"], "new_name": "The conflict"}
        body = client.get(at(story, "name"), asked).content.decode()
        assert "1 mention as “conflict” will name it." in body
        assert client.post(at(story, "split_name"), asked).status_code == 302
        made = Entity.objects.get(name="The conflict")
        assert (linked(entity=made), linked(entity=war), made.aliases.count()) == (1, 2, 1)
        assert undo(client, story)[0] == 302
        made.refresh_from_db()
        assert (made.active, linked(entity=war)) == (False, 3)
        assert war.aliases.get().name == "Conflict"

    def test_a_split_off_name_that_is_used_since_stays(self, client, story, papers, war, ada):
        asked = {"entity": "the-war", "surface": ["conflict"], "new_name": "The conflict"}
        client.post(at(story, "split_name"), asked)
        made = Entity.objects.get(name="The conflict")
        mark(papers[1], ada, "went on", "entity-place", entity=made)
        undo(client, story)
        made.refresh_from_db()
        assert made.active
        assert linked(entity=made) == 1

    @pytest.mark.parametrize(
        "act, sent, says",
        [
            ("merge_names", {}, "Say which entity"),
            ("merge_names", {"entity": "gone", "into": "the-war"}, "not in use"),
            ("merge_names", {"entity": "the-war", "into": "nobody"}, "No entity in use"),
            ("merge_names", {"entity": "the-war", "into": "the-war"}, "at least one other"),
            ("split_name", {"entity": "the-war", "new_name": "X"}, "Tick at least one"),
            ("split_name", {"entity": "the-war", "surface": "war"}, "Name the new entity"),
            (
                "split_name",
                {"entity": "the-war", "surface": "war", "new_name": "Imran Khan"},
                "There is an entity",
            ),
        ],
    )
    def test_bad_input(self, client, story, papers, act, sent, says):
        Entity.objects.create(slug="gone", name="Gone", active=False)
        response = client.post(at(story, act), sent)
        assert response.status_code == 422
        assert says in response.content.decode()
        assert not Curation.objects.exists()
        assert linked(entity__slug="the-war") == 3

    def test_what_other_stories_name_is_not_theirs_to_merge(self, client, story, pm, ada):
        other = Story.objects.create(slug="other", title="Other")
        mark(make_article(other, text="The PM left.\n"), ada, "The PM", "entity-person", entity=pm)
        response = client.post(at(story, "merge_names"), {"entity": "the-pm", "into": "imran-khan"})
        assert response.status_code == 422
        assert "Stories that you do not settle" in response.content.decode()
        pm.refresh_from_db()
        assert pm.active

    def test_statements_do_not_grow(
        self, client, story, papers, ada, khan, django_assert_max_num_queries
    ):
        for n in range(20):
            mark(papers[0], ada, "Khan", "entity-person", part=n + 1, entity=khan)
        with django_assert_max_num_queries(17):
            client.get(at(story, "name") + "?entity=imran-khan&into=the-war")


class TestQuestions:
    @pytest.fixture
    def length(self, story, labels, ada):
        asked = ask(story)
        Question.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=9))
        asked.refresh_from_db()
        for source in ("Post", "Globe"):
            telling(story, source, "1100", ada, asked)
        return asked

    def test_reworded_and_undone_as_if_never_asked_anew(self, client, story, length):
        sent = {"question": length.pk, "wording": "How far does it run?"}
        assert client.post(at(story, "reword"), sent).status_code == 302
        now = Question.objects.get()
        assert now.asked_at > length.asked_at
        page = client.get(at(story, "question") + f"?question={length.pk}").content.decode()
        assert "reworded to “How far does it run?”" in page
        assert undo(client, story)[0] == 302
        now.refresh_from_db()
        assert (now.wording, now.asked_at) == (length.wording, length.asked_at)

    def test_not_where_it_was_reworded_again(self, client, story, length):
        for wording in ("How far?", "How long then?"):
            client.post(at(story, "reword"), {"question": length.pk, "wording": wording})
        first = Curation.objects.earliest("pk")
        response = client.post(at(story, "undo_curation", first.pk))
        assert response.status_code == 422
        assert "reads “How long then?” by now" in response.content.decode()

    def test_the_same_wording_is_no_act(self, client, story, length):
        told = []
        for wording in (length.wording, "How far?"):
            sent = {"question": length.pk, "wording": wording}
            told.append(client.post(at(story, "reword"), sent).status_code)
            told.append(Curation.objects.count())
        assert told == [302, 0, 302, 1]

    def test_split_and_undone(self, client, story, length):
        answer = Annotation.objects.first()
        sent = {"question": length.pk, "answers": [answer.pk], "wording": "How long in all?"}
        assert client.post(at(story, "split"), sent).status_code == 302
        assert linked(question=length) == 1
        assert undo(client, story)[0] == 302
        assert linked(question=length) == 2
        made = Question.objects.get(wording="How long in all?")
        length_now = Question.objects.get(pk=length.pk)
        assert (made.active, length_now.asked_at) == (False, length.asked_at)

    def test_merged_and_undone(self, client, story, length):
        other = ask(story, "extent", wording="How far?")
        Annotation.objects.filter(article__title="Globe tells").update(question=other)
        sent = {"question": other.pk, "into": length.pk}
        assert client.post(at(story, "merge"), sent).status_code == 302
        assert linked(question=length) == 2
        assert "merged into" in client.get(at(story, "questions")).content.decode()
        assert undo(client, story)[0] == 302
        other.refresh_from_db()
        assert (other.active, linked(question=other)) == (True, 1)

    def test_not_where_the_story_has_the_wording_again(self, client, story, length):
        other = ask(story, "extent", wording="How far?")
        client.post(at(story, "merge"), {"question": other.pk, "into": length.pk})
        ask(story, "extent-2", wording="How far?")
        assert "Another question reads “How far?”" in undo(client, story)[1]
        assert not Question.objects.get(pk=other.pk).active
