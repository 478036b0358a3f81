"""Find the longest phrase that a text has in common with another (pure: no Django).

A suffix automaton: Blumer et al., "The smallest automaton recognizing the subwords of a text"
(1985). It is built in time and space that grow with the number of words, however often they are
repeated, and a phrase is looked up in as many steps as it has words.
"""

from collections.abc import Iterable


class Phrases:
    """All phrases of a text, each with the place of the word at which it first stands."""

    def __init__(self, words: Iterable[str]) -> None:
        # One entry a state, 0 being the start: the ways on by word, the state of its longest
        # proper ending, its length, and the place of the last word of its first occurrence.
        self._ways: list[dict[str, int]] = [{}]
        self._shorter, self._lengths, self._last = [-1], [0], [-1]
        state = 0
        for place, word in enumerate(words):
            state = self._add(state, word, place)

    def _add(self, state: int, word: str, place: int) -> int:
        """Add a word behind the text so far, whose state is given, and return the new one."""
        new = self._made({}, self._lengths[state] + 1, place)
        while state >= 0 and word not in self._ways[state]:
            self._ways[state][word] = new
            state = self._shorter[state]
        if state < 0:
            self._shorter[new] = 0
            return new
        known = self._ways[state][word]
        if self._lengths[known] != self._lengths[state] + 1:
            known = self._copied(known, state, word)
        self._shorter[new] = known
        return new

    def _copied(self, known: int, state: int, word: str) -> int:
        """Return a new state for the shorter phrases of one, which keeps its longer ones."""
        copy = self._made(dict(self._ways[known]), self._lengths[state] + 1, self._last[known])
        self._shorter[copy], self._shorter[known] = self._shorter[known], copy
        while state >= 0 and self._ways[state].get(word) == known:
            self._ways[state][word] = copy
            state = self._shorter[state]
        return copy

    def _made(self, ways: dict[str, int], length: int, last: int) -> int:
        self._ways.append(ways)
        self._shorter.append(0)
        self._lengths.append(length)
        self._last.append(last)
        return len(self._ways) - 1

    def longest(self, words: Iterable[str]) -> tuple[int, int]:
        """Return how many of these words, from the first on, stand here in a row, and where
        first."""
        state = length = 0
        for word in words:
            following = self._ways[state].get(word)
            if following is None:
                break
            state, length = following, length + 1
        return length, self._last[state] - length + 1
