"""Machine readers, the stories that they read, their runs, readings and marks."""

from annotator.machines.models.accepted import AcceptedMark
from annotator.machines.models.marks import MachineMark
from annotator.machines.models.readers import (
    GIVEN_NAMES,
    AidRule,
    Engine,
    MachineReader,
    Shows,
    StoryReader,
)
from annotator.machines.models.runs import (
    OPEN_RUNS,
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunCarrier,
    RunScope,
    RunState,
)
from annotator.machines.models.standing import fits, stands

__all__ = [
    "GIVEN_NAMES",
    "OPEN_RUNS",
    "AcceptedMark",
    "AidRule",
    "Engine",
    "MachineMark",
    "MachineReader",
    "MachineReading",
    "MachineReadingState",
    "MachineRun",
    "RunCarrier",
    "RunScope",
    "RunState",
    "Shows",
    "StoryReader",
    "fits",
    "stands",
]
