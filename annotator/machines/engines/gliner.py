"""GLiNER's named entities of any kind that can be said, where the desk has installed it (no
Django).

It is told in words what to look for, in many languages, and says how sure it is; it reads a few
hundred words at a time, and knows nothing of what stood before.
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
from annotator.machines.engines.windows import windows

PACKAGE = "gliner"
INSTALL = "GLiNER is not installed: pip install gliner."
_MODEL_NAME = re.compile(r"\w[\w-]*/\w[\w.-]*", re.ASCII)
THRESHOLD = 0.5
WINDOW = 1_200
"""Code points that it is shown at once: its models read 384 tokens, and cut off the rest."""


class GlinerEngine:
    """Marks what the model finds for each of the words that stand for a label of ours."""

    def __init__(self, model: str, labels: Mapping[str, str], threshold: float) -> None:
        self._model, self._labels, self._threshold = model, labels, threshold
        self._loaded_model: Any = None

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return what the model finds, part by part. Raises EngineFailed."""
        model, asked = self._loaded(), list(self._labels)
        found: list[ProposedSpan] = []
        for start, end in windows(given.text, WINDOW, 0):
            part = given.text[start:end]
            for one in model.predict_entities(part, asked, threshold=self._threshold):
                found.append(self._span(one, start, end))
        return EngineAnswer(tuple(found))

    def _span(self, one: Mapping[str, Any], start: int, end: int) -> ProposedSpan:
        return ProposedSpan(
            str(one["text"]),
            self._labels.get(one["label"], ""),
            int(one["start"]) + start,
            int(one["end"]) + start,
            confidence=float(one["score"]),
            within=(start, end),
        )

    def _loaded(self) -> Any:
        """Return the model, loaded once. Raises EngineFailed."""
        if self._loaded_model is None:
            if not is_installed(PACKAGE):
                raise EngineFailed(INSTALL)
            package = importlib.import_module(PACKAGE)
            try:
                # Nothing is fetched because somebody on a page has named it.
                self._loaded_model = package.GLiNER.from_pretrained(
                    self._model, local_files_only=True
                )
            except (OSError, ValueError) as error:
                raise EngineFailed(
                    f"GLiNER has no model {self._model} here: whoever runs the desk downloads it."
                ) from error
        return self._loaded_model


def check_gliner(model: str, options: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return the options: which words stand for which label, and how sure it must be. Raises
    OptionsRefused."""
    # A path would let whoever names a model have any folder of the server read as one.
    if not _MODEL_NAME.fullmatch(model):
        raise OptionsRefused("Name the model as its owner and name: urchade/gliner_multi-v2.1.")
    no_prompt(prompt)
    reader = OptionReader(options)
    reader.labels("labels")
    reader.number("threshold", THRESHOLD)
    return reader.done()


def gliner_engine(make: ReaderMake) -> GlinerEngine:
    """Return the engine of a make. Raises OptionsRefused."""
    options = check_gliner(make.model, make.options, make.prompt)
    return GlinerEngine(make.model, options["labels"], options["threshold"])
