"""Which option of a choice stands in words (pure: no Django).

Options are found as they are written, inflected, or with a few words between theirs. Where two are
found and none holds the other, where a negation stands before, or where none is, it is silent.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from annotator.annotations.proposals.words.stems import Stemmed, stemmed
from annotator.annotations.proposals.words.word_forms import STOP_WORDS
from annotator.text import fold

MOST_OPTIONS = 200
BETWEEN = 4
"""Words that may stand between two of an option's."""
_NEGATIONS = frozenset({"not", "no", "never", "without", "nor", "neither", "cannot"})


class _Found(NamedTuple):
    first: int
    last: int
    option: str


def options_in(words: str, options: Sequence[str]) -> list[str]:
    """Return the options that stand in the words, in order, without those that are negated."""
    options = options[:MOST_OPTIONS]
    wanted = fold(words)
    for option in options:
        if fold(option) == wanted:
            return [option]
    text = stemmed(words)
    kept = _longest([one for option in options for one in _places(text, option)])
    if not kept:
        own = _by_what_is_its_own(text, options)
        return [own] if own else []
    denied = {one.option for one in kept if _denied(text, one)}
    kept.sort(key=lambda one: one.first)
    return list(dict.fromkeys(one.option for one in kept if one.option not in denied))


def _places(text: Sequence[Stemmed], option: str) -> list[_Found]:
    """Return where the words of an option stand in order: all, or all that say something."""
    words = stemmed(option)
    exact = [one.word for one in words]
    found = []
    for at in range(len(text) - len(exact) + 1):
        if exact and [one.word for one in text[at : at + len(exact)]] == exact:
            found.append(_Found(at, at + len(exact) - 1, option))
    if found:
        return found
    wanted = [one.plain for one in words if one.word not in STOP_WORDS]
    if not wanted or any(one.word in _NEGATIONS for one in words):
        return []
    for at, one in enumerate(text):
        if one.plain == wanted[0] and one.word not in STOP_WORDS:
            last = _follows(text, at, wanted)
            if last is not None:
                found.append(_Found(at, last, option))
    return found


def _follows(text: Sequence[Stemmed], at: int, wanted: Sequence[str]) -> int | None:
    """Return where the last of the wanted words stands that follow one another from `at` on."""
    for word in wanted[1:]:
        near = range(at + 1, min(len(text), at + 2 + BETWEEN))
        following = next((place for place in near if text[place].plain == word), None)
        if following is None:
            return None
        at = following
    return at


def _longest(found: Sequence[_Found]) -> list[_Found]:
    """Return the places that no longer place of another option holds."""
    return [
        one
        for one in found
        if not any(
            other.first <= one.first
            and one.last <= other.last
            and other.last - other.first > one.last - one.first
            for other in found
        )
    ]


def _denied(text: Sequence[Stemmed], one: _Found) -> bool:
    return any(word.word in _NEGATIONS for word in text[max(0, one.first - 3) : one.first])


def _by_what_is_its_own(text: Sequence[Stemmed], options: Sequence[str]) -> str:
    """Return the one option of which at least half of the words stand in the text.

    Only words count that no other option has; a name counts by its last word, as a surname.
    """
    said = [
        {one.plain for one in stemmed(option) if one.word not in STOP_WORDS} for option in options
    ]
    times = Counter(word for words in said for word in words)
    places = {one.plain: at for at, one in enumerate(text) if one.word not in STOP_WORDS}
    hit = []
    for option, words in zip(options, said, strict=True):
        own = {word for word in words if times[word] == 1 and word in places}
        if not own:
            continue
        last = stemmed(option)[-1]
        named = last.capital and last.plain in own and len(last.word) >= 4
        hit.append((option, own, 2 * len(own) >= len(words) or named))
    if len(hit) != 1 or not hit[0][2]:
        return ""
    option, own, _ = hit[0]
    first = min(places[word] for word in own)
    return "" if _denied(text, _Found(first, first, option)) else option
