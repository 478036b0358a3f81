"""Which texts hold what others hold too, counted in one go for each text (pure: no Django)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]


class SharedIndex:
    """Which texts hold each shingle, by text and by shingle."""

    def __init__(self, pieces: Sequence[Keys], sizes: Sequence[int] | None = None) -> None:
        """Take each text's shingles; `sizes`: how many it has, where only some are given."""
        lengths = np.array([len(piece) for piece in pieces], np.int64)
        self.sizes = lengths if sizes is None else np.array(sizes, np.int64)
        values = np.concatenate([*pieces, np.empty(0, np.int64)])
        owners = np.repeat(np.arange(len(pieces)), lengths)
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


def held_by(pool: Keys, pieces: Sequence[Keys]) -> list[Keys]:
    """Return of each piece what stands in the pool, too; `pool` is sorted and has no key twice."""
    if not len(pool) or not pieces:
        return [piece[:0] for piece in pieces]
    values = np.concatenate(pieces)
    at = np.searchsorted(pool, values)
    at[at == len(pool)] = 0
    hit = pool[at] == values
    ends = np.cumsum([len(piece) for piece in pieces])[:-1]
    return [values[part] for part in _parts(hit, ends)]


def _parts(hit: npt.NDArray[np.bool_], ends: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """Return the places of what is hit, cut at these ends."""
    places = np.flatnonzero(hit)
    return np.split(places, np.searchsorted(places, ends))
