"""Find articles that are one voice on one question: their answers stand in the same sentence
(pure: no Django).

Which of a row's articles are so joined, and where the speaker is lost, is kept with the row.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from annotator.comparison.copies.shingles import (
    alike_sentences,
    earliest_voices,
    fewest,
    is_long_enough,
)
from annotator.comparison.engine.records import Answer

SpanInArticle = tuple[int, int, int]
"""An article, and the start and end of a span in it, code points, half-open."""


class Joined(NamedTuple):
    """Two articles whose sentences are one: the copy, the original, and the share.

    The original is the one that gives the speaker, else the earlier.
    """

    copy: int
    original: int
    share: float


class Lost(NamedTuple):
    """What one article states as its own and another gives as a speaker's, in one sentence."""

    copy: int
    original: int
    speaker: str


class SharedSentences(NamedTuple):
    """What the sentences of a row's answers share."""

    joined: list[Joined]
    lost: list[Lost]


@dataclass
class _Teller:
    """An article that says a sentence: whose words, and whether it says them as its own."""

    article: int
    speaker: str = ""
    own: bool = False


def shared_sentences(
    said: Sequence[Answer], sentences: Mapping[SpanInArticle, str], least: float
) -> SharedSentences:
    """Return which articles of a row give an answer in one sentence, and which of them give no
    speaker where another does.

    `said`: the answers to its question; `sentences`: the sentence around each place.
    """
    if len({one.article for one in said}) < 2:
        return SharedSentences([], [])
    order: dict[int, int] = {}
    saying: dict[str, dict[int, _Teller]] = {}
    for one in sorted(said, key=lambda one: (one.published or date.max, *_place(one))):
        article = _place(one)[0]
        order.setdefault(article, len(order))
        # What is not taken in yet has no sentence: its row is due again anyway.
        telling = saying.setdefault(sentences.get(_place(one), ""), {})
        teller = telling.setdefault(article, _Teller(article))
        teller.speaker = teller.speaker or one.speaker
        teller.own = teller.own or not one.speaker
    told = [list(telling.values()) for telling in saying.values()]
    pairs: list[tuple[_Teller, _Teller, float]] = []
    found: dict[Lost, None] = {}
    for text, tellers in zip(saying, told, strict=True):
        if is_long_enough(text):
            pairs += [(tellers[0], other, 1.0) for other in tellers[1:]]
            found |= dict.fromkeys(_losses(tellers, tellers))
    for here, there, share in alike_sentences(list(saying), least):
        pairs.append((told[here][0], told[there][0], share))
        found |= dict.fromkeys(
            (*_losses(told[here], told[there]), *_losses(told[there], told[here]))
        )
    voiced = {frozenset((o.article, a.article)): (o, a) for o, a, _ in reversed(pairs)}
    keyed = [(one.article, other.article, share) for one, other, share in pairs]
    joined = []
    for late, early, share in fewest((pair for pair in keyed if pair[0] != pair[1]), order):
        speaks = {one.article: bool(one.speaker) for one in voiced[frozenset((late, early))]}
        turned = speaks[late] and not speaks[early]
        joined.append(Joined(early, late, share) if turned else Joined(late, early, share))
    return SharedSentences(joined, sorted(found, key=lambda one: (order[one.copy], one)))


def _losses(quoting: Sequence[_Teller], stating: Sequence[_Teller]) -> Iterator[Lost]:
    """Yield each that states as its own what the first of the others gives as somebody's."""
    speakers = [one for one in quoting if one.speaker]
    if speakers:
        for one in stating:
            if one.own and not one.speaker and one.article != speakers[0].article:
                yield Lost(one.article, speakers[0].article, speakers[0].speaker)


def row_voices(voices_of: Mapping[Hashable, Hashable], joined: Iterable[Any]) -> Any:
    """Return the voices of one row: whole articles', and those of articles joined by their
    sentences."""
    pairs = [
        (voices_of.get(copy, copy), voices_of.get(original, original))
        for copy, original, *_ in joined
    ]
    if not pairs:
        return voices_of
    return {**voices_of, **earliest_voices(pairs, {key: key for pair in pairs for key in pair})}


def _place(answer: Answer) -> SpanInArticle:
    article: Any = answer.article
    return article, answer.name.start, answer.name.end
