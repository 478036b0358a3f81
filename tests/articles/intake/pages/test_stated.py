"""What a page says of itself: its language, who wrote it, what it is called, when."""

import json

import pytest

from articles.intake.pages.byline import named
from articles.intake.webpages import read_page
from tests.articles.intake.pages.saved import read, saved


@pytest.mark.parametrize(
    "given, language",
    [
        ({"html": "lang='fr'"}, "fr"), ({"html": "lang=PT_BR"}, "pt-BR"), ({"html": "xml:lang='fr'"}, "fr"),
        ({"html": "", "head": "<meta http-equiv='Content-Language' content='fr, en'>"}, "fr"),
        ({"html": "", "head": "<meta name='language' content='fr'>"}, "fr"),
        ({"html": "", "head": "<meta property='og:locale' content='fr_FR'>"}, "fr"),
        ({"html": "", "head": "<meta property='og:locale' content='pt_BR'>"}, "pt-BR"),
        ({"html": "", "head": '<script type="application/ld+json">{"@type":"NewsArticle","inLanguage":"fr"}</script>'}, "fr"),
        ({"html": "lang='en'", "head": "<meta property='og:locale' content='fr_FR'>"}, "en"),
        ({"html": "", "head": "<!-- <html lang='en'> --><script>var x = \"<html lang='en'>\"</script>"}, ""),
        ({"html": "lang='x y'"}, ""), ({"html": "lang=''"}, ""), ({"html": "lang='und'"}, ""),
    ],
)  # fmt: skip
def test_the_language_is_the_one_the_page_says(given, language):
    assert read(**given).language == language


def test_a_comment_for_an_old_browser_says_nothing():
    page = saved(html='lang="fr"').replace(
        "<html", '<!--[if IE]><html lang="en"><![endif]--><html', 1
    )
    assert read_page(page.encode()).language == "fr"


def test_the_article_says_its_language_before_the_page_does():
    page = saved().replace("<article>", "<article lang='fr'>")
    assert read_page(page.encode()).language == "fr"


@pytest.mark.parametrize(
    "said, name",
    [
        ("Ann Roe", "Ann Roe"), ("By Ann Roe", "Ann Roe"), ("BY ANN ROE", "ANN ROE"), ("Quai & Port", "Quai & Port"),
        ("Von Max Müller", "Max Müller"), ("Par Jeanne Roy et Omar Reza", "Jeanne Roy et Omar Reza"),
        ("Автор: Анна Рой", "Анна Рой"), ("بقلم: عمر رضا", "عمر رضا"), ("文：李明", "李明"),
        ("View all posts by Ann Roe", "Ann Roe"), ("Posts by Ann Roe", "Ann Roe"),
        ("Ann Roe, Political Correspondent", "Ann Roe"), ("Ann Roe | Staff Writer | 3 min read", "Ann Roe"),
        ("Ann Roe, Omar Reza", "Ann Roe, Omar Reza"), ("Ann Roe <ann@quay.example>", "Ann Roe"),
        ("Ann Roe @annroe", "Ann Roe"), ("Reuters Staff", "Reuters Staff"), ("Byron Parr", "Byron Parr"),
        ("Pardeep Singh", "Pardeep Singh"), ("Ann Roe · 24 February 2022", "Ann Roe"),
        ("admin", ""), ("Editor", ""), ("Staff Reporter", ""), ("Redaktion", ""), ("https://facebook.com/roe", ""),
        ("ann@quay.example", ""), ("", ""), ("x" * 300, ""), ("2022-02-24", ""),
    ],
)  # fmt: skip
def test_a_byline_is_the_names_as_printed(said, name):
    assert named(said) == name


def linked(**article: object) -> str:
    told = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", **article}],
    }
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


@pytest.mark.parametrize(
    "head, body, name",
    [
        ("<meta name=author content='Quai &amp; Port'>", "", "Quai & Port"),
        (linked(author=[{"name": "Ann Roe"}, {"name": "Omar Reza"}]), "", "Ann Roe, Omar Reza"),
        (linked(author="Ann Roe"), "", "Ann Roe"), (linked(author={"name": ["Ann Roe"]}), "", "Ann Roe"),
        ("<meta name=author content=Admin>" + linked(author={"name": "Ann Roe"}), "", "Ann Roe"),
        ("<meta name=author content='Ann Roe'>" + linked(author=[{"name": "Ann Roe"}, {"name": "Omar Reza"}]), "", "Ann Roe, Omar Reza"),
        ("", "<a rel=author href=/a>Ann Roe</a>", "Ann Roe"), ("", "<p class=byline>By Ann Roe</p>", "Ann Roe"),
        ("", "<span itemprop=author>Ann Roe</span>", "Ann Roe"),
        ("", "<div class=BylineWrap><span>By Ann Roe</span><span>Harbour reporter</span></div>", "Ann Roe"),
        ("", "<p class=byline>By <a>Ann Roe</a> and <a>Omar Reza</a></p>", "Ann Roe and Omar Reza"),
        ("<meta property='article:author' content='https://facebook.com/quay'>", "", ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":</script>', "", ""),
        ("<script type='application/ld+json'>[[[[{\"author\":5}]]]]</script>", "", ""),
    ],
)  # fmt: skip
def test_who_wrote_it_is_read_off_head_data_or_page(head, body, name):
    assert read(body, head=head).byline == name


def test_whoever_comments_did_not_write_it():
    comment = "<section id=comments><div class=comment><span class=author>troll99</span><p>No!</p></div></section>"
    assert read(around=comment).byline == ""


def test_title_address_and_day_are_what_the_head_says():
    head = "<link rel=canonical href='https://quay.example/1'><meta property='article:published_time' content='2022-02-24T10:00:00Z'>"
    page = read(head=head)
    assert (page.title, page.url, page.published_on) == (
        "Ferry sinks off the point",
        "https://quay.example/1",
        "2022-02-24",
    )
