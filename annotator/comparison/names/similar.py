"""Which known names a form of a name may stand for, and why (pure: no Django).

It suggests and never decides: every suggestion carries its reason, the surest first.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

MOST = 3
"""Suggestions a form, at most."""
LEAST_RATIO = 88
"""From which of rapidfuzz's ratios, 0 to 100, two spellings count as alike."""
SHORTEST_COMPARED = 5
"""Letters that a form needs before its spelling is compared: short ones resemble everything."""

_TITLES_WRITTEN = """mr mrs ms miss dr prof professor sir dame lord lady hon sen senator rep
representative gov governor president premier chancellor minister foreign prime deputy vice chief
king queen prince princess general gen colonel col major maj captain capt lieutenant lt sergeant
sgt admiral judge justice ambassador secretary former late pm mp imam sheikh mullah maulana
ayatollah pope bishop archbishop cardinal father reverend rev saint st"""
_FILLING_WRITTEN = "the a an of and for in de la le du des von der"
TITLES = frozenset(_TITLES_WRITTEN.split())
_FILLING = frozenset(_FILLING_WRITTEN.split())
_POSSESSIVE = re.compile(r"[’']s?(?=\s|\Z)")
_WORD = re.compile(r"[^\W_]+")


class NameSuggestion(NamedTuple):
    """The known name's key, the name itself, and why the form may stand for it."""

    key: Hashable
    name: str
    why: str


class _NameParts(NamedTuple):
    """A name taken apart: its words, the words that are no titles, and their initials."""

    words: tuple[str, ...]
    bare: tuple[str, ...]
    initials: str


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name: without case, accents, marks and a possessive."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", _POSSESSIVE.sub("", plain))
    return tuple(_WORD.findall(plain))


def _parts_of(name: str) -> _NameParts:
    words = words_of(name)
    bare = tuple(word for word in words if word not in TITLES and word not in _FILLING) or words
    initials = "".join(word[0] for word in words if word not in _FILLING)
    return _NameParts(words, bare, initials if len(initials) > 1 else "")


class KnownNames:
    """Names that forms are compared with: (key, name) pairs; one key may have several names."""

    def __init__(self, names: Iterable[tuple[Hashable, str]]) -> None:
        self._names: list[tuple[Hashable, str]] = []
        self._by: dict[str, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._joined: list[str] = []
        for key, name in names:
            self._add(key, name)

    def _add(self, key: Hashable, name: str) -> None:
        one, at = _parts_of(name), len(self._names)
        self._names.append((key, name))
        self._joined.append(" ".join(one.bare))
        self._by["words"][frozenset(one.words)].append(at)
        self._by["bare"][frozenset(one.bare)].append(at)
        self._by["joined"]["".join(one.bare)].append(at)
        self._by["joined"]["".join(one.words)].append(at)
        self._by["initials"][one.initials].append(at)
        if len(one.words) == 1:
            self._by["letters"][one.words[0]].append(at)
        if len(one.bare) > 1:
            self._by["short"][one.bare[0][0], one.bare[-1]].append(at)
            for word in frozenset(one.bare):
                self._by["word"][word].append(at)

    def like(self, form: str) -> list[NameSuggestion]:
        """Return the names that `form` may stand for: at most `MOST`, each key once, with a
        reason."""
        one = _parts_of(form)
        if not one.words:
            return []
        found: dict[Hashable, NameSuggestion] = {}
        for why, places in self._reasons(one):
            for at in places:
                key, name = self._names[at]
                found.setdefault(key, NameSuggestion(key, name, why))
            if len(found) >= MOST:
                break
        return list(found.values())[:MOST]

    def _reasons(self, one: _NameParts) -> Iterable[tuple[str, list[int]]]:
        by = self._by
        yield "same words", by["words"].get(frozenset(one.words), [])
        yield "same without titles", by["bare"].get(frozenset(one.bare), [])
        yield "run together or apart", by["joined"].get("".join(one.bare), [])
        if len(one.words) == 1 and len(one.words[0]) > 1:
            yield "its initials", by["initials"].get(one.words[0], [])
        if one.initials:
            yield "initials of it", by["letters"].get(one.initials, [])
        if len(one.bare) > 1:
            same_end = by["short"].get((one.bare[0][0], one.bare[-1]), [])
            yield "a first name cut short", [at for at in same_end if self._cut(at, one)]
        yield "spelt alike", self._alike(one)
        yield "part of the name", self._around(one)

    def _cut(self, at: int, one: _NameParts) -> bool:
        """Return whether one of the two gives its first name as a letter."""
        return min(len(one.bare[0]), len(self._joined[at].split(" ", 1)[0])) == 1

    def _alike(self, one: _NameParts) -> list[int]:
        joined = " ".join(one.bare)
        if len(joined) < SHORTEST_COMPARED:
            return []
        found = process.extract(
            joined, self._joined, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, limit=MOST
        )
        return [at for _, _, at in found]

    def _around(self, one: _NameParts) -> list[int]:
        """Return the names that hold every word of the form, and other words beside them."""
        sets = [set(self._by["word"].get(word, ())) for word in frozenset(one.bare)]
        return sorted(set.intersection(*sets)) if sets else []
