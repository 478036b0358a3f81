"""Judge what an engine said of an article by our own rules (pure: no Django).

Nothing is stored of a span whose words do not stand in the text, and nothing of a detail that
words, story and registry do not bear out. Whatever an engine says, this costs bounded time.
"""

from collections import Counter
from dataclasses import replace

from annotator.machines.engines.protocol import EngineAnswer, GivenArticle, ProposedSpan
from annotator.machines.judging.answers import DetailJudge
from annotator.machines.judging.judged import JudgedReading, JudgedSpan
from annotator.machines.judging.placing import QuoteFinder
from annotator.machines.judging.reasons import NO_LABEL, TOO_MANY, TWICE, UNREADABLE

PER_HUNDRED, AT_LEAST, AT_MOST = 5, 20, 5_000
"""Spans that are kept: so many for each 100 code points of the text, within these bounds."""
LOOKED_AT = 2
"""Times as many are looked at: of a long article, parts are read twice where they overlap."""
_Key = tuple[int, int, str]


def judge(answer: EngineAnswer, given: GivenArticle) -> JudgedReading:
    """Return the spans that may be stored, in the order of the text, and why others are not.

    Of the same words with the same label the surer one is kept; where they answer several
    questions, each is a part.
    """
    dropped: Counter[str] = Counter()
    if answer.unreadable > 0:
        dropped[UNREADABLE] = answer.unreadable
    if answer.beyond > 0:
        dropped[TOO_MANY] = answer.beyond
    labels = {one.slug: one.kind for one in given.labels}
    finder, details = QuoteFinder(given.text), DetailJudge(given)
    found: dict[_Key, dict[str, JudgedSpan]] = {}
    for span in _distinct(answer.spans, len(given.text), dropped):
        if span.label not in labels:
            dropped[NO_LABEL] += 1
            continue
        place = finder.place(span)
        if isinstance(place, str):
            dropped[place] += 1
            continue
        taken, refused = details.judged(dict(span.details), labels[span.label], place)
        dropped += refused
        key, quote = (place.start, place.end, span.label), given.text[place.start : place.end]
        if key not in found and len(found) == most_spans(len(given.text)):
            dropped[TOO_MANY] += 1
            continue
        judged = JudgedSpan(
            span.label, place.start, place.end, quote, 0, taken, _share(span.confidence),
            place.found,
        )  # fmt: skip
        _keep(found.setdefault(key, {}), judged, dropped)
    kept = [one for key in sorted(found) for one in _parts(found[key], dropped)]
    return JudgedReading(tuple(kept), dropped)


def most_spans(length: int) -> int:
    """Return how many spans of a text of so many code points are kept."""
    return min(AT_MOST, max(AT_LEAST, PER_HUNDRED * length // 100))


def _distinct(
    spans: tuple[ProposedSpan, ...], length: int, dropped: Counter[str]
) -> list[ProposedSpan]:
    """Return the spans that are not said twice word by word, as many as are looked at.

    Of two that differ in their confidence alone, the surer is one of them.
    """
    most, seen = LOOKED_AT * most_spans(length), dict[object, ProposedSpan]()
    for span in spans:
        details = tuple(sorted(span.details.items()))
        key = (span.quote, span.label, span.start, span.before, span.after, span.within, details)
        if (other := seen.get(key)) is not None:
            dropped[TWICE] += 1
            if _sureness(span.confidence) > _sureness(other.confidence):
                seen[key] = span
        elif len(seen) == most:
            dropped[TOO_MANY] += 1
        else:
            seen[key] = span
    return list(seen.values())


def _keep(answers: dict[str, JudgedSpan], span: JudgedSpan, dropped: Counter[str]) -> None:
    """Keep a span among those of the same words and label, by the question that it answers."""
    question = span.details.get("question", "")
    other = answers.get(question)
    if other is not None:
        dropped[TWICE] += 1
    if other is None or _sureness(span.confidence) > _sureness(other.confidence):
        answers[question] = span


def _parts(answers: dict[str, JudgedSpan], dropped: Counter[str]) -> list[JudgedSpan]:
    """Number what the same words answer; one without a question is none beside others."""
    if len(answers) > 1 and answers.pop("", None) is not None:
        dropped[TWICE] += 1
    return [replace(span, part=part) for part, span in enumerate(answers.values())]


def _share(told: float | None) -> float | None:
    """Return a confidence from 0 to 1, or None for what is none."""
    return float(told) if told is not None and 0 <= told <= 1 else None


def _sureness(told: float | None) -> float:
    share = _share(told)
    return -1.0 if share is None else share
