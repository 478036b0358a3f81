"""Who sees no suggestions is drawn by lot, and anybody can draw it again."""

from hashlib import sha256

from annotator.machines.suggestions.draw import is_unaided


def test_worked_by_hand():
    # SHA-256 of “a seed:7:12” begins with these 8 bytes; as a share of 2**64 they are the lot.
    first = sha256(b"a seed:7:12").hexdigest()[:16]
    lot = 100 * int(first, 16) / 2**64
    assert not is_unaided("a seed", int(lot), 7, 12)
    assert is_unaided("a seed", int(lot) + 1, 7, 12)


def test_the_share_is_about_what_was_asked_for_and_each_seed_draws_anew():
    drawn = [is_unaided("a seed", 20, reader, 1) for reader in range(5000)]
    assert 0.18 < sum(drawn) / len(drawn) < 0.22
    assert drawn == [is_unaided("a seed", 20, reader, 1) for reader in range(5000)]
    assert drawn != [is_unaided("another", 20, reader, 1) for reader in range(5000)]


def test_nobody_and_everybody():
    assert not any(is_unaided("s", 0, reader, 1) for reader in range(100))
    assert all(is_unaided("s", 100, reader, 1) for reader in range(100))
