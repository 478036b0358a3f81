"""Which parts of a text are proposed to be no body, and which are left alone."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake import regions
from articles.intake.regions import propose_regions
from articles.intake.webpages import NoArticle, read_page
from tests.work import lines_run

BODY = (
    "The minister landed at noon and praised a pipeline of 1,100 kilometres from the coast to the "
    "hills. Both sides want it, she said."
)
MORE = "Officials said that another round of talks would follow in the autumn of this year."


def told(text: str, title: str = "", byline: str = "", **kept) -> list[tuple[str, str]]:
    found = propose_regions(text, title, byline, **kept)
    return [(part.role, text[part.start : part.end]) for part in found]


def lines(*given: str) -> str:
    return "\n".join(given)


@pytest.mark.parametrize(
    "line, role",
    [
        ("Read more: Harbour workers strike for a third week", "link"),
        ("READ MORE | Harbour workers strike", "link"),
        ("Also Read: Harbour workers strike?", "link"),
        ("Related: harbour workers strike", "link"),
        ("Read more", "link"),
        ("[Read also: Harbour workers strike]", "link"),
        ("Lire aussi : La grève du port", "link"),
        ("Lesen Sie auch: Der Streik im Hafen", "link"),
        ("Leer más: La huelga del puerto", "link"),
        ("Читайте также: Забастовка в порту", "link"),
        ("اقرأ أيضا: إضراب في الميناء", "link"),
        ("یہ بھی پڑھیں: بندرگاہ میں ہڑتال", "link"),
        ("https://harbour.example/strike?week=3", "link"),
        ("www.harbour.example/strike https://harbour.example/two", "link"),
        ("Photo: the minister at the harbour", "caption"),
        ("The minister at the harbour on Monday (AFP)", "caption"),
        ("The minister at the harbour on Monday. (Photo by Ann Roe)", "caption"),
        ("The minister at the harbour on Monday. [Image credit: Ann Roe/Reuters]", "caption"),
        ("The minister is welcomed at the harbour on Monday. — AFP", "caption"),
        ("Фото: министр в порту", "caption"),
        ("© 2026 The Harbour Post. All rights reserved.", "boilerplate"),
        ("Sign up for our weekly newsletter", "boilerplate"),
        ("Subscribe to our YouTube channel for more", "boilerplate"),
        ("Follow us on Facebook and Twitter", "boilerplate"),
        ("Share on Facebook | Twitter | WhatsApp", "boilerplate"),
        ("Advertisement", "boilerplate"),
        ("Alle Rechte vorbehalten", "boilerplate"),
        ("جملہ حقوق محفوظ ہیں", "boilerplate"),
    ],
)
def test_a_line_of_the_page_is_told_by_how_it_looks(line, role):
    assert told(lines(BODY, line, MORE)) == [(role, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Read more than anybody, the minister knew what to say to the people of the harbour.",
        "Related industries, such as shipping, would gain from the pipeline as well.",
        "Watch what they do, not what they say, an analyst told the paper.",
        "The pipeline (see the map) would end at Kasur (Punjab).",
        "“We subscribe to the view that it will pay,” he said.",
        "Photographs of the visit were published on Monday.",
        "Sources",
        "References to the treaty were struck out of the text, he said.",
        "The minister’s long walk",
        "By Friday, the pipe had reached the hills.",
        "The law was written in 1973 and mended in 2015 (both times in haste).",
        "The address is https://harbour.example, where the plan can be read.",
        "He shared it on Facebook and Twitter, she said.",
        "Copyright law protects the plan, a lawyer said on Monday.",
    ],
)
def test_a_sentence_or_a_subheading_stays_body(line):
    assert told(lines(BODY, line, MORE)) == []


def test_an_agency_behind_the_last_words_says_who_wrote_the_article():
    assert told(lines(BODY, MORE + " (AFP)")) == []


def test_the_title_on_top_is_the_headline_and_the_line_under_it_the_standfirst():
    text = lines(
        "Ministers’ talks at the harbour end", "No date is set for the first gas to flow", BODY
    )
    assert told(text, "Ministers' talks at the harbour end") == [
        ("headline", "Ministers’ talks at the harbour end"),
        ("standfirst", "No date is set for the first gas to flow"),
    ]


def test_the_title_at_greater_length_is_the_headline_but_no_sentence_that_begins_like_it():
    longer = "Ministers’ talks at the harbour end without a date"
    assert told(lines(longer, BODY), "Ministers' talks at the harbour") == [("headline", longer)]
    sentence = "Ministers’ talks at the harbour end without a date, it was said."
    assert told(lines(sentence, BODY), "Ministers' talks at the harbour") == []


@pytest.mark.parametrize(
    "line", ["By Ann Roe", "By Ann Roe and Omar Reza", "Our Correspondent", "Staff Reporter",
             "24 February 2022", "Published: February 24, 2022 10:15 am", "ann roe"],
)  # fmt: skip
def test_who_wrote_it_and_when_is_the_byline(line):
    assert told(lines(line, BODY, MORE), byline="Ann Roe") == [("byline", line)]
    body = [f"{number} ships lay in the harbour." for number in range(8)]
    assert told(lines(*body, line), byline="Ann Roe") == []


def test_a_caption_that_stands_twice_is_repeated_the_second_time():
    caption = "Two ministers shake hands at the harbour on Monday"
    with_credit = f"{caption}. (photo credit: Ann Roe/REUTERS)"
    text = lines(BODY, f" {with_credit}", f"{caption}.", MORE, f"{with_credit} {with_credit}")
    assert told(text) == [
        ("caption", with_credit),
        ("repeated", f"{caption}."),
        ("repeated", f"{with_credit} {with_credit}"),
    ]


def test_two_captions_in_one_block_are_two():
    one, two = "A ship at the quay. (Photo: Roe)", "A crane at the quay. (Photo: Roe)"
    assert told(lines(BODY, f"{one} {two} {one}", MORE)) == [
        ("caption", one),
        ("caption", two),
        ("repeated", one),
    ]


def test_a_sentence_that_stands_in_the_body_already_is_repeated():
    again = "Both sides will build a pipeline of 1,100 kilometres from the coast."
    run_together = "Bothsides will build a pipeline of 1,100 kilometres from thecoast."
    text = lines(f"{again} So it is.", MORE, f"He went on. {run_together} So it is.")
    assert told(text) == [("repeated", run_together)]


def test_a_short_sentence_may_be_said_twice():
    assert told(lines("We will see. " + BODY, "We will see. " + MORE)) == []


def test_a_caption_does_not_make_the_body_repeat_it():
    words = "The minister stood at the harbour with all of her advisers on Monday"
    assert told(lines(f"{words}. (Photo: Roe)", MORE, f"{words}.")) == [
        ("caption", f"{words}. (Photo: Roe)")
    ]


REFERENCES = (
    "“Talks on a pipeline begin,” The Meridian, 23 February 2022",
    "Ann Roe, “No date for the gas,” The Meridian, 25 February 2022",
    "Omar Reza “What the pipe is for,” The Third Post, 26 February 2022",
)


def test_a_list_under_its_heading_is_references_as_far_as_it_goes():
    text = lines(BODY, "References", *REFERENCES)
    assert told(text) == [("references", lines("References", *REFERENCES))]
    assert told(lines(BODY, "Sources:", *REFERENCES[:2], "", MORE))[0] == (
        "references",
        lines("Sources:", *REFERENCES[:2]),
    )
    numbered = lines("Bibliography", "[1] Roe, A. (2021). The pipe.", "https://harbour.example/2")
    assert told(lines(BODY, numbered)) == [("references", numbered)]


def test_three_quoted_titles_with_outlet_and_date_need_no_heading():
    assert told(lines(BODY, *REFERENCES)) == [("references", lines(*REFERENCES))]
    assert told(lines(BODY, *REFERENCES[:2])) == []


def test_a_heading_without_a_list_is_a_subheading():
    assert told(lines(BODY, "Sources", MORE, BODY.replace("noon", "one"))) == []


PAGE = """<html lang=en><head><title>Ministers meet at the harbour</title></head><body>
<nav><ul><li>Home</li></ul></nav><article class="post share"><h1>Ministers meet at the harbour</h1>
<p class="standfirst">Talks on a pipeline</p><figure><figcaption>The minister smiles.</figcaption></figure>
<p>{}</p><p>{}</p><aside class="related"><p>Harbour workers strike</p></aside>
<ol class="references"><li>Roe, The pipe</li><li>Reza, The gas</li></ol></article>
<footer><p>{}</p><p>To the top</p></footer></body></html>"""


def test_a_page_says_by_its_markup_what_is_what():
    page = read_page(PAGE.format(BODY, MORE, MORE).encode())
    assert told(page.text, page.title, markup=page.read.markup) == [
        ("headline", "Ministers meet at the harbour"),
        ("standfirst", "Talks on a pipeline"),
        ("caption", "The minister smiles."),
        ("references", lines("Roe, The pipe", "Reza, The gas")),
    ]
    assert [(block.role, block.text) for block in page.read.left_out] == [
        ("boilerplate", "Home"), ("link", "Harbour workers strike"),
        ("boilerplate", MORE), ("boilerplate", "To the top"),
    ]  # fmt: skip


def test_markup_that_sets_half_of_the_text_apart_is_not_believed():
    page = read_page(f"<div class=share><p>{BODY}</p></div><p>{MORE}</p>".encode())
    assert told(page.text, markup=page.read.markup) == []
    assert page.text == lines(BODY, MORE)


@given(st.text(st.sampled_from("aA .“”(AFP)\n:h2022RefrncsReadmo—©"), max_size=400))
def test_parts_lie_in_the_text_in_order_and_apart(text):
    found = propose_regions(text, text[:20])
    assert all(text[part.start : part.end].strip() for part in found)
    assert all(text[p.start : p.end] == text[p.start : p.end].strip() for p in found)
    edges = [edge for part in found for edge in part[:2]]
    assert edges == sorted(edges)


NASTY = {
    "stops": "…", "words": "word ", "lines": "a\n", "sentences": "It is so. ", "quotes": "“",
    "brackets": "(", "agencies": "(AFP AP ", "names": "By Ann Roe ", "years": "2022)\n",
    "titles": "“Title of it,” Post, 2022\n", "addresses": "www.www.", "capitals": "A",
    "credits": "x (AFP)\n", "headings": "References\n", "same": BODY + "\n", "spaces": " ",
}  # fmt: skip


@pytest.mark.parametrize("unit", NASTY.values(), ids=NASTY)
def test_the_work_grows_with_the_length_alone(unit):
    """Ten times the text is ten times the work, not a hundred; a ratio of one run."""

    def spent(size: int) -> float:
        text = unit * (size // len(unit)) + "\nx"
        costs = []
        for _ in range(3):
            began = process_time()
            propose_regions(text, text[:30])
            costs.append(process_time() - began)
        return min(costs)

    assert spent(200_000) < 40 * spent(20_000) + 0.05
    one, ten = (lines_run(regions, lambda n=n: propose_regions(unit * n)) for n in (100, 1000))
    assert ten < 15 * one


@pytest.mark.parametrize("page", ["", "no page", "<div>" * 3000, "</p>" * 3000, "<a b='" * 3000])
def test_a_broken_page_is_refused_in_words(page):
    with pytest.raises(NoArticle, match="No main text was found"):
        read_page(page.encode())
