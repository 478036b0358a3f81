"""An edition is published, holds what was settled, and stays as it is."""

import json
import subprocess
import sys
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from annotator.comparison.editions import actions
from annotator.comparison.editions.stored import document_of
from annotator.comparison.models import Change, Edition, Ruling, Verdict
from annotator.people.models import Membership
from articles.models import Source
from tests.comparison.conftest import rows_ready
from tests.comparison.editions.conftest import BASE, published, say
from tests.comparison.editions.schema import SCHEMA, blocks, faults
from tests.comparison.sources import ask, telling
from tests.conftest import assign

pytestmark = pytest.mark.django_db
PUBLISH = "/stories/pipeline/editions/publish/"
FORM = {"title": "Who says how long", "note": "", "signed": ""}


def test_it_holds_each_answer_with_its_place_and_is_as_its_schema_says(edition, settled, story):
    document, post = document_of(edition), settled[0]
    assert faults(document) == []
    assert (document["edition"], document["published_by"], document["note"]) == (
        1, "The Desk", "As of Monday.\nMore to come.",
    )  # fmt: skip
    assert document["address"] == f"{BASE}/stories/pipeline/editions/1/"
    [row] = document["rows"]
    assert (row["state"], row["question"]["text"]) == ("conflict", "How long is it?")
    [said] = [
        one for value in row["values"] for one in value["answers"] if one["article"] == post.pk
    ]
    assert post.text[said["start"] : said["end"]] == said["quote"] == "1100 km"
    assert f"{said['before']}{said['quote']}{said['after']}" in post.text
    [cited] = [one for one in document["articles"] if one["id"] == post.pk]
    assert (cited["text_sha256"], cited["text_version"]) == (post.text_sha256, 1)
    assert cited["place"] == f"{BASE}{reverse('reconciliation:version', args=[post.pk, 1])}"


def test_the_schema_finds_what_is_wrong(edition):
    document = document_of(edition)
    assert "$: additionalProperties" in faults(document | {"reader": "ada"})
    document["rows"][0]["values"][0]["answers"][0]["settled"] = 1
    del document["note"]
    assert set(faults(document)) == {
        "$: required", "$.rows[0].values[0].answers[0].settled: const",
    }  # fmt: skip
    assert faults(document_of(edition) | {"rows": []}) == ["$.rows: minItems"]
    assert SCHEMA["properties"]["schema_version"]["const"] == document["schema_version"]


def test_its_hash_is_that_of_the_file(edition, address, as_user, cy, tmp_path, capsys):
    content = as_user(cy).get(f"{address}edition.json").content
    assert sha256(content).hexdigest() == edition.sha256
    copy = tmp_path / "edition.json"
    copy.write_text(json.dumps(json.loads(content), indent=2))
    assert sha256(copy.read_bytes()).hexdigest() != edition.sha256
    # As docs/editions.md tells how to check a copy that was laid out otherwise.
    told = subprocess.run(
        [sys.executable, "-c", blocks("python")[0]], cwd=tmp_path, capture_output=True, check=True
    )
    assert told.stdout.decode().strip() == edition.sha256
    call_command("check_edition", str(copy))
    told = capsys.readouterr().out
    assert f"SHA-256 {edition.sha256}: this is edition 1 of “pipeline”" in told
    assert "laid out otherwise" in told


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda said: json.dumps(said | {"title": "Another"}), "was published with SHA-256"),
        (lambda said: json.dumps(said | {"edition": 7}), "has published no edition 7"),
        (lambda said: json.dumps(said | {"edition": 10**18}), "has published no edition 1000"),
        (lambda said: json.dumps(said | {"edition": 10**30}), "number at /edition is too large"),
        (lambda said: json.dumps(said | {"story": {"slug": "\0"}}), "at /story/slug holds a NUL"),
        (lambda said: '"\\ud800"', "half of a character"),
        (lambda said: "[" * 100_000, "cannot be read as JSON in UTF-8"),
        (lambda said: "[]", "this is no edition"),
    ],
)
def test_a_copy_that_was_changed_is_refused(edition, tmp_path, wrong, told):
    copy = tmp_path / "copy.json"
    copy.write_text(wrong(document_of(edition)))
    with pytest.raises(CommandError, match=told):
        call_command("check_edition", str(copy))


def test_only_what_is_settled_is_in_it_and_the_rest_is_counted(story, settled, ada, mo):
    open_one = ask(story, "cost", wording="How dear?")
    for source, number in (("Mail", "5"), ("Globe", "900")):
        telling(story, source, number, ada, open_one)
    rows_ready()
    edition = published(story, mo)
    assert (edition.rows, edition.left_out) == (1, 1)
    assert "How dear?" not in edition.document
    assert document_of(edition)["left_out"] == 1


