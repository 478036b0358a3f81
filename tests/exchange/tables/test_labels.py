"""labels.csv and readings.csv as they are written."""

import io
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording.bulk_insert import store_many
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.tables.labels import AnchorLost
from annotator.exchange.tables.member_tables import LABELS, READINGS
from annotator.vocabulary.models import Entity, Question
from articles.models import Region, Story
from tests.conftest import assign, make_article
from tests.exchange.conftest import WHEN, exported, mark, rows_in

FORMAT = re.findall(
    r"\w+",
    "annotation_id, story, source, article_id, article_title, published_on, article_url, text_version, "
    "text_sha256, layer, annotator, kind, label, start, end, part, quote, prefix, suffix, region, entity, entity_name, "
    "entity_wikidata, question, question_text, question_type, value, value_low, value_high, value_bounds, "
    "value_span, answer_key, unit, approximator, modality, as_of, scope, said_by, said_by_name, via, via_name, "
    "stance_holder, stance_holder_name, stance_target, stance_target_name, polarity, "
    "note, flag, origin, proposed, read_on_version, codebook_edition, created_at, updated_at",
)


def test_the_columns_are_those_of_the_format():
    assert list(LABELS.names) == FORMAT


def test_every_cell_of_a_claim(story, article, ada, labels):
    question = Question.objects.create(
        story=story, slug="length", wording="How long?", type="quantity", unit="km"
    )
    reza = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    claim = mark(
        article,
        ada,
        labels["claim-quantity"],
        "1,100 kilometres",
        question=question,
        value="=1,100",
        value_low="-5",
        value_high="1100",
        value_bounds="[]",
        answer_key="k",
        unit="km",
        approximator="about",
        modality="asserted",
        as_of="1999-04",
        scope="+all",
        said_by=reza,
        via=Entity.objects.create(slug="cy", name="Cy"),
        proposed="changed",
        note="'well",
        flag="@cy?",
    )
    text = exported()
    assert text.splitlines()[0] == ",".join(FORMAT)
    assert text.endswith("\r\n")
    [row] = rows_in(text)
    start = article.text.index("1,100")
    assert row == {
        "annotation_id": str(claim.pk), "story": "pipeline", "source": "The Harbour Post",
        "article_id": str(article.pk), "article_title": "Pipeline talks", "published_on": "2022-02-24",
        "article_url": "", "text_version": "1", "text_sha256": article.text_sha256, "layer": "reading",
        "annotator": "ada", "kind": "claim", "label": "claim-quantity", "start": str(start), "end": str(start + 16),
        "part": "0", "quote": "1,100 kilometres", "prefix": article.text[start - 32:start],
        "suffix": article.text[start + 16:start + 48], "region": "body", "entity": "", "entity_name": "", "entity_wikidata": "",
        "question": "length", "question_text": "How long?", "question_type": "quantity", "value": "'=1,100",
        "value_low": "-5", "value_high": "1100", "value_bounds": "[]", "value_span": "", "answer_key": "k", "unit": "km",
        "approximator": "about", "modality": "asserted", "as_of": "1999-04", "scope": "'+all",
        "said_by": "omar-reza", "said_by_name": "Omar Reza", "via": "cy", "via_name": "Cy",
        "stance_holder": "", "stance_holder_name": "", "stance_target": "", "stance_target_name": "", "polarity": "", "note": "''well",
        "flag": "'@cy?", "origin": "person", "proposed": "changed", "read_on_version": "1", "codebook_edition": "1", "created_at": "2022-02-24T09:30:00.123456Z", "updated_at": "2022-02-24T09:30:00.123456Z",
    }  # fmt: skip


def test_entities_and_stances(article, ada, labels):
    reza = Entity.objects.create(slug="omar-reza", name="Omar Reza", wikidata="Q42")
    mark(article, ada, labels["entity-person"], "Omar Reza", entity=reza)
    mark(article, ada, labels["stance-against"], "praised", stance_holder=reza, stance_target=reza)
    stance, entity = rows_in(exported())
    assert (entity["entity"], entity["entity_name"], entity["entity_wikidata"]) == (
        "omar-reza",
        "Omar Reza",
        "Q42",
    )
    assert (stance["stance_holder"], stance["stance_target"], stance["polarity"]) == (
        "omar-reza",
        "omar-reza",
        "-1",
    )
    assert entity["polarity"] == ""


def test_rows_are_ordered_by_code_point_whatever_the_database_thinks(
    story, article, other_article, ada, bo, labels
):
    second = Story.objects.create(slug="Zebra", title="Comes first: Z is before p")
    early = make_article(second)
    person = labels["entity-person"]
    made = [
        mark(early, bo, person, "Omar"),
        mark(article, bo, person, "Omar", layer=Layer.GOLD),
        mark(article, ada, labels["entity-place"], "Karachi"),
        mark(article, ada, person, "Karachi", part=1),
        mark(article, ada, person, "Karachi to"),
        mark(article, ada, person, "Omar"),
        mark(article, bo, person, "Karachi"),
        mark(other_article, ada, person, "Another"),
    ]
    # The same place: the end, then the label, then the part; entity-person is before entity-place.
    wanted = [made[i] for i in (0, 1, 3, 2, 4, 5, 6, 7)]
    assert [row["annotation_id"] for row in rows_in(exported())] == [str(a.pk) for a in wanted]


