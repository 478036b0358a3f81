"""Which blocks of a page are the article, which part each is, and what is left to be taken in."""

import pytest

from articles.intake.regions import propose_regions
from articles.intake.webpages import NoArticle, Page, read_page
from tests.articles.intake.pages.saved import BEFORE, BEHIND, HEADLINE, left_out, lines, read, saved

WORDS = "Three more boats are missing at the quay, say divers."


def parts(page: Page) -> list[tuple[str, str]]:
    found = propose_regions(page.text, page.title, page.byline, page.read.markup)
    return [(part.role, page.text[part.start : part.end]) for part in found]


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='related'><p>{}</p></div>", "<aside><p>{}</p></aside>", "<nav><ul><li>{}</li></ul></nav>",
        "<p class='read-more'>{}</p>", "<div class='ArticleNewsletter'><p>{}</p></div>", "<ul class='tags'><li>{}</li></ul>",
        "<div id='cookieBanner'><p>{}</p></div>", "<div class='paywall'><p>{}</p></div>", "<div role='navigation'>{}</div>",
        "<div class='share-bar'><p>{}</p></div>", "<section class='comments'><div><p>{}</p></div></section>",
        "<div class='teaser'><h3><a href='/t'>{}</a></h3></div>", "<div class='author-bio'><p>{}</p></div>",
        "<ul><li><a href='/1'>{}</a></li></ul>",
    ],
)  # fmt: skip
def test_furniture_is_left_out_and_can_be_taken_in(furniture):
    body = furniture.format(WORDS)
    assert lines(body) == []
    assert left_out(body) == [WORDS]
    assert lines(f"<div class='paragraph'><p>{WORDS}</p></div>") == [WORDS]


def test_what_is_left_out_has_its_place():
    page = read(f"<p>One more line of it here.</p><div class=related>{WORDS}</div>")
    ((line, text, role),) = [each for each in page.read.left_out if each.text == WORDS]
    assert page.text.split("\n")[line:] == [BEHIND]
    assert (text, role) == (WORDS, "link")


@pytest.mark.parametrize("name", ["comments-open", "post has-sidebar", "share", "related-content"])
def test_a_class_of_the_whole_article_makes_it_no_furniture(name):
    page = read_page(saved().replace("<article>", f"<div class='{name}'>").encode())
    assert page.text.split("\n")[-2:] == [BEFORE, BEHIND]


@pytest.mark.parametrize(
    "name", ["entry share", "topic", "post--with-share", "has-related post", "ad-free"]
)
def test_entries_that_are_the_text_together_are_no_furniture_by_a_class_of_each(name):
    said = [f"{at}. {BEFORE}" for at in range(6)]
    body = "".join(f"<div class='{name}'><p>{words}</p></div>" for words in said)
    page = f"<html><head><title>{HEADLINE}</title></head><body><main><h1>{HEADLINE}</h1>{body}</main></body></html>"
    assert read_page(page.encode()).text.split("\n") == [HEADLINE, *said]


@pytest.mark.parametrize("name", ["cmp-banner", "CookieConsent", "piano-offer", "comments"])
def test_a_banner_with_half_of_the_words_is_furniture_all_the_same(name):
    banner = f"<div class='{name}'><h2>We store cookies</h2><p>{BEHIND} {WORDS}</p></div>"
    page = f"<html><head><title>{HEADLINE}</title></head><body>{banner}<main><h1>{HEADLINE}</h1><p>{BEFORE}</p></main></body></html>"
    assert read_page(page.encode()).text.split("\n") == [HEADLINE, BEFORE]


def test_headline_and_standfirst_stand_there_once_wherever_the_page_has_them():
    standfirst = "Nineteen are dead, and nobody knows how many were aboard"
    twice = f"<div><h1>{HEADLINE}</h1><p class='standfirst'>{standfirst}</p></div>"
    page = read_page(
        saved(f"<h2>{HEADLINE}</h2><p>{standfirst}</p>")
        .replace("<article>", f"<header class='article-header'>{twice}</header><article>")
        .encode()
    )
    assert page.text.split("\n") == [HEADLINE, standfirst, BEFORE, BEHIND]
    assert parts(page) == [("headline", HEADLINE), ("standfirst", standfirst)]


