"""Many people who each store a highlight at their own pace, and how long each of them waits."""

import random
import re
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from benchmarks.client import Client

LABELS = ("entity-person", "entity-place", "claim-event", "claim-opinion")
WORD = re.compile(r"\w{3,}")


@dataclass
class Person:
    """Somebody signed in, with an article to read. `waits` are milliseconds."""

    session: str
    article: int
    text: str
    waits: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    left: list[tuple[re.Match[str], str]] = field(default_factory=list)
    """Words and labels that go together only once."""

    def __post_init__(self) -> None:
        self.left = list(product(WORD.finditer(self.text), LABELS))
        random.Random(self.article).shuffle(self.left)

    def highlight(self, client: Client) -> None:
        """Store one highlight of a word that has not got this label yet."""
        word, label = self.left.pop()
        fields: dict[str, Any] = {
            "op": uuid.uuid4(), "annotation": uuid.uuid4(), "verb": "create", "base": 0,
            "label": label, "start": word.start(), "end": word.end(),
            "quote": word[0], "part": 7,
        }  # fmt: skip
        try:
            self.waits.append(client.post(f"/articles/{self.article}/changes", fields).ms)
        except (RuntimeError, OSError) as error:
            self.refused.append(str(error))


def work(people: Sequence[Person], port: int, pause: float, seconds: float) -> list[float]:
    """Let them all work for so long, each storing once every `pause` seconds; return the waits.

    Raises RuntimeError where somebody was refused.
    """
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_person, args=(person, port, pause, until, number))
        for number, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused := [words for person in people for words in person.refused]:
        raise RuntimeError(f"{len(refused)} highlights were refused, as: {refused[0]}")
    waits = [wait for person in people for wait in person.waits]
    for person in people:
        person.waits = []
    return waits


def _person(person: Person, port: int, pause: float, until: float, number: int) -> None:
    chance, client = random.Random(number), Client(port, person.session)
    time.sleep(chance.random() * pause)  # nobody begins when another does
    while (began := time.monotonic()) < until:
        person.highlight(client)
        time.sleep(max(0, began + pause * chance.uniform(0.8, 1.2) - time.monotonic()))
    client.connection.close()
