"""Words that are to go: a row of them is found in any text, and nothing else is touched."""

import pytest

from annotator.desk.erasing.wording import ArticleWords, PersonNames

TEXT = "The minister landed at noon, and nobody met her at the gate.\nIt rained.\n"
SHARED = "An agency wrote: the minister landed at noon, and everybody heard of it."


@pytest.mark.parametrize(
    "text, left",
    [
        ("He says “nobody met her at the gate”!", "He says “[erased]”!"),
        ("NOBODY met her, at\nthe gate", "[erased]"),
        ("They met her at the gate.", "They met her at the gate."),  # five words are anybody's
        ("See Talks in Kasur and beyond (2022)", "See [erased] (2022)"),
        ("The price of oil", "The price of oil"),
        ("the minister landed at noon, and so on", "the minister landed at noon, and so on"),
        ("", ""),
    ],
)
def test_an_articles_words(text, left):
    words = ArticleWords([TEXT], ["Talks in Kasur and beyond", "The price of oil"], [SHARED])
    assert words.left_of(text, by_people=True) == left


def test_scripts_without_spaces():
    words = ArticleWords(["大臣は正午に空港へ到着し、誰も出迎えなかった。"], [], [])
    assert words.left_of("注：大臣は正午に空港へ到着し、誰も…", by_people=True) == "注：[erased]…"
    assert words.left_of("大臣は正午に来た", by_people=True) == "大臣は正午に来た"


@pytest.mark.parametrize(
    "text, by_people, left",
    [
        ("Ask Ada Byron, or ada byron.", True, "Ask former-1, or former-1."),
        ("to ADA@example.org", True, "to former-1"),
        ("Ada Byronic", True, "Ada Byronic"),
        ("It may rain, says may.", True, "It may rain, says may."),
        ("In place of may", False, "In place of former-1"),
    ],
)
def test_a_persons_names(text, by_people, left):
    names = PersonNames(["Ada Byron", "ada@example.org", "may", ""], "former-1")
    assert names.left_of(text, by_people=by_people) == left
