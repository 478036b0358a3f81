"""Tables coming in by program: what the commands take, of one story, by what its manager may see."""

import csv
import io

import pytest

from annotator.annotations.models import Annotation, Assignment
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Question
from tests.api.programs import SETTLED, problem, program_of
from tests.conftest import TEXT, assign

pytestmark = pytest.mark.django_db

ADDRESS = "stories/pipeline/tables/"
QUOTE = "1,100 kilometres"


def as_csv(*rows: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def manager(mo):
    return program_of(mo)


@pytest.fixture
def row(article, labels, reading):
    start = TEXT.index(QUOTE)
    return {
        "story": "pipeline", "text_sha256": article.text_sha256, "annotator": "ada", "label": "claim-quantity",
        "start": str(start), "end": str(start + len(QUOTE)), "quote": QUOTE, "value": QUOTE,
    }  # fmt: skip


def nothing_is_stored() -> bool:
    return not (Annotation.objects.exists() or Question.objects.exists() or Entity.objects.exists())


def test_labels_come_in_once_and_a_plan_stores_nothing(manager, row):
    told = {"stored": 1, "there": 0, "made": {}, "submitted": 1}
    at = f"{ADDRESS}labels.csv?submitted=true"
    planned = manager.send(f"{at}&plan=true", as_csv(row))
    assert (planned.status_code, planned.found) == (200, told)
    assert nothing_is_stored()
    assert Assignment.objects.get().state == "assigned"
    stored = manager.send(at, as_csv(row))
    assert (stored.status_code, stored.found) == (201, told)
    assert Annotation.objects.get().quote == QUOTE
    assert Assignment.objects.get().state == "submitted"
    out = manager.get(f"{ADDRESS}labels.csv").raw
    again = manager.send(f"{ADDRESS}labels.csv", out)
    assert (again.status_code, again.found["stored"], again.found["there"]) == (200, 0, 1)


def test_labels_of_articles_and_readings_come_in(manager, row, article, other_article, labels):
    labels["stance-favour"].of_articles = True
    labels["stance-favour"].save()
    whole = {name: row[name] for name in ("story", "text_sha256", "annotator")}
    given = manager.send(
        f"{ADDRESS}article_labels.csv?create=true",
        as_csv(whole | {"label": "stance-favour", "target": "the-line"}),
    )
    assert (given.status_code, given.found["made"]) == (201, {"entity": 1})
    reading = whole | {"text_sha256": other_article.text_sha256, "state": "assigned"}
    brought = manager.send(f"{ADDRESS}readings.csv", as_csv(reading))
    assert (brought.status_code, brought.found["stored"], brought.found["made"]) == (201, 1, {})
    assert other_article.assignments.get().annotator.username == "ada"
    assert manager.send(f"{ADDRESS}readings.csv", as_csv(reading)).status_code == 200


def test_create_makes_what_is_missing_and_nobody_a_member(manager, row, stranger):
    asked = row | {"question": "how-long", "question_type": "quantity"}
    refused = problem(manager.send(f"{ADDRESS}labels.csv", as_csv(asked)), 422)
    assert "create=true" in refused["detail"]
    assert nothing_is_stored()
    people = User.objects.count()
    for name in ("zed", "nobody"):
        body = as_csv(asked | {"annotator": name})
        told = problem(manager.send(f"{ADDRESS}labels.csv?create=true", body), 422)
        assert told["detail"].startswith(f"There is no member “{name}” of this story")
    assert nothing_is_stored()
    assert User.objects.count() == people
    made = manager.send(f"{ADDRESS}labels.csv?create=true", as_csv(asked))
    assert (made.status_code, made.found["made"]) == (201, {"question": 1})


def test_what_is_wrong_is_told_by_line_and_nothing_is_stored(manager, row):
    body = as_csv(row, row | {"quote": "1,200 kilometres"}, row | {"story": "another"})
    first, second = problem(manager.send(f"{ADDRESS}labels.csv", body), 422)["errors"]
    assert (first["line"], second["line"]) == (3, 4)
    assert "the text reads" in first["detail"]
    assert "“pipeline”" in second["detail"]
    assert nothing_is_stored()
    [whole] = problem(manager.send(f"{ADDRESS}labels.csv", b"a,b\r\n1,2\r\n"), 422)["errors"]
    assert whole["line"] == 1
    problem(manager.send(f"{ADDRESS}labels.csv", b"\xff\xfe\xfa"), 422)
    problem(manager.send(f"{ADDRESS}labels.csv", b""), 422)
    problem(manager.post(f"{ADDRESS}labels.csv", {}), 400)
    problem(manager.send(f"{ADDRESS}readings.csv?submitted=true", as_csv(row)), 422)
    problem(manager.send(f"{ADDRESS}labels.csv?plan=perhaps", as_csv(row)), 422)


def test_who_may_bring_them(row, ada, mo, stranger):
    for user, status in ((stranger, 404), (ada, 403)):
        problem(program_of(user).send(f"{ADDRESS}labels.csv", as_csv(row)), status)
    problem(program_of(mo, "settled", **SETTLED).send(f"{ADDRESS}labels.csv", as_csv(row)), 403)
    assert nothing_is_stored()


def test_a_manager_who_has_still_to_read_learns_nothing_of_the_others(
    manager, row, article, ada, mo, stranger
):
    assign(article, mo)
    before = manager.send(f"{ADDRESS}labels.csv?plan=true", as_csv(row))
    program_of(ada).post(
        f"articles/{article.pk}/changes",
        {
            "op": "00000000-0000-4000-8000-0000000000aa", "verb": "create",
            "annotation": "00000000-0000-4000-8000-0000000000ab", "label": row["label"],
            "start": int(row["start"]), "end": int(row["end"]), "quote": QUOTE,
        },
    )  # fmt: skip
    assert Annotation.objects.count() == 1
    after = manager.send(f"{ADDRESS}labels.csv?plan=true", as_csv(row))
    assert "still to read" in problem(before, 422)["detail"]
    assert after.found == before.found
