"""Parts of the page are named once and dimmed where they do not count, and no word is lost."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.drawing.html import draw_piece, draw_text
from annotator.annotations.drawing.page_parts import page_parts
from annotator.annotations.drawing.segments import Mark, Piece, all_pieces
from articles.parts import Part
from articles.text import blocks

TEXT = " A caption.\nThe minister landed. Again. She left.\n\nReferences\nOne, 2022\n"


def drawn(*parts: Part, marks: tuple[Mark, ...] = ()) -> list[str]:
    text = draw_text(list(blocks(TEXT)), marks, parts)
    return re.findall(r"<p .*?</p>", text)


def test_a_block_that_is_a_part_is_named_and_dimmed():
    caption, body, *_ = drawn(Part(1, 11, "caption"))
    assert caption.startswith('<p dir="auto" class="region dim" data-region="caption">')
    assert "region" not in body


def test_a_headline_is_named_and_not_dimmed():
    assert drawn(Part(1, 11, "headline"))[0].startswith(
        '<p dir="auto" class="region" data-region="headline">'
    )


def test_a_part_of_many_blocks_is_named_once():
    *_, heading, entry = drawn(Part(TEXT.index("References"), len(TEXT) - 1, "references"))
    assert 'class="gap region dim" data-region="references"' in heading
    assert 'class="region dim"' in entry
    assert "data-region" not in entry


def test_a_part_within_a_block_is_wrapped_with_the_marks_that_cross_its_edges():
    start = TEXT.index("Again")
    marks = (Mark(start - 8, start + 3, "k", "claim"),)
    body = drawn(Part(start, start + 6, "repeated"), marks=marks)[1]
    assert (
        'The minister <mark class="claim begins" data-a="k">landed. </mark>'
        '<span class="region dim" data-region="repeated"><mark class="claim" data-a="k">Aga</mark>'
        "in.</span> She left."
    ) in body


spans = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=10, unique=True).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@given(spans, spans)
def test_whatever_lies_over_it_the_text_is_all_there(parts, marked):
    marks = [Mark(*span, str(n), "claim") for n, span in enumerate(marked)]
    told = [Part(*span, ("caption", "headline", "link")[n % 3]) for n, span in enumerate(parts)]
    found = draw_text(list(blocks(TEXT)), marks, told)
    paragraphs = [re.sub("<.*?>", "", one) for one in re.findall(r"<p .*?</p>", found)]
    assert [unescape(one) for one in paragraphs] == [block.text for block in blocks(TEXT)]
    assert found.count("<span") == found.count("</span")


@given(spans)
def test_what_is_neither_a_block_nor_within_one_is_in_no_part(parts):
    told = [Part(*span, "caption") for span in parts]
    placed = page_parts(list(blocks(TEXT)), told)
    covered = {n for one in placed.within for n in range(one.start, one.end)}
    for block in blocks(TEXT):
        if block.start in placed.whole:
            covered.update(range(block.start, block.end))
    wanted = {n for one in told for n in range(one.start, one.end) if TEXT[n].strip()}
    assert {n for n in covered if TEXT[n].strip()} == wanted


def test_a_long_block_is_named_in_its_first_piece_alone():
    text = "word " * 900
    first, second, _ = all_pieces(blocks(text))
    over = [Mark(100, 4000, "", "caption")]
    assert 'data-region="caption"' in draw_piece(first, [], over)
    assert draw_piece(second, [], over).startswith('<span class="region dim">')
    assert draw_piece(Piece(0, "a<b"), []) == "a&lt;b"
