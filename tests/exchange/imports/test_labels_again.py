"""Rows of labels.csv that the desk has already: skipped if equal, refused if not."""

import uuid

import pytest

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity
from tests.exchange.conftest import QUOTE, WHEN, exported, import_labels, mark, refused, rows_in


def test_the_same_file_again_changes_nothing(row, write, capsys):
    import_labels(
        write([row | {"annotation_id": str(uuid.uuid4()), "value": "1,100 km", "created_at": ""}])
    )
    import_labels(write(exported()))
    assert "0 annotations stored, 1 there already." in capsys.readouterr().out
    assert Annotation.history.count() == 1


@pytest.mark.parametrize(
    "column, cell",
    [("note", "changed"), ("part", "1"), ("label", "claim-event"), ("value", "9"), ("updated_at", "2023-01-01T00:00:00Z"),
     ("layer", "gold"), ("annotator", "bo")],
)  # fmt: skip
def test_an_id_with_other_content_is_refused(
    article, ada, bo, labels, reading, write, column, cell
):
    mark(article, ada, labels["claim-quantity"], QUOTE, value="8")
    [row] = rows_in(exported())
    message = refused(write([row | {column: cell}]))
    assert f"line 2: This annotation is there already, with another {column}" in message


def test_a_changed_name_of_an_entity_makes_no_difference(article, ada, labels, reading, write):
    entity = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    mark(article, ada, labels["entity-person"], "Omar Reza", entity=entity)
    path = write(exported())
    Entity.objects.update(name="Umar Reza")
    import_labels(path)
    assert Annotation.objects.count() == 1


def test_an_erased_id_is_refused(article, ada, labels, reading, write):
    erased = mark(article, ada, labels["claim-quantity"], QUOTE)
    path = write(exported())
    Annotation.everything.filter(pk=erased.pk).update(erased_at=WHEN)
    assert "line 2: This annotation was erased" in refused(path)


def test_two_rows_of_one_id_are_refused(row, write):
    one = row | {"annotation_id": str(uuid.uuid4())}
    assert "line 3: The id of this row is that of labels.csv, line 2 too." in refused(
        write([one, one | {"label": "claim-event"}])
    )


def test_the_same_highlight_twice_is_refused(row, write):
    assert "line 3: These words have this label already, in labels.csv, line 2" in refused(
        write([row, row])
    )
    part = row | {"part": "0"}
    import_labels(write([part, part | {"part": "1"}]))
    assert Annotation.objects.count() == 2


def test_the_same_highlight_as_the_desks_is_refused(row, write):
    import_labels(write([row]))
    assert "line 2: These words have this label already, on the desk" in refused(write([row]))


def test_gold_is_the_same_whoever_settled_it(row, write, cy, mo):
    gold = row | {"layer": "gold", "annotator": "cy"}
    assert "line 3: These words" in refused(write([gold, gold | {"annotator": "mo"}]))
