"""Choose who is asked to read what, so that every article has its readers and nobody too much.

The rule: `k` readers an article and nobody twice; everybody ends with as many articles as the next,
give or take one, wherever who has had what allows it; and nobody with one outlet only.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import NamedTuple

ArticleReader = tuple[int, int]
"""An article's key and a person's."""


class Text(NamedTuple):
    """An article: its key, its source's, and how many read it already, whoever they are."""

    id: int
    source: int
    readers: int = 0


class Reader(NamedTuple):
    """A person: how many articles they have so far, and how many of each source."""

    id: int
    load: int = 0
    by_source: Mapping[int, int] = {}


class Short(NamedTuple):
    """An article that stays `lacking` readers.

    Of the people asked, `reading` have it, and `had` handed it back or had it withdrawn.
    """

    text: Text
    lacking: int
    reading: int
    had: int


@dataclass(frozen=True)
class Distribution:
    """The new pairs, article by article as they were given, and what stays short of readers."""

    pairs: tuple[ArticleReader, ...]
    short: tuple[Short, ...]


@dataclass
class _Desk:
    """What each person has, as it grows."""

    load: dict[int, int]
    by_source: dict[int, defaultdict[int, int]]
    given: list[ArticleReader] = field(default_factory=list)

    def give(self, text: Text, person: int) -> None:
        self.load[person] += 1
        self.by_source[person][text.source] += 1
        self.given.append((text.id, person))

    def sources(self, person: int) -> int:
        return sum(1 for number in self.by_source[person].values() if number)


def distribute(
    texts: Iterable[Text],
    people: Sequence[Reader],
    k: int,
    reading: Collection[ArticleReader] = frozenset(),
    had: Collection[ArticleReader] = frozenset(),
) -> Distribution:
    """Return the pairs that give each text `k` readers. The same input gives the same pairs.

    `reading` are the pairs that stand, `had` the pairs that ended: neither is given again.
    """
    ordered = _interleaved(texts)
    desk = _Desk(
        {one.id: one.load for one in people},
        {one.id: defaultdict(int, one.by_source) for one in people},
    )
    taken = {*reading, *had}
    short = []
    for text in ordered:
        wanted = k - text.readers
        if wanted <= 0:
            continue
        free = [one.id for one in people if (text.id, one.id) not in taken]
        by_source, load, source = desk.by_source, desk.load, text.source
        chosen = nsmallest(wanted, free, key=lambda one: (load[one], by_source[one][source], one))
        for person in chosen:
            desk.give(text, person)
        if len(chosen) < wanted:
            have = sum((text.id, one.id) in reading for one in people)
            gone = len(people) - have - len(free)
            short.append(Short(text, wanted - len(chosen), have, gone))
    _mix(desk, {text.id: text for text in ordered}, taken)
    return Distribution(tuple(desk.given), tuple(sorted(short)))


def _interleaved(texts: Iterable[Text]) -> list[Text]:
    """Return the texts in turn by source, each source's share spread evenly over the whole.

    Whoever catches up with the others then does not do so on one source.
    """
    by_source: defaultdict[int, list[Text]] = defaultdict(list)
    for text in sorted(texts):
        by_source[text.source].append(text)
    placed = [
        ((2 * number + 1) / (2 * len(of_it)), source, text)
        for source, of_it in by_source.items()
        for number, text in enumerate(of_it)
    ]
    return [text for _, _, text in sorted(placed)]


def _mix(desk: _Desk, texts: Mapping[int, Text], taken: Collection[ArticleReader]) -> None:
    """Let people who would read one outlet only change a text with somebody who can spare one."""
    held = {*taken, *desk.given}
    where = {pair: number for number, pair in enumerate(desk.given)}
    for person in sorted(desk.load):
        if desk.load[person] < 2 or desk.sources(person) != 1:
            continue
        mine = [pair for pair in desk.given if pair[1] == person]
        swap = _swap(person, mine, desk, texts, held)
        if swap is None:
            continue
        for (text, giver), taker in zip(swap, (swap[1][1], person), strict=True):
            number = where.pop((text, giver))
            desk.given[number] = (text, taker)
            where[text, taker] = number
            held.remove((text, giver))
            held.add((text, taker))
            desk.by_source[giver][texts[text].source] -= 1
            desk.by_source[taker][texts[text].source] += 1


def _swap(
    person: int,
    mine: Sequence[ArticleReader],
    desk: _Desk,
    texts: Mapping[int, Text],
    held: Collection[ArticleReader],
) -> tuple[ArticleReader, ArticleReader] | None:
    """Return a pair of the person's and one of another's to exchange, or None.

    After the exchange neither of the two reads one outlet only, unless it is their only article.
    """
    (source,) = (key for key, number in desk.by_source[person].items() if number)
    others = [pair for pair in desk.given if texts[pair[0]].source != source]
    for own in mine:
        for text, giver in others:
            if (text, person) in held or (own[0], giver) in held:
                continue
            theirs = desk.by_source[giver]
            lost, won = theirs[texts[text].source] == 1, theirs[source] == 0
            if desk.sources(giver) - lost + won > 1 or desk.load[giver] < 2:
                return own, (text, giver)
    return None
