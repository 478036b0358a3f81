"""Known wordings in memory, to be searched as the index that is kept in the database is."""

from collections import Counter
from collections.abc import Hashable, Iterable

from annotator.comparison.open_claims.claim_likeness import KnownWording, Like, likest
from annotator.comparison.tallies.word_weights import TOO_COMMON, Found, WordIndex, words_in


class Wordings:
    """Wordings that a claim is compared with."""

    def __init__(self, known: Iterable[KnownWording]) -> None:
        self._known = list(known)
        split = [words_in(one.text) for one in self._known]
        counts = Counter(word for found in split for word in found)
        having: dict[str, list[Found]] = {
            word: [] for word, count in counts.items() if count <= TOO_COMMON
        }
        for key, found in enumerate(split):
            for word in found & having.keys():
                having[word].append((key, self._known[key].source))
        self._index = WordIndex(len(self._known), counts, having)

    def like(self, text: str, source: Hashable, most: int) -> tuple[list[Like], list[Like]]:
        """The likest questions, and the likest claims of other sources that answer none."""
        near = self._index.candidates(words_in(text), source)
        return likest(self._index, text, [self._known[key] for key in near], most)
