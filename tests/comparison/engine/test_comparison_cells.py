"""What the cells of a row say: marks, letters, outcomes of predictions, silence."""

from datetime import UTC, datetime

import pytest

from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.conflict_rule import conflict
from annotator.comparison.engine.records import ArticleRecord, CellMark
from tests.comparison.answers import asks, says

COUNT = asks("quantity", "count")
KM = asks("quantity", "km", tolerance=0.02)
CHANGING = asks("quantity", "count", can_change=True)


def marks(row):
    return {key: list(cell.marks) for key, cell in row.cells.items()}


def test_an_article_contradicts_itself():
    row = compare(COUNT, [says("A", 10), says("A", 12), says("B", 10)])
    assert marks(row) == {"A": ["contradicts itself", "says"], "B": ["says"]}
    assert row.label == "conflict"


def test_two_speakers_in_one_article_are_no_contradiction():
    row = compare(COUNT, [says("A", 10, said_by="police"), says("A", 12, said_by="a witness")])
    assert marks(row) == {"A": ["reported"]}
    assert row.label == "single source"


def test_two_readings_of_one_article_are_no_contradiction():
    read = [says("A", v, reader=who, settled=False) for v, who in [(10, "ada"), (12, "bea")]]
    row = compare(COUNT, read)
    assert marks(row) == {"A": ["annotators differ", "unsettled"]}


def test_who_read_nothing_differs_too():
    read = [says("A", 10, reader="ada", settled=False)]
    now = datetime(2022, 3, 1, tzinfo=UTC)
    row = compare(COUNT, read, [ArticleRecord("A", (now, now))])
    assert marks(row) == {"A": ["annotators differ", "unsettled"]}
    row = compare(COUNT, read, [ArticleRecord("A", (now,))])
    assert marks(row) == {"A": ["unsettled"]}


def test_a_source_changed_its_account():
    answers = [says("A", 10), says("A", 12, article="A2"), says("A", 12, article="A3")]
    row = compare(COUNT, [*answers, says("B", 11, approx="about")])
    changed = ["changed its account", "says"]
    assert marks(row) == {"A": changed, "A2": changed, "A3": changed, "B": ["says"]}
    assert row.label == "agree within tolerance"  # for it is no conflict between sources


def test_a_value_that_changed_is_no_changed_account():
    first, later = says("A", 10, pub="2022-02-01"), says("A", 12, pub="2022-02-09", article="A2")
    assert marks(compare(CHANGING, [first, later])) == {"A": ["says"], "A2": ["says"]}
    again = says("A", 12, pub="2022-02-01", article="A3")
    changed = ["changed its account", "says"]
    row = compare(CHANGING, [first, later, again])
    assert marks(row) == {"A": changed, "A2": ["says"], "A3": changed}


PREDICTED = says("D", 12, modality="predicted", as_of="2022", pub="2021-04-13")


@pytest.mark.parametrize(
    "later, outcome",
    [
        ([], "open"),
        ([says("A", 12)], "came true"),
        ([says("A", 13)], "failed"),
        ([says("A", 12), says("B", 13)], "disputed"),
        ([says("A", 12, as_of="2021-12-31")], "open"),  # it refers to an earlier time
        ([says("A", 12, as_of="2023")], "came true"),
        ([says("A", 12, pub="2021-04-13")], "open"),  # it was not published later
        ([says("A", 12, scope="elsewhere")], "open"),
        ([says("A", 12, modality="hedged")], "open"),
        ([says("A", 12, modality="denied")], "open"),
        ([says("A", 12, modality="predicted")], "open"),
        ([says("X", 12, as_of="2023")], "open"),  # nobody knows which came first
    ],
)
def test_what_became_of_a_prediction(later, outcome):
    row = compare(COUNT, [PREDICTED, *later])
    assert marks(row)["D"] == sorted([outcome, "predicted"])
    assert row.cells["D"].said[0].outcome == outcome


