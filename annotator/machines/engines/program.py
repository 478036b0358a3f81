"""A program of the desk's own reads an article: JSON on its standard input, JSON on its standard
output (pure: no Django).

It is started without a shell, in a process group of its own that ends with it or at the time limit,
with no more of the environment than it is given.
"""

import os
import selectors
import signal
import subprocess  # nosec B404
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from annotator.machines.engines.desk import DeskEngines, OwnProgram
from annotator.machines.engines.options import MOST_ENTRIES, OptionReader, OptionsRefused
from annotator.machines.engines.protocol import (
    NOTHING_USED,
    EngineAnswer,
    EngineFailed,
    GivenArticle,
    ReaderMake,
)
from annotator.machines.engines.wire.answered import one_line, read_answer
from annotator.machines.engines.wire.asked import asked_as_json, written

MOST_BYTES = 4_000_000
"""Of what it answers."""
LAST_BYTES = 4_000
"""Of what it complains of: only the end is kept."""
PIECE = 65_536
ALWAYS = ("PATH", "LANG")
LONGEST_COMPLAINT = 200
Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class ProgramEngine:
    """Starts the program for each article anew."""

    program: OwnProgram
    make: ReaderMake
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    most_bytes: int = MOST_BYTES

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return what the program says of the article. Raises EngineFailed."""
        asked = written(asked_as_json(given, self.make))
        with tempfile.TemporaryDirectory(prefix="annotator-program-") as folder:
            process = self._started(folder)
            try:
                talk = _Talk(process, asked, self.program, self.most_bytes)
                talk.hold()
                code = talk.ended()
            finally:
                _end(process)
        words = bytes(talk.answer).decode("utf-8", "replace")
        if code:
            why = talk.complaint() or f"it ended with {code}"
            raise EngineFailed(f"{self.program.name} failed: {why}", used=_used(words))
        return read_answer(words)

    def _started(self, folder: str) -> Process:
        names = (*ALWAYS, *self.program.environment)
        given = {name: self.environment[name] for name in names if name in self.environment}
        try:
            return subprocess.Popen(  # nosec B603
                self.program.run,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=given,
                start_new_session=True,
            )
        except OSError as error:
            why = error.strerror or "it is not there"
            raise EngineFailed(f"{self.program.name} could not be started: {why}.") from error


class _Talk:
    """Tells a process what is asked, and takes what it says, as both get ready."""

    def __init__(self, process: Process, asked: bytes, program: OwnProgram, most: int) -> None:
        self._process, self._left, self._most = process, memoryview(asked), most
        self._program, self._until = program, monotonic() + program.seconds
        self.answer, self._complaints = bytearray(), bytearray()

    def hold(self) -> None:
        """Read until it says no more. Raises EngineFailed where it takes too long, or says too
        much."""
        process = self._process
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("A program is asked by its standard input.")
        with selectors.DefaultSelector() as ready:
            ready.register(process.stdin, selectors.EVENT_WRITE)
            ready.register(process.stdout, selectors.EVENT_READ)
            ready.register(process.stderr, selectors.EVENT_READ)
            os.set_blocking(process.stdin.fileno(), False)
            # What a child of its own holds open after it has ended is not waited for.
            while process.stdout in [key.fileobj for key in ready.get_map().values()]:
                for key, _ in ready.select(self._wait()):
                    self._move(ready, key.fileobj)

    def ended(self) -> int:
        """Return the code with which it ended. Raises EngineFailed where it does not end."""
        try:
            return self._process.wait(self._wait())
        except subprocess.TimeoutExpired as error:
            raise self._too_slow() from error

    def complaint(self) -> str:
        """Return the last line that it complained in, shortened."""
        lines = bytes(self._complaints).decode("utf-8", "replace").split("\n")
        told = [line for one in lines if (line := one_line(one, LONGEST_COMPLAINT))]
        return told[-1] if told else ""

    def _move(self, ready: selectors.BaseSelector, pipe: Any) -> None:
        if pipe is self._process.stdin:
            self._tell(ready, pipe)
            return
        piece = os.read(pipe.fileno(), PIECE)
        if not piece:
            ready.unregister(pipe)
        elif pipe is self._process.stdout:
            self.answer += piece
            if len(self.answer) > self._most:
                limit = f"{self._most / 1_000_000:g} MB"
                raise EngineFailed(f"{self._program.name} answers with more than {limit}.")
        else:
            self._complaints = (self._complaints + piece)[-LAST_BYTES:]

    def _tell(self, ready: selectors.BaseSelector, pipe: Any) -> None:
        # A program may answer without hearing all.
        with suppress(BrokenPipeError):
            self._left = self._left[os.write(pipe.fileno(), self._left[:PIECE]) :]
            if self._left:
                return
        ready.unregister(pipe)
        with suppress(BrokenPipeError):
            pipe.close()

    def _wait(self) -> float:
        left = self._until - monotonic()
        if left <= 0:
            raise self._too_slow()
        return left

    def _too_slow(self) -> EngineFailed:
        limit = f"{self._program.seconds:g} seconds"
        return EngineFailed(f"{self._program.name} took more than {limit}.", again=True)


def check_program(options: Mapping[str, Any], desk: DeskEngines) -> dict[str, Any]:
    """Return the options: which program, and what it is told itself. Raises OptionsRefused."""
    reader = OptionReader(options)
    reader.one_of("program", tuple(desk.programs))
    own = reader.anything("own")
    if not isinstance(own, dict) or len(own) > MOST_ENTRIES:
        raise OptionsRefused("own must be an object, {…}: it is told to the program as it is.")
    return reader.done()


def program_engine(make: ReaderMake, desk: DeskEngines) -> ProgramEngine:
    """Return the engine of a make. Raises OptionsRefused."""
    options = check_program(make.options, desk)
    told = ReaderMake(make.engine, make.model, make.version, options["own"], make.prompt)
    return ProgramEngine(desk.programs[options["program"]], told, desk.environment)


def _used(words: str) -> EngineAnswer:
    """Return what a program that failed says that it took, where it says so."""
    with suppress(EngineFailed):
        return replace(read_answer(words), spans=())
    return NOTHING_USED


def _end(process: Process) -> None:
    """End the process with all that it started, and leave nothing of it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout, process.stderr):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
    process.wait()
