"""The pages that are measured by `python -m benchmarks --only intake`: none loses by a change."""

import pytest

from articles.intake.webpages import read_page
from benchmarks.pages import languages, told
from benchmarks.pages.sites import SITES, SitePage, pages

THIRTY = pages(languages(), told)


def test_they_are_thirty_on_all_sites_in_thirteen_languages():
    assert len(THIRTY) == len({page.name for page in THIRTY}) == 30
    assert len(languages()) == 13
    assert {page.name.split()[1] for page in THIRTY} == set(SITES)


@pytest.mark.parametrize("page", THIRTY, ids=lambda page: page.name)
def test_all_that_is_wanted_arrives_as_it_stands_and_nothing_else(page: SitePage):
    found = read_page(page.html.encode())
    lines = found.text.split("\n")
    assert [each for each in page.wanted if each not in lines] == []
    assert [each for each in page.unwanted if each in found.text] == []
    assert found.language.partition("-")[0] == page.name.split()[0]
    assert found.title == page.wanted[0]


def test_what_is_left_out_of_them_can_be_taken_in():
    """But for what their readers do not see: one site hides it."""
    for page in THIRTY:
        there = [block.text for block in read_page(page.html.encode()).read.left_out]
        shown = [each for each in page.unwanted if f">{each}<" in page.html]
        assert "hashed" in page.name or all(each in there for each in shown)
