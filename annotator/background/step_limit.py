"""End a worker's process that comes no step further for too long, whatever it hangs in."""

import signal

LONGEST = 10**9
"""Seconds that the system can count."""


class StepLimit:
    """Lets the system end this process once `step` was not called for `seconds`; 0: never.

    The system does it by a signal that nobody handles: what waits for a lock, a network or a
    function in C may never come back to Python to be told.
    """

    def __init__(self, seconds: int = 0) -> None:
        self._seconds = min(seconds, LONGEST)

    def step(self) -> None:
        """Say that the process has come a step further: its time begins anew."""
        if self._seconds:
            signal.alarm(self._seconds)

    def end(self) -> None:
        """Count no more."""
        if self._seconds:
            signal.alarm(0)
