"""Which questions of a story a marked span most likely answers (pure: no Django).

A sum of evidence: words in common with the wording and with what other sources answered, weighed by
how rare they are among the story's questions; units and numbers; names, in any script; the label;
how many sources answer it. A question whose type or unit cannot fit is left out.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from annotator.annotations.proposals.asked import AskedQuestion, KnownAnswer
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.reading import ReadValue, read_value, value_for
from annotator.annotations.proposals.words.romanised import may_be_same_name
from annotator.annotations.proposals.words.stems import content, stemmed
from annotator.annotations.values.units import unit_named

MOST = 9
"""Questions are offered by the keys 1 to 9."""
# What each piece of evidence weighs, at most.
IN_SPAN, IN_CLAUSE, IN_SENTENCE, IN_PARAGRAPH = 3.0, 1.8, 1.2, 0.4
ANSWERED_ALIKE, NEAR_VALUE, SAME_VALUE = 2.5, 0.8, 1.6
SAME_UNIT, CONVERTIBLE, UNITLESS, LACKING = 2.0, 1.6, 0.4, -1.0
OPTION, CLEAR = 2.2, 0.8
NAMES, SCOPE, SOURCES = 1.2, 0.6, 0.15
ANSWERED_BY_READER = -0.9
BY_LABEL: dict[str, dict[str, float]] = {
    "claim-quantity": {"quantity": 1.2, "date": 0.0, "yes-no": -1.0, "choice": -0.8, "text": -1.0},
    "claim-event": {"quantity": -0.4, "date": 0.5, "yes-no": 0.5, "choice": 0.3, "text": 0.0},
    "claim-quotation": {"quantity": -0.2, "date": -0.5, "yes-no": 0.1, "choice": 0.1, "text": 0.6},
    "claim-causal": {"quantity": -0.8, "date": -0.8, "yes-no": -0.2, "choice": 0.4, "text": 0.8},
    "claim-opinion": {"quantity": -0.8, "date": -0.8, "yes-no": 0.2, "choice": 0.3, "text": 0.6},
}


class LikelyQuestion(NamedTuple):
    """A question with how likely it is, why, and what the marked words come to for it."""

    question: AskedQuestion
    likelihood: float
    why: str
    read: ReadValue


class MarkedSpan(NamedTuple):
    """What is ranked for: the span, its label, the names in its sentence, the article's date."""

    passage: Passage
    label: str = ""
    names: frozenset[str] = frozenset()
    published: date | None = None
    typed: str = ""
    """What the reader typed as the value: it is read instead of the marked words."""

    def read_for(self, question: AskedQuestion) -> ReadValue:
        """Return what the marked, or the typed, words come to for the question."""
        passage = Passage(self.typed, 0, len(self.typed)) if self.typed else self.passage
        return value_for(
            passage, question.type, unit=question.unit, wording=question.wording,
            options=question.options, topics=question.topics, published=self.published,
        )  # fmt: skip


def ranked(marked: MarkedSpan, questions: Sequence[AskedQuestion]) -> list[LikelyQuestion]:
    """Return the questions that the marked words can answer, likeliest first, at most nine."""
    weigh = _weights(questions)
    near = _Near(marked.passage)
    found = []
    for place, question in enumerate(questions):
        fits = _fit(marked, question)
        if fits is None:
            continue
        score, why = _likelihood(marked, near, question, fits, weigh)
        found.append((-score, place, LikelyQuestion(question, score, "; ".join(why), fits[1])))
    found.sort(key=lambda one: one[:2])
    return [one for _, _, one in found[:MOST]]


class _Near:
    """The words at and around the span, nearest first."""

    def __init__(self, passage: Passage) -> None:
        before, after = passage.clause
        first, last = passage.paragraph
        self.span = content(passage.quote)
        self.clause = content(f"{before} {after}")
        self.sentence = content(f"{passage.before} {passage.after}")
        self.paragraph = content(passage.text[first:last])
        self.foreign = [
            word
            for word in {
                one.word for one in stemmed(f"{passage.before} {passage.quote} {passage.after}")
            }
            if not word.isascii() and len(word) > 2
        ]

    def nearness(self, stem: str) -> float:
        """Return how much a word of a question counts by where it stands."""
        if stem in self.span:
            return IN_SPAN
        if stem in self.clause:
            return IN_CLAUSE
        if stem in self.sentence:
            return IN_SENTENCE
        if any(may_be_same_name(word, stem) for word in self.foreign):
            return IN_SENTENCE
        return IN_PARAGRAPH if stem in self.paragraph else 0.0


