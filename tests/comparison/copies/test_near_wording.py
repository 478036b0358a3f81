"""Sentences whose words can be laid over another's with few changes."""

import random

import pytest

from annotator.comparison.copies import near_wording
from annotator.comparison.copies.near_wording import laid_over, near_pairs, plain_words

ONE = "Reza stressed her promise of building a wide-ranging, multilingual library."
CHANGED = ONE.replace("building", "opening").replace("multi", "multi-").upper()


@pytest.mark.parametrize(
    "other, near",
    [
        (CHANGED, True),
        (f"The office said on Monday that {CHANGED}", True),
        ("A library: wide-ranging, multilingual, of which Reza gave her promise.", False),
        ("Reza stressed her promise.", False),
        ("By the Post it is said that the line is long, and the Post is near the line.", False),
    ],
)
def test_what_is_a_near_copy(other, near):
    assert [pair[:2] for pair in near_pairs([ONE, other], 0.4)] == ([(0, 1)] if near else [])


def test_words_that_come_again_are_not_eight():
    one = "By the Post it is 1100 km in the Post"
    assert laid_over(*plain_words([one, one.replace("Post", "Globe")])) == 0


def test_a_story_may_ask_for_more():
    assert list(near_pairs([ONE, CHANGED], 0.9))
    assert not list(near_pairs([ONE, CHANGED], 0.95))


def test_time_does_not_grow_with_the_square(monkeypatch):
    """Sentences that have a few words in common are not laid over one another."""
    lots = [f"word{n}" for n in range(500)]

    def looked_at(count):
        calls = []
        monkeypatch.setattr(near_wording, "laid_over", lambda *two: calls.append(two) or 0)
        chosen = random.Random(count)
        told = [f"{' '.join(chosen.choices(lots, k=20))} of the line" for _ in range(count)]
        list(near_pairs(told, 0.4))
        return len(calls)

    assert looked_at(1200) <= 1200
