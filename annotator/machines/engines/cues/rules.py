"""The rules by which words become claims, each with how sure it is (pure: no Django).

They know words and no meaning: what is a figure is taken for a claim, whatever it is about.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from annotator.annotations.proposals.modality import PREDICTED, modality_of
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.reading import EDGES
from annotator.annotations.proposals.speech.quotations import quotations
from annotator.annotations.values.date_reading import ReadDays, find_days
from annotator.annotations.values.numbers import latin_digits
from annotator.annotations.values.quantity_reading import find_amounts

LONGEST_SENTENCE = 1_500
LEAST_QUOTED = 4
"""Words between quotation marks that are somebody's, and not a name for something."""
_CAUSES = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|caused by|triggered by|"
    r"blamed on|led to|resulted in)\b",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"\b(?:should(?: not|n['’]t)?|must not|mustn['’]t|ought to|too (?:late|little|much|slow)|"
    r"unacceptable|outrageous|reckless|irresponsible|disgrace\w*|shameful|unjustified)\b",
    re.IGNORECASE,
)


class CueRule(StrEnum):
    """What made a claim of words."""

    MEASURE = "a figure with a unit"
    COUNT = "a figure without a unit"
    DATE = "a date"
    FORECAST = "words that say what will be"
    QUOTED = "words between quotation marks"
    CAUSE = "words that say why"
    JUDGES = "words that judge"


LABELS = {
    CueRule.MEASURE: "claim-quantity",
    CueRule.COUNT: "claim-quantity",
    CueRule.DATE: "claim-event",
    CueRule.FORECAST: "claim-forecast",
    CueRule.QUOTED: "claim-quotation",
    CueRule.CAUSE: "claim-causal",
    CueRule.JUDGES: "claim-opinion",
}
SURE = {
    CueRule.MEASURE: 0.5,
    CueRule.COUNT: 0.3,
    CueRule.DATE: 0.3,
    CueRule.FORECAST: 0.35,
    CueRule.QUOTED: 0.4,
    CueRule.CAUSE: 0.3,
    CueRule.JUDGES: 0.2,
}
WITH_QUESTION = 0.25
"""What is added where the words answer a question of the story."""
ONLY_WITH_QUESTION = frozenset({CueRule.COUNT})
"""Bare numbers are of houses, flights and pages: only what is asked for is a claim."""


class CuedSpan(NamedTuple):
    """Words that a rule takes for a claim: code points into the text, half-open."""

    start: int
    end: int
    rule: CueRule


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text, half-open, each within its line."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        _, last = Passage(text, at, at + 1).sentence
        yield at, min(last, at + LONGEST_SENTENCE)
        at = max(last, at + 1)


def cued(text: str, first: int, last: int, published: date | None) -> list[CuedSpan]:
    """Return what the rules find in one sentence, in the order of the rules."""
    sentence = text[first:last]
    latin = latin_digits(sentence)
    days = find_days(sentence, latin, published)
    found = [
        *_figures(sentence, latin, days),
        *_dates(text, first, days),
        *_forecasts(text, first, last),
        *_by_words(text, first, sentence),
    ]
    return [CuedSpan(first + one.start, first + one.end, one.rule) for one in found]


def quoted(text: str, first: int, last: int) -> Iterator[CuedSpan]:
    """Yield what stands between quotation marks in one line of the text."""
    for one in quotations(text[first:last]):
        words = text[first + one.start : first + one.end]
        if one.closed and len(words.split()) >= LEAST_QUOTED:
            start, end = _tidy(text, first + one.start, first + one.end)
            if start < end:
                yield CuedSpan(start, end, CueRule.QUOTED)


def _figures(sentence: str, latin: str, days: list[ReadDays]) -> Iterator[CuedSpan]:
    """Yield the figures, but for those that are part of a date."""
    for amount in sorted(find_amounts(latin), key=lambda one: one.start):
        if amount.unit:
            yield CuedSpan(amount.start, amount.end, CueRule.MEASURE)
        elif not any(one.start < amount.end and amount.start < one.end for one in days):
            yield CuedSpan(amount.start, amount.end, CueRule.COUNT)


def _dates(text: str, first: int, days: list[ReadDays]) -> Iterator[CuedSpan]:
    """Yield the clauses around days that leave no second reading."""
    for one in days:
        if one.certain and not one.bare_year:
            yield _clause(text, first, first + one.start, first + one.end, CueRule.DATE)


def _forecasts(text: str, first: int, last: int) -> Iterator[CuedSpan]:
    cue = modality_of(Passage(text, first, last))
    if cue is None or cue.value != PREDICTED:
        return
    at = text.find(cue.words, first, last)
    if at >= 0:
        yield _clause(text, first, at, at + len(cue.words), CueRule.FORECAST)


def _by_words(text: str, first: int, sentence: str) -> Iterator[CuedSpan]:
    for cues, rule in ((_CAUSES, CueRule.CAUSE), (_JUDGES, CueRule.JUDGES)):
        for found in cues.finditer(sentence):
            yield _clause(text, first, first + found.start(), first + found.end(), rule)


def _clause(text: str, first: int, start: int, end: int, rule: CueRule) -> CuedSpan:
    """Return the clause in which words stand, as offsets into the sentence."""
    before, after = Passage(text, start, end).clause
    start, end = _tidy(text, max(first, start - len(before)), end + len(after))
    return CuedSpan(start - first, end - first, rule)


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without the marks and blanks at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(EDGES))
    return start, start + len(words.strip(EDGES))
