"""Find which texts share their wording: five words in a row, counted exactly (pure: no Django).

Shingles: Broder, "On the resemblance and containment of documents" (1997); the share is the
containment of the shorter text. Words are compared casefolded, punctuation aside, in any script.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from annotator.comparison.copies.phrases import Phrases
from annotator.comparison.copies.words import placed_words, words

SHINGLE_WORDS = 5
"""How many words in a row are one shingle."""


Key = TypeVar("Key", bound=Hashable)
Keys = npt.NDArray[np.int64]


class Run(NamedTuple):
    """The same words in two texts: half-open offsets in code points into the one and the other."""

    start: int
    end: int
    other_start: int
    other_end: int


def shingle_keys(text: str) -> Keys:
    """Return the text's different shingles, as sorted numbers of 64 bits valid in this process
    alone.

    Two unlike shingles of ten million share a number about once in 400,000 such lots.
    """
    found = words(text)
    rows = zip(*(found[first:] for first in range(SHINGLE_WORDS)), strict=False)
    return np.unique(np.fromiter(map(hash, rows), np.int64))


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
    index = _Index(pieces)
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


class _Index:
    """Which texts hold each shingle, by text and by shingle."""

    def __init__(self, pieces: Sequence[Keys]) -> None:
        self.sizes = np.array([len(piece) for piece in pieces], np.int64)
        values = np.concatenate([*pieces, np.empty(0, np.int64)])
        owners = np.repeat(np.arange(len(pieces)), self.sizes)
        order = np.argsort(values, kind="stable")
        values, self.owners = values[order], owners[order]
        fresh = np.ones(len(values), bool)
        fresh[1:] = values[1:] != values[:-1]
        self.starts = np.flatnonzero(fresh)
        self.lengths = np.diff(np.append(self.starts, len(values)))
        group = np.cumsum(fresh) - 1
        shared = self.lengths[group] > 1
        by_owner = np.argsort(self.owners[shared], kind="stable")
        self.groups = group[shared][by_owner]
        self.held = np.bincount(self.owners[shared], minlength=len(pieces))
        """How many shingles of each text another one has too."""
        self.ends = np.cumsum(self.held)

    def shares(self, place: int) -> npt.NDArray[np.float64]:
        """Return what share of the shorter's shingles this text has in common with every text,
        (texts,)."""
        first = self.ends[place - 1] if place else 0
        groups = self.groups[first : self.ends[place]]
        lengths = self.lengths[groups]
        before = np.cumsum(lengths) - lengths
        at = np.repeat(self.starts[groups] - before, lengths) + np.arange(lengths.sum())
        counts = np.bincount(self.owners[at], minlength=len(self.sizes))
        shorter = np.minimum(self.sizes, self.sizes[place])
        return np.asarray(counts / np.maximum(shorter, 1), np.float64)


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


def sentence_copies(
    sentences: Iterable[tuple[Key, str]], least: float
) -> list[tuple[Key, Key, float]]:
    """Return the articles whose sentences share `least` or more of the shorter one's shingles.

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
        (key, keys[0], 1.0)
        for sentence, keys in saying.items()
        if len(keys) > 1 and len(words(sentence)) >= SHINGLE_WORDS
        for key in keys[1:]
    ]
    firsts = [keys[0] for keys in saying.values()]
    alike = shared_wording(_with_common_words(saying), least)
    pairs += [(firsts[one], firsts[other], share) for one, other, share in alike]
    root: dict[Key, Key] = {}
    found: list[tuple[Key, Key, float]] = []
    placed = [
        (one, other, share) if order[one] < order[other] else (other, one, share)
        for one, other, share in pairs
    ]
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
    for n, text in enumerate(listed):
        found = words(text)
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
