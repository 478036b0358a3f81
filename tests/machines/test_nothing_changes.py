"""What a machine reads changes nothing in a story that has not asked for it: no page, no file, no
figure, and nothing that people do afterwards."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.annotations.curation import merge, relabel, split
from annotator.annotations.curation.bulk_log import recorded, undo_bulk_act
from annotator.annotations.models import Annotation
from annotator.annotations.revision.actions import revise, undo_revision
from annotator.background.models import BackgroundTask
from annotator.machines.judging.judged import JudgedSpan
from annotator.reconciliation.adjudication.actions import decide, finish
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.reconciliation.machine_figures.tasks import refresh_machines
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState
from annotator.search.index.writing import is_behind
from annotator.vocabulary.models import Entity, Label
from articles.versions.actions import NewText
from tests.access.asking import undone
from tests.comparison.conftest import rows_ready
from tests.exchange import full_desk
from tests.exchange.settled import agree
from tests.machines.everything_shown import asked_by, everything_shown, figures_shown
from tests.machines.making import machine_for, read_by, span
from tests.waiting_work import run_what_waits

pytestmark = pytest.mark.django_db

LABELS = ["entity-person", "claim-quantity", "claim-event", "stance-favour"]
SAID = {
    "entity": st.sampled_from([{}, {"entity": "omar-reza"}]),
    "claim": st.sampled_from(
        [{}, {"value": "2,000 km"}, {"question": "how-long", "value": "9 km"}]
    ),
    "stance": st.sampled_from([{}, {"stance_target": "omar-reza"}]),
}


@pytest.fixture
def desk(story, labels, ada, bo, cy):
    """A desk on which no machine has read yet, and no work waits."""
    made = full_desk.make(story, ada, bo, cy)
    refresh_agreement.now(story.pk)
    rows_ready()
    return made


@st.composite
def spans(draw: Any, text: str) -> list[JudgedSpan]:
    """Some words of a text, tagged as a machine may tag them."""
    words = [found.span() for found in re.finditer(r"\S+", text)]
    found = {}
    for first in draw(st.lists(st.integers(0, len(words) - 1), min_size=2, max_size=6)):
        last = min(first + draw(st.integers(0, 4)), len(words) - 1)
        start, end = words[first][0], words[last][1]
        label = draw(st.sampled_from(LABELS))
        details = draw(SAID[label.partition("-")[0]])
        confidence = draw(st.sampled_from([None, 0.25, 1.0]))
        found[label, start, end] = JudgedSpan(
            label, start, end, text[start:end], details=details, confidence=confidence
        )
    return [found[key] for key in sorted(found)]


def differing(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What differs, by its address: where it first does, before and after."""
    return {
        at: _first_difference(before.get(at, ""), after.get(at, ""))
        for at in sorted({*before, *after})
        if before.get(at) != after.get(at)
    }


def _first_difference(one: str, two: str) -> tuple[str, str]:
    pairs = enumerate(zip(one, two, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(two)))
    return one[max(0, at - 150) : at + 150], two[max(0, at - 150) : at + 150]


@pytest.mark.slow
@pytest.mark.once
def test_every_page_file_and_answer_is_as_before(desk, story, ada, bo, cy, mo):
    asked = asked_by([ada, cy, mo], [cy], desk, story)
    before = everything_shown(asked, desk, story)
    assert len(before) > 300

    # Each asks for everything: few of them, and none made smaller.
    @settings(
        max_examples=2, phases=[Phase.generate], deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.tuples(*(spans(article.text) for article in desk)))
    def holds(readings: tuple[list[JudgedSpan], ...]) -> None:
        with undone():
            wanted = machine_for(story, bo)  # whoever asks for the pages has done nothing
            for article, marked in zip(desk, readings, strict=True):
                assert read_by(wanted, article, marked).marks
            assert not is_behind(), "nothing of it is to be found"
            waiting = BackgroundTask.objects.exclude(waiting_key=None)
            assert {task.title for task in waiting} <= {refresh_machines.title}
            run_what_waits()
            assert differing(before, everything_shown(asked, desk, story)) == {}

    holds()


def merge_entities(desk, cy) -> Any:
    kept, _ = Entity.objects.get_or_create(slug="the-other-omar", name="The other Omar")
    [omar] = Entity.objects.filter(slug="omar-reza")
    _, act = recorded(
        "merge", cy, lambda: merge.merge_entities(kept, [omar], cy), lambda: "Merged",
        lambda: Entity.objects.order_by("pk"),
    )  # fmt: skip
    return act


def merge_entities_and_undo(desk, cy) -> None:
    act = merge_entities(desk, cy)
    assert act is not None
    undo_bulk_act(act, cy)


def merge_labels(desk, cy) -> None:
    quantity, event = (Label.objects.get(pk=f"claim-{kind}") for kind in ("quantity", "event"))
    merge.merge_labels(quantity, [event], cy)


def relabel_claims(desk, cy) -> None:
    claims = Annotation.objects.filter(label="claim-event")
    relabel.relabel_many(claims, Label.objects.get(pk="claim-quantity"), cy)


def split_entity(desk, cy) -> None:
    split.split_entity(Entity.objects.get(slug="omar-reza"), ["=omar"], "Another Omar", cy)


def correct_text(desk, cy) -> None:
    revise(desk.globe, cy, NewText(desk.globe.title, desk.globe.text.replace("July", "June")))


def correct_text_and_undo(desk, cy) -> None:
    correct_text(desk, cy)
    undo_revision(desk.globe, cy)


def settle_and_finish(desk, cy) -> None:
    agree(desk.globe, cy)
    for place in readings_of(desk.globe).places:
        if place.state == PlaceState.OPEN:
            decide(desk.globe, cy, stamp=place.stamp, accept=place.lanes[0].keys)
    finish(desk.globe, cy)


@pytest.mark.parametrize(
    "acts",
    [
        # Each on what those before it have left: a desk that is made anew for each takes long.
        (merge_entities_and_undo, relabel_claims, split_entity, merge_labels, merge_entities),
        (correct_text_and_undo, settle_and_finish, correct_text),
    ],
    ids=["curated", "corrected and settled"],
)
def test_what_people_do_afterwards_comes_to_the_same(acts, desk, story, cy, mo):
    marked = [
        ("=Omar", "entity-person", {"entity": "omar-reza"}),
        ("km long", "claim-event", {}),
        ("2,000 km", "claim-event", {"question": story.questions.get().slug, "value": "2,000 km"}),
        ("2,000 km", "claim-quantity", {}),
    ]

    def after(*, machine: bool) -> dict[str, str]:
        for article in desk:
            article.refresh_from_db()
        with undone():
            if machine:
                wanted = machine_for(story, mo)
                for article in desk:
                    read_by(
                        wanted,
                        article,
                        [
                            span(article, words, label, details=said)
                            for words, label, said in marked
                        ],
                    )
            shown = {}
            for act in acts:
                act(desk, cy)
                desk.globe.refresh_from_db()
                told = figures_shown(story)
                shown |= {f"{act.__name__}: {at}": said for at, said in told.items()}
            return shown

    assert differing(after(machine=False), after(machine=True)) == {}
