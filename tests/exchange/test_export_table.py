"""manage.py export_table: its filters, wrong usage, and the older names of six tables."""

import re

import pytest
from django.core.management import CommandError, call_command

from annotator.exchange.registry import table_named
from tests.exchange.conftest import exported, rows_in, written


def test_it_takes_the_filters_of_the_table(desk):
    labels = table_named("labels")
    rows = rows_in(written(labels, layer="reading", kind="stance", annotator="ada"))
    assert {(row["kind"], row["annotator"]) for row in rows} == {("stance", "ada")}
    assert len(rows) == 2
    rows = rows_in(written(table_named("diagnosis"), source="the-globe"))
    assert {row["source"] for row in rows} == {"The Globe"}


@pytest.mark.parametrize(
    "name, options, message",
    [
        ("names", {"layer": "gold"}, "“layer” is no filter: use bom."),
        ("labels", {"layer": "golden"}, "layer: “golden” is neither reading, gold nor machine."),
        ("labels", {"annotator": "nobody"}, "annotator: “nobody” is no annotator"),
        ("decisions", {"source": "nope"}, "source: “nope” is no source of this story."),
        ("labels", {"story": "nope"}, "There is no story “nope”. Stories here: pipeline."),
    ],
)
def test_wrong_usage_is_named(desk, name, options, message):
    with pytest.raises(CommandError, match=re.escape(message)) as told:
        written(table_named(name), **options)
    assert told.value.returncode == 2


def test_no_other_name_is_taken(desk):
    with pytest.raises(CommandError, match="invalid choice: 'label'"):
        call_command("export_table", "label")


@pytest.mark.parametrize(
    "name", ["labels", "article_labels", "readings", "decisions", "diagnosis", "agreement"]
)
def test_the_older_names_stay(name, desk):
    table = table_named(name)
    assert exported(f"export_{name}", story="pipeline", bom=True) == written(table, bom=True)


def test_the_older_names_take_their_options(desk):
    rows = rows_in(exported("export_article_labels", layer="reading"))
    assert len(rows) == 2
    assert rows_in(exported("export_article_labels", layer="gold")) == []