ASKED = datetime(2022, 3, 1, tzinfo=UTC)
BEFORE, AFTER = datetime(2022, 2, 1, tzinfo=UTC), datetime(2022, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "article, mark",
    [
        (ArticleRecord("A"), CellMark.UNREAD),
        (ArticleRecord("A", (AFTER,)), CellMark.SILENT),
        (ArticleRecord("A", (AFTER, BEFORE)), CellMark.NOT_LOOKED_FOR),
        (ArticleRecord("A", (AFTER, BEFORE), silent=True), CellMark.SILENT),
        (ArticleRecord("A", (ASKED,)), CellMark.NOT_LOOKED_FOR),
        (ArticleRecord("A", (AFTER,), unasked=1), CellMark.NOT_LOOKED_FOR),
        (ArticleRecord("A", (AFTER,), unasked=2, silent=True), CellMark.NOT_LOOKED_FOR),
        (ArticleRecord("A", silent=True), CellMark.SILENT),
        (ArticleRecord("A", (AFTER,), applies=False), CellMark.NOT_APPLYING),
    ],
)
def test_what_is_known_of_an_article_that_says_nothing(article, mark):
    row = compare(asks("quantity", asked_at=ASKED), [], [article])
    assert marks(row) == {"A": [mark]}
    assert row.nothing == {mark: 1}
    assert row.cells["A"].reason.endswith(".")


def test_an_answer_to_which_the_question_does_not_apply_is_left_out():
    row = compare(COUNT, [says("A", 10), says("B", 12)], [ArticleRecord("B", applies=False)])
    assert row.label == "single source"
    assert marks(row) == {"A": ["says"], "B": ["does not apply"]}


def test_equal_values_share_a_letter_the_larger_camp_first():
    answers = [
        says("A", 1100, "km"), says("B", 1100, "km"), says("B", 680, "mi"), says("C", 800, "km"),
        says("D", 900, "km"), says("E", 5, "km", scope="a branch"),
        says("E", 900, "km", modality="predicted"),
    ]  # fmt: skip
    row = compare(KM, answers, voices={"B": "A"})
    assert {key: cell.letters for key, cell in row.cells.items()} == {
        "A": ("a",), "B": ("a",), "C": ("b",), "D": ("c",), "E": (),
    }  # fmt: skip
    camps = [(c.letter, c.text, c.articles, c.sources, c.voices) for c in row.camps]
    assert camps == [
        ("a", "1,100 km", 2, 2, 1), ("b", "800 km", 1, 1, 1), ("c", "900 km", 1, 1, 1),
    ]  # fmt: skip
    assert (row.sources, row.voices) == (5, 4)


def test_after_z_comes_aa():
    row = compare(COUNT, [says(f"S{n}", n) for n in range(28)])
    assert [camp.letter for camp in row.camps][25:] == ["z", "aa", "ab"]


def test_a_derived_share_shows_how():
    shares = asks("quantity", "percent", whole=100, scope="Pakistan")
    row = compare(shares, [says("D", 26, "percent", scope="Russia"), says("C", 74, "percent")])
    (said,) = row.cells["D"].said
    assert said.derived == "26% (Russia) ⇒ 74%"
    assert said.letter == row.cells["C"].said[0].letter == "a"


def test_what_cannot_be_compared_says_why():
    row = compare(asks("quantity", "USD"), [says("A", 5, "PKR"), says("B", 7), says("C", 5, "USD")])
    whys = [said.why for key in "ABC" for said in row.cells[key].said]
    assert whys == [
        "PKR cannot be converted into USD.",
        "The number has no unit: write one that can be converted into USD.",
        "",
    ]
    assert marks(row) == {"A": ["not comparable"], "B": ["not comparable"], "C": ["says"]}


def test_equal_answers_are_compared_once():
    def comparisons(count):
        answers = [
            says(f"S{n % 7}", 10 + n % 5, article=n, pub="2022-02-01", said_by="police" * (n % 2))
            for n in range(count)
        ]
        question = asks("quantity", tolerance=5)
        before = conflict.cache_info().misses
        assert compare(question, answers).label == "agree within tolerance"
        return conflict.cache_info().misses - before

    assert 0 < comparisons(70) == comparisons(1400)
