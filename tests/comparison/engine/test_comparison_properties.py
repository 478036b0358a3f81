"""What holds of every row, whatever its answers are."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import Answer, ArticleRecord, QuestionRecord, RowState

# The table of units takes a second to load, once.
EVERY = settings(max_examples=80)
SOURCES = "ABCDE"
DAYS = st.dates(date(2022, 1, 1), date(2022, 1, 20))
NUMBERS = st.one_of(
    st.sampled_from([Decimal(n) for n in (-5, 0, 10, 11, 12, 20, 100, 110)]),
    st.decimals(-1000, 1000, places=1, allow_nan=False),
)
LIMITS = ["", "exact", "about", "nearly", "more than", "at least", "less than", "up to"]
OTHERS = ["", "", "", "Russia", "China"]


@st.composite
def questions(draw, types=("quantity", "date", "yes-no", "text")):
    kind = draw(st.sampled_from(types))
    return QuestionRecord(
        type=kind,
        unit=draw(st.sampled_from(["m", "degC"])) if kind == "quantity" else "",
        tolerance=draw(st.sampled_from([0, 0.02, 0.5])),
        whole=draw(st.sampled_from([None, 100])),
        many=draw(st.booleans()),
        can_change=draw(st.booleans()),
        settling_days=draw(st.integers(0, 5)),
        asks=draw(st.sampled_from(["", "day", "began", "ended", "period"])),
        together=draw(st.sampled_from([(), [["yes", "perhaps"]]])),
    )


@st.composite
def answers_to(draw, question):
    source = draw(st.sampled_from(SOURCES))
    low = high = None
    key = ""
    if question.type == "quantity":
        low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
        high = draw(st.sampled_from([low, high]))
    elif question.type == "date":
        low, high = sorted([draw(DAYS), draw(DAYS)])
        low, high = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    else:
        key = draw(st.sampled_from(["yes", "no", "perhaps", ""]))
    return Answer(
        article=source + draw(st.sampled_from("12")),
        source=source,
        published=draw(st.none() | DAYS),
        low=low,
        high=high,
        unit=question.unit,
        step=draw(st.sampled_from([None, Decimal(1), Decimal("0.1")])),
        approximator=draw(st.sampled_from(LIMITS)),
        modality=draw(st.sampled_from(["asserted", "asserted", "denied", "predicted", "hedged"])),
        said_by=draw(st.sampled_from(["", "", "police", "hospital"])),
        as_of=draw(st.sampled_from(["", "", "2022", "2022-01-03"])),
        scope=draw(st.sampled_from(OTHERS)),
        key=key,
        settled=draw(st.booleans()),
        wording=draw(st.sampled_from(["", "by sea", "By land", "by land."])) * (not key),
        via=draw(st.sampled_from(["", "", "an agency"])),
        span=draw(st.sampled_from(["", "period"])),
        reader=draw(st.sampled_from("xyz")),
        aside=draw(st.sampled_from(["", "", "", "caption"])),
    )


@st.composite
def rows(draw, **kinds):
    question = draw(questions(**kinds))
    answers = draw(st.lists(answers_to(question), max_size=7))
    keys = sorted({answer.article for answer in answers})
    voices = {key: draw(st.sampled_from(keys)) for key in keys[1:] if draw(st.booleans())}
    return question, answers, voices


def shown(row):
    """All of a row that may not depend on names or order."""
    camps = [(c.letter, c.text, c.articles, c.sources, c.voices) for c in row.camps]
    cells = {key: (cell.marks, cell.letters) for key, cell in row.cells.items()}
    return row.label, without_names(row.why), camps, cells, row.sources, row.voices


def without_names(why):
    """A reason, with how many sources stand on each side."""
    sides = [
        (side.text, len(side.sources), side.more, side.speaker, side.via, side.denied, side.allows)
        for side in why.sides
    ]
    lone = sorted((one.text, one.readers) for one in why.lone)
    before = why.settled and without_names(why.settled)
    return why.kind, sides, why.how, why.gap, why.allowed, why.settling, why.notes, lone, before


@EVERY
@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(given_row, random):
    question, answers, voices = given_row
    shuffled = list(answers)
    random.shuffle(shuffled)
    before = shown(compare(question, answers, voices=voices))
    assert shown(compare(question, shuffled, voices=voices)) == before


@EVERY
@given(rows(), st.permutations(SOURCES))
def test_the_names_of_sources_and_articles_do_not_matter(given_row, names):
    question, answers, voices = given_row
    new = dict(zip(SOURCES, names, strict=True))

    def renamed(article):
        return f"article {new[article[0]]} {article[1]}"

    row = compare(question, answers, voices=voices)
    other = compare(
        question,
        [a._replace(source=new[a.source], article=renamed(a.article)) for a in answers],
        voices={renamed(copy): renamed(original) for copy, original in voices.items()},
    )
    label, reason, camps, cells, *counts = shown(row)
    cells = {renamed(key): cell for key, cell in cells.items()}
    assert shown(other) == (label, reason, camps, cells, *counts)


@EVERY
@given(rows())
def test_an_article_that_says_nothing_changes_nothing(given_row):
    question, answers, voices = given_row
    silent = ArticleRecord("silent", (datetime(2022, 1, 1, tzinfo=UTC),))
    row = compare(question, answers, voices=voices)
    more = compare(question, answers, [silent], {**voices, "silent": "A1"})
    assert more.cells.pop("silent").marks == ("silent",)
    assert shown(more) == shown(row)


@EVERY
@given(questions().flatmap(lambda q: st.tuples(st.just(q), answers_to(q))), st.integers(2, 5))
def test_equal_answers_always_agree(asked, count):
    question, answer = asked
    answer = answer._replace(modality="asserted", scope="", settled=True, aside="")
    row = compare(question, [answer._replace(source=n, article=n) for n in range(count)])
    said = answer.key or (answer.wording if question.type == "text" else "")
    worded = not said and question.type in {"yes-no", "text"}
    assert row.state == (RowState.INCOMPARABLE if worded else RowState.AGREE)


UNITS = {"m": ["km", "ft", "mi", "nmi", "cm"], "degC": ["degF"]}
TURNS = {
    "km": (1000, 0), "ft": ("0.3048", 0), "mi": ("1609.344", 0), "nmi": (1852, 0), "cm": ("0.01", 0),
    "degF": (Fraction(5, 9), Fraction(-160, 9)),
}  # fmt: skip


@EVERY
@given(rows(types=("quantity",)), st.data())
def test_the_unit_in_which_it_is_said_does_not_matter(given_row, data):
    question, answers, voices = given_row
    unit = data.draw(st.sampled_from(UNITS[question.unit]))
    slope, offset = (Fraction(part) for part in TURNS[unit])
    converted = [
        answer._replace(
            unit=unit,
            low=(Fraction(answer.low) - offset) / slope,
            high=(Fraction(answer.high) - offset) / slope,
            step=answer.step and Fraction(answer.step) / slope,
        )
        for answer in answers
    ]
    row = compare(question, answers, voices=voices)
    other = compare(question, converted, voices=voices)
    assert other.label == row.label
    assert [camp.value for camp in other.camps] == [camp.value for camp in row.camps]


@EVERY
@given(rows())
def test_without_unsettled_answers_nothing_is_unsettled(given_row):
    question, answers, voices = given_row
    row = compare(question, [answer._replace(settled=True) for answer in answers], voices=voices)
    assert not row.unsettled
    alone = compare(question, [answer for answer in answers if answer.settled], voices=voices)
    assert compare(question, answers, voices=voices).settled == alone.state
