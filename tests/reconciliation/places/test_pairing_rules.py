"""What holds of every pairing, and that it is what the rule says, restated word for word."""

from collections import Counter
from fractions import Fraction
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from annotator.reconciliation.places.pairing import candidates, groups, linked_groups, matches, pair
from annotator.reconciliation.places.spans import Span, Type, ordered

TEXT = "“ab, c%” d🎉 ‘ef’ (g), #h"


@st.composite
def span(draw):
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, min(start + 9, len(TEXT))))
    label, link = draw(st.sampled_from("pq")), draw(st.sampled_from(["", "k", "l"]))
    rest = draw(st.sampled_from([("", ""), ("1", ""), ("2", ""), ("1", "x")]))
    return Span(start, end, label, link, rest, TEXT[start:end], draw(st.integers(1, 4)))


SPANS = st.lists(span(), max_size=14)
READERS = (1, 2, 3, 4)


def shared(one, two):
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def half(one, two):
    return 2 * shared(one, two) >= min(one.end - one.start, two.end - two.start)


def rank(spans, i, j):
    one, two = spans[i], spans[j]
    label, link = one.label == two.label, one.link == two.link and one.link != ""
    union = max(one.end, two.end) - min(one.start, two.start)
    score = Fraction(shared(one, two), union) + Fraction(label, 2) + Fraction(link, 2)
    return -score, not label, not link, i, j


def ruled(spans):
    """The groups as ruled, each pair of spans looked at: slow, and plain."""
    pairs = sorted(
        rank(spans, i, j)
        for i, j in combinations(range(len(spans)), 2)
        if spans[i].annotator != spans[j].annotator and half(spans[i], spans[j])
    )
    found = [{i} for i in range(len(spans))]
    for *_, i, j in pairs:
        one, two = (next(group for group in found if k in group) for k in (i, j))
        both = [spans[k] for k in one | two]
        alone = len({span.annotator for span in both}) == len(both)
        common = max(span.start for span in both) < min(span.end for span in both)
        if one is not two and alone and common:
            found = [group for group in found if group not in (one, two)] + [one | two]
    return sorted(sorted(group) for group in found)


def what(span):
    return span[:5]


def content(paired):
    """The groups and the places with nobody's name in them."""
    named = [
        (tuple(sorted(what(span) for span in group.spans)), group.types) for group in paired.groups
    ]
    return Counter(named), Counter(
        tuple(sorted(named[at] for at in place)) for place in linked_groups(paired)
    )


@given(SPANS)
def test_candidates_stand_as_ruled_compared_as_fractions(spans):
    spans = ordered(spans)
    best = candidates(spans)
    assert set(best) == {
        (i, j)
        for i, j in combinations(range(len(spans)), 2)
        if spans[i].annotator != spans[j].annotator and half(spans[i], spans[j])
    }
    for here, there in combinations(best, 2):
        if set(here) & set(there):
            assert rank(spans, *here) < rank(spans, *there)


