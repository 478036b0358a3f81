"""Find sentences whose words can be laid over another's with few changes (pure: no Django).

“Opening a wide-ranging library” is copied from “building a wide-ranging library”, though too
few of its shingles are. Words are compared casefolded, hyphens left out.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from annotator.comparison.copies.shared_index import Keys, SharedIndex
from annotator.comparison.copies.words import words_of_each

LEAST_WORDS = 8
"""So many different words, at least, lie over the same ones."""
FEW_CHANGES = 0.6
"""So much of it, at least, must lie there, however little a story asks for."""
_LEAST_PAIRS = 0.2
"""Sentences that share fewer of their pairs of words are not looked at."""
_MOST_HOLDING = 200
"""A pair of words that more sentences hold says nothing: so that time grows with their number."""
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")


def plain_words(sentences: Iterable[str]) -> list[list[str]]:
    """Return the words of each sentence as they are laid over others: “multi-lingual” is one
    word."""
    return words_of_each(_HYPHEN.sub("", sentence) for sentence in sentences)


def laid_over(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much of the shorter one lies, in order, over as many words in a row of the other.

    From 0 to 1; 0 where fewer than eight different words do.
    """
    short, long = sorted((one, other), key=len)
    best = fuzz.partial_ratio_alignment(short, long, score_cutoff=100 * FEW_CHANGES / 2)
    if best is None:
        return 0
    blocks = LCSseq.opcodes(short, long[best.dest_start : best.dest_end])
    same = [
        word
        for block in blocks
        if block.tag == "equal"
        for word in short[block.src_start : block.src_end]
    ]
    return len(same) / len(short) if len(set(same)) >= LEAST_WORDS else 0


def near_pairs(
    sentences: Sequence[str], least: float, asked: Collection[int] | None = None
) -> Iterator[tuple[int, int, float]]:
    """Yield the places of each two sentences of which one lies over the other, and how much of it.

    That is `least` or more, and never less than `FEW_CHANGES`. The earlier one stands first. With
    `asked`, only pairs that hold one of these places.
    """
    told = plain_words(sentences)
    kept = [n for n, one in enumerate(told) if len(one) >= LEAST_WORDS]
    index = SharedIndex(_pairs_of_words([told[n] for n in kept]))
    wanted = [place for place, n in enumerate(kept) if asked is None or n in asked]
    done = set(wanted)
    for place in wanted:
        if not index.held[place]:
            continue
        n = kept[place]
        for other in np.flatnonzero(index.shares(place) >= _LEAST_PAIRS).tolist():
            if other == place or (other in done and other < place):
                continue
            share = laid_over(told[n], told[kept[other]])
            if share >= max(least, FEW_CHANGES):
                first, second = sorted((n, kept[other]))
                yield first, second, share


def _pairs_of_words(told: Sequence[Sequence[str]]) -> list[Keys]:
    """Return each sentence's different pairs of neighbouring words, without those of a multitude,
    as sorted numbers valid in this process alone."""
    pieces = [np.unique(np.fromiter(map(hash, pairwise(one)), np.int64)) for one in told]
    holding = Counter(key for piece in pieces for key in piece.tolist())
    common = np.array([key for key, n in holding.items() if n > _MOST_HOLDING], np.int64)
    return [piece[~np.isin(piece, common)] for piece in pieces]
