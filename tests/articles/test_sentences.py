"""The sentence around a span."""

import pytest

from articles.sentences import LONGEST_SIDE, sentence_around


def sentence(text: str, words: str) -> tuple[str, str, str]:
    start = text.index(words)
    return sentence_around(text, start, start + len(words))


@pytest.mark.parametrize(
    "text, words, expected",
    [
        ("One. Two three. Four.", "three", ("Two ", "three", ".")),
        ("It broke at 3 a.m. on Monday. Then rain.", "Monday", ("It broke at 3 a.m. on ", "Monday", ".")),
        ("“Enough!” she said. He left.", "she", ("“Enough!” ", "she", " said.")),
        ("A line\nAnother one without a stop\nAnd more", "one", ("Another ", "one", " without a stop")),
        ("  spaces first", "first", ("spaces ", "first", "")),
        ("پہلا جملہ۔ دوسرا جملہ۔", "دوسرا", ("", "دوسرا", " جملہ۔")),
        ("🎉 Work starts. Now.", "Work", ("🎉 ", "Work", " starts.")),
    ],
)  # fmt: skip
def test_it_ends_at_its_stop_or_its_line(text, words, expected):
    assert sentence(text, words) == expected


def test_a_long_one_is_cut_at_a_word():
    text = "word " * 100 + "here " + "more " * 100
    before, words, after = sentence(text, "here")
    assert words == "here"
    assert before.startswith("… word")
    assert after.endswith("more …")
    assert max(len(before), len(after)) <= LONGEST_SIDE + 3