def test_of_a_sites_name_and_the_headline_the_headline_is_meant():
    page = saved().replace(f"<h1>{HEADLINE}</h1>", f"<h2 class=title>{HEADLINE}</h2>")
    page = page.replace("<header>", "<h1 class=logo><a href='/'>The Quay</a></h1><header>")
    found = read_page(page.encode())
    assert (found.title, found.text.split("\n")[0]) == (HEADLINE, HEADLINE)


def test_a_headline_in_a_box_of_its_own_has_its_standfirst_beside_it():
    standfirst = "Nineteen are dead, and nobody knows how many were aboard"
    head = f"<div><h1>{HEADLINE}</h1></div><div><p>{standfirst}</p></div>"
    page = f"<html><head><title>{HEADLINE}</title></head><body><main>{head}<div class='article-body'><p>{BEFORE}</p><p>{BEHIND}</p></div></main></body></html>"
    assert read_page(page.encode()).text.split("\n") == [HEADLINE, standfirst, BEFORE, BEHIND]


def test_a_label_goes_with_the_links_it_stands_over():
    links = "<div><p>More on this story</p><ul><li><a href='/x'>Storm closes the port</a></li></ul></div>"
    assert lines(links) == []
    assert left_out(links) == ["More on this story", "Storm closes the port"]
    assert lines(
        "<p>They said no.</p><ul><li><a href='/x'>Storm closes the port</a></li></ul>"
    ) == ["They said no."]


def test_a_live_blog_keeps_the_time_of_its_first_entry():
    entries = "".join(
        f"<div class=post><header><span class=when>{at}:00</span><h3>Update</h3></header><div><p>{words}</p></div></div>"
        for at, words in ((9, BEFORE), (10, BEHIND), (11, WORDS), (12, BEFORE + " Again."))
    )
    page = f"<html><head><title>{HEADLINE}</title></head><body><main><h1>{HEADLINE}</h1><div>{entries}</div></main></body></html>"
    assert read_page(page.encode()).text.split("\n")[1:4] == ["9:00", "Update", BEFORE]


def test_cards_of_other_articles_stay_out():
    card = "<article class=card><a href='/{0}'><h3>Other story number {0}</h3><p>Words on the other story {0} that go on.</p></a></article>"
    body = "<div class=grid>" + "".join(card.format(at) for at in range(5)) + "</div>"
    assert lines(body) == []


def test_captions_bylines_and_notes_are_parts_of_the_article():
    page = read(
        "<figure><img src=x><figcaption>The ferry in June.</figcaption></figure>"
        "<ol class='footnotes'><li>A count of the coast guard.</li></ol>",
    )
    assert ("caption", "The ferry in June.") in parts(page)
    assert ("references", "A count of the coast guard.") in parts(page)
    headed = saved().replace("</h1>", "</h1><p class='byline'>By Ann Roe</p>")
    assert ("byline", "By Ann Roe") in parts(read_page(headed.encode()))


def test_short_blocks_among_the_text_belong_to_it():
    body = "<h2>What next</h2><p>No.</p><ul><li>19 dead</li></ul><div><time>9:00</time><p>Three.</p></div>"
    assert lines(body) == ["What next", "No.", "19 dead", "9:00", "Three."]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        "<p></p>",
        "<nav><a href='/'>Home</a></nav>",
        "<" * 5000,
        "<!-- -->",
        "\0",
        "<div>" * 3000,
    ],
)
def test_a_page_without_an_article_is_refused_in_words(page):
    with pytest.raises(NoArticle, match="No main text was found in the page"):
        read_page(page.encode())


@pytest.mark.parametrize("language, prose", [
    ("zh", "市长周一表示，大桥将关闭两周，渡轮每小时开出一班。海岸警卫队没有给出数字。"),
    ("ja", "市長は月曜日、橋を二週間閉鎖すると述べた。フェリーは一時間ごとに出る。"),
    ("ar", "قال رئيس البلدية إن الجسر سيغلق أسبوعين، وإن العبارة تغادر كل ساعة."),
])  # fmt: skip
def test_a_short_article_in_any_script_is_found(language, prose):
    page = f"<html lang={language}><body><article><h1>{prose[:8]}</h1><p>{prose}</p></article></body></html>"
    assert read_page(page.encode()).text == f"{prose[:8]}\n{prose}"
