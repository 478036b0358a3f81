"""An engine for the tests of runs: deterministic, it marks a word; it fails where it is told to."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from annotator.machines.engines.protocol import (
    EngineAnswer,
    EngineFailed,
    GivenArticle,
    ProposedSpan,
    ReaderMake,
)
from annotator.machines.runs import asking

LABEL = "entity-place"


class FakeEngine:
    """Marks each “Karachi” of an article; what `before` raises, it raises."""

    def __init__(self, before: Callable[[GivenArticle], None] = lambda given: None) -> None:
        self.before, self.read_texts = before, []
        self.cost, self.version = 0.25, ""

    def read(self, given: GivenArticle) -> EngineAnswer:
        self.read_texts.append(given.text)
        self.before(given)
        spans = [ProposedSpan("Karachi", LABEL, confidence=0.8), ProposedSpan("Atlantis", LABEL)]
        return EngineAnswer(tuple(spans), 0, 100, 20, self.cost, self.version)


class Failing:
    """Fails so often at each text that has these words, then no more."""

    def __init__(self, words: str, times: int = 99, again: bool = True) -> None:
        self.words, self.times, self.again = words, times, again
        self.failed: Counter[str] = Counter()

    def __call__(self, given: GivenArticle) -> None:
        if self.words in given.text and self.failed[given.text] < self.times:
            self.failed[given.text] += 1
            raise EngineFailed("The endpoint answered 503.", again=self.again)


def checked(engine: str, model: str, options: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    if "nonsense" in options:
        raise ValueError("nonsense: there is no such option.")
    return dict(options)


@contextmanager
def standing_in(engine: FakeEngine) -> Iterator[FakeEngine]:
    """Let this engine stand for all that a desk has."""
    offers = [asking.EngineOffer("cues"), asking.EngineOffer("spacy", "spaCy is not installed.")]
    offers.append(asking.EngineOffer("outside"))
    real = asking.engine_for

    def engine_for(make: ReaderMake) -> Any:
        return real(make) if make.engine == "outside" else engine

    with patch.multiple(
        asking, engine_for=engine_for, check_options=checked, offers=lambda: offers,
    ):  # fmt: skip
        yield engine