def _weights(questions: Sequence[AskedQuestion]) -> Callable[[Iterable[str]], list[float]]:
    """Return what tells how much words say: the rarer among the wordings, the more."""
    times = Counter(stem for one in questions for stem in content(one.wording))
    count = len(questions)

    def weigh(stems: Iterable[str]) -> list[float]:
        return [math.log(1 + (count + 1) / (times[stem] + 0.5)) for stem in stems]

    return weigh


def _fit(marked: MarkedSpan, question: AskedQuestion) -> tuple[float, ReadValue] | None:
    """Return how well type and unit fit, and the value; None where they cannot."""
    read = marked.read_for(question)
    by_label = BY_LABEL.get(marked.label, {}).get(question.type, 0.0)
    if question.type == "date":
        return (by_label + CLEAR, read) if read.found else None
    if question.type == "quantity":
        if not read.found:
            return None
        unit, wanted = read.values["unit"], unit_named(question.unit) or ""
        if not wanted:
            # A count: what has a unit of measure is hardly one.
            return by_label + (UNITLESS if not unit else LACKING), read
        if not unit:
            return by_label + LACKING, read
        return by_label + (SAME_UNIT if unit == wanted else CONVERTIBLE), read
    if question.type in {"choice", "yes-no"} and read.fits:
        return by_label + (OPTION if question.type == "choice" else CLEAR), read
    return by_label, read


def _likelihood(
    marked: MarkedSpan,
    near: _Near,
    question: AskedQuestion,
    fits: tuple[float, ReadValue],
    weigh: Callable[[Iterable[str]], list[float]],
) -> tuple[float, list[str]]:
    score, why = fits[0], []
    asked = sorted(content(question.wording))
    weights = weigh(asked)
    common = [near.nearness(stem) for stem in asked]
    if asked:
        score += sum(w * c for w, c in zip(weights, common, strict=True)) / math.sqrt(
            sum(weights) * max(sum(weights), 6.0)
        )
    if any(one >= IN_SENTENCE for one in common):
        why.append("words in common")
    if question.unit and fits[1].values["unit"] and question.type == "quantity":
        why.append("the unit fits")
    if question.type == "choice" and fits[1].fits:
        why.append("an option stands in the words")
    if question.names & marked.names:
        score += NAMES * len(question.names & marked.names) / max(len(question.names), 1)
        why.append("names in common")
    if question.scope and content(question.scope) <= near.span | near.clause:
        score += SCOPE
    alike, value = _answered(near, question, fits[1])
    score += alike + value
    sources = len({answer.source for answer in question.answers})
    if sources:
        score += SOURCES * math.log1p(sources)
        why.append(f"{sources} source{'s answer' if sources > 1 else ' answers'} it")
    if question.answered_by_reader and not question.many:
        score += ANSWERED_BY_READER
        why.append("answered already")
    return score, why


def _answered(near: _Near, question: AskedQuestion, read: ReadValue) -> tuple[float, float]:
    """Return how like other answers the words are, and how near their values."""
    words = value = 0.0
    span = near.span - question.topics
    here = span | near.clause - question.topics
    for answer in question.answers:
        said = content(answer.quote) - question.topics
        if said and span:
            shared = len(said & span) / math.sqrt(len(said) * len(span))
            around = len(said & here) / max(len(said), 4)
            words = max(words, shared, around)
        value = max(value, _value_likeness(question, answer, read.values))
    return ANSWERED_ALIKE * words, value


def _value_likeness(question: AskedQuestion, answer: KnownAnswer, values: dict[str, str]) -> float:
    if question.type in {"choice", "yes-no"}:
        same = answer.key and answer.key == values["answer_key"]
        return NEAR_VALUE if same else 0.0
    ours, theirs = values["value_low"] or values["value_high"], answer.low or answer.high
    if not ours or not theirs:
        return 0.0
    if question.type == "date":
        return (
            SAME_VALUE if ours[:7] == theirs[:7] else NEAR_VALUE if ours[:4] == theirs[:4] else 0.0
        )
    try:
        one, other = abs(float(ours)), abs(float(theirs))
    except ValueError:
        return 0.0
    if answer.unit != values["unit"]:
        return 0.0
    if one == other:
        return SAME_VALUE
    return NEAR_VALUE if one and other and 0.4 <= one / other <= 2.5 else 0.0


@lru_cache(maxsize=1024)
def begins_new(quote: str, label: str, published: date | None = None) -> tuple[str, str]:
    """Return type and unit with which a new question for these words begins."""
    found = read_value(quote, None, "", published)
    # A figure or a date that is but a small part of what is marked is not what it answers.
    if found and (label in {"claim-quantity", ""} or len(found.value) * 2 >= len(quote)):
        return found.type, found.unit
    if label == "claim-event":
        return "yes-no", ""
    return "text", ""
