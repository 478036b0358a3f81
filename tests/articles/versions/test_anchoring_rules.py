"""Rules of placing marks that hold for every text and every edit."""

from hypothesis import given
from hypothesis import strategies as st

from articles.versions.anchoring import AnchorOutcome, Placed, place
from tests.articles.versions.texts import ANY_TEXT, article

SEEDS = st.integers(0, 10_000)
KEPT = {AnchorOutcome.CARRIED, AnchorOutcome.MOVED}


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a made-up article stands, without what parts it from the next."""
    found, start = [], 0
    for at, sign in enumerate(text):
        if sign in ".?!":
            found.append((start, at + 1))
            start = at + 1
            while start < len(text) and text[start].isspace():
                start += 1
    return found


@st.composite
def spans(draw: st.DrawFn, within: tuple[int, int]) -> tuple[int, int]:
    start = draw(st.integers(within[0], within[1] - 1))
    return start, draw(st.integers(start + 1, within[1]))


@given(SEEDS, st.data())
def test_in_the_same_text_every_mark_is_carried_to_its_own_place(seed, data):
    text = article(seed)
    span = data.draw(spans((0, len(text))))
    assert place(text, text, [span]) == [Placed(AnchorOutcome.CARRIED, *span)]


@given(ANY_TEXT.filter(bool), st.data())
def test_in_any_same_text_every_mark_is_carried_to_its_own_place(text, data):
    span = data.draw(spans((0, len(text))))
    assert place(text, text, [span]) == [Placed(AnchorOutcome.CARRIED, *span)]


@given(ANY_TEXT.filter(bool), ANY_TEXT, st.data())
def test_any_two_texts_give_an_answer(old, new, data):
    span = data.draw(spans((0, len(old))))
    (found,) = place(old, new, [span])
    if found.outcome == AnchorOutcome.ORPHANED:
        assert (found.start, found.end) == (None, None)
    else:
        assert 0 <= found.start < found.end <= len(new)
    if found.outcome in KEPT:
        assert new[found.start : found.end] == old[slice(*span)]


@given(SEEDS, st.data())
def test_an_edit_elsewhere_never_moves_a_mark(seed, data):
    """A sentence is put in, taken out or replaced, at least one sentence away from the mark's."""
    text = article(seed)
    told = sentences(text)
    number = data.draw(st.integers(0, len(told) - 1))
    span = data.draw(spans(told[number]))
    other = data.draw(st.sampled_from([n for n in range(len(told)) if abs(n - number) > 1]))
    start, end = told[other]
    came = data.draw(st.sampled_from(["", "Nobody had foreseen any of this. ", "Zebras, zebras."]))
    end = data.draw(st.sampled_from([start, end]))
    now = text[:start] + came + text[end:]
    by = len(came) - (end - start) if start < span[0] else 0
    assert place(text, now, [span]) == [Placed(AnchorOutcome.CARRIED, span[0] + by, span[1] + by)]


@given(SEEDS, st.data())
def test_a_mark_inside_what_is_gone_is_an_orphan(seed, data):
    """Even if its words stand elsewhere: the words of these articles are few."""
    text = article(seed)
    told = sentences(text)
    first = data.draw(st.integers(0, len(told) - 2))
    last = data.draw(st.integers(first, min(first + 4, len(told) - 2)))
    start, end = told[first][0], told[last + 1][0]
    # The words at its ends may be those before and behind it: which of them went is not to be seen.
    span = data.draw(spans((start + text[start:].index(" "), end - 2)))
    if text[slice(*span)].strip(" \n.?!"):
        (found,) = place(text, text[:start] + text[end:], [span])
        assert found == Placed(AnchorOutcome.ORPHANED, None, None)


@given(SEEDS, st.data())
def test_where_a_paragraph_stands_twice_in_a_row_its_marks_are_to_review(seed, data):
    text = article(seed)
    lines = text.split("\n\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    start = sum(len(line) + 2 for line in lines[:number])
    span = data.draw(spans((start, start + len(lines[number]))))
    now = "\n\n".join([*lines[: number + 1], *lines[number:]])
    # Of a longer one, what lies further than a hundred words from its end is not compared.
    if len(lines[number].split()) < 100 and text[slice(*span)].strip(" \n.?!"):
        assert place(text, now, [span])[0].outcome == AnchorOutcome.REVIEW


@given(SEEDS, st.data())
def test_a_mark_moves_with_its_sentences(seed, data):
    lines = article(seed, 40).split("\n\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    to = data.draw(st.integers(0, len(lines) - 1))
    others = lines[:number] + lines[number + 1 :]
    old, new = "\n\n".join(lines), "\n\n".join([*others[:to], lines[number], *others[to:]])
    start = sum(len(line) + 2 for line in lines[:number])
    span = data.draw(spans((start, start + len(lines[number]))))
    (found,) = place(old, new, [span])
    by = sum(len(line) + 2 for line in others[:to]) - start
    if len(lines[number]) > 40 and old[slice(*span)].strip(" \n.?!"):
        assert found.outcome in KEPT | {AnchorOutcome.REVIEW}
    if found.outcome in KEPT:
        assert (found.start, found.end) == (span[0] + by, span[1] + by)


@given(SEEDS, SEEDS, st.data())
def test_in_another_article_no_mark_is_carried(seed, other, data):
    old, new = article(seed), article(other + 20_000)
    span = data.draw(spans((0, len(old))))
    assert place(old, new, [span])[0].outcome not in KEPT


@given(SEEDS, st.data())
def test_a_word_that_changed_inside_a_mark_is_never_carried(seed, data):
    text = article(seed)
    start, end = data.draw(spans((0, len(text))))
    gaps = [n for n in range(start + 1, end - 1) if text[n] == " "]
    if not gaps:
        return
    at = data.draw(st.sampled_from(gaps))
    now = f"{text[:at]} not{text[at:]}"
    (found,) = place(text, now, [(start, end)])
    assert (found.outcome, now[found.start : found.end]) == (
        AnchorOutcome.REVIEW,
        now[start : end + 4].strip(),
    )