@given(st.integers(1, 3000), st.integers(1, 3), st.integers(0, 2**22))
def test_scores_of_long_spans_are_told_apart_to_the_last_character(less, further, length):
    more = less + further
    for size in (more + 1 + length, less * more // further):  # the second is often a tie
        spans = ordered(
            Span(0, end, "p", "", (), "", who)
            for end, who in ((size, 1), (size - less, 2), (size + more, 3))
            if end > 0
        )
        best = candidates(spans)
        assert best == sorted(best, key=lambda at: rank(spans, *at))


@given(SPANS)
def test_groups_are_those_of_the_rule(spans):
    spans = ordered(spans)
    assert groups(spans, candidates(spans)) == ruled(spans)


@given(SPANS)
def test_every_span_is_in_exactly_one_group(spans):
    tagged = [span._replace(key=n) for n, span in enumerate(spans)]
    paired = pair(tagged, READERS)
    assert sorted(s.key for group in paired.groups for s in group.spans) == list(range(len(spans)))
    assert sorted(at for place in linked_groups(paired) for at in place) == list(
        range(len(paired.groups))
    )


@given(SPANS, st.randoms(use_true_random=False), st.permutations([10, 20, 30, 40]))
def test_neither_the_order_of_input_nor_a_name_matters(spans, random: Random, names):
    renamed = [span._replace(annotator=names[span.annotator - 1]) for span in spans]
    random.shuffle(renamed)
    assert content(pair(renamed, names)) == content(pair(spans, READERS))


@given(SPANS, st.integers(2, 4))
def test_identical_readings_are_all_agreed(spans, readers):
    copies = [span._replace(annotator=n) for n in range(readers) for span in spans]
    paired = pair(copies, range(readers))
    assert len(paired.groups) == len(spans)
    assert all(group.types == (Type.AGREED,) for group in paired.groups)
    assert paired.linked == []


@given(SPANS)
def test_a_reading_against_nothing_is_all_missed(spans):
    paired = pair([span._replace(annotator=1) for span in spans], (1, 2))
    assert len(paired.groups) == len(spans)
    assert all(group.types == (Type.MISSED,) for group in paired.groups)


@given(SPANS)
def test_a_single_reading_is_never_agreed(spans):
    paired = pair([span._replace(annotator=1) for span in spans], [1])
    assert [group.types for group in paired.groups] == [(Type.SINGLE,)] * len(spans)


@given(SPANS)
def test_no_group_holds_two_spans_of_one_annotator_or_without_a_common_character(spans):
    for group in pair(spans, READERS).groups:
        assert len({span.annotator for span in group.spans}) == len(group.spans)
        assert max(span.start for span in group.spans) < min(span.end for span in group.spans)


@given(SPANS)
def test_matches_are_those_of_two_annotators_alone(spans):
    spans = ordered(spans)
    found = matches(spans, candidates(spans))
    assert all(half(spans[i], spans[j]) for i, j in found)
    for two in combinations(READERS, 2):
        mine = [i for i, span in enumerate(spans) if span.annotator in two]
        alone = [group for group in ruled([spans[i] for i in mine]) if len(group) == 2]
        assert sorted((i, j) for i, j in found if {i, j} <= set(mine)) == [
            (mine[i], mine[j]) for i, j in alone
        ]


@given(SPANS)
def test_types_say_what_the_spans_show(spans):
    paired = pair(spans, READERS)
    for position, (group, types) in enumerate(paired.groups):
        assert list(types) == [t for t in Type if t in types]
        agreed = len(group) == len(READERS) and len({what(span) for span in group}) == 1
        assert (types == (Type.AGREED,)) == agreed
        assert (Type.LABEL in types) == (len({span.label for span in group}) > 1)
        edges = {(span.start, span.end) for span in group}
        assert (Type.EDGES in types or Type.PUNCTUATION in types) == (len(edges) > 1)
        bare = {trimmed(span) for span in group}
        assert (Type.PUNCTUATION in types) == (len(edges) > 1 and len(bare) == 1)
        absent = set(READERS) - {span.annotator for span in group}
        second = seconds(paired, position)
        assert (Type.SPLIT in types) == bool(absent & second)
        assert (Type.MISSED in types) == bool(absent - second)


def trimmed(span):
    """The edges without the punctuation and space of TEXT; None where nothing else is there."""
    inside = [i for i in range(span.start, span.end) if TEXT[i] not in "“”‘’(), "]
    return (inside[0], inside[-1]) if inside else None


def seconds(paired, position):
    """Whose spans elsewhere make this group half of a split place."""
    group = paired.groups[position].spans
    return {
        other.annotator
        for at, (there, _) in enumerate(paired.groups)
        if at != position
        and not any(a.annotator == b.annotator and shared(a, b) for a in group for b in there)
        for other in there
        if any(other.annotator != span.annotator and half(other, span) for span in group)
    }


@given(SPANS)
def test_linked_are_the_groups_split_for_somebody(spans):
    paired = pair(spans, READERS)
    split = {at for at, group in enumerate(paired.groups) if Type.SPLIT in group.types}
    assert split <= {at for link in paired.linked for at in link}
    for one, two in paired.linked:
        assert one < two
        assert split & {one, two}
