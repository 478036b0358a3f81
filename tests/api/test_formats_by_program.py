"""Texts with their marks by program: the file of the page, as far as one may, and in again."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotator.annotations.models import Annotation
from articles.models import Article, Story
from tests.api.programs import SETTLED, problem, program_of
from tests.conftest import assign
from tests.exchange import full_desk
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db

TEXT = "Omar Reza spoke in Kasur."
LINE = json.dumps({"text": TEXT, "spans": [{"start": 0, "end": 9, "label": "PER"}, {"start": 10, "end": 15, "label": "VERB"}], "answer": "accept"})  # fmt: skip


def items(answer):
    assert answer.status_code == 200, answer.raw
    return json.loads(answer.raw)["items"]


def test_the_file_is_that_of_the_page(story, ada, bo, cy, labels, as_user):
    full_desk.make(story, ada, bo, cy)
    program, settled = program_of(cy), program_of(cy, "settled", **SETTLED)
    file = program.get("stories/pipeline/formats/w3c")
    page = as_user(cy).get("/stories/pipeline/formats/w3c")
    assert b"".join(page.streaming_content) == file.raw
    both, gold = items(file), items(settled.get("stories/pipeline/formats/w3c"))
    assert 0 < len(gold) < len(both)
    assert {item["annotator:layer"] for item in gold} == {"gold"}
    sources = json.loads(settled.get("stories/pipeline/formats/w3c").raw)["annotator:sources"]
    assert not any(one["annotator:readers"] for one in sources)
    assert any(one["annotator:readers"] for one in json.loads(file.raw)["annotator:sources"])
    problem(settled.get("stories/pipeline/formats/w3c?layer=reading"), 403)
    problem(settled.get("stories/pipeline/formats/workbook"), 403)
    problem(program.get("stories/pipeline/formats/w3c?layer=silver"), 422)


def test_files_of_others_come_in_whole_or_not_at_all(story, mo, ada, labels):
    program = program_of(mo)
    address = "stories/pipeline/formats"
    about = {"source": "The Globe", "annotators": '{"": "ada"}', "labels": '{"VERB": ""}'}
    shown = program.send_files(address, about | {"preview": "true", "named": "prodigy"}, a=LINE)
    assert shown.status_code == 200, shown.raw
    assert (shown.found["stored"], shown.found["left_out"]) == (1, {"with the label “VERB”": 1})
    assert not Article.objects.exists()
    done = program.send_files(address, about | {"named": "prodigy"}, a=LINE)
    assert done.status_code == 201
    [made] = Annotation.objects.all()
    assert (made.label_id, made.quote, made.annotator) == ("entity-person", "Omar Reza", ada)
    again = program.send_files(address, about | {"named": "prodigy"}, a=LINE)
    assert (again.status_code, again.found["skipped"]) == (200, 1)


@pytest.mark.parametrize(
    "about",
    [{"labels": "[]"}, {"labels": "{"}, {"annotators": '{"": "zed"}'}, {"labels": '{"PER": "no-such"}'}, {"named": "no-such"}],
)  # fmt: skip
def test_what_does_not_fit_names_its_place(story, mo, ada, stranger, labels, about):
    sent = {"source": "The Globe", "named": "prodigy"} | about
    refused = program_of(mo).send_files("stories/pipeline/formats", sent, a=LINE)
    assert problem(refused, 422)["errors"]
    assert not Article.objects.exists()
    assert Story.objects.count() == 1


def test_a_manager_who_has_still_to_read_learns_nothing_of_the_others(
    story, article, mo, ada, labels, as_user
):
    assign(article, mo)
    line = json.dumps({"text": article.text, "spans": [{"start": 4, "end": 12, "label": "PER"}], "answer": "accept"})  # fmt: skip
    about = {"named": "prodigy", "preview": "true", "annotators": '{"": "ada"}'}
    page = {"named": "prodigy", "annotator-0": "ada", "step": "preview"}

    def told():
        files = [SimpleUploadedFile("a.jsonl", line.encode())]
        by_page = as_user(mo).post(
            "/stories/pipeline/import/annotations/", page | {"uploads": files}
        )
        by_program = program_of(mo, str(Annotation.objects.count()))
        answer = by_program.send_files("stories/pipeline/formats", about, a=line)
        return (
            by_page.status_code,
            [str(one) for one in by_page.context["preview"].problems],
            answer.found,
        )

    before = told()
    mark(article, ada, article.text[4:12], "entity-person")
    assert told() == before
    assert before[0] == 422
    assert "still to read" in before[1][0]
    assert "still to read" in before[2]["detail"]
