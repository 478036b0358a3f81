"""Which readings saw suggestions, and how long they took, by rules and times alone."""

from datetime import UTC, datetime, timedelta

import pytest

from annotator.reconciliation.machine_figures.arms import (
    Arm,
    BegunReading,
    RuleThen,
    arm_of,
    minutes_read,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


READING = BegunReading(7, 12, at(60))
SHOWN, HIDDEN = RuleThen(at(0), True, 0, "s"), RuleThen(at(0), False, 0, "s")
DRAWN = RuleThen(at(0), True, 100, "s")


@pytest.mark.parametrize(
    ("rules", "others", "read_at", "same_text", "arm"),
    [
        ([SHOWN], [], at(30), True, Arm.WITH),
        ([DRAWN], [], at(30), True, Arm.WITHOUT),
        ([HIDDEN], [], at(30), True, Arm.NOT_SHOWN),
        ([], [], at(30), True, Arm.NOT_SHOWN),
        ([SHOWN], [], at(61), True, Arm.TOO_LATE),
        ([SHOWN], [], at(60), True, Arm.WITH),
        ([SHOWN], [], at(30), False, Arm.OTHER_TEXT),
        ([SHOWN, RuleThen(at(60), False, 0, "s")], [], at(30), True, Arm.NOT_SHOWN),
        ([SHOWN, RuleThen(at(61), False, 0, "s")], [], at(30), True, Arm.WITH),
        ([SHOWN], [[DRAWN]], at(30), True, Arm.WITHOUT),
        ([SHOWN], [[HIDDEN], [RuleThen(at(0), False, 100, "s")]], at(30), True, Arm.WITH),
    ],
)
def test_the_arm(rules, others, read_at, same_text, arm):
    assert arm_of(READING, read_at, same_text, rules, others) == arm


def test_pauses_of_more_than_ten_minutes_are_left_out():
    # 3 + 10, then a pause of 11, then 4: 17 of the 28 minutes.
    events = [at(3), at(13), at(24), at(-5), at(40)]
    assert minutes_read(at(0), at(28), events) == 17
    assert minutes_read(at(0), at(28), []) == 0
