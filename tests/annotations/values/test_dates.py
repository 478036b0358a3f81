"""Dates as newspapers print them: what an editor would store, and where one could only guess."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.annotations.values.date_reading import find_days
from annotator.annotations.values.extract import extract
from annotator.annotations.values.normalise import normalise_answer
from annotator.vocabulary.models import Question
from tests.work import steps

HERE = Path(__file__).resolve().parent
PHRASES = json.loads((HERE / "date_phrases.json").read_text())
VECTORS = [
    case
    for case in json.loads((HERE / "reading_values.json").read_text())
    if case["type"] == "date"
]
TUESDAY = date(2022, 3, 1)


def reading(quote: str, published: str | None = None) -> tuple[str | None, str | None, str]:
    found = extract(quote, "date", published=date.fromisoformat(published) if published else None)
    return (found.low, found.high, found.approximator) if found else (None, None, "")


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["quote"])
def test_a_phrase_comes_to_what_an_editor_stores(phrase):
    stored = (phrase["low"], phrase["high"], phrase["approximator"])
    assert reading(phrase["quote"], phrase["published"]) == stored
    if phrase["low"] is not None:
        published = phrase["published"] and date.fromisoformat(phrase["published"])
        found = extract(phrase["quote"], "date", published=published)
        assert found is not None
        assert found.span == phrase["span"]
        assert phrase["published"] or not found.relative


def test_no_date_of_the_vectors_is_read_wrong():
    right, wrong = 0, []
    for case in VECTORS:
        got, stored = reading(case["quote"]), (case["low"], case["high"], case["approximator"])
        if got == stored:
            right += 1
        elif got != (None, None, ""):
            wrong.append((case["quote"], got))
    assert wrong == []
    assert right >= 0.97 * len(VECTORS)


@pytest.mark.parametrize(
    "phrase", [p for p in PHRASES if p["published"]], ids=lambda phrase: phrase["quote"]
)
def test_without_the_articles_date_nothing_rests_on_it(phrase):
    found = extract(phrase["quote"], "date")
    assert found is None or not found.relative


@pytest.mark.parametrize(
    "quote, certain",
    [
        ("yesterday", True),
        ("three days ago", True),
        ("last year", True),
        ("24 February this year", True),
        ("24 February 2022", True),
        ("24 February", False),
        ("Thursday", False),
        ("last November", False),
        ("three weeks ago", False),
        ("on the 24th", False),
        ("from 23 to 24 February", False),
    ],
)
def test_what_is_only_likely_says_so(quote, certain):
    found = extract(quote, "date", published=TUESDAY)
    assert found is not None
    assert found.certain is certain


@pytest.mark.parametrize(
    "value, low, high",
    [
        ("yesterday", "2022-02-28", "2022-02-28"),
        ("by the end of this year", "", "2022-12-31"),
        ("Thursday", "", ""),
        ("24 February", "", ""),
        ("24 February 2022", "2022-02-24", "2022-02-24"),
    ],
)
def test_what_is_stored_unseen_is_no_guess(value, low, high):
    answer = normalise_answer({"value": value}, Question(type="date"), TUESDAY)
    assert (answer["value_low"], answer["value_high"]) == (low, high)


def test_a_period_is_stored_as_one():
    answer = normalise_answer({"value": "from 23 to 24 February 2022"}, Question(type="date"))
    assert answer["value_span"] == "period"


def test_the_words_read_are_those_of_the_quote():
    found = extract("from 23 to 24 February, he said", "date", published=TUESDAY)
    assert found is not None
    assert found.value == "from 23 to 24 February"


@pytest.mark.parametrize(
    "quote, type, low",
    [
        ("40 people were killed on Thursday", "quantity", "40"),
        ("on Thursday", "date", "2022-02-24"),
    ],
)
def test_without_a_question_an_amount_comes_before_a_day_that_is_only_likely(quote, type, low):
    found = extract(quote, published=TUESDAY)
    assert found is not None
    assert (found.type, found.low) == (type, low)


PIECES = st.sampled_from(
    [
        "24",
        "2022",
        "24th",
        "May",
        "may",
        ",",
        ".",
        "-",
        "–",
        "to",
        "until",
        "from",
        "between",
        "and",
        "or",
        "of",
        "the",
        "early",
        "mid",
        "late",
        "end",
        "first",
        "half",
        "quarter",
        "last",
        "next",
        "this",
        "year",
        "week",
        "month",
        "Thursday",
        "ago",
        "three",
        "weeks",
        "days",
        "after",
        "before",
        "not",
        "by",
        "since",
        "Q3",
        "'s",
        "’22",
        "1990s",
        "century",
        "年",
        "2月",
        "24日",
        "فبراير",
        "/",
        "(",
        ")",
        "$",
        "%",
        "12/2021",
        "1.2.",
        "on",
        "in",
        "at",
        "night",
        "spring",
        "will",
        "fevrier",
        "février",
        "31",
        "00",
        "0",
        "99",
        "9999",
        "year-end",
        "İ",
        "ß",
        "²",
        "½",
        "\n",
    ]
)
QUOTES = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=10).map(" ".join),
    st.lists(PIECES, max_size=10).map("".join),
)


@given(QUOTES, st.none() | st.dates())
@example("31 December", date.max)
@example("yesterday", date.min)
def test_any_text_is_read_without_error(quote, published):
    found = extract(quote, "date", published=published)
    if found is None:
        return
    assert found.value
    assert found.value in quote
    assert found.low or found.high
    for end in filter(None, (found.low, found.high)):
        assert date.fromisoformat(end).isoformat() == end
    if found.low and found.high:
        assert found.low <= found.high


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_read_however_it_is_written(day):
    from babel.dates import format_date

    stored = (day.isoformat(), day.isoformat(), "exact")
    for written in (
        f"{day.day} {day:%B} {day.year}",
        f"{day:%A}, {day:%B} {day.day}, {day.year}",
        f"{day.day}. {day.month}. {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        *(
            format_date(day, "d MMMM y", language)
            for language in [
                "de",
                "fr",
                "es",
                "pt",
                "it",
                "nl",
                "tr",
                "ru",
                "uk",
                "ar",
                "ar_LB",
                "ur",
                "hi",
            ]
        ),
    ):
        assert reading(written) == stored, written


@pytest.mark.parametrize(
    "piece",
    ["2022 ", "24 ", "24-", "May ", "…", "from ", "early ", "the end of ", "last ", "Thursday, ",
     "24 February ", "first half of ", "1.1.", "未", "of the ", "between 24 and "],
)  # fmt: skip
def test_twice_the_text_takes_twice_the_steps(piece):
    find_days("24 May 2022", "24 May 2022", TUESDAY)  # the names of months are read once
    once, twice = (steps(lambda text=piece * n: find_days(text, text, TUESDAY)) for n in (200, 400))
    assert twice < 2.5 * once
