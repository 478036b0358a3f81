"""Who reads without suggestions is drawn by a seed: the same each time, and the share that was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.machines.suggestions.draw import is_unaided

seeds = st.text(max_size=32)
percents = st.integers(0, 100)
keys = st.integers(1, 2**63 - 1)


def test_worked_by_hand():
    """`printf '%s' 'a seed:7:12' | sha256sum` begins with 1a5f4236846f7093: 1900310369691201683,
    which is 0.1030 of 2**64. So 10 in a hundred do not hold it, and 11 do."""
    assert 0x1A5F4236846F7093 == 1900310369691201683
    assert not is_unaided("a seed", 10, 7, 12)
    assert is_unaided("a seed", 11, 7, 12)


@given(seeds, percents, keys, keys)
def test_drawn_again_it_is_the_same_and_a_larger_share_holds_the_smaller(seed, percent, who, what):
    drawn = [is_unaided(seed, share, who, what) for share in (0, percent, percent, 100)]
    assert drawn == sorted(drawn)
    assert (drawn[0], drawn[1] == drawn[2], drawn[3]) == (False, True, True)


@pytest.mark.parametrize("percent", [1, 5, 20, 50, 80])
def test_the_share_is_what_was_asked(percent):
    """Of 20,000 pairs, whose share has a standard error of at most 0.36 of a hundredth."""
    drawn = [is_unaided("s", percent, who, what) for who in range(100) for what in range(200)]
    assert abs(100 * sum(drawn) / len(drawn) - percent) < 1.1


def test_another_seed_draws_others():
    first, other = (
        [is_unaided(seed, 50, 1, article) for article in range(200)] for seed in ("a", "b")
    )
    assert 60 < sum(one != two for one, two in zip(first, other, strict=True)) < 140
