"""A machine of the story, and an engine that stands in for all."""

import pytest

from annotator.machines.runs import claims, reading
from tests.machines.making import machine_for
from tests.machines.runs.engine import FakeEngine, standing_in


@pytest.fixture
def machine(story, mo):
    return machine_for(story, mo)


@pytest.fixture
def engine(monkeypatch):
    """Pauses are none, so that nobody waits."""
    monkeypatch.setattr(claims, "PAUSES", (0, 0, 0))
    monkeypatch.setattr(reading, "pause", lambda seconds: None)
    with standing_in(FakeEngine()) as fake:
        yield fake
