"""What engines there are for readers, with the one that no run starts; and the engine of a make."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.machines.engines import registry
from annotator.machines.engines.protocol import ReaderMake, ReadingEngine
from annotator.machines.models import Engine, MachineReader

ELSEWHERE = (
    "This machine reads elsewhere and submits by the API: the desk cannot start it. Its program "
    "sends each reading to /api/v1/stories/…/machines/…/readings."
)


class EngineOffer(NamedTuple):
    """An engine that the desk knows: `why_not` it cannot be used here, or ''; the endpoints or
    programs among which one is chosen."""

    engine: str
    why_not: str = ""
    choices: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is, in words."""
        return in_words(Engine(self.engine))


def in_words(engine: Engine) -> str:
    """Return what an engine is, as it stands at the beginning of a line: spaCy is written so."""
    said = str(engine.label)
    return said[:1].upper() + said[1:] if said.partition(" ")[0].islower() else said


def make_of(reader: MachineReader) -> ReaderMake:
    """Return what a reader is made of."""
    return ReaderMake(
        engine=reader.engine,
        model=reader.model,
        version=reader.version,
        options=reader.options,
        prompt=reader.prompt,
    )


def engine_for(make: ReaderMake) -> ReadingEngine:
    """Return the engine of this make. Raises ValueError, EngineFailed or ValidationError, in words,
    where the desk cannot run it."""
    if make.engine == Engine.OUTSIDE:
        raise ValueError(ELSEWHERE)
    return registry.engine_for(make)


def offers() -> list[EngineOffer]:
    """Return the engines, each with why it cannot be used here."""
    found = [EngineOffer(one.engine, one.why_not, one.choices) for one in registry.available()]
    return [*found, EngineOffer(Engine.OUTSIDE)]


def check_options(
    engine: str, model: str, options: Mapping[str, Any], prompt: str
) -> dict[str, Any]:
    """Return the options as the engine takes them. Raises ValueError or ValidationError in words
    that name the option."""
    if engine == Engine.OUTSIDE:
        return dict(options)
    return registry.check_options(engine, model, options, prompt)
