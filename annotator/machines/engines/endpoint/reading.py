"""A language model behind an address of the desk's own reads an article (pure: no Django).

It is good for what needs understanding; it copies words nearly rightly, and what it says is judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from annotator.machines.engines.desk import DeskEngines, Endpoint
from annotator.machines.engines.endpoint.asking import MOST_BYTES, ask
from annotator.machines.engines.endpoint.forms import (
    PATHS,
    AskedModel,
    ModelAnswer,
    answer_in,
    request_of,
)
from annotator.machines.engines.endpoint.prompt import messages_for
from annotator.machines.engines.options import OptionReader, OptionsRefused
from annotator.machines.engines.protocol import (
    EngineAnswer,
    EngineFailed,
    GivenArticle,
    ReaderMake,
)
from annotator.machines.engines.windows import moved, windows
from annotator.machines.engines.wire.answered import MOST_TOKENS, read_answer
from annotator.machines.engines.wire.schema import answer_schema

WINDOW, OVERLAP = 12_000, 600
"""Code points that are shown at once, and how many of them again with what follows."""
MOST_WINDOWS = 60
"""A text of more parts is not read: each is asked for, and costs."""
MILLION = 1_000_000


@dataclass(frozen=True)
class EndpointEngine:
    """Asks one endpoint, part by part where the article is long."""

    endpoint: Endpoint
    asked: AskedModel
    prompt: str = ""
    window: int = WINDOW
    overlap: int = OVERLAP
    environment: Mapping[str, str] | None = None
    most_bytes: int = MOST_BYTES

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return what the model says of the article. Raises EngineFailed."""
        parts = windows(given.text, self.window, self.overlap)
        if len(parts) > MOST_WINDOWS:
            raise EngineFailed(f"The article has more than {MOST_WINDOWS} parts: raise window.")
        total = EngineAnswer()
        for start, end in parts:
            said = self._read_part(given, start, end)
            total = _added(total, replace(said, spans=tuple(moved(said.spans, start, end))))
        return replace(total, cost=self._cost(total))

    def _read_part(self, given: GivenArticle, start: int, end: int) -> EngineAnswer:
        said = messages_for(given, given.text[start:end], self.prompt)
        body = request_of(self.endpoint, self.asked, said, answer_schema(given))
        path = PATHS[self.endpoint.form]
        told = ask(self.endpoint, path, body, self.environment or {}, self.most_bytes)
        answer: ModelAnswer = answer_in(self.endpoint.form, told)
        # What it used is told beside its words, not in them.
        read = read_answer(answer.words, usage=False)
        return replace(
            read,
            tokens_in=answer.tokens_in,
            tokens_out=answer.tokens_out,
            version=answer.version,
        )

    def _cost(self, answer: EngineAnswer) -> float | None:
        """Return what the tokens cost, or None where the setting has no price."""
        one, other = self.endpoint.price_in, self.endpoint.price_out
        if one is None and other is None:
            return None
        spent = answer.tokens_in * (one or 0.0) + answer.tokens_out * (other or 0.0)
        return spent / MILLION


def check_endpoint(model: str, options: Mapping[str, Any], desk: DeskEngines) -> dict[str, Any]:
    """Return the options, complete. Raises OptionsRefused."""
    if not model.strip():
        raise OptionsRefused("Name the model, as the endpoint calls it.")
    reader = OptionReader(options)
    reader.one_of("endpoint", tuple(desk.endpoints))
    reader.whole("max_tokens", 8_000, 16, 200_000)
    reader.number_or_none("temperature", 0.0, 2.0)
    reader.whole_or_none("seed", 0, 0, 2**31 - 1)
    window = reader.whole("window", WINDOW, 500, 1_000_000)
    overlap = reader.whole("overlap", OVERLAP, 0, 100_000)
    if 2 * overlap > window:
        raise OptionsRefused("overlap must be at most half of window.")
    reader.switch("structured", True)
    return reader.done()


def endpoint_engine(make: ReaderMake, desk: DeskEngines) -> EndpointEngine:
    """Return the engine of a make. Raises OptionsRefused."""
    options = check_endpoint(make.model, make.options, desk)
    asked = AskedModel(
        make.model, options["max_tokens"], options["temperature"], options["seed"],
        options["structured"],
    )  # fmt: skip
    return EndpointEngine(
        desk.endpoints[options["endpoint"]], asked, make.prompt, options["window"],
        options["overlap"], desk.environment,
    )  # fmt: skip


def _added(one: EngineAnswer, other: EngineAnswer) -> EngineAnswer:
    return EngineAnswer(
        one.spans + other.spans,
        one.unreadable + other.unreadable,
        min(one.tokens_in + other.tokens_in, MOST_TOKENS),
        min(one.tokens_out + other.tokens_out, MOST_TOKENS),
        None,
        other.version or one.version,
    )
