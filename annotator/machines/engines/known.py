"""The engines by name: which the desk can use, what each may be told, and how one is made (pure:
no Django)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.machines.engines import gliner, spacy
from annotator.machines.engines.cues.reading import check_cues, cues_engine
from annotator.machines.engines.desk import DeskEngines
from annotator.machines.engines.endpoint.reading import check_endpoint, endpoint_engine
from annotator.machines.engines.installed import is_installed
from annotator.machines.engines.names import NamesEngine, check_names
from annotator.machines.engines.options import OptionsRefused
from annotator.machines.engines.program import check_program, program_engine
from annotator.machines.engines.protocol import EngineFailed, ReaderMake, ReadingEngine

ENGINES = ("names", "cues", "endpoint", "program", "spacy", "gliner")
"""As `machines/models/readers.py` has them."""
NO_ENDPOINT = "No endpoint is set: whoever runs the desk names them in MACHINE_ENDPOINTS."
NO_PROGRAM = "No program is set: whoever runs the desk names them in MACHINE_PROGRAMS."


class DeskEngine(NamedTuple):
    """One engine as the desk has it: why it cannot be used, empty where it can; and the endpoints
    or programs among which one is chosen."""

    engine: str
    why_not: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether a reader can be made of it here."""
        return not self.why_not


def engines_of(desk: DeskEngines) -> tuple[DeskEngine, ...]:
    """Return all engines, each with whether and why the desk cannot use it."""
    endpoints, programs = tuple(desk.endpoints), tuple(desk.programs)
    return (
        DeskEngine("names"),
        DeskEngine("cues"),
        DeskEngine("endpoint", "" if endpoints else NO_ENDPOINT, endpoints),
        DeskEngine("program", "" if programs else NO_PROGRAM, programs),
        DeskEngine("spacy", "" if is_installed(spacy.PACKAGE) else spacy.INSTALL),
        DeskEngine("gliner", "" if is_installed(gliner.PACKAGE) else gliner.INSTALL),
    )


def checked_options(
    engine: str, model: str, options: Mapping[str, Any], prompt: str, desk: DeskEngines
) -> dict[str, Any]:
    """Return the options of a reader, complete: what is not said is as the engine has it.

    Raises OptionsRefused, a ValueError, which names the option.
    """
    why_not = {one.engine: one.why_not for one in engines_of(desk)}
    if engine not in why_not:
        raise OptionsRefused(f"There is no engine {engine[:60]!r}.")
    if why_not[engine]:
        raise OptionsRefused(why_not[engine])
    if engine == "endpoint":
        return check_endpoint(model, options, desk)
    if engine == "program":
        return check_program(options, desk)
    checks = {
        "names": check_names,
        "cues": check_cues,
        "spacy": spacy.check_spacy,
        "gliner": gliner.check_gliner,
    }
    return checks[engine](model, options, prompt)


def made_engine(make: ReaderMake, desk: DeskEngines) -> ReadingEngine:
    """Return the engine of a make. Raises EngineFailed where the desk has none like it any more."""
    try:
        checked_options(make.engine, make.model, make.options, make.prompt, desk)
    except OptionsRefused as refusal:
        raise EngineFailed(str(refusal)) from refusal
    if make.engine == "endpoint":
        return endpoint_engine(make, desk)
    if make.engine == "program":
        return program_engine(make, desk)
    if make.engine == "spacy":
        return spacy.spacy_engine(make)
    if make.engine == "gliner":
        return gliner.gliner_engine(make)
    return cues_engine(make) if make.engine == "cues" else NamesEngine()
