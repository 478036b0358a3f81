"""Phrases and what they mean, found from a token on: the longest that fits."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from annotator.annotations.values.words.tokens import TextToken, cut_into_tokens

Meaning = TypeVar("Meaning")


class _Node(Generic[Meaning]):
    __slots__ = ("meaning", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Meaning]] = {}
        self.meaning: Meaning | None = None


class Lexicon(Generic[Meaning]):
    """A tree of phrases. Looking one up costs no more steps than the phrase has words.

    With `cased`, the case of letters counts. A phrase that is there stays: the first meaning wins.
    """

    def __init__(self, cased: bool = False) -> None:
        self._root: _Node[Meaning] = _Node()
        self._cased = cased

    def add(self, phrase: str, meaning: Meaning) -> None:
        """Add a phrase; `_` stands for a space."""
        node = self._root
        for token in cut_into_tokens(phrase.replace("_", " ")):
            key = token.text if self._cased else token.fold
            node = node.next.setdefault(key, _Node())
        if node is not self._root and node.meaning is None:
            node.meaning = meaning

    def add_all(self, phrases: Iterable[str], meaning: Meaning) -> None:
        """Add phrases of one meaning."""
        for phrase in phrases:
            self.add(phrase, meaning)

    def beginnings(self) -> frozenset[str]:
        """Return what a phrase can begin with, as tokens are looked up."""
        return frozenset(self._root.next)

    def find(self, tokens: Sequence[TextToken], at: int) -> tuple[Meaning, int] | None:
        """Return the meaning of the longest phrase from a token on, and the token after it.

        Between words of a phrase a hyphen may stand for the space.
        """
        node, found, begin = self._root, None, at
        while at < len(tokens):
            token = tokens[at]
            key = token.text if self._cased else token.fold
            following = node.next.get(key)
            if following is None and key == "-" and at > begin and not token.spaced:
                at += 1
                if at >= len(tokens) or tokens[at].spaced:
                    break
                continue
            # A point or a digit that belongs to the phrase stands right behind it: “ft2”.
            if following is None or (
                token.spaced and at > begin and (key == "." or key.isdecimal())
            ):
                break
            node, at = following, at + 1
            if node.meaning is not None and _ends_here(tokens, at):
                found = node.meaning, at
        return found


def _ends_here(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether no letter of the same script goes on after the phrase."""
    if at >= len(tokens) or tokens[at].spaced:
        return True
    return not (tokens[at].kind == "word" and tokens[at - 1].kind == "word")
