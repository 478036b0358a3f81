"""Names in a text: whole words in any script, the longest first, case and spaces aside."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.suggestions.name_matcher import occurrences


def quotes(text, *names):
    return [text[place.start : place.end] for place in occurrences(text, [(n, n) for n in names])]


@pytest.mark.parametrize(
    "text,names,found",
    [
        ("Omar Reza's report; Omar Rezat; MrOmar Reza.", ["Omar Reza"], ["Omar Reza"]),
        ("The Bank of Kasur, of Kasur", ["Kasur", "Bank of Kasur"], ["Bank of Kasur", "Kasur"]),
        ("Bank of the river", ["Bank of Kasur"], []),
        ("PAKISTAN, Pakistan", ["Pakistan"], ["PAKISTAN", "Pakistan"]),
        ("The WHO, who", ["WHO"], ["WHO"]),
        ("gazprom", ["gazprom"], ["gazprom"]),
        ("Omar\n Reza, Omar  Reza", ["Omar Reza"], ["Omar\n Reza", "Omar  Reza"]),
        ("Omar\n\nReza, Omar, Reza", ["Omar Reza"], []),
        ("Jean-Luc and Jean Luc", ["Jean-Luc"], ["Jean-Luc"]),
        ("Acme Inc. and Acme Inc", ["Acme Inc."], ["Acme Inc."]),
        ("“Yahoo!” said Yahoo", ["Yahoo!"], ["Yahoo!"]),
        ("Noe\u0308l spoke", ["No\u00ebl"], ["Noe\u0308l"]),
        ("وزیر اعظم نے ماسکو کا دورہ کیا", ["ماسکو"], ["ماسکو"]),
        ("प्रधानमंत्री मोदी, मोदीजी", ["मोदी"], ["मोदी"]),
        ("我在北京市", ["北京"], ["北京"]),
        ("🎉 Kasur🎉", ["Kasur"], ["Kasur"]),
        ("A US of EU", ["US", "EU", "A", "—", ""], []),
    ],
)
def test_what_is_found(text, names, found):
    assert quotes(text, *names) == found


def test_two_of_one_name_are_both_told_and_one_of_two_names_once():
    [place] = occurrences("Khan spoke", [("Khan", 1), ("khan", 1), ("KHAN", 2), ("Khan Sr", 3)])
    assert place == (0, 4, (1, 2))


WORDS = st.lists(st.sampled_from(["Omar", "Reza", "bank", "Port", "REZA"]), max_size=14)


@given(WORDS, st.lists(st.tuples(WORDS, st.integers(0, 3)), max_size=6))
def test_the_longest_name_at_each_word_from_left_to_right(words, given_names):
    """The same as asking, word by word, a pattern of every name."""
    text = " ".join(words)
    names = [(" ".join(name), key) for name, key in given_names if name]
    expected, at = [], 0
    while at < len(text):
        stood = [
            match.end()
            for name, _ in names
            if (match := re.compile(rf"{name}\b", re.IGNORECASE).match(text, at))
            and not (name != name.lower() and match.group() == match.group().lower())
        ]
        if stood and (at == 0 or text[at - 1] == " "):
            expected.append((at, max(stood)))
            at = max(stood)
        else:
            at += 1
    assert [place[:2] for place in occurrences(text, names)] == expected
