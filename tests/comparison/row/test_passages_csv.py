# ruff: noqa: F401, F811 - fixtures of other files
"""predictions.csv and voices.csv: every row leads back to its words, offsets and text."""

import csv
import io

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation
from articles.models import Article
from tests.comparison.copies.test_sentence_copies import length, told_by
from tests.comparison.predictions.test_predictions import foretold
from tests.comparison.shared_wording.test_voices import three
from tests.conftest import assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(as_user, cy, story):
    def read(name: str) -> list[dict[str, str]]:
        response = as_user(cy).get(reverse(f"comparison:{name}", args=[story.slug]) + "?bom=1")
        body = response.getvalue().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(body, newline="")))

    return read


def stands(row: dict[str, str], of: str = "") -> bool:
    """Whether the words stand where the row says, in the text that it names."""
    article = Article.objects.get(pk=row[f"{of}article_id"])
    words = article.text[int(row[f"{of}start"]) : int(row[f"{of}end"])]
    return words == row[f"{of}quote"] and article.text_sha256 == row[f"{of}text_sha256"]


def test_predictions_with_what_judges_them(foretold, rows):
    found = rows("predictions_csv")
    assert {row["role"] for row in found} == {"prediction", "judge"}
    assert all(stands(row) for row in found)
    for row in found:
        own = row["annotation_id"] == row["prediction"]
        assert own == (row["role"] == "prediction")
        assert Annotation.objects.filter(pk=row["annotation_id"], quote=row["quote"]).exists()
        assert (row["fits"] == "") == own


def test_voices_of_articles_and_of_sentences(three, told_by, rows, cy):
    found = rows("voices_csv")
    assert {row["question"] for row in found} == {"", "length"}
    assert all(stands(row, "copy_") and stands(row, "original_") for row in found)
    [joined] = [row for row in found if row["question"]]
    assert "will run 1,100 km from the coast" in joined["copy_quote"]
    assert float(joined["share"]) > 0.8
    # What is still to be read is not in it.
    assign(told_by[0], cy)
    assert not [row for row in rows("voices_csv") if row["question"]]


def test_nothing_yet(story, rows):
    assert rows("predictions_csv") == rows("voices_csv") == []
