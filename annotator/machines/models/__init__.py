"""Machine readers, the stories that they read, their runs, readings and marks."""

from annotator.machines.models.accepted import AcceptedMark
from annotator.machines.models.marks import MachineMark
from annotator.machines.models.readers import AidRule, Engine, MachineReader, Shows, StoryReader
from annotator.machines.models.runs import (
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunState,
)

__all__ = [
    "AcceptedMark",
    "AidRule",
    "Engine",
    "MachineMark",
    "MachineReader",
    "MachineReading",
    "MachineReadingState",
    "MachineRun",
    "RunState",
    "Shows",
    "StoryReader",
]
