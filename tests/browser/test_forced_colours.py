"""Under a contrast theme, which takes our colours and tints away, what colours tell apart is told by lines."""

from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from annotator.vocabulary.models import Label
from tests.browser.hands import open_article, saved, tag

# What is left to see of an element, or of paint in the text, where colours are forced.
SEEN = """([html, selector, paints]) => {
  const holder = document.querySelector("#main").appendChild(document.createElement("div"));
  holder.innerHTML = html;
  const paper = getComputedStyle(document.body).backgroundColor;
  const line = (style, side) => {
    const [width, kind, colour] = ["width", "style", "color"].map((part) => style.getPropertyValue(`${side}-${part}`));
    return kind === "none" || width === "0px" || colour === paper ? "" : `${side} ${width} ${kind}`;
  };
  const look = (style) => ["border-block-start", "border-block-end", "border-inline-start", "outline"]
    .map((side) => line(style, side))
    .concat(style.textDecorationLine === "none" ? "" : `${style.textDecorationLine} ${style.textDecorationStyle} ${style.textDecorationThickness}`,
      style.backgroundColor === paper || / 0[)]$/.test(style.backgroundColor) ? "" : style.backgroundColor).join("|");
  const seen = [...holder.querySelectorAll(selector)].map((element) => [element.className, look(getComputedStyle(element))])
    .concat(paints.map((name) => [name, look(getComputedStyle(document.querySelector("#text"), `::highlight(${name})`))]));
  holder.remove();
  return Object.fromEntries(seen);
}"""
KINDS = ["claim", "entity", "favour", "against", "neutral"]
PAINTS = [
    *["current", "chosen", "waiting-claim", "waiting-entity", "waiting-favour", "waiting-against"],
    *["waiting-neutral", "waiting-erased", "suggested", "suggested-claim", "suggested-stance"],
    *["suggestion", "found", "found-here"],
]


def told_apart(page: Page, names: list[str], html: str, selector: str, paints: list[str] = []):  # noqa: B006
    """Assert that each of the names is seen, and none is seen like another."""
    seen = page.evaluate(SEEN, ["".join(html.format(name) for name in names), selector, paints])
    assert set(seen) >= set(names) | set(paints)
    assert not [name for name, look in seen.items() if not look.strip("|")], seen
    assert not [pair for pair in combinations(seen, 2) if seen[pair[0]] == seen[pair[1]]], seen


@pytest.fixture
def contrast(open_as):
    return lambda user: open_as(user, forced_colors="active")


def test_marks_of_each_kind_and_all_paint_in_the_text(
    contrast, ada, article, reading, labels, accessible, screens
):
    Label.objects.create(slug="stance-neutral", kind="stance", name="Neutral", key="x", polarity=0)
    page = contrast(ada)
    open_article(page, article)
    for words, key in [("minister", "1"), ("noon", "e"), ("pipeline", "a"), ("Karachi", "s")]:
        tag(page, words, key)
        saved(page)  # the text is drawn anew then: no drag is to begin before
    tag(page, "kilometres", "x")
    saved(page)
    assert sorted(
        page.locator("#text mark").evaluate_all("all => all.map((one) => one.classList[0])")
    ) == sorted(KINDS)
    told_apart(page, KINDS, '<mark class="{}">words</mark>', "mark", PAINTS)
    twice = [f"{kind} {kind}-again" for kind in KINDS]
    told_apart(page, KINDS + twice, '<mark class="{}">words</mark>', "mark")
    all_of_them = [*KINDS, "claim entity", "claim favour", "entity against", "claim entity neutral"]
    told_apart(page, all_of_them, '<mark class="{}">words</mark>', "mark")
    # the handles at the current mark's ends, and the card that is the current one
    told_apart(page, ["grip"], '<div class="{}">×</div>', ".grip")
    told_apart(
        page, ["card", "card current", "card ticked"], '<article class="{}">x</article>', "article"
    )
    screens(page, "forced-colours")
    accessible(page)


def test_places_and_lanes_of_the_settle_page(contrast, cy, article, labels):
    page = contrast(cy)
    page.goto(f"/articles/{article.pk}/differences/")
    expect(page.locator("#text")).to_be_visible()
    places = ["open", "open open-again", "stale", "agreed", "settled", "open here"]
    told_apart(page, places, '<mark class="{}">words</mark>', "mark")
    lanes = '<div class="lane"><span><input type="checkbox"><ins class="differs">new</ins><del class="gone">old</del></span></div>'
    told_apart(page, ["differs", "gone"], lanes, "ins, del")
    ticked = '<div class="lane {}"><input type="checkbox"{}></div>'
    told_apart(
        page,
        ["lane not", "lane ticked"],
        ticked.format("not", "") + ticked.format("ticked", " checked"),
        ".lane",
    )


def test_states_of_the_matrix_and_marks_in_passages(contrast, cy, story):
    page = contrast(cy)
    page.goto(f"/stories/{story.slug}/conflicts/")
    states = ["clash", "doubt", "accord"]
    row = '<table class="matrix"><tbody><tr class="{0}"><th class="question" id="x">{0}</th></tr></tbody></table>'
    seen = page.evaluate(
        SEEN,
        [
            "".join(
                row.format(name).replace('"question"', f'"question {name}"') for name in states
            ),
            "th",
            [],
        ],
    )
    assert len(set(seen.values())) == len(states), seen
    told_apart(page, [f"chip state {name}" for name in states], '<span class="{}">x</span>', "span")
    told_apart(page, [""], "<blockquote><mark>words</mark></blockquote>", "mark")
