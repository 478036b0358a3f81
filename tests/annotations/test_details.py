"""The declared details are the model's, and what is made of them is whole."""

import dataclasses
import re
from pathlib import Path

import pytest
from django.urls import reverse

from annotator.annotations.detail import Compared, DetailType
from annotator.annotations.details import BY_NAME, DETAILS, KINDS, OF_KIND, READ_OFF
from annotator.annotations.drawing.card_lines import CARD_LINES, for_script
from annotator.annotations.models import Annotation
from annotator.annotations.values.extract import ExtractedValue
from annotator.annotations.workbench.detail_fields import rows_of_asides, rows_of_kinds
from annotator.annotations.workbench.forms import SpanForm
from annotator.exchange.tables import columns
from annotator.reconciliation.places.likeness import LINKS, RESTS
from annotator.vocabulary.models import Entity, Kind, Question
from articles.models import Story

BOOKS = {
    "id", "article", "text_version", "read_version", "layer", "annotator", "kind", "label", "start", "end", "part",
    "quote", "revision", "origin", "codebook_edition", "created_at", "updated_at", "erased_at",
}  # fmt: skip
"""The model's fields that are no details."""


def test_every_field_of_the_model_is_a_declared_detail_or_none():
    assert {field.name for field in Annotation._meta.fields} - BOOKS == set(BY_NAME)
    assert len(BY_NAME) == len(DETAILS)
    assert set(KINDS) == set(Kind.values)


@pytest.mark.parametrize("detail", DETAILS, ids=lambda detail: detail.name)
def test_a_detail_is_declared_as_the_model_has_it(detail):
    field = Annotation._meta.get_field(detail.name)
    related = {Entity: DetailType.ENTITY, Question: DetailType.QUESTION, None: None}
    assert field.attname == detail.attname
    assert field.get_default() == detail.empty
    of = related[field.related_model]
    assert detail.type == (of or (DetailType.CHOICE if field.choices else DetailType.TEXT))
    assert detail.columns[0].name == detail.name
    assert all(column.meaning for column in detail.columns)
    assert bool(detail.called) is (detail.compared is not Compared.NOT)
    assert bool(detail.label) is bool(detail.row)


def test_what_is_read_off_the_words_fills_details():
    parts = {field.name for field in dataclasses.fields(ExtractedValue)} - {"type"}
    said_of_the_reading = {"span", "relative", "certain"}
    assert parts - said_of_the_reading <= set(READ_OFF) <= parts


def test_naming_keeps_its_words():
    assert LINKS == {"claim": "question", "entity": "entity", "stance": "holder and target"}
    words = {"value", "how exact", "how sure", "as of", "scope", "said by"}
    assert words <= set(RESTS["claim"])
    assert (RESTS["entity"], RESTS["stance"]) == ((), ("holder",))


def test_each_detail_is_on_the_card_of_its_kinds():
    for kind in KINDS:
        shown = {line.name for line in CARD_LINES[kind]}
        assert shown - {""} == {name for name in OF_KIND[kind] if BY_NAME[name].on_card}
        assert ("" in shown) is any(BY_NAME[name].comes_to for name in OF_KIND[kind])


def test_each_detail_is_taken_by_the_form_that_a_change_is_read_with():
    form = SpanForm(dict.fromkeys(BY_NAME, ""), story=Story())
    assert set(BY_NAME) <= set(form.fields)


def test_each_detail_with_a_row_is_asked_for_once_on_the_page(
    as_user, ada, article, reading, labels
):
    client = as_user(ada)
    page = client.get(reverse("annotations:workbench", args=[article.pk])).content.decode()
    form = page[page.index('<form class="details" id="details"') :]
    form = form[: form.index("</form>")]
    for detail in DETAILS:
        asked = re.findall(rf'<(\w+) id="[\w-]+" name="{detail.name}"', form)
        tag = (
            "textarea"
            if detail.aside
            else "select"
            if detail.type == DetailType.CHOICE
            else "input"
        )
        # The options of a choice are buttons, drawn when the question is known.
        is_field = detail.row and detail.name != "answer_key"
        assert asked == ([tag] if is_field else []), detail.name
        if detail.row:
            assert re.search(f">{detail.label}</(label|span)>", form)
    for value, words in (("nearly", "nearly"), ("exact", "exactly"), ("predicted", "foretold")):
        assert f'<option value="{value}">{words}</option>' in form
    assert "data-options" in form
    under_more = form[form.index("data-more") :]
    for name in ("modality", "said_by", "via", "as_of", "scope", "value_low", "note", "flag"):
        assert f'name="{name}"' in under_more, name
    for name in ("question", "value", "answer_key", "entity", "stance_target"):
        assert f'name="{name}"' not in under_more, name
    asides = [field.detail.name for row in rows_of_asides() for field in row.fields]
    assert asides == ["note", "flag"]
    claim = dict(rows_of_kinds({}))["claim"]
    beside = [[field.detail.name for field in row.fields] for row in claim]
    assert ["value_low", "value_high", "unit"] in beside
    assert ["as_of", "scope"] in beside


def test_the_page_hands_the_declaration_to_its_script(as_user, ada, article, reading, labels):
    shown = as_user(ada).get(reverse("annotations:workbench", args=[article.pk])).context["facts"]
    assert shown["details"] == for_script()


def test_the_columns_of_labels_csv_are_documented_as_they_are_declared():
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text()
    section = text.split("\n## labels.csv\n")[1].split("\n## ")[0]
    table = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)
    assert table == list(columns.LABEL_MEANINGS.items())
