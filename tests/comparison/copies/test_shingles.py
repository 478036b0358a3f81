"""Shared wording: five words in a row, whatever their case, punctuation or script."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparison.copies import shingles
from annotator.comparison.copies.shingles import (
    Run,
    earliest_voices,
    sentence_copies,
    shared_runs,
    shared_wording,
    shingle_keys,
)
from annotator.comparison.copies.words import words
from tests.work import lines_run

ONE = "The pipeline will cost nearly three billion dollars, the ministry said."
TWO = "THE PIPELINE — “will cost” nearly three billion dollars."


def shares(texts, least=0.05, new=None):
    return {
        (one, other): share for one, other, share in shared_wording(enumerate(texts), least, new)
    }


def plainly(one: str, other: str) -> float:
    """The share by sets of tuples, as one would write it down."""
    sets = []
    for text in (one, other):
        found = words(text)
        sets.append({tuple(found[i : i + 5]) for i in range(len(found) - 4)})
    return len(sets[0] & sets[1]) / max(min(map(len, sets)), 1)


class TestWords:
    def test_case_and_punctuation_are_put_aside(self):
        assert words("“Hello_World”, STRASSE straße!") == ["hello", "world", "strasse", "strasse"]

    def test_any_script(self):
        assert words("पाइपलाइन की लंबाई") == ["पाइपलाइन", "की", "लंबाई"]
        assert words("پائپ لائن") == ["پائپ", "لائن"]
        assert words("كَتَبَ الوزير") == ["كَتَبَ", "الوزير"]

    def test_where_no_space_stands_each_letter_counts(self):
        assert words("管道abc长") == ["管", "道", "abc", "长"]


class TestShares:
    def test_of_the_shorter_one(self):
        # Eight words: four shingles, all of them in the longer text of eleven words.
        assert shares([ONE, TWO]) == {(0, 1): 1.0}

    def test_four_words_share_nothing(self):
        assert shares(["one two three four five"] * 2) == {(0, 1): 1.0}
        assert shares(["one two three four"] * 2) == {}
        assert len(shingle_keys("")) == 0
        assert shares([]) == {}

    def test_at_the_least_it_is_there_and_below_it_not(self):
        long = " ".join(f"w{n}" for n in range(24))  # 20 shingles
        copy = " ".join([f"w{n}" for n in range(5)] + [f"v{n}" for n in range(19)])
        assert shares([long, copy]) == {(0, 1): 1 / 20}
        assert shares([long, copy], 0.051) == {}

    def test_repeated_words_count_once(self):
        assert shares(["a b c d e " * 9, "x a b c d e y"]) == {(0, 1): pytest.approx(1 / 3)}

    def test_only_pairs_with_a_new_one(self):
        assert shares([ONE, TWO, ONE], new={2}).keys() == {(0, 2), (1, 2)}
        assert shares([ONE, TWO, ONE], new={0, 2}).keys() == {(0, 1), (0, 2), (1, 2)}

    @given(st.lists(st.text("abC ,\n", max_size=60), max_size=5))
    def test_as_counted_plainly(self, texts):
        expected = {
            (i, j): plainly(texts[i], texts[j])
            for i in range(len(texts))
            for j in range(i + 1, len(texts))
            if plainly(texts[i], texts[j]) >= 0.05
        }
        assert shares(texts) == pytest.approx(expected)

    def test_work_grows_with_the_words_and_not_with_the_pairs(self):
        rng = Random(1)
        vocabulary = [f"w{n}" for n in range(5000)]
        # Five words that all of them have, so that every text is looked up among the others.
        texts = [" ".join([*rng.choices(vocabulary, k=295), *"abcde"]) for _ in range(400)]

        def lines(count):
            return lines_run(shingles, lambda: shares(texts[:count]))

        # Ten times the texts are a hundred times the pairs.
        assert lines(40) > 400
        assert lines(400) < 12 * lines(40)


class TestVoices:
    def test_the_earliest_of_all_that_are_connected(self):
        order = {"a": 3, "b": 1, "c": 2, "d": 4}
        assert earliest_voices([("a", "b"), ("a", "c")], order) == {"a": "b", "c": "b"}
        assert earliest_voices([], order) == {}

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15))
    def test_nobody_copies_a_copy_or_itself(self, pairs):
        found = earliest_voices(pairs, {n: n for n in range(10)})
        assert all(original < key and original not in found for key, original in found.items())

    def test_sentences(self):
        said = [("A", ONE), ("B", "Nobody knows what it is to cost."), ("C", TWO)]
        [(copy, original, share)] = sentence_copies(said, 0.4)
        assert (copy, original) == ("C", "A")
        assert share == 1
        assert sentence_copies([("A", ONE), ("A", ONE)], 0.4) == []

    def test_the_same_sentence_of_many_is_as_few_pairs_as_connect_them(self):
        said = [(n, ONE) for n in range(5)] + [(2, TWO), (9, TWO)]
        found = sentence_copies(said, 0.4)
        assert [pair[:2] for pair in found] == [(1, 0), (2, 0), (3, 0), (4, 0), (9, 2)]

    def test_four_words_are_nobodys(self):
        assert sentence_copies([("A", "It is 800 km"), ("B", "It is 800 km")], 0.4) == []


class TestRuns:
    def test_one_run_over_punctuation(self):
        [run] = shared_runs(ONE, TWO)
        assert ONE[run.start : run.end] == ONE.partition(",")[0]
        assert TWO[run.other_start : run.other_end] == TWO.rstrip(".")

    def test_none(self):
        assert shared_runs(ONE, "Nothing of the kind was said by anybody at all.") == []

    def test_the_longest_of_several(self):
        other = "a b c d e. And then: a b c d e f g"
        assert shared_runs("a b c d e f g", other) == [Run(0, 13, 21, 34)]

    @given(st.text("abc 🎉.", max_size=80), st.text("abc 🎉.", max_size=80))
    def test_both_sides_hold_the_same_words(self, one, other):
        last = 0
        for run in shared_runs(one, other):
            assert words(one[run.start : run.end]) == words(other[run.other_start : run.other_end])
            assert run.start >= last
            last = run.end
