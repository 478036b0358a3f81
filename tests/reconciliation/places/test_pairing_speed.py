"""Ten times the spans are about ten times the work; one span over all others costs little."""

from random import Random

from annotator.reconciliation.places import pairing
from annotator.reconciliation.places.pairing import candidates, groups, matches, pair
from annotator.reconciliation.places.spans import Span, ordered
from tests.work import lines_run


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


def lines(spans: list[Span]) -> int:
    return lines_run(pairing, lambda: work(spans))


def test_ten_times_the_spans_are_at_most_twelve_times_the_work():
    few = lines(readings(2_000))
    assert few > 2_000  # the count sees each span
    assert lines(readings(20_000)) <= 12 * few


def test_one_span_over_all_others_costs_little():
    assert lines(readings(10_000, over_all=True)) <= 2 * lines(readings(10_000))
