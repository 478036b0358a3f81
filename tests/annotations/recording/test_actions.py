"""Highlight, edit, erase, restore: what they keep, and what they refuse."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.recording import actions as recording_actions
from annotator.vocabulary.models import Entity
from tests.conftest import assign

pytestmark = pytest.mark.django_db


def mark(article, by, quote, label="claim-quantity", **extra):
    start = article.text.index(quote)
    return recording_actions.highlight(
        article,
        by,
        **{
            "id": uuid.uuid4(),
            "label": label,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            **extra,
        },
    )


def test_a_highlight_is_stored_with_its_history(article, ada, reading, labels):
    op = uuid.uuid4()
    made = mark(article, ada, "🎉 She", op=op)
    stored = Annotation.objects.get(pk=made.pk)
    assert article.text[stored.start : stored.end] == stored.quote == "🎉 She"
    assert (stored.kind, stored.revision, stored.annotator) == ("claim", 1, ada)
    row = stored.history.get()
    assert (row.op, row.history_type, row.history_user, row.quote) == (op, "+", ada, "🎉 She")
    assert Assignment.objects.get().state == "in progress"


def test_sent_twice_it_is_stored_once(article, ada, reading, labels):
    same = {"id": uuid.uuid4(), "op": uuid.uuid4()}
    first = mark(article, ada, "noon", **same)
    again = mark(article, ada, "noon", **same)
    assert first.pk == again.pk
    assert Annotation.everything.count() == Annotation.history.count() == 1


@pytest.mark.parametrize(
    "start,end,quote", [(0, 3, "Teh"), (5, 5, ""), (0, 10_000, "The"), (4, 2, "m")]
)
def test_a_quote_that_does_not_stand_there_is_refused(
    article, ada, reading, labels, start, end, quote
):
    with pytest.raises(ValidationError):
        recording_actions.highlight(
            article, ada, id=uuid.uuid4(), label="claim-event", start=start, end=end, quote=quote
        )
    assert not Annotation.everything.exists()


def test_the_exact_duplicate_is_refused_in_words_and_part_1_is_not(article, ada, reading, labels):
    mark(article, ada, "noon")
    with pytest.raises(ValidationError, match="already"):
        mark(article, ada, "noon")
    mark(article, ada, "noon", part=1)
    mark(article, ada, "noon", label="claim-event")
    assert Annotation.objects.count() == 3


def test_an_erased_highlight_makes_room_for_the_same_again_and_keeps_its_id(
    article, ada, reading, labels
):
    made = mark(article, ada, "noon")
    recording_actions.erase(article, ada, id=made.pk, base=1)
    assert not Annotation.objects.exists()
    with pytest.raises(recording_actions.StaleRevision):
        mark(article, ada, "noon", id=made.pk)
    mark(article, ada, "noon")
    with pytest.raises(ValidationError, match="already"):
        recording_actions.restore(article, ada, id=made.pk, base=2)


def test_restore_brings_everything_back(article, ada, reading, labels):
    made = mark(
        article, ada, "1,100 kilometres", details={"value": "1,100 kilometres", "note": "sic"}
    )
    recording_actions.erase(article, ada, id=made.pk, base=1)
    back = recording_actions.restore(article, ada, id=made.pk, base=2)
    assert (back.value, back.note, back.revision, back.erased_at) == (
        "1,100 kilometres",
        "sic",
        3,
        None,
    )
    assert [row.history_type for row in made.history.order_by("revision")] == ["+", "-", "+"]


@pytest.mark.parametrize(
    "act", [recording_actions.edit, recording_actions.erase, recording_actions.restore]
)
def test_a_stale_change_is_a_conflict_that_shows_today(article, ada, reading, labels, act):
    made = mark(article, ada, "noon")
    recording_actions.edit(article, ada, id=made.pk, base=1, label="claim-event")
    with pytest.raises(recording_actions.StaleRevision) as conflict:
        act(article, ada, id=made.pk, base=1)
    assert conflict.value.today.label_id == "claim-event"
    assert Annotation.objects.get().revision == 2


def test_nobody_changes_anybody_elses(article, ada, bo, reading, labels):
    assign(article, bo)
    made = mark(article, ada, "noon")
    with pytest.raises(recording_actions.StaleRevision, match="not yours"):
        recording_actions.erase(article, bo, id=made.pk, base=1)


@pytest.mark.parametrize(
    "state,word",
    [("submitted", "Reopen"), ("withdrawn", "not assigned"), ("handed back", "not assigned")],
)
def test_only_an_open_assignment_lets_one_write(article, ada, labels, state, word):
    assign(article, ada, state)
    with pytest.raises(ValidationError, match=word):
        mark(article, ada, "noon")


def test_a_label_of_another_kind_drops_what_only_the_old_kind_has(article, ada, reading, labels):
    made = mark(
        article,
        ada,
        "Omar Reza",
        label="entity-person",
        details={"entity": "Omar Reza", "note": "who?"},
    )
    changed = recording_actions.edit(article, ada, id=made.pk, base=1, label="stance-favour")
    assert (changed.kind, changed.entity, changed.note) == ("stance", None, "who?")
    assert made.history.order_by("revision").first().entity.name == "Omar Reza"


def test_a_detail_of_another_kind_is_refused(article, ada, reading, labels):
    with pytest.raises(ValidationError) as refused:
        mark(article, ada, "Karachi", label="entity-place", details={"value": "3"})
    assert "value" in refused.value.message_dict


def test_a_name_is_found_in_the_registry_or_made(article, ada, reading, labels):
    one = mark(article, ada, "Omar Reza", label="entity-person", details={"entity": "Omar Reza"})
    two = mark(article, ada, "an analyst", label="entity-person", details={"entity": "omar  reza"})
    assert one.entity == two.entity == Entity.objects.get()


@pytest.mark.parametrize(
    "value,given,low,high,unit,approximator,bounds",
    [
        ("1,100 kilometres", {}, "1100", "1100", "km", "exact", "[]"),
        ("nearly $3 billion", {}, "3000000000", "3000000000", "USD", "nearly", "[]"),
        ("more than 20 years", {}, "20", "", "year", "more than", "()"),
        (
            "a few",
            {"value_low": "3", "value_high": "5", "unit": "kilometres"},
            "3",
            "5",
            "km",
            "",
            "[]",
        ),
        ("x", {"value_low": "20", "approximator": "at least"}, "20", "", "", "at least", "[)"),
        ("x", {"value_high": "20", "approximator": "less than"}, "", "20", "", "less than", "()"),
    ],
)
def test_what_an_answer_comes_to(
    article, ada, reading, labels, value, given, low, high, unit, approximator, bounds
):
    made = mark(article, ada, "1,100 kilometres", details={"value": value, **given})
    assert (made.value_low, made.value_high, made.unit, made.approximator, made.value_bounds) == (
        low,
        high,
        unit,
        approximator,
        bounds,
    )


def test_a_reworded_value_is_read_afresh(article, ada, reading, labels):
    made = mark(article, ada, "1,100 kilometres", details={"value": "1,100 kilometres"})
    changed = recording_actions.edit(
        article, ada, id=made.pk, base=1, details={"value": "680 miles"}
    )
    assert (changed.value_low, changed.unit) == ("680", "mi")


@pytest.mark.parametrize(
    "details,field",
    [
        ({"value_low": "9", "value_high": "3"}, "value_high"),
        ({"value_low": "abc"}, "value_low"),
        ({"as_of": "1999-13"}, "as_of"),
    ],
)
def test_nonsense_in_a_detail_names_the_field_and_stores_nothing(
    article, ada, reading, labels, details, field
):
    with pytest.raises(ValidationError) as refused:
        mark(article, ada, "noon", details=details)
    assert field in refused.value.message_dict
    assert not Annotation.everything.exists()


@pytest.mark.parametrize(
    "name,change",
    [
        ("annotation_not_empty", {"end": 4}),
        ("annotation_label_of_kind", {"kind": "entity"}),
        (
            "annotation_entity_details",
            {"kind": "entity", "label_id": "entity-person", "value": "3"},
        ),
        ("annotation_claim_details", {"entity": True}),
        (
            "annotation_stance_details",
            {"kind": "stance", "label_id": "stance-favour", "unit": "km"},
        ),
    ],
)
def test_the_database_itself_refuses_nonsense(article, ada, labels, name, change):
    if "entity" in change:
        change = {"entity": Entity.objects.create(slug="x", name="X")}
    now = timezone.now()
    plain = {
        "article": article,
        "annotator": ada,
        "kind": "claim",
        "label_id": "claim-event",
        "start": 4,
        "end": 12,
        "quote": "minister",
        "created_at": now,
        "updated_at": now,
    }
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Annotation.everything.create(**{**plain, **change})


def test_annotations_are_never_deleted_with_what_they_use(article, ada, reading, labels):
    made = mark(article, ada, "Omar Reza", label="entity-person", details={"entity": "Omar Reza"})
    for used in (ada, labels["entity-person"], made.entity, article, made):
        with pytest.raises(ProtectedError):
            used.delete()


def test_submit_then_reopen(article, ada, reading, labels):
    mark(article, ada, "noon")
    assignments_actions.submit(article, ada)
    with pytest.raises(ValidationError, match="Reopen"):
        mark(article, ada, "landed")
    assignments_actions.reopen(article, ada)
    mark(article, ada, "landed")
    assert Annotation.objects.count() == 2


def test_a_change_under_way_while_its_entity_is_merged_lands_on_what_it_became(
    article, ada, reading, labels
):
    kept = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    merged = Entity.objects.create(slug="reza", name="Mr Reza", active=False)
    kept.aliases.create(name="Mr Reza")
    retired = Entity.objects.create(slug="nobody", name="Nobody", active=False)
    late = mark(article, ada, "Omar Reza", label="entity-person", details={"entity": merged})
    other = mark(article, ada, "analyst", label="entity-person", details={"entity": retired})
    assert (late.entity, other.entity) == (kept, retired)