def test_the_erased_are_left_out(article, ada, labels):
    mark(article, ada, labels["entity-person"], "Omar", erased_at=WHEN)
    mark(article, ada, labels["entity-place"], "Karachi")
    assert [row["quote"] for row in rows_in(exported())] == ["Karachi"]


def test_story_and_layer_and_bom(story, article, ada, labels):
    elsewhere = make_article(Story.objects.create(slug="other", title="Other"))
    mark(article, ada, labels["entity-person"], "Omar")
    mark(article, ada, labels["entity-person"], "Omar", layer=Layer.GOLD)
    mark(elsewhere, ada, labels["entity-person"], "Omar")
    text = exported(story="pipeline", layer="gold", bom=True)
    assert text.startswith("\ufeffannotation_id")
    assert [(row["story"], row["layer"]) for row in rows_in(text)] == [("pipeline", "gold")]
    assert len(rows_in(exported())) == 3


def test_an_unknown_story_is_wrong_usage(story):
    with pytest.raises(CommandError, match="Stories here: pipeline") as told:
        call_command("export_labels", story="nope", stdout=io.StringIO())
    assert told.value.returncode == 2


def test_a_lost_anchor_stops_the_export_and_is_logged(story, article, ada, labels, caplog):
    lost = mark(article, ada, labels["entity-person"], "Omar")
    Annotation.everything.filter(pk=lost.pk).update(quote="Oman")
    with pytest.raises(AnchorLost, match=str(lost.pk)):
        list(LABELS.pieces(Portion([story])))
    assert str(lost.pk) in caplog.text
    with pytest.raises(CommandError, match=str(lost.pk)):
        exported()


def test_a_row_says_in_which_part_of_the_page_it_stands(story, article, ada, labels):
    start = article.text.index("1,100")
    Region.objects.create(article=article, start=start - 9, end=start + 12, role="caption")
    mark(article, ada, labels["claim-quantity"], "1,100 kilometres")
    mark(article, ada, labels["claim-quantity"], "landed")
    rows = rows_in(exported())
    assert {row["quote"]: row["region"] for row in rows} == {
        "1,100 kilometres": "caption",
        "landed": "body",
    }


def test_queries_do_not_grow_with_the_annotations(
    story, article, ada, labels, django_assert_num_queries
):
    def fill(label):
        return [
            mark(article, ada, label, article.text[:n], store=False,
                 entity=Entity.objects.create(slug=f"{label.slug}-{n}", name="E"))
            for n in range(1, 60)
        ]  # fmt: skip

    store_many(fill(labels["entity-person"]), ada)
    # The numbers of the articles; a batch of them; its annotations; its regions.
    with django_assert_num_queries(4):
        few = len(list(LABELS.pieces(Portion([story]))))
    store_many(fill(labels["entity-place"]), ada)
    with django_assert_num_queries(4):
        assert len(list(LABELS.pieces(Portion([story])))) > 0
    assert few == 2


def test_every_article_of_many_batches_is_there(story, ada, labels):
    for n in range(53):
        mark(
            make_article(story, title=f"T {n}", text=f"Text {n} of Omar."),
            ada,
            labels["entity-person"],
            "Omar",
        )
    assert [row["article_title"] for row in rows_in(exported())] == [f"T {n}" for n in range(53)]


def test_readings(story, article, other_article, ada, bo, labels):
    assign(article, ada, "submitted")
    assign(article, bo, "withdrawn")
    assign(other_article, ada)
    mark(article, ada, labels["entity-person"], "Omar")
    mark(article, ada, labels["entity-person"], "Omar", layer=Layer.GOLD)
    text = exported("export_readings")
    assert text.splitlines()[0] == (
        "story,source,article_id,article_title,text_sha256,annotator,state,assigned_at,submitted_at,annotations,"
        "text_version,reason"
    )
    rows = rows_in(text)
    assert [(r["article_title"], r["annotator"], r["state"], r["annotations"]) for r in rows] == [
        ("Pipeline talks", "ada", "submitted", "1"),
        ("Pipeline talks", "bo", "withdrawn", "0"),
        ("Another paper", "ada", "assigned", "0"),
    ]
    assert rows[0]["submitted_at"].endswith("Z")
    assert rows[2]["submitted_at"] == ""


def test_queries_of_readings_do_not_grow(story, article, ada, bo, django_assert_num_queries):
    assign(article, ada)
    with django_assert_num_queries(4):
        list(READINGS.pieces(Portion([story])))
    assign(article, bo)
    with django_assert_num_queries(4):
        list(READINGS.pieces(Portion([story])))


def test_standard_output_keeps_line_ends_and_a_closed_pipe_is_quiet(tmp_path):
    """Bytes on a real pipe: a text stream would not show what a terminal's newline setting does."""
    code = (
        "import io, sys; from django.core.management.base import OutputWrapper; import django; django.setup();"
        "from annotator.exchange.console import write_all;"
        "write_all(['\\ufeffa,b\\r\\n', 'é\\r\\n' * 200000], OutputWrapper(sys.stdout))"
    )
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, check=True, timeout=600)
    assert done.stdout[:12] == b"\xef\xbb\xbfa,b\r\n\xc3\xa9\r\n"
    piped = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    piped.stdout.read(10)
    piped.stdout.close()
    assert piped.stderr.read() == b""
    piped.stderr.close()
    assert piped.wait(timeout=600) == 0
