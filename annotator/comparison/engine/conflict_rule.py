"""Decide whether two values can both hold (pure).

The allowance is applied once, to the gap: the larger of the tolerance × the larger magnitude and
half a unit of the last stated digit of the coarser exact figure.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from annotator.comparison.engine.records import QuestionRecord
from annotator.comparison.engine.value_record import Value
from annotator.comparison.engine.values import as_fraction

NOUGHT = Fraction(0)


class Gap(NamedTuple):
    """How far two intervals are apart, 0 where they touch with an open end; and the larger
    magnitude

    of the two ends that face each other.
    """

    width: Fraction
    magnitude: Fraction


@lru_cache(maxsize=50_000)
def conflict(one: Value, other: Value, question: QuestionRecord) -> bool:
    """Return whether two values of one scope exclude each other, whoever says them."""
    if one.denied or other.denied:
        if one.denied and other.denied:
            return False
        return _inside(other, one, question) if one.denied else _inside(one, other, question)
    if question.many or one.same(other):
        return False
    if one.key or other.key:
        unknown = one.unsorted or other.unsorted
        return not unknown and not question.hold_together(one.key, other.key)
    between = gap(one, other)
    if between is None:
        return False
    allowed = allowance(one, other, between, question)
    return between.width > allowed or (between.width == 0 and allowed == 0)


def gap(one: Value, other: Value) -> Gap | None:
    """Return what lies between two intervals, or between the ends of two periods, the wider gap.

    None where they meet.
    """
    first = _gap(one, other)
    last = _gap(one.until, other.until) if one.until and other.until else None
    return max(first, last) if first and last else first or last


def _gap(one: Value, other: Value) -> Gap | None:
    for lower, upper in ((one, other), (other, one)):
        if lower.high is not None and upper.low is not None:
            width = upper.low - lower.high
            if width > 0 or (width == 0 and (lower.high_open or upper.low_open)):
                return Gap(width, max(abs(lower.high), abs(upper.low)))
    return None


def gives(value: Value, foretold: Value, question: QuestionRecord) -> bool:
    """Return whether the value is what was foretold: it lies within it, the allowance once, or is
    the same word."""
    if value.key or foretold.key:
        same = value.key == foretold.key and value.unsorted == foretold.unsorted
        together = question.hold_together(value.key, foretold.key)
        return same or (together and not (value.unsorted or foretold.unsorted))
    if value.until and foretold.until and not gives(value.until, foretold.until, question):
        return False
    rounding = share = Fraction(0)
    if question.type == "quantity":
        rounding, share = _rounding(value, foretold), as_fraction(question.tolerance)

    def reach(end: Fraction | None, limit: Fraction | None) -> Fraction:
        return max(share * max(abs(end or NOUGHT), abs(limit or NOUGHT)), rounding)

    return _beyond(
        value.low, value.low_open, foretold.low, foretold.low_open, reach(value.low, foretold.low)
    ) and _beyond(
        _minus(value.high), value.high_open, _minus(foretold.high), foretold.high_open,
        reach(value.high, foretold.high),
    )  # fmt: skip


def allowance(one: Value, other: Value, between: Gap, question: QuestionRecord) -> Fraction:
    """Return how wide a gap is allowed; none between days."""
    if question.type != "quantity":
        return NOUGHT
    return max(as_fraction(question.tolerance) * between.magnitude, _rounding(one, other))


def _rounding(one: Value, other: Value) -> Fraction:
    return max(one.step or NOUGHT, other.step or NOUGHT) / 2


def _inside(value: Value, denied: Value, question: QuestionRecord) -> bool:
    """Return whether all that the value leaves possible is denied.

    A denied figure reaches as far as the allowance; a denied limit (not more than 20) does not.
    """
    if value.key or denied.key:
        return value.key == denied.key and value.unsorted == denied.unsorted
    if value.until and denied.until and not _inside(value.until, denied.until, question):
        return False
    reach = NOUGHT
    if question.type == "quantity" and denied.low is not None and denied.high is not None:
        ends = (value.low, value.high, denied.low, denied.high)
        magnitude = max(abs(end) for end in ends if end is not None)
        reach = max(as_fraction(question.tolerance) * magnitude, _rounding(value, denied))
    return _beyond(value.low, value.low_open, denied.low, denied.low_open, reach) and _beyond(
        _minus(value.high), value.high_open, _minus(denied.high), denied.high_open, reach
    )


def _beyond(
    end: Fraction | None, is_open: bool, limit: Fraction | None, limit_open: bool, reach: Fraction
) -> bool:
    if limit is None or end is None:
        return limit is None
    if end == limit and limit_open and not is_open:
        return reach > 0
    return end >= limit - reach


def _minus(end: Fraction | None) -> Fraction | None:
    return None if end is None else -end
