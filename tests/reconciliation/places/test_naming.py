"""What a difference is called: several types at once, edges, details, split places."""

import pytest

from annotator.reconciliation.places.pairing import candidates, groups, linked_groups, matches, pair
from annotator.reconciliation.places.spans import Span, ordered

A, B, C, D = 1, 2, 3, 4


def at(start, end, who, label="p", link="", *rest, quote=""):
    return Span(start, end, label, link, rest, quote or "x" * (end - start), who)


def quoted(text, words, who):
    start = text.index(words)
    return at(start, start + len(words), who, quote=words)


def named(spans, submitted):
    """Each group as the letters of its annotators and its types."""
    return [
        ("".join(" ABCD"[who] for who in sorted(s.annotator for s in group.spans)), [*group.types])
        for group in pair(spans, submitted).groups
    ]


def test_one_group_can_differ_in_several_ways():
    spans = [at(0, 10, A, "p", "k"), at(0, 8, B, "q", "l"), at(0, 10, C, "p", "")]
    assert named(spans, [A, B, C, D]) == [("ABC", ["edges", "label", "details", "blank", "missed"])]


def test_one_of_three_marks_a_word_more():
    spans = [at(0, 10, A), at(0, 10, B), at(0, 15, C)]
    assert named(spans, [A, B, C]) == [("ABC", ["edges"])]


def test_four_annotators_two_labels():
    spans = [at(5, 9, A), at(5, 9, B, "q"), at(5, 9, C), at(5, 9, D, "q")]
    assert named(spans, [A, B, C, D]) == [("ABCD", ["label"])]
    assert named(spans[:3], [A, B, C, D]) == [("ABC", ["label", "missed"])]


def test_four_annotators_agree_and_one_word_is_one_persons():
    spans = [at(5, 9, who, "p", "k", "1") for who in (D, B, A, C)] + [at(20, 24, C)]
    assert named(spans, [A, B, C, D]) == [("ABCD", ["agreed"]), ("C", ["missed"])]


def test_an_empty_reading_misses_everything():
    spans = [at(5, 9, A), at(5, 9, B)]
    assert named(spans, [A, B, C]) == [("AB", ["missed"])]
    assert pair([], [A, B]) == ([], [])


def test_a_chain_without_a_common_character_is_two_groups_of_one_split_place():
    spans = [at(0, 10, A), at(5, 15, B), at(10, 20, C)]
    paired = pair(spans, [A, B, C])
    assert named(spans, [A, B, C]) == [("AB", ["edges", "split"]), ("C", ["missed", "split"])]
    assert paired.linked == [(0, 1)]
    assert linked_groups(paired) == [[0, 1]]
    listed = ordered(spans)
    assert matches(listed, candidates(listed)) == [(0, 1), (1, 2)]


def test_one_long_span_against_three_short_ones_is_one_place():
    spans = [at(0, 30, A), at(0, 9, B), at(10, 19, B), at(20, 29, B), at(40, 45, A)]
    paired = pair(spans, [A, B])
    assert [group.types for group in paired.groups] == [
        ("edges",),
        ("split",),
        ("split",),
        ("missed",),
    ]
    assert paired.linked == [(0, 1), (0, 2)]
    assert linked_groups(paired) == [[0, 1, 2], [3]]


def test_a_place_can_run_through_several_links():
    spans = [at(0, 20, A), at(0, 9, B), at(10, 30, B), at(20, 40, A), at(31, 40, B)]
    paired = pair(spans, [A, B])
    assert paired.linked == [(0, 1), (1, 2)]
    assert linked_groups(paired) == [[0, 1, 2]]


def test_nested_by_the_same_person_is_missed_and_not_split():
    spans = [at(0, 30, A), at(0, 30, B), at(5, 12, A)]
    paired = pair(spans, [A, B])
    assert [group.types for group in paired.groups] == [("agreed",), ("missed",)]
    assert paired.linked == []


def test_the_same_words_twice_by_one_person_pair_once():
    twins = [at(5, 9, A, "p", "k", "1"), at(5, 9, A, "p", "k", "1"), at(5, 9, B, "p", "k", "1")]
    assert sorted(named(twins, [A, B])) == [("A", ["missed"]), ("AB", ["agreed"])]


def test_the_second_answer_on_the_same_words_finds_its_like():
    spans = [at(5, 9, who, "p", link) for who in (A, B) for link in ("length", "cost")]
    assert named(spans, [A, B]) == [("AB", ["agreed"]), ("AB", ["agreed"])]


