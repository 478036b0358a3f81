"""Words that are to go, found in other texts and taken out of them (pure: no Django)."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

RUN = 6
"""So many words in a row say where they come from; fewer are anybody's."""
UNSPACED_RUN = 12
"""The same, of signs of scripts that put no spaces between words."""
SHORTEST_WHOLE = 5
"""A title of fewer words is looked for in no other text: “The price of oil” is in many notes."""
MARK = "[erased]"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_ONE_SIGN = re.compile(f"[{_UNSPACED}]")


class Erasable(Protocol):
    """What takes words out of a text."""

    def left_of(self, text: str, *, by_people: bool) -> str:
        """Return the text without the words; `by_people`: a person wrote it, not the program."""
        ...  # pragma: no cover


class ArticleWords:
    """The words of an article: what repeats a row of them is taken out, whoever wrote it.

    `texts` are all that the article has had, `titles` what it was called, `kept` the texts of
    others: what stands there too is theirs as well, and stays.
    """

    def __init__(self, texts: Iterable[str], titles: Iterable[str], kept: Iterable[str]) -> None:
        self._runs = {run for text in texts for run, _, _ in _runs(_words(text))}
        self._titles: dict[int, set[tuple[str, ...]]] = {}
        for title in titles:
            words = tuple(word for word, _, _ in _words(title))
            if len(words) >= SHORTEST_WHOLE:
                self._titles.setdefault(len(words), set()).add(words)
        for text in kept:
            theirs = _words(text)
            self._runs.difference_update(run for run, _, _ in _runs(theirs))
            for length, whole in self._titles.items():
                whole.difference_update(run for run, _, _ in _windows(theirs, length))

    def left_of(self, text: str, *, by_people: bool) -> str:
        """Return the text with `MARK` for each stretch that repeats the article's words."""
        words = _words(text)
        found = [(start, end) for run, start, end in _runs(words) if run in self._runs]
        for length, titles in self._titles.items():
            found += [(at, to) for run, at, to in _windows(words, length) if run in titles]
        return _without(text, sorted(found))


class PersonNames:
    """What names a person: each is replaced by what they are called from now on.

    A name of two words or with a sign in it (ada.byron, ada@example.org) goes wherever it stands,
    also with other capitals. A plain word such as “may” is somebody's name only where the program
    has written it: there it goes as it is spelled, and in what people wrote it stays.
    """

    def __init__(self, names: Iterable[str], called: str) -> None:
        wanted = {name.strip() for name in names} - {"", called}
        self.names = frozenset(wanted)
        self._called = called
        self._plain = _any_of((name for name in wanted if name.isalpha()), re.NOFLAG)
        self._telling = _any_of((name for name in wanted if not name.isalpha()), re.IGNORECASE)

    def left_of(self, text: str, *, by_people: bool) -> str:
        """Return the text with the new name for each old one."""
        if self._telling:
            text = self._telling.sub(self._called, text)
        if self._plain and not by_people:
            text = self._plain.sub(self._called, text)
        return text


def _any_of(names: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", flags)


Word = tuple[str, int, int]


def _words(text: str) -> list[Word]:
    """Return the words without case, each with its place."""
    return [(word[0].casefold(), *word.span()) for word in _WORD.finditer(text)]


def _runs(words: list[Word]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield the rows of words that are long enough to be somebody's own."""
    for run, start, end in _windows(words, RUN):
        if not any(_is_unspaced(word) for word in run):
            yield run, start, end
    for run, start, end in _windows(words, UNSPACED_RUN):
        if any(_is_unspaced(word) for word in run):
            yield run, start, end


def _is_unspaced(word: str) -> bool:
    return _ONE_SIGN.fullmatch(word) is not None


def _windows(words: list[Word], length: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
    for first in range(len(words) - length + 1):
        row = words[first : first + length]
        yield tuple(word for word, _, _ in row), row[0][1], row[-1][2]


def _without(text: str, found: list[tuple[int, int]]) -> str:
    """Return the text with `MARK` for each stretch; stretches that touch are one."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in reversed(joined):
        text = text[:start] + MARK + text[end:]
    return text
