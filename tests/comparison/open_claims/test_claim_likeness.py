"""Which questions and claims a claim is like: by words, rare ones more, numbers and names."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.comparison.open_claims.claim_likeness import LEAST_LIKENESS, KnownWording
from tests.comparison.open_claims.wordings import Wordings

LENGTH, COST = "How long is the pipeline?", "What does the pipeline cost?"
KNOWN = [
    KnownWording(LENGTH, 1),
    KnownWording(COST, 2),
    KnownWording("the pipe is 800 km long", 1, "D", "x"),
    KnownWording("a cost of about $2 billion", 2, "D", "y"),
    KnownWording("Work begins in July", None, "E", "z"),
]


def questions(text, source="A", most=5):
    return [one.known.question for one in Wordings(KNOWN).like(text, source, most)[0]]


def test_the_likest_first_each_question_once():
    assert questions("the 1,100 km long pipeline") == [1, 2]
    assert questions("the 1,100 km long pipeline", most=1) == [1]


def test_by_another_sources_claim_never_by_ones_own():
    found, _ = Wordings(KNOWN).like("a cost of nearly $3 billion", "A", 5)
    assert found[0].known.name == "y"
    own, _ = Wordings(KNOWN).like("a cost of nearly $3 billion", "D", 5)
    assert {one.known.source for one in own} <= {None}


def test_claims_without_a_question_stand_apart():
    found, loose = Wordings(KNOWN).like("Work is to begin in July", "A", 5)
    assert [one.known.name for one in loose] == ["z"]
    assert all(one.known.question for one in found)


def test_a_number_and_a_name_in_common_count():
    plain = KnownWording("the line reaches the old harbour town", None, "B", 1)
    exact = KnownWording("the line reaches Kasur 1100 km away", None, "C", 2)
    _, loose = Wordings([plain, exact]).like("the line reaches 1,100 km to Kasur", "A", 5)
    assert loose[0].known.name == 2


def test_nothing_alike_is_nothing():
    assert Wordings(KNOWN).like("Snow fell overnight", "A", 5) == ([], [])
    assert Wordings([]).like("anything", "A", 5) == ([], [])


@given(st.text("abc 1,A?", max_size=40), st.lists(st.text("abc 1,A?", max_size=30), max_size=6))
def test_the_order_of_what_is_known_does_not_matter(text, others):
    known = [KnownWording(other, n % 3, None, n) for n, other in enumerate(dict.fromkeys(others))]
    one, other = (Wordings(lot).like(text, "A", 9)[0] for lot in (known, known[::-1]))
    assert sorted(like.likeness for like in one) == sorted(like.likeness for like in other)
    assert all(like.likeness >= LEAST_LIKENESS for like in one)
