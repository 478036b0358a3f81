"""What a page says arrives as a reader sees it: one line a block, nothing added, nothing joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake.pages.blocks import blocks_of
from articles.intake.pages.raised import raised
from articles.intake.pages.tree import MOST_ELEMENTS, parse, without_unseen
from articles.intake.webpages import NoArticle
from tests.articles.intake.pages.saved import lines, read


def line(inside: str, **more: str) -> str:
    (found,) = lines(f"<p>{inside} were seen there at noon.</p>", **more)
    return found.removesuffix(" were seen there at noon.")


@pytest.mark.parametrize(
    "written, seen",
    [
        ("19<sup>1</sup> people", "19¹ people"),
        ("19<sup><a href='#fn1'>1</a></sup> people", "19¹ people"),
        ("19<a href='#fn1'><sup>12</sup></a> people", "19¹² people"),
        ("19<a class='fnref' href='#fn1'>1</a> people", "19¹ people"),
        ("19<sup>[1]</sup> people", "19[1] people"),
        ("19<a href='https://quay.example/1#fn1'>1</a> people", "19¹ people"),
        (
            "Of figure <a href='#f3'>3</a> they say 19 (<a href='#n1'>1</a>)",
            "Of figure 3 they say 19 (1)",
        ),
        ("19<sup>*</sup> people", "19* people"),
        ("19<sup>1,2</sup> people", "19¹,² people"),
        ("19<sup>a</sup> people", "19ᵃ people"),
        ("19<span style='vertical-align: super'>1</span> people", "19¹ people"),
        ("١٩<sup>١</sup> people", "١٩¹ people"),
        ("12 km<sup>2</sup>", "12 km²"),
        ("10<sup>−6</sup> parts of CO<sub>2</sub>", "10⁻⁶ parts of CO₂"),
        ("19<sub>1</sub> parts", "19₁ parts"),
        ("The 1<sup>st</sup> and 42<sup>nd</sup> boats", "The 1st and 42nd boats"),
        ("$19<sup>99</sup>", "$19⁹⁹"),
        ("Brand<sup>TM</sup> boats", "Brand™ boats"),
    ],
)
def test_what_is_raised_or_lowered_joins_no_number(written, seen):
    assert line(written) == seen


@pytest.mark.parametrize(
    "language, written, seen",
    [("fr", "Le 1<sup>er</sup> et le 2<sup>e</sup> bac", "Le 1er et le 2e bac"),
     ("fr", "M<sup>me</sup> Roe", "Mme Roe"), ("es", "La 1<sup>a</sup> barca", "La 1ª barca"),
     ("pt", "O 2<sup>o</sup> barco", "O 2º barco"), ("en", "The 2<sup>o</sup> boats", "The 2ᵒ boats")],
)  # fmt: skip
def test_ordinals_are_those_of_the_language(language, written, seen):
    assert line(written, html=f'lang="{language}"') == seen


@given(st.text("0123456789", min_size=1, max_size=4), st.text("0123456789", min_size=1, max_size=3))
def test_a_raised_number_never_becomes_part_of_the_one_before_it(number, note):
    assert (number + raised(note, number)).startswith(number)
    assert not set(raised(note, number)) & set("0123456789")


@pytest.mark.parametrize(
    "language, seen",
    [
        ("en", "She said “he told me ‘go’ twice” and they"), ("de", "She said „he told me ‚go‘ twice“ and they"),
        ("fr", "She said «he told me «go» twice» and they"), ("ru-RU", "She said «he told me „go“ twice» and they"),
        ("ja", "She said 「he told me 『go』 twice」 and they"), ("de-CH", "She said «he told me ‹go› twice» and they"),
        ("", "She said “he told me ‘go’ twice” and they"), ("tlh", "She said “he told me ‘go’ twice” and they"),
    ],
)  # fmt: skip
def test_quotations_have_the_marks_of_their_language(language, seen):
    written = "She said <q>he told me <q>go</q> twice</q> and they"
    assert line(written, html=f'lang="{language}"') == seen


@pytest.mark.parametrize("written", ["“<q>go home</q>”", "<q>“go home”</q>"])
def test_marks_that_the_page_writes_are_not_set_twice(written):
    assert line(f"She said {written} and they") == "She said “go home” and they"


def test_marks_with_a_space_behind_them_are_not_set_twice():
    written = "Elle dit «&nbsp;<q>oui</q>&nbsp;» et « <q>non</q> », puis <q>oui</q> ; they"
    seen = "Elle dit «\xa0oui\xa0» et « non », puis «oui» ; they"
    assert line(written, html="lang=fr") == seen


def test_a_quotation_in_another_language_has_the_marks_of_the_text_around_it():
    assert line("<span lang='fr'>Elle dit <q>oui</q></span> and they") == "Elle dit «oui» and they"
    assert line("She says <q lang='fr'>oui</q> and they") == "She says “oui” and they"


@pytest.mark.parametrize(
    "written, seen",
    [
        ("We lost <s>ten</s> twelve houses; they", "We lost twelve houses; they"),
        ("We lost <del>ten</del><ins>twelve</ins> houses; they", "We lost twelve houses; they"),
        ("We lost ten <strike>or so</strike>, they", "We lost ten, they"),
        ("Houses, <del>he</del>, <ins>she</ins> said,", "Houses, she said,"),
        (
            "We lost <span style='text-decoration:line-through'>ten</span> twelve houses; they",
            "We lost twelve houses; they",
        ),
    ],
)
def test_struck_words_do_not_stand_beside_their_correction(written, seen):
    assert line(written) == seen
    assert (
        "Struck out on the page, and not in the text: “" in read(f"<p>{written}</p>").read.notes[0]
    )


@pytest.mark.parametrize(
    "unseen",
    [
        "<p hidden>{}</p>", "<p aria-hidden='true'>{}</p>", "<div style='DISPLAY : none'><p>{}</p></div>",
        "<p style='visibility:hidden'>{}</p>", "<template><p>{}</p></template>", "<noscript><p>{}</p></noscript>",
        "<p class='sr-only'>{}</p>", "<img src=x alt='{}'>", "<svg><title>{}</title></svg>", "<video>{}</video>",
        "<button>{}</button>", "<dialog><p>{}</p></dialog>", "<!-- <p>{}</p> -->", "<style>{}</style>",
        "<figure><img src=x alt='{}'></figure>", "<p title='{}'></p>", "<iframe>{}</iframe>",
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_no_text_and_cannot_be_taken_in(unseen):
    words = "Words that stand nowhere else on the page, of some length."
    page = read(unseen.format(words))
    assert words not in page.text
    assert words not in [each.text for each in page.read.left_out]
    assert words in read(f"<p>{words}</p>").text


@pytest.mark.parametrize(
    "written, seen",
    [
        ("<ul><li>One thing <b>they</b> said</li><li>Another</li></ul>", ["One thing they said", "Another"]),
        ("<ol><li>One step</li><li><p>Two steps</p></li></ol>", ["One step", "Two steps"]),
        ("<dl><dt>Dead</dt><dd>19</dd></dl>", ["Dead", "19"]),
        ("<table><tr><th>Town<th>Houses<tr><td>Quay<td><p>12</p></table>", ["Town\tHouses", "Quay\t12"]),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", ["One.", "Two."]),
        ("<table><caption>Losses</caption><tr><td>A<br>B<td>3</table>", ["Losses", "A B\t3"]),
        ("<p>First line<br>second line<br/><br>third</p>", ["First line", "second line", "third"]),
        ("<p>The Donau&shy;dampfer and super<wbr>cali</p>", ["The Donaudampfer and supercali"]),
        ("<pre>Tide  4:10\n  High 9:30</pre>", ["Tide  4:10", "  High 9:30"]),
        ("<p>The <em>mayor</em>'s\n <b>12</b>,<span>000</span>  euros</p>", ["The mayor's 12,000 euros"]),
        ("<p>12&nbsp;000 euros &#150; she&nbsp;said</p>", ["12\xa0000 euros – she\xa0said"]),
        ("<p>a <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> sign</p>", ["a 漢 sign"]),
        ("<section><time>9:00</time><h2>Update</h2><p>Three found.</p></section>", ["9:00", "Update", "Three found."]),
        ("<div class=meta><span>Ann Roe</span><span>Harbour reporter</span></div>", ["Ann Roe Harbour reporter"]),
        ("<p><span>The</span><span>re</span> it is, all of it.</p>", ["There it is, all of it."]),
        ("<div><span>11:00</span><div>Eight found.</div></div>", ["11:00", "Eight found."]),
        ("<blockquote><p>We lost them.</p><footer>The mayor</footer></blockquote>", ["We lost them.", "The mayor"]),
        ("<details><summary>What we know</summary><p>Little.</p></details>", ["What we know", "Little."]),
        ("<p>Seen by <time datetime=x>9:00</time>, they say</p>", ["Seen by 9:00, they say"]),
        ("<ol class=footnotes><li>A count. <a href='#r1'>↩</a></li></ol>", ["A count."]),
    ],
)  # fmt: skip
def test_each_block_is_a_line_and_nothing_is_added(written, seen):
    assert lines(written) == seen


def test_a_page_of_too_many_elements_is_refused_with_what_to_do():
    with pytest.raises(NoArticle, match=r"elements; 40,000 are read\. Copy the article"):
        read("<p>a<i>b</i></p>" * (MOST_ELEMENTS // 2))


SIGNS = st.sampled_from(["<p>", "</p>", "<q>", "</q>", "<sup>", "</sup>", "<td>", "<tr>", "<table>", "</table>",
                         "<br>", "<s>", "</s>", "<pre>", "a ", "1", ", ", "<li>", "<a href='#x'>", "</a>", "<h1>"])  # fmt: skip


@given(st.lists(SIGNS, max_size=40))
def test_no_markup_breaks_the_writing_and_no_word_is_invented(pieces):
    tree = parse("<html><body>" + "".join(pieces) + "</body></html>")
    found = [] if tree is None else blocks_of(without_unseen(tree))
    assert all(block.text.strip() and "\n" not in block.text for block in found)
    assert set("".join(block.text for block in found)) <= set("a1, \t“”‘’¹ᵃ")
    assert sum(block.text.count("a") for block in found) <= pieces.count("a ")