def test_no_member_is_named_in_it(story, settled, mo, cy, length):
    from annotator.comparison.models import QuestionRow
    from annotator.comparison.stamps import ruling_basis

    Ruling.objects.create(
        question=length, verdict=Verdict.STATE, state="superseded?", reason="The Post is older.",
        basis=ruling_basis(QuestionRow.objects.get(pk=length).basis), ruled_by=cy,
        ruled_at=story.created_at,
    )  # fmt: skip
    rows_ready()
    edition = published(story, mo)
    [row] = document_of(edition)["rows"]
    assert (row["state"], row["ruling"]["reason"]) == ("superseded?", "The Post is older.")
    for name in ("Ada", "ada", "Cy", "Mo", "mo@"):
        assert name not in edition.document.replace("Monday", "")


def test_a_manager_publishes_and_is_told_what_is_left(story, settled, as_user, mo, bo):
    client = as_user(mo)
    page = client.get(PUBLISH).content.decode()
    assert "Publish 1 finding" in page
    assert "still to read" not in page
    assign(settled[0], bo)
    assert "1 person has still to read an article" in client.get(PUBLISH).content.decode()
    answer = client.post(PUBLISH, FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/stories/pipeline/editions/1/")
    assert Edition.objects.get().title == "Who says how long"
    # A second click publishes nothing twice.
    again = client.post(PUBLISH, FORM)
    assert again.status_code == 422
    assert "says the same already" in again.content.decode()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"title": "x" * 201}, {"title": "a\0b"}, {"note": "x" * 2001}]
)
def test_bad_input_publishes_nothing(story, settled, as_user, mo, wrong):
    assert as_user(mo).post(PUBLISH, FORM | wrong).status_code == 422
    assert not Edition.objects.exists()


def test_where_nothing_is_settled_it_says_what_to_do(story, as_user, mo):
    rows_ready()
    page = as_user(mo).get(PUBLISH).content.decode()
    assert "finish the articles that answer a question" in page
    assert as_user(mo).post(PUBLISH, FORM).status_code == 422


def test_it_waits_for_rows_that_are_being_compared(story, settled, mo):
    Change.objects.create(story=story, articles=[settled[0].pk])
    with pytest.raises(ValidationError, match="being compared"):
        published(story, mo)
    rows_ready()
    assert published(story, mo).rows == 1


def test_a_manager_who_has_still_to_read_does_not_publish(story, settled, as_user, mo):
    Membership.objects.filter(user=mo).update(annotator=True)
    assign(settled[0], mo)
    client = as_user(mo)
    page = client.get(PUBLISH).content.decode()
    assert "You have still to read an article" in page
    assert "How long is it?" not in page
    assert client.post(PUBLISH, FORM).status_code == 422
    assert not Edition.objects.exists()


def test_it_does_not_change_with_what_it_was_made_of(edition, settled, story, ada, length):
    before = edition.document
    Source.objects.filter(name="Post").update(name="Renamed")
    say(story, "Mail", "1100", ada, length)
    rows_ready()
    edition.refresh_from_db()
    assert edition.document == before
    assert document_of(edition)["rows"][0]["sources"] == 2


def test_a_withdrawn_edition_says_why_and_can_stand_again(
    edition, settled, story, mo, cy, as_user, address
):
    client = as_user(mo)
    assert "1100 km" in client.get(address).content.decode()
    # Withdrawn, the same rows can be published under another title.
    for wrong in (
        {"reason": " "},
        {"reason": "So.", "replaced_by": "1"},
        {"reason": "So.", "replaced_by": "²"},
    ):
        assert client.post(f"{address}withdraw", wrong).status_code == 422
    assert (
        client.post(f"{address}withdraw", {"reason": "A caption\r\nwas read."}).status_code == 302
    )
    assert client.post(f"{address}withdraw", {"reason": "Again."}).status_code == 422
    assert published(story, mo, "Second").number == 2
    page = as_user(cy).get(address).content.decode()
    assert "A caption<br>was read." in page
    assert "1100 km" not in page
    answer = as_user(cy).get(f"{address}edition.json")
    assert (answer.status_code, answer.json()["withdrawn"]["reason"]) == (
        410,
        "A caption\nwas read.",
    )
    assert "rows" not in answer.json()
    assert client.post(f"{address}restore").status_code == 302
    assert client.post(f"{address}restore").status_code == 422
    page = client.get(address).content.decode()
    assert "1100 km" in page
    assert (
        page.index("withdrawal taken back")
        < page.index("was read.")
        < page.index("published</strong>")
    )


def test_another_edition_stands_in_its_place(
    edition, story, settled, ada, length, mo, as_user, address
):
    say(story, "Mail", "950", ada, length)
    rows_ready()
    second = published(story, mo, "The second")
    sent = {"reason": "See the other.", "replaced_by": "2"}
    assert as_user(mo).post(f"{address}withdraw", sent).status_code == 302
    page = as_user(mo).get(address).content.decode()
    assert f'href="/stories/pipeline/editions/{second.number}/">edition 2: <bdi>The second' in page
    with pytest.raises(ValidationError, match="one that stands"):
        actions.withdraw(second, mo, reason="So.", replaced_by=edition)
