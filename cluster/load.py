"""Somebody who downloads a table again and again, and how long nobody got an answer."""

import threading
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from faults.person import Ledger, Person

TABLE = "/stories/the-strait/readings.csv"
PAUSE = 1.0
FROM = "X-As-Of"


class TableReader(Person):
    """A manager who downloads readings.csv once a second, from each web host in turn."""

    def __init__(self, name: str, password: str, places: Sequence[tuple[str, int]],
                 ledger: Ledger, stop: threading.Event) -> None:  # fmt: skip
        super().__init__(name, password, places, ledger, stop)
        self.answers: Counter[str] = Counter()
        """Downloads by where they came from: the replica or the primary."""

    def work(self) -> None:
        while not self.stopped.wait(PAUSE):
            if self.insist("GET", TABLE, {}) == 200:
                self.answers["replica" if FROM in self.headers else "primary"] += 1


def outage(times: Sequence[float], since: float, until: float) -> float:
    """The longest time between two acknowledgements, in seconds."""
    within = [since, *(at for at in times if since <= at <= until), until]
    return max(later - earlier for earlier, later in pairwise(within))
