"""What is chosen of a draft: whatever is left out or taken in, its parts stay with their words."""

from hypothesis import given
from hypothesis import strategies as st

from articles.intake.choices import MIXED, Choices, key_of, paragraphs_of
from articles.intake.drafts import Draft, LeftOut
from articles.intake.fields import Refused

LINES = st.lists(
    st.sampled_from(
        ["Talks end", "By Ann Roe", "", " A line of it. ", "Read more: the other one", "References",
         "Roe, A. (2021). The pipe.", "It was said in the evening that the talks were over.",
         "(Photo: Roe) The pier. (AFP)", "It was said in the evening that the talks were over. Then no."]
    ), min_size=1, max_size=9,
)  # fmt: skip
LEFT = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["Menu", " Card "])), max_size=4)


def made(lines: list[str], left: list[tuple[int, str]]) -> Draft:
    text = "\n".join(lines)
    out = tuple(LeftOut(line, words, "link") for line, words in sorted(left))
    return Draft("here", "Post", "Talks end", text if text.strip() else text + "x", left_out=out)


@given(LINES, LEFT)
def test_without_a_choice_a_draft_is_what_it_was(lines, left):
    draft = made(lines, left)
    assert Choices({}).applied(draft) is draft
    same = {
        f"role.{key_of(draft)}.{each.number}": each.role
        for each in paragraphs_of(draft)
        if each.role != MIXED
    }
    assert Choices(same).applied(draft) is draft


@given(LINES, LEFT, st.sets(st.integers(0, 14)), st.integers(0, 14))
def test_parts_stay_with_their_words(lines, left, turned, said):
    draft = made(lines, left)
    shown = paragraphs_of(draft)
    assert "\n".join(each.text for each in shown if each.is_in) == draft.text
    key = key_of(draft)
    sent = {
        f"{'drop' if p.is_in else 'take'}.{key}.{p.number}": "on"
        for p in shown
        if p.number in turned
    }
    sent[f"role.{key}.{said}"] = "caption"
    try:
        chosen = Choices(sent).applied(draft)
    except Refused:
        assert not any(p.text.strip() for p in shown if p.is_in != (p.number in turned))
        return
    wanted = [p for p in Choices(sent).paragraphs(draft) if p.is_in]
    assert chosen.text == "\n".join(p.text for p in wanted)
    edges = [edge for part in chosen.regions for edge in part[:2]]
    assert edges == sorted(edges)
    assert all(chosen.text[part.start : part.end].strip() for part in chosen.regions)
    spoken = {(chosen.text[part.start : part.end], part.role) for part in chosen.regions}
    for paragraph in wanted:
        if paragraph.role not in ("body", MIXED, "references", "repeated"):
            assert (paragraph.text.strip(), paragraph.role) in spoken


@given(LINES, st.text("0123456789abcdef", min_size=16, max_size=16))
def test_choices_of_another_draft_are_none(lines, key):
    draft = made(lines, [])
    if key != key_of(draft):
        assert Choices({f"drop.{key}.0": "on", f"role.{key}.0": "link"}).applied(draft) is draft
