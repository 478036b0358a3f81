"""Who reads what, the vocabulary and tasks, by program."""

import pytest

from annotator.annotations.models import Assignment
from annotator.background.models import BackgroundTask
from annotator.vocabulary.models import Alias, Entity
from tests.api.programs import problem, program_of
from tests.background.tasks import refuse
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db


def test_assigned_read_and_submitted(article, other_article, ada, bo, mo):
    manager, reader = program_of(mo), program_of(ada)
    address = "stories/pipeline/assignments"
    asked = {"people": ["ada", "bo"], "articles": [article.pk], "due_on": "2999-01-01"}
    assert manager.post(address, asked).found == {"made": 2, "skipped": 0}
    assert manager.post(address, asked).found == {"made": 0, "skipped": 2}
    [mine] = reader.get("assignments").found["items"]
    assert (mine["article"], mine["due_on"], mine["state"]) == (
        article.pk,
        "2999-01-01",
        "assigned",
    )
    listed = manager.get(f"{address}?person=ada&state=assigned").found["items"]
    assert listed == [mine]
    of_article = f"articles/{article.pk}"
    assert reader.post(f"{of_article}/submit").found["state"] == "submitted"
    problem(reader.post(f"{of_article}/submit"), 422)
    assert reader.post(f"{of_article}/reopen").found["state"] == "in progress"
    assert (
        reader.post(f"{of_article}/hand-back", {"reason": "Too long."}).found["reason"]
        == "Too long."
    )
    assert reader.get("assignments").found["items"] == []
    assert len(reader.get("assignments?state=handed+back").found["items"]) == 1
    other = manager.get(f"{address}?person=bo").found["items"][0]
    assert manager.post(f"assignments/{other['id']}/withdraw").found["state"] == "withdrawn"
    problem(manager.post(f"assignments/{other['id']}/withdraw"), 422)
    assert reader.post("stories/pipeline/take").found["article"] == other_article.pk


@pytest.mark.parametrize(
    "given, place",
    [
        ({"people": ["nobody"]}, "/people"),
        ({"people": ["cy"]}, "/people"),
        ({"articles": [987654321]}, "/articles"),
        ({"articles": []}, "/articles"),
        ({"due_on": "2020-01-01"}, "/due_on"),
        ({"due_on": "soon"}, "/due_on"),
    ],
)
def test_what_cannot_be_assigned_is_told_its_place(article, ada, cy, mo, given, place):
    asked = {"people": ["ada"], "articles": [article.pk]} | given
    found = problem(program_of(mo).post("stories/pipeline/assignments", asked), 422)
    assert [fault["pointer"] for fault in found["errors"]] == [place]
    assert not Assignment.objects.exists()


def test_labels_and_entities_are_found(story, ada, labels):
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    Alias.objects.create(entity=omar, name="O. Reza")
    Entity.objects.create(slug="zed", name="Zed")
    program, address = program_of(ada), "stories/pipeline"
    assert [one["slug"] for one in program.get(f"{address}/entities?text=o.+r").found["items"]] == [
        "omar-reza"
    ]
    assert program.get(f"{address}/entities/omar-reza").found["aliases"] == ["O. Reza"]
    stances = program.get(f"{address}/labels?kind=stance&active=true").found["items"]
    assert [one["slug"] for one in stances] == ["stance-against", "stance-favour"]
    page = program.get(f"{address}/labels?limit=4").found
    rest = program.get(f"{address}/labels?limit=4&cursor={page['next']}").found
    assert len(page["items"] + rest["items"]) == len(labels)


def test_a_task_is_followed_and_stopped(story, article, mo, ada, cy):
    refuse.ask(story_id=story.pk)
    key = BackgroundTask.objects.get(title="Refuse").pk
    manager = program_of(mo)
    told = manager.get(f"tasks/{key}").found
    assert (told["state"], told["story"], told["asked_by"]) == ("waiting", "pipeline", None)
    assert told in manager.get("tasks?state=waiting&text=refuse&asked=desk").found["items"]
    assert manager.post(f"tasks/{key}/stop").found["state"] == "stopped"
    problem(manager.post(f"tasks/{key}/stop"), 422)
    assert manager.post(f"tasks/{key}/again").found["state"] == "waiting"
    problem(program_of(cy).get(f"tasks/{key}"), 404)
    assign(article, mo)
    problem(manager.get(f"tasks/{key}"), 404)


@pytest.mark.parametrize(
    "address", ["assignments", "stories/pipeline/assignments", "stories/pipeline/entities", "tasks"]
)
def test_lists_ask_as_much_for_many_as_for_few(
    story, article, ada, bo, mo, address, django_assert_max_num_queries
):
    program = program_of(ada if address == "assignments" else mo)
    few = None
    for number in range(3):
        assign(make_article(story, f"Source {number}", text=f"No. {number}.\n"), ada)
        entity = Entity.objects.create(slug=f"e{number}", name=f"No. {number}")
        Alias.objects.create(entity=entity, name="Another")
        refuse.ask(story_id=story.pk)
        with django_assert_max_num_queries(few or 10) as asked:
            assert len(program.get(address).found["items"]) >= number + 1
        few = few or len(asked)
