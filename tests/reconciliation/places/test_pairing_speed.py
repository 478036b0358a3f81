"""Ten times the spans take about ten times as long; one span over all others costs little."""

from random import Random
from time import process_time
from timeit import timeit

from annotator.reconciliation.places.pairing import candidates, groups, matches, pair
from annotator.reconciliation.places.spans import Span, ordered


def readings(count: int, over_all: bool = False) -> list[Span]:
    """About `count` spans by three annotators of one long text, who mostly agree."""
    random = Random(7)
    choice = random.choice
    starts = sorted(random.randrange(20 * count) for _ in range(count * 10 // 27))
    places = [(s, random.randrange(4, 60), choice("pqrs"), choice("xyz")) for s in starts]
    spans = [Span(0, 20 * count, "claim", "", ("",), "", 1)] if over_all else []
    for annotator in (1, 2, 3):
        for start, length, label, link in places:
            chance = random.random()
            if chance < 0.1:
                continue
            if chance < 0.3:
                length += random.randrange(4)
            elif chance < 0.4:
                label, link = choice("pqrs"), choice(["", "x", "y", "z"])
            spans.append(Span(start, start + length, label, link, ("1",), "x" * length, annotator))
    return spans


def work(spans: list[Span]) -> None:
    assert pair(spans, (1, 2, 3)).groups
    listed = ordered(spans)
    best = candidates(listed)
    assert len(groups(listed, best)) < len(spans)
    assert matches(listed, best)


def seconds(*cases: list[Span], rounds: int = 1) -> list[float]:
    """Each case's best run, by turns. Whatever else the machine does only adds time."""
    runs = [
        [timeit(lambda: work(spans), timer=process_time, number=1) for spans in cases]  # noqa: B023
        for _ in range(rounds)
    ]
    return [min(best) for best in zip(*runs, strict=True)]


def test_ten_times_the_spans_take_at_most_twelve_times_as_long():
    cases = readings(2_000), readings(20_000)
    few, many = seconds(*cases)
    for _ in range(11):  # quadratic work takes a hundred times as long, however often it is asked
        if many <= 12 * few:
            break
        few, many = map(min, zip((few, many), seconds(*cases), strict=True))
    assert many <= 12 * few


def test_one_span_over_all_others_costs_little():
    without, beneath = seconds(readings(10_000), readings(10_000, over_all=True), rounds=3)
    assert beneath <= 4 * without
