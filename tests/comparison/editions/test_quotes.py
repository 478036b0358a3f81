"""No article can be read in full from what is quoted of it."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from annotator.comparison.editions.documents.quotes import LONGEST_QUOTE, printed_quotes
from annotator.comparison.settled_rows.records import CitedArticle, SettledAnswer

ARTICLE = CitedArticle(1, "T", 1, "Post", None, "", "en", 1, "0" * 64)


def answer(text: str, start: int, end: int, before: int = 0, after: int = 0) -> SettledAnswer:
    return SettledAnswer(
        key=uuid4(), article=ARTICLE, start=start, end=end, quote=text[start:end],
        before=text[max(start - before, 0) : start], after=text[end : end + after], letter="a",
        value="", derived="", modality="", said_by="", via="", as_of="", scope="", takes_part=True,
    )  # fmt: skip


def test_a_quote_stands_whole_in_its_sentence_where_there_is_room():
    text = "It rained. The pipe is 1,100 km long, they say. Nobody knew what it was to cost.\n"
    one = answer(text, 23, 31, before=12, after=16)
    assert tuple(printed_quotes([one], {1: len(text)})[one.key]) == (
        "The pipe is ", "1,100 km", " long, they say.", False,
    )  # fmt: skip


def test_a_quote_that_is_the_whole_text_breaks_off():
    text = "The pipe is 1,100 km long. 🎉"
    one = answer(text, 0, len(text))
    assert tuple(printed_quotes([one], {1: len(text)})[one.key]) == (
        "", "The pipe is 1,…", "", True,
    )  # fmt: skip


def test_a_long_quote_breaks_off_however_long_the_text():
    text = "word " * 10_000
    one = answer(text, 0, 2_000)
    printed = printed_quotes([one], {1: len(text)})[one.key]
    assert (len(printed.quote), printed.shortened) == (LONGEST_QUOTE + 1, True)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 60), st.integers(0, 40)), min_size=1))
def test_never_more_than_half_of_a_text_is_printed(places):
    text = "".join(chr(0x4E00 + n) for n in range(100))
    answers = [answer(text, at, min(at + n, 100), side, side) for at, n, side in places]
    printed = printed_quotes(answers, {1: len(text)})
    assert len(printed) == len(answers)
    seen = set("".join(part for one in printed.values() for part in one[:3])) - {"…"}
    assert len(seen) <= 50
    for one in answers:
        before, quote, after, _ = printed[one.key]
        assert f"{before}{quote}{after}".strip("…") in text
