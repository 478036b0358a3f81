"""Machine readers for the tests, and what they read, as their own actions would store it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from annotator.machines.judging.judged import JudgedReading, JudgedSpan
from annotator.machines.models import (
    AidRule,
    Engine,
    MachineReader,
    MachineReading,
    Shows,
    StoryReader,
)
from annotator.machines.recording.store import Spent, store_reading
from annotator.people.models import User
from articles.models import Article, Story


def machine_for(
    story: Story,
    by: User,
    name: str = "Cues",
    *,
    counts: bool = False,
    shows: str = Shows.NOTHING,
    unaided: int = 20,
    seed: str = "a seed",
    since: datetime | None = None,
    **make: Any,
) -> StoryReader:
    """Return a machine reader of a story, with a rule of what people see of it."""
    now = since or timezone.now()
    account = User.objects.create(
        username=f"machine-{name.lower()}", first_name=name, is_machine=True, is_active=False,
        password="!",
    )  # fmt: skip
    make = {"engine": Engine.CUES, "make": f"make of {name}"} | make
    reader = MachineReader.objects.create(
        account=account, name=name, created_by=by, created_at=now, **make
    )
    wanted = StoryReader.objects.create(
        story=story, reader=reader, counts=counts, added_by=by, added_at=now
    )
    AidRule.objects.create(
        of=wanted, shows=shows, unaided_percent=unaided, seed=seed, since=now, by=by
    )
    return wanted


def span(article: Article, words: str, label: str, **more: Any) -> JudgedSpan:
    """Return the first place of these words in the article, judged."""
    start = article.text.index(words)
    return JudgedSpan(label, start, start + len(words), words, **more)


def read_by(
    wanted: StoryReader, article: Article, spans: Sequence[JudgedSpan] = (), **dropped: int
) -> MachineReading:
    """Let the machine have read the article, and marked these spans."""
    reading, _ = MachineReading.objects.get_or_create(
        reader=wanted.reader, article=article, defaults={"assigned_at": timezone.now()}
    )
    judged = JudgedReading(tuple(spans), Counter(dropped))
    return store_reading(reading, article, judged, "", Spent(seconds=1.0))
