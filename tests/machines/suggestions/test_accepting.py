"""What was accepted from a machine is the reader's own, and it is kept from what."""

import uuid

import pytest

from annotator.annotations.models import Annotation
from annotator.machines.models import AcceptedMark
from tests.api.programs import program_of
from tests.conftest import assign
from tests.machines.making import read_by
from tests.machines.suggestions.conftest import asked, begin, change, send

pytestmark = pytest.mark.django_db


def accepting(client, article, mark, **other):
    """The change by which a page accepts a mark, as it is proposed."""
    every = [
        one for place in asked(client, article)["places"] for one in place.get("proposals", [])
    ]
    one = next(one for one in every if one["id"] == str(mark.pk))
    place = {"start": mark.start, "end": mark.end, "quote": mark.quote, "part": 0}
    fields = {"label": one["label"], **place, **one["details"], "from_machine": one["id"]}
    return change(article, **fields, **other)


@pytest.fixture
def accepted(client, article, reading, marks):
    """The claim that the machine proposes, accepted by Ada."""
    answer = send(client, article, accepting(client, article, marks[1]))
    assert answer.status_code == 200, answer.content
    return Annotation.objects.get()


def test_it_is_the_readers_own_with_what_was_proposed(accepted, ada, marks):
    assert (accepted.annotator, accepted.layer, accepted.proposed) == (ada, "reading", "taken")
    for name in (
        "label_id",
        "question_id",
        "value",
        "value_low",
        "value_high",
        "approximator",
        "unit",
    ):
        assert getattr(accepted, name) == getattr(marks[1], name)
    assert accepted.accepted_from.mark_id == marks[1].pk
    assert accepted.history.count() == 1
    assert Annotation.machine_marks.count() == 2


def test_a_program_accepts_by_the_same_protocol(client, article, reading, marks, ada):
    sent = accepting(client, article, marks[1])
    place = {name: sent.pop(name) for name in ("op", "annotation", "verb", "label", "start", "end")}
    body = {
        name: str(value) if name in {"op", "annotation"} else value for name, value in place.items()
    }
    body |= {"quote": sent.pop("quote"), "from_machine": sent.pop("from_machine")}
    details = {name: value for name, value in sent.items() if name != "part"}
    answer = program_of(ada).post(f"articles/{article.pk}/changes", body | {"details": details})
    assert (answer.status_code, answer.found["details"]["proposed"]) == (201, "taken")
    assert AcceptedMark.objects.get().mark_id == marks[1].pk


def test_sent_again_it_is_stored_once(client, article, reading, marks):
    sent = accepting(client, article, marks[0])
    assert [send(client, article, sent).status_code for _ in range(2)] == [200, 200]
    assert AcceptedMark.objects.count() == Annotation.objects.count() == 1


def edit(client, article, annotation, **fields):
    annotation.refresh_from_db()
    sent = change(article, "edit", annotation.pk, base=annotation.revision, **fields)
    answer = send(client, article, sent)
    assert answer.status_code == 200, answer.content
    annotation.refresh_from_db()
    return annotation.proposed


def test_changed_while_it_says_something_else_and_taken_again_when_that_is_undone(
    client, article, accepted
):
    assert edit(client, article, accepted, note="So it says.") == "taken"
    assert edit(client, article, accepted, scope="in all") == "changed"
    assert edit(client, article, accepted, scope="") == "taken"
    assert edit(client, article, accepted, label="claim-event") == "changed"
    # What a form says of its own proposals does not count.
    assert edit(client, article, accepted, modality="hedged", proposed="taken") == "changed"


def test_accepted_with_something_changed(client, article, reading, marks):
    assert (
        send(client, article, accepting(client, article, marks[1], scope="in all")).status_code
        == 200
    )
    assert Annotation.objects.get().proposed == "changed"


def test_what_no_machine_accepted_keeps_what_its_form_said(client, article, reading, marks):
    mine = Annotation.objects.get(pk=begin(client, article))
    assert edit(client, article, mine, proposed="taken") == "taken"
    assert edit(client, article, mine, note="Her.") == "taken"


def test_a_mark_that_was_taken_back_meanwhile_is_accepted_as_it_was_seen(
    client, article, reading, cues, marks, spans
):
    sent = accepting(client, article, marks[1])
    read_by(cues, article, spans[:1])
    assert send(client, article, sent).status_code == 200
    assert AcceptedMark.objects.get().mark_id == marks[1].pk


@pytest.mark.parametrize("whose", ["nobody's", "a person's", "of another article", "no id"])
def test_what_is_no_machines_mark_of_this_article_is_refused_and_nothing_stored(
    client, as_user, article, other_article, reading, cues, marks, bo, whose
):
    assign(article, bo)
    ids = {
        "nobody's": uuid.uuid4(),
        "a person's": begin(as_user(bo), article),
        "of another article": marks[1].pk,
        "no id": "x",
    }
    sent = accepting(client, article, marks[1]) | {"from_machine": ids[whose]}
    if whose == "of another article":
        Annotation.machine_marks.filter(pk=marks[1].pk).update(article=other_article)
    answer = send(client, article, sent)
    assert answer.status_code == 422
    assert "from_machine" in answer.json()["fields"]
    assert not AcceptedMark.objects.exists()
    assert not Annotation.objects.filter(annotator=reading.annotator).exists()
