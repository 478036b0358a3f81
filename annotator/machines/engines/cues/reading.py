"""Read an article by rules: the same article is always read alike (pure: no Django).

It is weak, and says so: it stands for what a machine finds that understands nothing. What it adds
to the rules is what the workbench proposes to people: the likeliest question and its value,
speakers, modality, dates. Its words that tell a forecast, a cause or an opinion are English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from annotator.annotations.proposals.asked import AskedQuestion, topics_of
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.proposing import proposals_for
from annotator.annotations.proposals.ranking import MarkedSpan, ranked
from annotator.annotations.proposals.speech.names import Registry
from annotator.annotations.suggestions.name_matcher import occurrences
from annotator.machines.engines.cues.rules import (
    LABELS,
    ONLY_WITH_QUESTION,
    SURE,
    WITH_QUESTION,
    CuedSpan,
    cued,
    quoted,
    sentences,
)
from annotator.machines.engines.names import named_in
from annotator.machines.engines.options import OptionReader, no_model, no_prompt
from annotator.machines.engines.protocol import (
    EngineAnswer,
    GivenArticle,
    GivenQuestion,
    ProposedSpan,
    ReaderMake,
)
from articles.text import blocks

ANSWERS = 3.0
"""How likely a question has to be, as `ranking.py` reckons, to be taken for answered."""
IN_COMMON = "words in common"
"""And for what reason, among others: a unit alone is no answer."""
MOST_QUESTIONS = 400


@dataclass(frozen=True)
class CuesEngine:
    """Marks what the rules find; `least`: how sure it has to be; `names`: the registry's, too."""

    least: float = 0.0
    names: bool = True

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return the claims, and the names, that the rules find."""
        labels = {one.slug for one in given.labels}
        article = _Article(given)
        claims = [
            span
            for one in article.cued()
            if LABELS[one.rule] in labels and (span := article.claim(one)) is not None
        ]
        found = [*claims, *(named_in(given) if self.names else ())]
        return EngineAnswer(tuple(o for o in found if (o.confidence or 0.0) >= self.least))


def check_cues(model: str, options: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return the options: how sure it has to be, and whether it marks names. Raises
    OptionsRefused."""
    no_model(model)
    no_prompt(prompt)
    reader = OptionReader(options)
    reader.number("least", 0.0)
    reader.switch("names", True)
    return reader.done()


def cues_engine(make: ReaderMake) -> CuesEngine:
    """Return the engine of a make. Raises OptionsRefused."""
    options = check_cues(make.model, make.options, make.prompt)
    return CuesEngine(options["least"], options["names"])


class _Article:
    """One article with what is known of it, read off once."""

    def __init__(self, given: GivenArticle) -> None:
        self.given = given
        self._named = [(one.name, one.entity) for one in given.names]
        called: dict[str, str] = {}
        for one in given.names:
            called.setdefault(one.entity, one.name)
        self._registry = Registry.of(self._named, called)

    def cued(self) -> list[CuedSpan]:
        """Return what the rules find, in the order of the text."""
        text = self.given.text
        found = [
            one
            for first, last in sentences(text)
            for one in cued(text, first, last, self.given.published_on)
        ]
        found += [one for block in blocks(text) for one in quoted(text, block.start, block.end)]
        return sorted(set(found))

    def claim(self, cue: CuedSpan) -> ProposedSpan | None:
        """Return the claim that the cue makes, or None where it makes none."""
        passage = Passage(self.given.text, cue.start, cue.end)
        first, last = passage.sentence
        label = LABELS[cue.rule]
        names = self._names_between(first, last)
        marked = MarkedSpan(passage, label, names, self.given.published_on)
        details = self._details(marked)
        answers = "question" in details
        if cue.rule in ONLY_WITH_QUESTION and not answers:
            return None
        sure = round(SURE[cue.rule] + (WITH_QUESTION if answers else 0.0), 2)
        return ProposedSpan(passage.quote, label, cue.start, cue.end, details, sure)

    def _details(self, marked: MarkedSpan) -> dict[str, str]:
        """Return what the workbench would propose for the words; a question only where it is
        likely by more than its unit."""
        best = next(iter(ranked(marked, self._questions)), None)
        fits = best is not None and best.likelihood >= ANSWERS and IN_COMMON in best.why
        told = proposals_for(marked, [best.question] if best and fits else [], self._registry)
        details = {name: one["value"] for name, one in told["details"].items() if one["value"]}
        if best is None or not fits:
            return details
        read = best.read.values
        if best.question.type in {"yes-no", "choice"} and read["answer_key"]:
            details["answer_key"] = read["answer_key"]
        elif best.read.found:
            details["value"] = read["value"]
        return {**details, "question": best.question.slug}

    def _names_between(self, first: int, last: int) -> frozenset[str]:
        return frozenset(
            key
            for place in self._places
            if first <= place.start and place.end <= last
            for key in place.keys
        )

    @cached_property
    def _places(self) -> list[Any]:
        return list(occurrences(self.given.text, self._named))

    @cached_property
    def _questions(self) -> list[AskedQuestion]:
        asked = self.given.questions[:MOST_QUESTIONS]
        topics = topics_of([one.wording for one in asked])
        return [replace(self._asked(one), topics=topics) for one in asked]

    def _asked(self, one: GivenQuestion) -> AskedQuestion:
        words = f"{one.wording}\n\n{one.scope}"
        names = {key for place in occurrences(words, self._named) for key in place.keys}
        return AskedQuestion(
            one.slug, one.wording, one.type, one.unit, one.scope, one.options,
            many=one.many, changes=one.changes, names=frozenset(names),
        )  # fmt: skip
