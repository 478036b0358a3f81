"""What keeps a span from counting as its article's own: alike in Python and in the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparison.asides import aside_role, regions_of
from articles.models import Region
from articles.parts import Part, role_of

PARTS = [Part(0, 10, "headline"), Part(10, 20, "caption"), Part(30, 40, "references")]


@pytest.mark.parametrize(
    "span, role",
    [
        ((0, 10), "headline"),
        ((8, 12), "body"),  # half in each: in neither
        ((8, 13), "caption"),
        ((20, 30), "body"),
        ((12, 13), "caption"),
        ((25, 36), "references"),
        ((24, 36), "body"),
        ((50, 60), "body"),
    ],
)
def test_a_span_stands_where_more_than_half_of_it_does(span, role):
    assert role_of(PARTS, *span) == role


def test_a_headline_counts_and_a_caption_does_not():
    assert aside_role(PARTS, 0, 10) == ""
    assert aside_role(PARTS, 12, 18) == "caption"
    assert aside_role([], 12, 18) == ""


@given(
    st.lists(st.integers(1, 60), min_size=2, max_size=12, unique=True).map(sorted),
    st.integers(0, 60),
    st.integers(1, 30),
)
def test_the_part_found_is_the_one_that_a_look_at_all_finds(edges, start, length):
    roles = ("headline", "caption", "link")
    parts = [
        Part(low, high, roles[n % 3])
        for n, (low, high) in enumerate(zip(edges[::2], edges[1::2], strict=False))
    ]
    end = start + length
    over = [p for p in parts if 2 * (min(end, p.end) - max(start, p.start)) > length]
    assert role_of(parts, start, end) == (over[0].role if over else "body")


def test_the_regions_of_many_articles_take_one_statement(
    article, other_article, django_assert_num_queries
):
    Region.objects.create(article=article, start=6, end=30, role="caption")
    Region.objects.create(article=article, start=0, end=5, role="headline")
    with django_assert_num_queries(1):
        known = regions_of([article.pk, other_article.pk])
    assert known == {article.pk: [Part(0, 5, "headline"), Part(6, 30, "caption")]}
