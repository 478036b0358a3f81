"""Who is given what when a manager lets the program spread: rules that hold for every desk."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.assignments.distribution import Reader, Short, Text, distribute


@st.composite
def desks(draw):
    """Texts, people, k, and pairs that stand or have ended, as they can stand together."""
    texts = [Text(n, draw(st.integers(0, 3))) for n in range(draw(st.integers(0, 14)))]
    people = range(100, 100 + draw(st.integers(0, 6)))
    every = [(text.id, person) for text in texts for person in people]
    reading = draw(st.sets(st.sampled_from(every))) if every else set()
    had = draw(st.sets(st.sampled_from(every))) - reading if every else set()
    source = {text.id: text.source for text in texts}
    readers = []
    for person in people:
        theirs = Counter(source[text] for text, one in reading if one == person)
        readers.append(Reader(person, theirs.total(), theirs))
    read = Counter(text for text, _ in reading)
    texts = [text._replace(readers=read[text.id]) for text in texts]
    return texts, readers, draw(st.integers(1, 5)), reading, had


@given(desks())
def test_each_text_has_its_readers_or_is_told_short_and_nobody_has_one_twice(desk):
    texts, people, k, reading, had = desk
    done = distribute(*desk)
    assert len(set(done.pairs)) == len(done.pairs)
    assert not set(done.pairs) & (reading | had)
    new = Counter(text for text, _ in done.pairs)
    lacking = {short.text.id: short for short in done.short}
    for text in texts:
        free = sum((text.id, one.id) not in reading | had for one in people)
        assert new[text.id] == min(max(0, k - text.readers), free)
        if text.id in lacking:
            short = lacking[text.id]
            assert short.lacking == k - text.readers - new[text.id] > 0
            assert short.reading + short.had == sum(
                (text.id, one.id) in reading | had for one in people
            )
        else:
            assert text.readers + new[text.id] >= k


@given(desks())
def test_the_same_desk_gives_the_same_pairs_in_whatever_order_it_is_told(desk):
    texts, people, *rest = desk
    assert sorted(distribute(texts[::-1], people[::-1], *rest).pairs) == sorted(
        distribute(*desk).pairs
    )


@given(desks())
def test_a_raised_number_of_readers_only_adds(desk):
    texts, people, k, reading, had = desk
    first = set(distribute(*desk).pairs)
    new, source = Counter(text for text, _ in first), {text.id: text.source for text in texts}
    people = [
        Reader(
            one.id,
            one.load + sum(person == one.id for _, person in first),
            Counter(one.by_source) + Counter(source[t] for t, person in first if person == one.id),
        )
        for one in people
    ]
    texts = [text._replace(readers=text.readers + new[text.id]) for text in texts]
    again = distribute(texts, people, k, reading | first, had)
    assert again.pairs == ()
    more = distribute(texts, people, k + 1, reading | first, had)
    assert not set(more.pairs) & first
    assert all(number == 1 for number in Counter(text for text, _ in more.pairs).values())


@given(st.integers(1, 5), st.integers(1, 8), st.lists(st.integers(0, 3), max_size=60))
def test_from_nothing_loads_differ_by_one_at_most(k, people, sources):
    texts = [Text(n, source) for n, source in enumerate(sources)]
    done = distribute(texts, [Reader(n) for n in range(people)], k)
    loads = Counter(dict.fromkeys(range(people), 0))
    loads.update(person for _, person in done.pairs)
    assert max(loads.values()) - min(loads.values()) <= 1


@given(st.integers(2, 6), st.integers(2, 4), st.integers(1, 12))
def test_nobody_reads_one_outlet_only_where_there_is_enough_of_each(people, sources, rounds):
    texts = [Text(n, n % sources) for n in range(people * sources * rounds)]
    done = distribute(texts, [Reader(n) for n in range(people)], 1)
    for person in range(people):
        outlets = Counter(text % sources for text, one in done.pairs if one == person)
        assert len(outlets) > 1
        assert max(outlets.values()) - min(outlets.values()) <= sources


def test_who_would_read_one_outlet_only_changes_a_text_with_somebody_who_can_spare_one():
    """What people had before leaves two of these four with outlet 0 alone, one text at a time."""
    texts = [Text(n, int(n in (0, 4))) for n in range(8)]
    had = {(1, 0), (3, 2), (4, 2), (4, 3), (6, 1), (6, 2), (7, 0)}
    pairs = distribute(texts, [Reader(n) for n in range(4)], 2, had=had).pairs
    outlets = {one: {texts[text].source for text, who in pairs if who == one} for one in range(4)}
    assert all(theirs == {0, 1} for theirs in outlets.values())
    assert sorted(Counter(one for _, one in pairs).values()) == [3, 4, 4, 5]


def test_a_newcomer_does_not_catch_up_on_one_outlet():
    texts = [Text(n, n // 20) for n in range(80)]
    people = [Reader(1), *[Reader(n, 40, dict.fromkeys(range(4), 10)) for n in (2, 3, 4)]]
    outlets = Counter(text // 20 for text, one in distribute(texts, people, 1).pairs if one == 1)
    assert sum(outlets.values()) == 50
    assert set(outlets) == {0, 1, 2, 3}
    assert max(outlets.values()) - min(outlets.values()) <= 2


def test_says_which_texts_stay_short_and_why():
    people = [Reader(1), Reader(2, 1, {0: 1})]
    text = Text(7, 0, readers=1)
    done = distribute([text], people, 3, reading={(7, 2)}, had={(7, 1)})
    assert done.pairs == ()
    assert done.short == (Short(text, lacking=2, reading=1, had=1),)
    assert distribute([Text(8, 0)], [], 1).short == (Short(Text(8, 0), 1, 0, 0),)


def test_a_large_desk_is_spread_to_the_article():
    texts = [Text(n, n * 7 % 30) for n in range(5000)]
    done = distribute(texts, [Reader(n) for n in range(40)], 2)
    assert set(Counter(one for _, one in done.pairs).values()) == {250}
    assert not done.short
