"""Which texts hold what others hold too, counted in one go for each text (pure: no Django)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]


class SharedIndex:
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
