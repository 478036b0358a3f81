"""A language model behind an address of the desk's own reads an article (pure: no Django).

It is good for what needs understanding; it copies words nearly rightly, and what it says is judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import monotonic
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
from annotator.machines.engines.wire.answered import MOST_SPANS, MOST_TOKENS, read_answer
from annotator.machines.engines.wire.schema import answer_schema

WINDOW, OVERLAP = 12_000, 600
"""Code points that are shown at once, and how many of them again with what follows."""
MOST_WINDOWS = 60
"""A text of more parts is not read: each is asked for, and costs."""
LONGEST_SECONDS = 1_800.0
"""All parts of an article together take no longer, or as long as one request may."""
LEAST_BYTES, BYTES_A_SIGN = 1_000_000, 300
"""Of what is answered to one part so much is read: so many bytes, and for each code point more."""
SIGNS_A_SPAN, LEAST_SPANS = 5, 200
"""Of one part so many spans are looked at: one for so many of its code points, or some more."""
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
    longest_seconds: float = LONGEST_SECONDS

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return what the model says of the article. Raises EngineFailed, with what was used up to
        then."""
        if not given.labels:
            return EngineAnswer()
        parts = windows(given.text, self.window, self.overlap)
        if len(parts) > MOST_WINDOWS:
            raise EngineFailed(f"The article has more than {MOST_WINDOWS} parts: raise window.")
        total = EngineAnswer()
        longest = max(self.longest_seconds, self.endpoint.seconds)
        until = monotonic() + longest
        try:
            for start, end in parts:
                if monotonic() > until:
                    raise EngineFailed(
                        f"Its parts took more than {longest:g} seconds: raise window."
                    )
                said = self._read_part(given, start, end, until)
                total = _added(total, replace(said, spans=tuple(moved(said.spans, start, end))))
        except EngineFailed as failure:
            used = _added(total, failure.used)
            failure.used = replace(used, spans=(), cost=self._cost(used))
            raise
        return replace(total, cost=self._cost(total))

    def _read_part(self, given: GivenArticle, start: int, end: int, until: float) -> EngineAnswer:
        """Ask for one part, before this moment. Raises EngineFailed, with what it used."""
        said = messages_for(given, given.text[start:end], self.prompt)
        body = request_of(self.endpoint, self.asked, said, answer_schema(given))
        path = PATHS[self.endpoint.form]
        left = max(until - monotonic(), 0.1)
        hasty = replace(self.endpoint, seconds=min(self.endpoint.seconds, left))
        most_bytes = min(self.most_bytes, LEAST_BYTES + BYTES_A_SIGN * (end - start))
        told = ask(hasty, path, body, self.environment or {}, most_bytes)
        answer: ModelAnswer = answer_in(self.endpoint.form, told)
        used = EngineAnswer(
            tokens_in=answer.tokens_in, tokens_out=answer.tokens_out, version=answer.version
        )
        try:
            # What it used is told beside its words, not in them.
            read = read_answer(answer.words, usage=False, most=_most_spans(end - start))
        except EngineFailed as failure:
            failure.used = used
            raise
        return replace(used, spans=read.spans, unreadable=read.unreadable, beyond=read.beyond)

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


def _most_spans(length: int) -> int:
    """Return how many spans are looked at of what is said of a part of so many code points."""
    return max(LEAST_SPANS, length // SIGNS_A_SPAN)


def _added(one: EngineAnswer, other: EngineAnswer) -> EngineAnswer:
    """Return both as one answer; of spans there is room for so many as of one."""
    room = MOST_SPANS - len(one.spans)
    return EngineAnswer(
        one.spans + other.spans[:room],
        one.unreadable + other.unreadable,
        min(one.tokens_in + other.tokens_in, MOST_TOKENS),
        min(one.tokens_out + other.tokens_out, MOST_TOKENS),
        None,
        other.version or one.version,
        one.beyond + other.beyond + max(len(other.spans) - room, 0),
    )
