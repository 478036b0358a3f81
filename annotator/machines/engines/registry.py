"""The engines by name: which the desk can use, what each may be told, and how one is made (pure:
no Django)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.machines.engines import gliner, spacy
from annotator.machines.engines.cues import cues_engine
from annotator.machines.engines.cues.reading import check_cues
from annotator.machines.engines.desk import DeskEngines
from annotator.machines.engines.endpoint.reading import check_endpoint, endpoint_engine
from annotator.machines.engines.installed import is_installed
from annotator.machines.engines.names import NamesEngine, check_names
from annotator.machines.engines.options import OptionsRefused
from annotator.machines.engines.program import check_program, program_engine
from annotator.machines.engines.protocol import EngineFailed, ReaderMake, ReadingEngine
