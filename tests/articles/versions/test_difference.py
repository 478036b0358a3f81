"""The difference of two texts: it covers both, splits nothing that a reader sees as one, and reads
as a person would tell it."""

from unittest.mock import patch

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from articles.versions import alignment
from articles.versions import difference as difference_module
from articles.versions.difference import difference
from articles.versions.laying import laid_difference
from tests.articles.versions.texts import ANY_TEXT, article


def told(old: str, new: str) -> str:
    """The changes as one line: [-what is gone-], {+what came+}."""
    line = ""
    for change in difference(old, new):
        gone, came = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
        if change.kind == "equal":
            line += gone
            continue
        line += f"[-{gone}-]" if gone else ""
        line += f"{{+{came}+}}" if came else ""
    return line


def borders(text: str) -> set[int]:
    """Where a reader's signs begin and end."""
    return {0} | {found.end() for found in regex.finditer(r"\X", text)}


@given(ANY_TEXT, ANY_TEXT)
def test_the_changes_cover_both_texts_in_order(old, new):
    at = to = 0
    before = ""
    for change in difference(old, new):
        assert (change.old_start, change.new_start) == (at, to)
        at, to = change.old_end, change.new_end
        gone, came = old[change.old_start : at], new[change.new_start : to]
        kind = (
            "equal" if gone == came else "insert" if not gone else "replace" if came else "delete"
        )
        assert change.kind == kind
        assert gone or came
        assert change.kind != before
        before = change.kind
    assert (at, to) == (len(old), len(new))


@given(ANY_TEXT, ANY_TEXT)
def test_from_the_last_word_on_is_as_far_as_anybody_looks(old, new):
    """What is the same behind a change is found without cutting up all that is before."""
    found = difference(old, new)
    with patch.object(difference_module, "_LAST_WORD", regex.compile(r"(?!)")):
        assert difference(old, new) == found
    laid = laid_difference(old, new)
    assert laid == found


@given(st.integers(0, 200), st.data())
def test_a_change_too_large_to_lay_over_word_by_word_is_cut_at_rows_of_words(seed, data):
    """Of two articles in one line each, all sentences that both have in order are equal."""
    told = [article(seed + n, 1) for n in range(12)]
    kept = data.draw(st.lists(st.integers(0, 11), unique=True, min_size=3).map(sorted))
    new = [told[n] if n in kept else article(seed + 1000 + n, 1) for n in range(12)]
    with patch.object(alignment, "_MOST_CELLS", 0):
        changes = difference(" ".join(told), " ".join(new))
    same = "".join(" ".join(told)[c.old_start : c.old_end] for c in changes if c.kind == "equal")
    # A short one amid long ones that changed may agree by chance.
    assert all(told[number][:-1] in same for number in kept if len(told[number]) > 60)


@given(ANY_TEXT, ANY_TEXT)
def test_no_change_splits_what_a_reader_sees_as_one_sign(old, new):
    for change in difference(old, new):
        assert {change.old_start, change.old_end} <= borders(old)
        assert {change.new_start, change.new_end} <= borders(new)


@given(st.integers(0, 50), st.data())
def test_one_word_put_in_is_all_that_differs(seed, data):
    old = article(seed)
    at = data.draw(st.sampled_from([n for n, sign in enumerate(old) if sign == " "]))
    new = f"{old[:at]} xylophones{old[at:]}"
    changed = [change for change in difference(old, new) if change.kind != "equal"]
    assert [new[change.new_start : change.new_end].strip() for change in changed] == ["xylophones"]
    assert [old[change.old_start : change.old_end] for change in changed] == [""]


@pytest.mark.parametrize(
    "old, new, line",
    [
        ("Some 1,100 came.", "Some 11,100 came.", "Some [-1,100-]{+11,100+} came."),
        ("He said so.", "He did not say so.", "He [-said-]{+did not say+} so."),
        ("red old car", "blue new car", "[-red old-]{+blue new+} car"),
        ("A b. He left. He ran.", "A b. He ran.", "A b. [-He left. -]He ran."),
        ("One.\nThree.", "One.\nTwo.\nThree.", "One.\n{+Two.\n+}Three."),
        ("One.\n\nTwo.", "One.\n\nTwo.\n\nEnd.", "One.\n\nTwo.{+\n\nEnd.+}"),
        ("“Go,” he said", '"Go," he said', '[-“-]{+"+}Go,[-”-]{+"+} he said'),
        ("他说中国人来", "他说外国人来", "他说[-中-]{+外+}国人来"),
        ("وزیر نے کہا", "صدر نے کہا", "[-وزیر-]{+صدر+} نے کہا"),
        ("a café b", "a cafe\u0301 b", "a [-café-]{+cafe\u0301+} b"),
        ("I like 👍 it", "I like 👍🏽 it", "I like [-👍-]{+👍🏽+} it"),
        ("कर्म है", "कर्मों है", "[-कर्म-]{+कर्मों+} है"),
        ("", "Now.", "{+Now.+}"),
        ("Gone.", "", "[-Gone.-]"),
        ("", "", ""),
        ("!?-", "!-", "![-?-]-"),
    ],
)
def test_it_reads_as_a_person_tells_it(old, new, line):
    assert told(old, new) == line


def test_what_agrees_by_chance_is_no_island():
    """Two texts that share only small words are one gone and one come, not dozens of scraps."""
    old = "\n".join("The cat of a neighbour sat in the garden and looked at us." for _ in range(20))
    new = "\n".join(
        "A committee in the capital rejected a reform of taxes and fees." for _ in range(20)
    )
    assert len(difference(old, new)) <= 3


def test_of_two_paragraphs_that_changed_places_the_longer_stays():
    short, long = (
        "A short one here.",
        "A much longer one stands here, of many more words than that.",
    )
    assert told(f"{long}\n{short}\nEnd.", f"{short}\n{long}\nEnd.") == (
        f"{{+{short}\n+}}{long}\n[-{short}\n-]End."
    )
