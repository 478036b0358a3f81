"""What an import has settled goes to the first place that it meets; what lies elsewhere is not
looked at."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.reconciliation.places import assemble
from annotator.reconciliation.places.assemble import meets, shared_out
from annotator.reconciliation.places.spans import Span
from tests.work import lines_run

edges = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda one: (one[0], sum(one)))


def span(start: int, end: int) -> Span:
    return Span(start, end, "claim", "", (), "", 1)


def one_by_one(gold, places):
    """Each place in turn looks at all that is left."""
    left, found = sorted(gold, key=lambda one: one[:2]), []
    for spans in places:
        met = [one for one in left if meets(*one[:2], spans)]
        left = [one for one in left if one not in met]
        found.append([what for *_, what in met])
    return found, {what for *_, what in left}


@given(st.lists(edges), st.lists(st.lists(edges, min_size=1, max_size=4)))
def test_as_if_each_place_looked_at_all_that_is_left(golds, groups):
    gold = [(*one, number) for number, one in enumerate(golds)]
    places = sorted(sorted(span(*one) for one in group) for group in groups)
    found, left = shared_out(gold, places)
    assert (found, set(left)) == one_by_one(gold, places)
    assert len(left) + sum(map(len, found)) == len(gold)


def test_ten_times_the_places_and_imports_are_ten_times_the_work():
    def work(count: int) -> int:
        places = [[span(10 * n, 10 * n + 5)] for n in range(count)]
        gold = [(10 * n + 3 * (n % 3), 10 * n + 5 + 3 * (n % 3), n) for n in range(count)]
        gold.append((0, 10 * count, count))  # one lies over all
        return lines_run(assemble, lambda: shared_out(gold, places))

    few = work(200)
    assert few > 200
    assert work(2_000) <= 12 * few
