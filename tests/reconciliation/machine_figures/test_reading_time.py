"""How long a reading took, by its times alone."""

from datetime import UTC, datetime, timedelta

from annotator.reconciliation.machine_figures.reading_time import minutes_read

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_pauses_of_more_than_ten_minutes_are_left_out():
    # 3 + 10, then a pause of 11, then 4: 17 of the 28 minutes.
    events = [at(3), at(13), at(24), at(-5), at(40)]
    assert minutes_read(at(0), at(28), events) == 17
    assert minutes_read(at(0), at(28), []) == 0