@pytest.mark.parametrize(
    "text, one, two, type_",
    [
        ("he said “a new era”.", "“a new era”", "a new era", "punctuation"),
        ("he said “a new era”.", "“a new era”.", "a new era”", "punctuation"),
        ("a gas line , he said", "gas line", " gas line , ", "punctuation"),
        ("«газ», сказал он", "«газ»,", "газ", "punctuation"),
        ("یہ لاہور۔ ہے", "لاہور۔", "لاہور", "punctuation"),
        ("他说「新时代」。", "「新时代」", "新时代", "punctuation"),
        ("wait...", "...", "..", "punctuation"),
        ("some 26% of it", "26%", "26", "edges"),
        ("some 26 % of it", "26 %", "26", "edges"),
        ("some 26 ‰, it is", "26 ‰,", "26", "edges"),
        ("some 26%, it is", "26%,", "26%", "punctuation"),
        ("by R&", "R&", "R", "edges"),
        ("see #gas now", "#gas", "gas", "edges"),
        ("see @gas now", "@gas", "gas", "edges"),
        ("$3 billion", "$3 billion", "3 billion", "edges"),
        ("gas 🎉🎉 line", "gas 🎉🎉", "gas", "edges"),
        ("gas 🎉🎉, line", "gas 🎉🎉,", "gas 🎉🎉", "punctuation"),
        ("gas, line", "gas, line", "gas, ", "edges"),
        ("the gas", "the gas", "gas", "edges"),
    ],
)
def test_edges_that_differ_by_punctuation_alone(text, one, two, type_):
    assert named([quoted(text, one, A), quoted(text, two, B)], [A, B]) == [("AB", [type_])]


def test_a_third_who_marks_a_word_more_makes_it_edges():
    text = "he said “a new era” began"
    spans = [quoted(text, "“a new era”", A), quoted(text, "a new era", B)]
    spans.append(quoted(text, "“a new era” began", C))
    assert named(spans, [A, B, C]) == [("ABC", ["edges"])]


@pytest.mark.parametrize(
    "one, two, types",
    [
        (("k", "1", ""), ("k", "1", ""), ["agreed"]),
        (("k", "1", ""), ("k", "2", ""), ["details"]),
        (("k", "1", ""), ("l", "1", ""), ["details"]),
        (("k", "1", ""), ("k", "", ""), ["blank"]),
        (("k", "1", ""), ("", "1", ""), ["blank"]),
        (("k", "1", ""), ("k", "", "1"), ["blank"]),
        (("k", "1", ""), ("l", "", ""), ["details", "blank"]),
    ],
)
def test_details_differ_where_both_are_given_and_are_blank_where_one_is_not(one, two, types):
    assert named([at(5, 9, A, "p", *one), at(5, 9, B, "p", *two)], [A, B]) == [("AB", types)]


@pytest.mark.parametrize(
    "spans, together",
    [
        # Of two that are alike otherwise, the one that overlaps more.
        ([at(2, 10, A), at(0, 8, B), at(3, 10, B)], [0, 2]),
        # The same label outweighs an overlap that is better by less than a half.
        ([at(0, 10, A, "q"), at(0, 10, B, "p"), at(0, 7, B, "q")], [0, 2]),
        # The same score: the same label comes before the same details, …
        ([at(0, 9, A, "p", "k"), at(0, 9, B, "q", "k"), at(0, 9, A, "q", "z")], [1, 2]),
        # … the same details before a closer overlap that makes up for them, …
        ([at(0, 8, A, "p", "k"), at(0, 8, B, "p", "z"), at(4, 8, B, "p", "k")], [0, 2]),
        # … and the smaller span before the larger.
        ([at(0, 8, A), at(0, 6, B), at(2, 8, B)], [0, 1]),
        # Details that nobody gave are not the same.
        ([at(0, 9, A, "p", ""), at(0, 8, B, "p", ""), at(0, 9, B, "p", "k")], [0, 2]),
    ],
)
def test_who_goes_with_whom(spans, together):
    listed = ordered(spans)
    joined = next(group for group in groups(listed, candidates(listed)) if len(group) == 2)
    assert {listed[i] for i in joined} == {spans[i] for i in together}


def test_a_key_is_kept_and_never_looked_at():
    one, two = object(), object()
    spans = [at(5, 9, A)._replace(key=one), at(5, 9, B)._replace(key=two)]
    assert {span.key for span in pair(spans, [A, B]).groups[0].spans} == {one, two}


def test_a_span_by_somebody_who_has_not_submitted_is_refused():
    with pytest.raises(ValueError, match=r"not submitted.*start=5"):
        pair([at(5, 9, A), at(5, 9, C)], [A, B])


def test_an_empty_span_is_refused():
    with pytest.raises(ValueError, match=r"empty.*start=5"):
        pair([at(5, 5, A)], [A, B])
