"""spaCy's named entities, where the desk has installed it with a model (no Django).

It is quick and runs on any machine, knows the kinds of names that its model was taught, and says
neither how sure it is nor whom a name means.
"""

import importlib
import re
from collections.abc import Mapping
from typing import Any

from annotator.machines.engines.installed import is_installed
from annotator.machines.engines.options import OptionReader, OptionsRefused, no_prompt
from annotator.machines.engines.protocol import (
    EngineAnswer,
    EngineFailed,
    GivenArticle,
    ProposedSpan,
    ReaderMake,
)

PACKAGE = "spacy"
INSTALL = "spaCy is not installed: pip install spacy, and spacy download MODEL."
_PACKAGE_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
MOST = 900_000
"""Code points: spaCy itself refuses texts of more than a million."""


class SpacyEngine:
    """Marks what the model calls by a type that has a label of ours."""

    def __init__(self, model: str, labels: Mapping[str, str]) -> None:
        self._model, self._labels = model, labels
        self._pipeline: Any = None

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return the entities of the text. Raises EngineFailed."""
        if len(given.text) > MOST:
            raise EngineFailed(f"The article has more than {MOST:,} characters.")
        pipeline = self._loaded()
        found = [
            ProposedSpan(
                given.text[one.start_char : one.end_char],
                self._labels[one.label_],
                one.start_char,
                one.end_char,
            )
            for one in pipeline(given.text).ents
            if one.label_ in self._labels
        ]
        meta = getattr(pipeline, "meta", {})
        return EngineAnswer(tuple(found), version=str(meta.get("version", "")))

    def _loaded(self) -> Any:
        """Return the model, loaded once. Raises EngineFailed."""
        if self._pipeline is None:
            if not is_installed(PACKAGE):
                raise EngineFailed(INSTALL)
            try:
                self._pipeline = importlib.import_module(PACKAGE).load(self._model)
            except OSError as error:
                raise EngineFailed(
                    f"spaCy has no model {self._model}: spacy download {self._model}."
                ) from error
        return self._pipeline


def check_spacy(model: str, options: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return the options: which of the model's types is which label. Raises OptionsRefused."""
    # A path would let whoever names a model have any folder of the server read as one.
    if not _PACKAGE_NAME.fullmatch(model):
        raise OptionsRefused("Name the model as the package that it comes in: en_core_web_sm.")
    no_prompt(prompt)
    reader = OptionReader(options)
    reader.labels("labels")
    return reader.done()


def spacy_engine(make: ReaderMake) -> SpacyEngine:
    """Return the engine of a make. Raises OptionsRefused."""
    options = check_spacy(make.model, make.options, make.prompt)
    return SpacyEngine(make.model, options["labels"])
