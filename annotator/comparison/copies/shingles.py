"""Find which texts share their wording: five words in a row, counted exactly (pure: no Django).

Shingles: Broder, "On the resemblance and containment of documents" (1997); the share is the
containment of the shorter text. Words are compared casefolded, punctuation aside, in any script.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, TypeVar

import numpy as np

from annotator.comparison.copies.near_wording import near_pairs
from annotator.comparison.copies.phrases import Phrases
from annotator.comparison.copies.shared_index import Keys, SharedIndex, held_by
from annotator.comparison.copies.words import placed_words, words, words_of_each

SHINGLE_WORDS = 5
"""How many words in a row are one shingle."""


Key = TypeVar("Key", bound=Hashable)


class Run(NamedTuple):
    """The same words in two texts: half-open offsets in code points into the one and the other."""

    start: int
    end: int
    other_start: int
    other_end: int


_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
     0xA0761D6478BD642F],
    np.uint64,
)  # fmt: skip
"""Odd numbers, one for each word of a shingle: the same words in another order are another."""


def shingle_keys(text: str) -> Keys:
    """Return the text's different shingles, as sorted numbers of 64 bits: the same ones of the same
    words in every process, so that they can be stored.

    Two unlike shingles of ten million share a number about once in 400,000 such lots.
    """
    found = np.fromiter(map(_word_key, words(text)), np.uint64)
    last = len(found) - SHINGLE_WORDS + 1
    if last < 1:
        return np.empty(0, np.int64)
    keys = np.zeros(last, np.uint64)
    for place, factor in enumerate(_FACTORS):
        keys += found[place : place + last] * factor
    keys ^= keys >> np.uint64(31)
    return np.unique(keys.view(np.int64))


@lru_cache(maxsize=1 << 17)
def _word_key(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def keys_as_bytes(keys: Keys) -> bytes:
    """Return shingles as they are stored."""
    return keys.astype("<i8").tobytes()


def keys_of_bytes(stored: bytes) -> Keys:
    """Return shingles that `keys_as_bytes` wrote."""
    return np.frombuffer(stored, "<i8").astype(np.int64, copy=False)


def shared_with_new(
    new: Sequence[Keys], others: Sequence[Keys], least: float
) -> Iterator[tuple[int, int, float]]:
    """Yield each new text and each of the others, by their places, that share `least` or more of
    the shorter's shingles, and the share."""
    pool = np.unique(np.concatenate([*new, np.empty(0, np.int64)]))
    sizes = [len(piece) for piece in (*new, *others)]
    index = SharedIndex([*new, *held_by(pool, others)], sizes)
    for place in range(len(new)):
        if index.held[place]:
            shares = index.shares(place)[len(new) :]
            for other in np.flatnonzero(shares >= least).tolist():
                yield place, other, float(shares[other])


