"""The details of a span that an engine proposed, each judged: what is taken of it is what our own
readers make of the words (pure: no Django)."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from annotator.annotations.details import (
    ASIDES,
    BY_NAME,
    COMES_TO,
    ENTITY_DETAILS,
    OF_KIND,
)
from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.reading import read_value, tidied, value_for
from annotator.annotations.proposals.speech.names import Registry
from annotator.annotations.values.dates import tidy_partial_date
from annotator.machines.engines.protocol import GivenArticle, GivenQuestion
from annotator.machines.judging.placing import FoundPlace, QuoteFinder
from annotator.machines.judging.reasons import (
    NO_CHOICE,
    NO_DATE,
    NO_NAME,
    NO_QUESTION,
    NO_SUCH_DETAIL,
    NO_VALUE,
)
from annotator.text import fold

MODALITIES = frozenset({"asserted", "denied", "predicted", "hedged"})
APPROXIMATORS = frozenset(
    {"exact", "about", "nearly", "more than", "at least", "less than", "up to"}
)
"""As `annotations/models/choices.py` has them."""
CHOICES = {"modality": MODALITIES, "approximator": APPROXIMATORS}
LONGEST_VALUE, LONGEST_SCOPE = 500, 200
READ_OFF = frozenset(COMES_TO) - {"answer_key", "approximator"}
"""What our own reader of values makes of the words: nobody else's word counts."""
MEASURED = frozenset({"quantity", "date"})
CHOSEN = frozenset({"yes-no", "choice"})
_NOT_TAKEN = READ_OFF | {detail.name for detail in ASIDES}


class DetailJudge:
    """Judges the details of one span after the other, of one article."""

    def __init__(self, given: GivenArticle) -> None:
        self.given = given
        self.questions = {one.slug: one for one in given.questions}

    def judged(
        self, told: dict[str, str], kind: str, place: FoundPlace
    ) -> tuple[dict[str, str], Counter[str]]:
        """Return the details that are taken, and how many are not, by reason."""
        taken: dict[str, str] = {}
        refused: Counter[str] = Counter()
        for name, said in told.items():
            if not said.strip():
                continue
            reason = self._judge(name, said.strip(), kind, place, taken)
            if reason:
                refused[reason] += 1
        if kind == "claim":
            reasons = self._answer(told, place, taken)
            refused.update(reasons)
        return taken, refused

    def _judge(
        self, name: str, said: str, kind: str, place: FoundPlace, taken: dict[str, str]
    ) -> str:
        """Take a detail that says nothing of the value; return why not, where it is not taken."""
        if name not in BY_NAME or name not in OF_KIND.get(kind, frozenset()) or name in _NOT_TAKEN:
            return NO_SUCH_DETAIL
        if name in {"value", "answer_key"}:
            return ""  # judged by the question, once that is known
        judge = self._by_name(name)
        value = judge(name, said, place)
        if not value:
            return _REASONS.get(name, NO_NAME)
        taken[name] = value
        return ""

    def _by_name(self, name: str) -> Callable[[str, str, FoundPlace], str]:
        if name in ENTITY_DETAILS:
            return self._entity
        if name in CHOICES:
            return _choice
        return {"question": self._question, "as_of": _as_of, "scope": self._scope}[name]

    def _question(self, _name: str, said: str, _place: FoundPlace) -> str:
        return said if said in self.questions else ""

    def _entity(self, _name: str, said: str, _place: FoundPlace) -> str:
        return said if said in self._slugs else self._registry.one(said)

    def _scope(self, _name: str, said: str, _place: FoundPlace) -> str:
        """Return a scope that the article itself names."""
        stands = len(said) <= LONGEST_SCOPE and fold(said) in self._folded
        return " ".join(said.split()) if stands else ""

    def _answer(self, told: dict[str, str], place: FoundPlace, taken: dict[str, str]) -> list[str]:
        """Take value and option as the words have them; return why something told is not taken."""
        question = self.questions.get(taken.get("question", ""))
        said = told.get("value", "").strip()
        key = told.get("answer_key", "").strip()
        quote = self.given.text[place.start : place.end]
        refused = []
        if question and question.type in CHOSEN:
            chosen = _option(key or said, question)
            if chosen:
                taken["answer_key"] = chosen
                said = "" if not key else said
            elif key:
                refused.append(NO_CHOICE)
        elif key:
            refused.append(NO_SUCH_DETAIL)
        value = _standing(said, quote)
        if said and not value:
            refused.append(NO_VALUE)
        if question and question.type in MEASURED:
            value, approximates = self._measured(value, quote, question, place)
            if approximates:
                taken.pop("approximator", None)
        elif question and not value:
            value = tidied(quote)
        if value:
            taken["value"] = value[:LONGEST_VALUE]
        return refused

    def _measured(
        self, said: str, quote: str, question: GivenQuestion, place: FoundPlace
    ) -> tuple[str, bool]:
        """Return the words of a quantity or date with those that limit it, and whether they are
        read: “nearly 23 years” where “23 years” was said."""
        published = self.given.published_on
        passage = Passage(self.given.text, place.start, place.end)
        read = value_for(passage, question.type, unit=question.unit, published=published)
        words = read.values["value"] if read.found else ""
        if words and (not said or fold(said) in fold(words) or fold(words) in fold(said)):
            return words, True
        own = read_value(said, question.type, question.unit, published) if said else None
        return said, own is not None

    @cached_property
    def _slugs(self) -> frozenset[str]:
        return frozenset(one.entity for one in self.given.names)

    @cached_property
    def _registry(self) -> Registry:
        return Registry.of(((one.name, one.entity) for one in self.given.names), {})

    @cached_property
    def _folded(self) -> str:
        return fold(self.given.text)


_REASONS = {
    "question": NO_QUESTION,
    "modality": NO_CHOICE,
    "approximator": NO_CHOICE,
    "as_of": NO_DATE,
    "scope": NO_VALUE,
}


def _choice(name: str, said: str, _place: FoundPlace) -> str:
    word = fold(said)
    return word if word in CHOICES[name] else ""


def _as_of(_name: str, said: str, _place: FoundPlace) -> str:
    try:
        return tidy_partial_date(said)
    except ValueError:
        return ""


def _option(said: str, question: GivenQuestion) -> str:
    """Return the option that is said, in its own spelling; '' where it is none."""
    options = question.options or (("yes", "no") if question.type == "yes-no" else ())
    return next((one for one in options if fold(one) == fold(said)), "") if said else ""


def _standing(said: str, quote: str) -> str:
    """Return the words of the quote that are those said, whatever their case and blanks; '' where
    they do not stand there as words of their own."""
    words = said.split()[:LONGEST_VALUE]
    if not words or len(said) > LONGEST_VALUE:
        return ""
    finder = QuoteFinder(quote)
    for found in re.finditer(r"\s+".join(map(re.escape, words)), quote, re.IGNORECASE):
        if finder.at_borders(*found.span()):
            return " ".join(found[0].split())
    return ""
