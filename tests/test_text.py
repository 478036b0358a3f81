"""How two wordings differ is said as a reader sees them, and what no reader sees is named."""

import pytest

from annotator.text import not_this, unseen_difference

COMPOSED, APART = "caf\u00e9", "cafe\u0301"
UNSEEN = "characters that are not seen, such as soft hyphens"


@pytest.mark.parametrize(
    "there, given, told",
    [
        ("cat", "dog", "“cat”, not “dog”"),
        (COMPOSED, "cafe", f"“{COMPOSED}”, not “cafe”"),
        (COMPOSED, APART, f"“{COMPOSED}” with accents composed differently"),
        (APART, COMPOSED, f"“{APART}” with accents composed differently"),
        ("Staub\u00adecken", "Staubecken", f"“Staub\u00adecken” with {UNSEEN}"),
        ("می\u200cخواهم", "میخواهم", f"“می\u200cخواهم” with {UNSEEN}"),
        ("x" * 99, "y" * 99, f"“{'x' * 79}…”, not “{'y' * 79}…”"),
    ],
)
def test_what_differs_is_told(there, given, told):
    assert not_this(there, given) == told


def test_words_are_looked_for_in_a_whole_text():
    assert unseen_difference(f"The {COMPOSED} shut.", APART) == "accents composed differently"
    assert unseen_difference("The Staub\u00adecken.", "Staubecken") == UNSEEN
    assert unseen_difference(f"The {COMPOSED} shut.", COMPOSED) == ""
    assert unseen_difference(f"The {COMPOSED} shut.", "") == ""
