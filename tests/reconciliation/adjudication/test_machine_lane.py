"""What a machine says stands beside the places as one more lane, and counts for nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.machines.models import AidRule, Shows, StoryReader
from annotator.reconciliation.models import Decision
from annotator.reconciliation.places.load import readings_of
from tests.conftest import assign
from tests.machines.making import machine_for, read_by, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(story, mo, read_twice):
    """It marks Karachi as Ada does, Kasur as nobody, and is fairly sure."""
    wanted = machine_for(story, mo, shows=Shows.LANE)
    spans = [
        span(read_twice, "Karachi", "entity-place", confidence=0.82),
        span(read_twice, "Kasur", "entity-place"),
    ]
    read_by(wanted, read_twice, spans)
    return wanted


def page(client, article) -> str:
    return client.get(reverse("reconciliation:settle", args=[article.pk])).content.decode()


def test_it_stands_beside_the_place_and_apart_where_no_place_is(machine, read_twice, cy, as_user):
    shown = page(as_user(cy), read_twice)
    assert shown.count('class="lane machine"') == 2
    assert '<span dir="auto">Cues</span> <span class="chip quiet">machine</span>' in shown
    assert "82 % sure" in shown
    apart = shown.partition("Only the machine")[2]
    assert "Kasur" in apart
    assert "Karachi" not in apart.partition("</details>")[0]
    assert "Counts as a reader" not in shown


def test_no_group_and_no_count_has_it(machine, read_twice):
    found = readings_of(read_twice)
    assert machine.reader.account_id not in found.submitted
    assert len(found.places) == 3
    assert all(row["layer"] == "reading" for place in found.places for row in place.rows)


@pytest.mark.parametrize(
    "change",
    [
        lambda: AidRule.objects.update(shows=Shows.SUGGESTIONS),
        lambda: AidRule.objects.update(shows=Shows.NOTHING),
        lambda: StoryReader.objects.update(removed_at="2026-01-01T00:00Z"),
    ],
    ids=["suggestions", "nothing", "taken off"],
)
def test_only_where_the_story_wants_its_lane(machine, read_twice, cy, as_user, change):
    change()
    assert "Cues" not in page(as_user(cy), read_twice)


def test_one_that_counts_is_a_reader_and_no_lane_beside(machine, read_twice, cy, as_user):
    StoryReader.objects.update(counts=True)
    shown = page(as_user(cy), read_twice)
    assert "lane machine" not in shown
    assert "Cues (machine)" in shown


def test_whoever_has_still_to_read_sees_nothing_of_it(machine, read_twice, cy, as_user):
    assign(read_twice, cy)
    answer = as_user(cy).get(reverse("reconciliation:settle", args=[read_twice.pk]))
    assert answer.status_code == 403
    assert "Cues" not in answer.content.decode()


def test_it_is_taken_as_a_draft_and_the_decision_says_so(machine, read_twice, cy, as_user):
    client = as_user(cy)
    edit = reverse("reconciliation:edit", args=[read_twice.pk])
    kasur = Annotation.machine_marks.get(quote="Kasur")
    draft = client.get(edit, {"from_machine": str(kasur.pk)}).content.decode()
    assert 'name="quote" value="Kasur"' in draft
    assert "Taken from Cues (machine)." in draft
    sent = {
        "stamp": "", "op": str(uuid4()), "label": "entity-place", "start": kasur.start,
        "end": kasur.end, "quote": "Kasur", "reason": "Taken from Cues (machine).",
    }  # fmt: skip
    assert client.post(edit, sent).status_code in (200, 302)
    decision = Decision.objects.get()
    assert (decision.decided_by, decision.outcome, decision.reason) == (
        cy, "added", "Taken from Cues (machine).",
    )  # fmt: skip
    assert Annotation.objects.get(layer="gold").annotator == cy
    assert Annotation.machine_marks.count() == 2


def test_at_a_place_it_is_a_draft_of_that_place(machine, read_twice, cy, as_user):
    place = next(p for p in readings_of(read_twice).places if p.rows[0]["quote"] == "Karachi")
    karachi = Annotation.machine_marks.get(quote="Karachi")
    asked = {"from_machine": str(karachi.pk), "stamp": place.stamp}
    draft = as_user(cy).get(reverse("reconciliation:edit", args=[read_twice.pk]), asked)
    assert f'name="stamp" value="{place.stamp}"' in draft.content.decode()
    assert "Accept as edited" in draft.content.decode()


@pytest.mark.parametrize("asked", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_mark_of_a_lane_is_passed_over(machine, read_twice, cy, as_user, asked):
    edit = reverse("reconciliation:edit", args=[read_twice.pk])
    answer = as_user(cy).get(edit, {"from_machine": asked, "start": 0, "end": 3})
    assert answer.status_code == 200
    assert "Taken from" not in answer.content.decode()


def test_a_mark_of_a_machine_without_a_lane_is_no_draft(machine, read_twice, cy, as_user):
    AidRule.objects.update(shows=Shows.NOTHING)
    kasur = Annotation.machine_marks.get(quote="Kasur")
    edit = reverse("reconciliation:edit", args=[read_twice.pk])
    assert "Kasur" not in as_user(cy).get(edit, {"from_machine": str(kasur.pk)}).content.decode()


def test_what_only_it_marked_is_paged(
    machine, read_twice, story, cy, as_user, django_assert_max_num_queries
):
    words = read_twice.text[:80]
    read_by(machine, read_twice, [
        span(read_twice, words[: n + 1], "stance-favour") for n in range(60)
    ])  # fmt: skip
    client = as_user(cy)
    with django_assert_max_num_queries(24):
        shown = page(client, read_twice)
    assert "Page 1 of 2" in shown
    second = client.get(
        reverse("reconciliation:settle", args=[read_twice.pk]), {"only_machine": 2}
    ).content.decode()
    assert "Page 2 of 2" in second
    assert Assignment.objects.count() == 2
