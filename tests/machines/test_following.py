"""What a machine marked follows what curators do, uncounted, and goes with a version taken back."""

import pytest
from django.core.exceptions import ValidationError

from annotator.annotations.codebook.actions import take_edition_back
from annotator.annotations.curation import merge, split
from annotator.annotations.curation.bulk_log import recorded, undo_bulk_act
from annotator.annotations.models import Annotation, ArticleProgress
from annotator.annotations.revision.actions import revise, undo_revision
from annotator.comparison.curation_log import actions as story_curation
from annotator.comparison.curation_log.undo import undo
from annotator.machines.models import MachineReading, MachineReadingState
from annotator.vocabulary.models import CodebookEdition, Entity, Label, Question
from articles.versions.actions import NewText
from tests.conftest import TEXT
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def reza(db):
    return Entity.objects.create(slug="omar-reza", name="Omar Reza")


@pytest.fixture
def kept(db):
    return Entity.objects.create(slug="o-reza", name="O. Reza")


@pytest.fixture
def machine(story, mo):
    return machine_for(story, mo)


@pytest.fixture
def named(machine, article, labels, reza):
    """A machine's mention of Omar Reza."""
    words = span(article, "Omar Reza", "entity-person", details={"entity": reza.slug})
    read_by(machine, article, [words])
    return Annotation.machine_marks.get()


def test_a_merge_moves_it_with_history_and_is_undone(named, article, ada, mo, reza, kept):
    mark(article, ada, "Omar", "entity-person", entity=reza)
    plan = merge.merge_entities_preview(kept, [reza])
    assert any("1 highlight, and 1 of machines" in line for line in plan.will)
    done, act = recorded(
        "merge", mo, lambda: merge.merge_entities(kept, [reza], mo), lambda: "Merged",
        lambda: Entity.objects.order_by("pk"),
    )  # fmt: skip
    assert done == 1, "a machine's is not counted"
    named.refresh_from_db()
    assert (named.entity, named.revision, named.history.count()) == (kept, 2, 2)
    assert named.history.first().history_user == mo
    undo_bulk_act(act, mo)
    named.refresh_from_db()
    assert (named.entity, named.revision) == (reza, 3)


def test_reading_again_is_in_no_undos_way(named, machine, article, ada, mo, reza, kept):
    mark(article, ada, "Omar", "entity-person", entity=reza)
    _, act = recorded(
        "merge", mo, lambda: merge.merge_entities(kept, [reza], mo), lambda: "Merged",
        lambda: Entity.objects.order_by("pk"),
    )  # fmt: skip
    read_by(machine, article, [span(article, "Omar Reza", "entity-person")])
    undo_bulk_act(act, mo)
    assert Annotation.objects.get().entity == reza
    assert Annotation.machine_marks.get().entity is None


def test_two_labels_become_one_and_both_marks_stay(machine, article, labels, mo):
    spans = [span(article, "Karachi", f"entity-{kind}") for kind in ("person", "place")]
    read_by(machine, article, spans)
    person, place = (Label.objects.get(pk=f"entity-{kind}") for kind in ("person", "place"))
    assert merge.merge_labels(place, [person], mo) == 0
    marked = Annotation.machine_marks.order_by("part").values_list("label", "part")
    assert list(marked) == [("entity-place", 0), ("entity-place", 1)]


def test_a_split_takes_it_along(named, article, ada, mo, reza):
    mark(article, ada, "Omar Reza", "entity-person", entity=reza)
    plan = split.split_entity_preview(reza, ["omar reza"], "Another")
    assert "So will 1 mention by machines in these words." in plan.will
    made = split.split_entity(reza, ["omar reza"], "Another", mo)
    named.refresh_from_db()
    assert named.entity == made


def test_what_machines_alone_mark_is_nothing_to_split(named, mo, reza):
    with pytest.raises(ValidationError, match="Choose at least one"):
        split.split_entity(reza, ["omar reza"], "Another", mo)


def test_a_split_question_takes_along_what_says_the_same(machine, article, ada, mo, labels, story):
    length = Question.objects.create(story=story, slug="length", wording="How long?", type="text")
    said = {"question": length.slug, "value": "1,100"}
    spans = [
        span(article, "1,100 kilometres", "claim-quantity", details=said),
        span(article, "$3 billion", "claim-quantity", details=said | {"value": "$3 billion"}),
    ]
    read_by(machine, article, spans)
    chosen = mark(article, ada, "1,100", "claim-quantity", question=length, value="1,100")
    mark(article, ada, "$3 billion", "claim-quantity", question=length, value="$3 billion")
    made = split.split_question(length, [chosen.pk], "How far?", mo)
    answered = Annotation.machine_marks.order_by("start").values_list("question", flat=True)
    assert list(answered) == [made.pk, length.pk]


def test_a_storys_own_merge_and_split_are_undone(
    named, machine, article, ada, mo, reza, kept, story
):
    mark(article, ada, "Omar", "entity-person", entity=reza)
    act = story_curation.merge_entities(story, kept, reza, mo)
    named.refresh_from_db()
    assert named.entity == kept
    assert act.details["of_machines"] == 1
    undo(act, mo)
    named.refresh_from_db()
    assert named.entity == reza
    act = story_curation.split_entity(story, reza, ["omar"], "Another", mo)
    made = Entity.objects.get(name="Another")
    words = span(article, "analyst", "entity-person", details={"entity": made.slug})
    read_by(machine, article, [words])
    undo(act, mo)
    made.refresh_from_db()
    assert not made.active
    assert Annotation.machine_marks.get().entity == reza, "it names nothing that is out of use"


def test_only_where_it_counts_figures_change(named, machine, article, mo, reza, kept):
    merge.merge_entities(kept, [reza], mo)
    assert not ArticleProgress.objects.filter(article=article, readings__gt=0).exists()
    machine.counts = True
    machine.save()
    third = Entity.objects.create(slug="third", name="Third")
    merge.merge_entities(third, [kept], mo)
    assert ArticleProgress.objects.get(article=article).readings == 1


def test_it_stays_on_its_version_and_goes_with_it(named, machine, article, mo):
    revise(article, mo, NewText(article.title, TEXT.replace("noon", "one")))
    named.refresh_from_db()
    assert (named.text_version, named.erased_at) == (1, None)
    read_by(machine, article, [span(article, "landed at one", "entity-person")])
    undo_revision(article, mo)
    reading = MachineReading.objects.get()
    assert (reading.state, reading.marks) == (MachineReadingState.ASSIGNED, 0)
    assert not Annotation.machine_marks.exists()


def test_an_edition_whose_label_a_machine_used_stands(named, mo, labels):
    edition = CodebookEdition.objects.create(number=2, published_at=named.created_at)
    edition.entries.create(slug="entity-person", adds=True)
    with pytest.raises(ValidationError, match="A machine has marked with “Person”"):
        take_edition_back(2, mo)
    assert Label.objects.filter(pk="entity-person").exists()
