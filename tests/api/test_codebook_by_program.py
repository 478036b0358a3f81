"""The codebook by program: read edition by edition, drafted, published, taken back."""

import pytest

from annotator.vocabulary.models import CodebookEdition, Label
from tests.api.programs import problem, program_of

pytestmark = pytest.mark.django_db
DRAFT = "codebook/draft"


@pytest.fixture
def program(root, labels):
    return program_of(root)


def meaning(found, slug="claim-quantity"):
    [one] = [one for one in found["labels"] if one["slug"] == slug]
    return one


def drafted(program, **more):
    base = meaning(program.get(DRAFT).found)["base"]
    said = {"label": "claim-quantity", "definition": "How much.", "base": base}
    return program.post(f"{DRAFT}/labels", said | more)


def test_a_draft_is_written_published_and_taken_back(program, ada):
    before = program.get(DRAFT).found
    assert (before["number"], before["begun"]) == (2, False)
    written = drafted(program)
    assert written.status_code == 200
    assert (written.found["begun"], meaning(written.found)["changed"]) == (True, True)
    assert meaning(program.get("codebook").found)["definition"] != "How much."
    said = {"guidelines": "Read all.", "base": written.found["guidelines_base"]}
    found = program.post(f"{DRAFT}/guidelines", said).found
    note = {"note": "Ranges, too.", "shown": found["shown"]}
    published = program.post(f"{DRAFT}/publish", note)
    assert (published.status_code, published.found["number"]) == (200, 2)
    assert meaning(published.found)["definition"] == "How much."
    reader = program_of(ada)
    assert reader.get("codebook").found == published.found
    assert reader.get("codebook/editions/2").found == published.found
    assert reader.get("codebook/editions/1").found["guidelines"] == ""
    problem(reader.get("codebook/editions/3"), 404)
    page = reader.get("codebook/editions?limit=1").found
    rest = reader.get(f"codebook/editions?cursor={page['next']}").found
    assert [one["number"] for one in page["items"] + rest["items"]] == [1, 2]
    assert program.post("codebook/take-back", {"number": 2}).found["begun"]
    assert program.get("codebook").found["number"] == 1
    problem(program.post("codebook/take-back", {"number": 2}), 422)


def test_a_draft_is_dropped_piece_by_piece_or_whole(program):
    drafted(program)
    dropped = program.post(f"{DRAFT}/labels/drop", {"label": "claim-quantity"})
    assert not dropped.found["begun"]
    problem(program.post(f"{DRAFT}/discard"), 422)
    drafted(program)
    assert not program.post(f"{DRAFT}/discard").found["begun"]
    assert not CodebookEdition.objects.exists()


@pytest.mark.parametrize(
    "given, place",
    [
        ({"label": "claim-nothing"}, "/label"),
        ({"definition": "x" * 100_000}, "/definition"),
        ({"base": "another"}, ""),
        ({"name": "Amount"}, "/name"),
    ],
)
def test_what_does_not_fit_is_told_its_place(program, given, place):
    [fault] = problem(drafted(program, **given), 422)["errors"]
    assert fault["pointer"] == place
    assert not CodebookEdition.objects.exists()


def test_what_was_not_looked_at_is_not_published(program):
    drafted(program)
    told = problem(program.post(f"{DRAFT}/publish", {"note": "So.", "shown": "another"}), 422)
    assert "in the meantime" in told["detail"]
    shown = program.get(DRAFT).found["shown"]
    problem(program.post(f"{DRAFT}/publish", {"note": " ", "shown": shown}), 422)
    assert not Label.objects.filter(definition="How much.").exists()


def test_who_curates_nothing_reads_it_alone(labels, mo, ada):
    for user in (mo, ada):
        program = program_of(user)
        assert program.get("codebook").status_code == 200
        problem(program.get(DRAFT), 403)
        said = {"label": "claim-quantity", "definition": "How much.", "base": "none"}
        problem(program.post(f"{DRAFT}/labels", said), 403)
    assert not CodebookEdition.objects.exists()
