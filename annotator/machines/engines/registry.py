"""The engines as this desk has them: what its settings switch on is handed in here, and nowhere
else do engines know of settings."""

import os
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from annotator.machines.engines.desk import DeskEngines
from annotator.machines.engines.known import DeskEngine, checked_options, engines_of, made_engine
from annotator.machines.engines.protocol import ReaderMake, ReadingEngine


def engine_for(make: ReaderMake) -> ReadingEngine:
    """Return the engine of a make. Raises EngineFailed where this desk has none like it."""
    return made_engine(make, _switched_on())


def available() -> tuple[DeskEngine, ...]:
    """Return all engines, each with why this desk cannot use it, or ''."""
    return engines_of(_switched_on())


def check_options(
    engine: str, model: str, options: Mapping[str, Any], prompt: str
) -> dict[str, Any]:
    """Return the options of a reader, complete. Raises OptionsRefused, a ValueError, which names
    the option."""
    return checked_options(engine, model, options, prompt, _switched_on())


def _switched_on() -> DeskEngines:
    return DeskEngines(settings.MACHINE_ENDPOINTS, settings.MACHINE_PROGRAMS, os.environ)
