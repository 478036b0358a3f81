"""article_labels.csv: out for whom, in again the same, and what it refuses."""

import uuid

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.recording import actions, gold
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Label
from tests.annotations.recording.test_document_labels import give
from tests.conftest import assign
from tests.exchange.conftest import exported, rows_in


@pytest.fixture
def given(article, other_article, ada, bo, cy, labels):
    """Ada and Bo differ about one article; it is settled; Bo read another."""
    Label.objects.filter(kind="stance").update(of_articles=True)
    for reader in (ada, bo):
        assign(article, reader)
    assign(other_article, bo)
    made = [
        give(article, ada, target="=Omar Reza", note="-5, and “why”"),
        give(article, bo, "stance-against", target="=Omar Reza"),
        give(other_article, bo, "stance-against"),
        gold.store_document_label(article, "stance-favour", {"note": "'quoted"}, cy, ""),
    ]
    actions.erase(article, ada, id=give(article, ada).pk, base=1)
    return made


def load(*paths, **options):
    call_command("import_article_labels", *paths, **options)


def refused(*paths, **options) -> str:
    before = [m._base_manager.count() for m in (Annotation, User, Entity, Assignment)]
    with pytest.raises(CommandError) as told:
        load(*paths, **options)
    assert told.value.returncode == 1
    assert [m._base_manager.count() for m in (Annotation, User, Entity, Assignment)] == before
    return str(told.value)


def test_what_is_exported_is_skipped_here_and_gives_the_same_rows_elsewhere(given, write, capsys):
    text = exported("export_article_labels")
    rows = rows_in(text)
    assert [row["layer"] for row in rows] == ["gold", "reading", "reading", "reading"]
    assert rows[1]["target_name"] == "'=Omar Reza"
    assert (rows[1]["polarity"], rows[1]["kind"], rows[1]["note"]) == (
        "1",
        "stance",
        "'-5, and “why”",
    )
    path = write(text, "article_labels.csv")
    load(path)
    assert Annotation.document_labels.count() == 4
    Annotation.history.all().delete()
    Annotation.everything.all()._raw_delete("default")
    User.objects.filter(username="bo").update(username="bob")
    Entity.objects.all().delete()
    load(path, create=True, submitted=True)
    assert exported("export_article_labels") == text
    assert Entity.objects.get().name == "=Omar Reza"
    assert Assignment.objects.filter(annotator__username="bo", state="submitted").count() == 2
    assert Annotation.history.count() == 4


@pytest.mark.parametrize(
    "change,word",
    [
        ({"label": "claim-event"}, "not for whole articles"),
        ({"label": "stance-nothing"}, "no label"),
        ({"target": "nobody"}, "no entity"),
        ({"annotator": "nobody"}, "no user"),
        ({"annotator": "bo", "story": "pipeline"}, "not asked to read"),
        ({"polarity": "-1"}, "polarity"),
        ({"layer": "silver"}, "reading or gold"),
        ({"note": "x" * 5001}, "5000"),
        ({"created_at": "yesterday"}, "no time"),
        ({"note": "other"}, "already, on the desk"),
    ],
)
def test_a_bad_row_is_told_by_line_and_nothing_is_stored(
    article, ada, bo, reading, labels, write, change, word
):
    Label.objects.filter(kind="stance").update(of_articles=True)
    give(article, ada, "stance-favour", note="mine")
    row = {
        "story": "pipeline", "text_sha256": article.text_sha256, "annotator": "ada", "layer": "",
        "label": "stance-favour", "polarity": "", "target": "", "note": "mine", "created_at": "",
    }  # fmt: skip
    told = refused(write([row, {**row, **change}], "article_labels.csv"))
    assert word in told
    assert "line 3" in told


def test_the_same_label_twice_in_one_file_is_refused(article, ada, reading, labels, write):
    Label.objects.filter(kind="stance").update(of_articles=True)
    row = {
        "story": "pipeline", "article_id": str(article.pk), "annotator": "ada",
        "label": "stance-favour",
    }  # fmt: skip
    assert "line 2" in refused(write([row, row], "article_labels.csv"))


class TestDownload:
    def told(self, client, **query):
        answer = client.get(reverse("exchange:article_labels", args=["pipeline"]), query)
        assert answer.status_code == 200
        rows = rows_in(b"".join(answer.streaming_content).decode())
        return sorted((row["layer"], row["annotator"], row["article_title"]) for row in rows)

    def test_each_gets_what_they_may_see(self, given, article, ada, bo, cy, mo, as_user):
        both = "Another paper", "Pipeline talks"
        readings = [
            ("reading", "ada", both[1]),
            ("reading", "bo", both[0]),
            ("reading", "bo", both[1]),
        ]
        assert self.told(as_user(cy)) == [("gold", "cy", both[1]), *readings]
        assert self.told(as_user(ada)) == readings[:1]
        assign(article, mo)
        assert self.told(as_user(mo)) == [("reading", "bo", both[0])]

    def test_filters_and_what_is_no_filter(self, given, bo, cy, story, stranger, as_user):
        assert len(self.told(as_user(cy), layer="gold")) == 1
        assert len(self.told(as_user(cy), annotator="bo")) == 2
        address = reverse("exchange:article_labels", args=[story.slug])
        refused = as_user(cy).get(address, {"kind": "stance"})
        assert (refused.status_code, "kind" in refused.content.decode()) == (422, True)
        assert as_user(stranger).get(address).status_code == 404
        assert as_user(cy).post(address).status_code == 405

    def test_queries_do_not_grow(self, given, article, cy, as_user, django_assert_max_num_queries):
        client = as_user(cy)
        for number in range(30):
            target = Entity.objects.create(slug=f"e{number}", name=f"E{number}")
            gold.store_document_label(article, "stance-against", {"stance_target": target}, cy, "")
        with django_assert_max_num_queries(9):
            assert len(self.told(client)) == 34


def test_an_unknown_id_is_none_of_its_columns(write, article, ada, reading, labels):
    row = {
        "story": "pipeline", "article_id": str(article.pk), "annotator": "ada",
        "label": "stance-favour", "annotation_id": str(uuid.uuid4()),
    }  # fmt: skip
    assert "annotation_id" in refused(write([row], "article_labels.csv"))