def shared_among(pieces: Sequence[Keys], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield each two of these texts, by their places, that share `least` or more, and the share."""
    index = SharedIndex(pieces)
    for place in range(len(pieces)):
        if index.held[place]:
            shares = index.shares(place)[:place]
            for other in np.flatnonzero(shares >= least).tolist():
                yield other, place, float(shares[other])


def shared_wording(
    texts: Iterable[tuple[Key, str]], least: float, new: Collection[Key] | None = None
) -> Iterator[tuple[Key, Key, float]]:
    """Yield each pair of texts that share `least` or more of the shorter's shingles, and the share.

    `least` is above 0. With `new`, only pairs that hold one of these keys. In each pair the earlier
    one stands first. Time grows with the number of words, and with how often a shingle is shared.
    """
    keys: list[Key] = []
    pieces: list[Keys] = []
    for key, text in texts:
        keys.append(key)
        pieces.append(shingle_keys(text))
    index = SharedIndex(pieces)
    asked = [place for place, key in enumerate(keys) if new is None or key in new]
    fresh = set(asked)
    for place in asked:
        if not index.held[place]:
            continue
        shares = index.shares(place)
        for other in np.flatnonzero(shares >= least).tolist():
            if other != place and not (other in fresh and other < place):
                first, second = sorted((place, other))
                yield keys[first], keys[second], float(shares[other])


def earliest_voices(pairs: Iterable[tuple[Key, Key]], order: Mapping[Key, Any]) -> dict[Key, Key]:
    """Return, for each key that is connected to an earlier one, the earliest one it is connected
    to."""
    root: dict[Key, Key] = {}
    for one, other in pairs:
        early, late = sorted(
            (_first_of(root, one), _first_of(root, other)), key=lambda key: order[key]
        )
        root[late] = early
    return {key: _first_of(root, key) for key in list(root) if _first_of(root, key) != key}


def _first_of(root: dict[Key, Key], key: Key) -> Key:
    while root.setdefault(key, key) != key:
        root[key] = root[root[key]]
        key = root[key]
    return key


def alike_sentences(texts: Sequence[str], least: float) -> list[tuple[int, int, float]]:
    """Return which of these different sentences are one: the places of two, and the share.

    They share `least` or more of the shorter one's shingles, or one can be laid over the other.
    """
    shares: dict[tuple[int, int], float] = {}
    for one, other, share in (
        *shared_wording(_with_common_words(texts), least),
        *near_pairs(texts, least),
    ):
        shares[one, other] = max(share, shares.get((one, other), 0))
    return [(one, other, share) for (one, other), share in shares.items()]


def sentence_copies(
    sentences: Iterable[tuple[Key, str]], least: float
) -> list[tuple[Key, Key, float]]:
    """Return the articles whose sentences are one, as `alike_sentences` says.

    Each is the later one, the earlier one, the share; as few pairs as connect them, the largest
    shares first. `sentences`: the article and the sentence of each answer, the earliest article
    first.
    """
    order: dict[Key, int] = {}
    saying: dict[str, list[Key]] = {}
    for key, sentence in sentences:
        order.setdefault(key, len(order))
        saying.setdefault(sentence, []).append(key)
    pairs = [
        (keys[0], key, 1.0)
        for sentence, keys in saying.items()
        if is_long_enough(sentence)
        for key in keys[1:]
    ]
    firsts = [keys[0] for keys in saying.values()]
    alike = alike_sentences(list(saying), least)
    pairs += [(firsts[one], firsts[other], share) for one, other, share in alike]
    return fewest(pairs, order)


def is_long_enough(sentence: str) -> bool:
    """Return whether the sentence has a shingle: shorter ones are nobody's wording."""
    return len(words(sentence)) >= SHINGLE_WORDS


def fewest(
    pairs: Iterable[tuple[Key, Key, float]], order: Mapping[Key, Any]
) -> list[tuple[Key, Key, float]]:
    """Return as few of these pairs as connect what they connect, the largest shares first; in each
    the later one stands first."""
    placed = [
        (one, other, share) if order[one] < order[other] else (other, one, share)
        for one, other, share in pairs
    ]
    root: dict[Key, Key] = {}
    found: list[tuple[Key, Key, float]] = []
    for early, late, share in sorted(placed, key=lambda p: (-p[2], order[p[0]], order[p[1]])):
        before, after = _first_of(root, early), _first_of(root, late)
        if before != after:
            root[after] = before
            found.append((late, early, share))
    return found


def _with_common_words(texts: Iterable[str]) -> list[tuple[int, str]]:
    """Return the texts, numbered, that have a shingle which another one of them has too.

    Few sentences do, and the rest need not be compared.
    """
    listed = list(texts)
    first: dict[tuple[str, ...], int] = {}
    common: set[int] = set()
    for n, found in enumerate(words_of_each(listed)):
        for shingle in zip(*(found[at:] for at in range(SHINGLE_WORDS)), strict=False):
            if (other := first.setdefault(shingle, n)) != n:
                common |= {n, other}
    return [(n, listed[n]) for n in sorted(common)]


def shared_runs(text: str, other: str) -> list[Run]:
    """Return the passages of five words or more that both texts have, each as long as it goes.

    In the order of `text`, each word of which stands in one run alone.
    """
    mine, theirs = placed_words(text), placed_words(other)
    phrases = Phrases(word.text for word in theirs)
    found: list[Run] = []
    place = 0
    while place <= len(mine) - SHINGLE_WORDS:
        length, longest = phrases.longest(mine[at].text for at in range(place, len(mine)))
        if length < SHINGLE_WORDS:
            place += 1
            continue
        found.append(
            Run(
                mine[place].start,
                mine[place + length - 1].end,
                theirs[longest].start,
                theirs[longest + length - 1].end,
            )
        )
        place += length
    return found
