"""A card is the same whether the server draws it or the page does, while a change waits."""

import re

import pytest
from playwright.sync_api import expect

from annotator.annotations.drawing.html import Tag, draw_card
from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity
from tests.annotations.card_models import card_models
from tests.browser.hands import more, name, open_article, saved, tag

SAID = """(card) => ({
  head: [...card.querySelectorAll(".head > :not(.pending)")].map((part) => part.textContent),
  quote: card.querySelector("q").textContent,
  lines: [...card.querySelectorAll("dt, dd")].map((part) => part.textContent),
})"""
BOTH_WAYS = """async ([pairs, tags]) => {
  const said = SAID;
  const { details, questions } = JSON.parse(document.getElementById("bench-facts").textContent);
  const { declare } = await import("/static/workbench/declared_details.js");
  const { drawCard } = await import("/static/workbench/card_view.js");
  declare({ ...details, questions });
  const template = document.getElementById("card-template");
  return pairs.map(([model, html]) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const card = drawCard(template, model, tags[model.label], model.quote);
    return [said(holder.content.firstElementChild), said(card)];
  });
}""".replace("SAID", SAID)


@pytest.fixture
def page(open_as, ada, article, reading, labels, story):
    story.questions.create(slug="length", wording="How long is it?", type="quantity", unit="km")
    Entity.objects.create(slug="omar-reza", name="Omar Reza")
    page = open_as(ada)
    open_article(page, article)
    return page


def test_every_kind_with_every_detail_is_drawn_alike_by_both(page):
    tags = {
        "claim-quantity": Tag("Claim · quantity", "claim"),
        "entity-place": Tag("Entity · place", "entity"),
        "stance-favour": Tag("Stance · favour", "favour"),
    }
    models = card_models(300)
    pairs = [
        [
            {**{name: model[name] for name in model if name != "id"}, "id": str(model["id"])},
            draw_card(model, tags),
        ]
        for model in models
    ]
    told = page.evaluate(BOTH_WAYS, [pairs, {slug: one._asdict() for slug, one in tags.items()}])
    for (server, script), model in zip(told, models, strict=True):
        assert script == server, model
    labels = {label for server, _ in told for label in server["lines"][::2]}
    assert {"as of", "scope", "how sure", "via", "comes to", "holder", "flag"} <= labels


CHOSEN = {"modality", "approximator"}
NAMED = {"question", "entity", "said_by", "stance_target"}


def fill(page, **fields):
    page.keyboard.press("e")
    more(page)
    for detail, words in fields.items():
        field = page.locator(f"#d-{detail.replace('_', '-')}")
        if detail in NAMED:
            name(field, words)
        else:
            field.select_option(words) if detail in CHOSEN else field.fill(words)
    page.locator("#details .primary").click()


def test_what_a_waiting_card_says_is_what_is_stored(page, tolerated):
    tolerated.append("ERR_FAILED")
    tag(page, "1,100 kilometres", "1")
    tag(page, "praised", "a")
    saved(page)
    page.route("**/changes", lambda route: route.abort())
    claim, stance = page.locator(".card.claim:visible"), page.locator(".card.favour:visible")
    claim.locator("q").click()
    fill(
        page, question="How long is it?", value="nearly 1,100 kilometres", value_low="1100",
        value_high="1100", unit="km", approximator="nearly", modality="hedged", as_of="1999-04", scope="the north",
        said_by="Omar Reza", note="n", flag="f",
    )  # fmt: skip
    expect(claim).to_be_focused()  # the claim is done with: nothing takes the keys back to it
    stance.locator("q").click()
    expect(page.locator(".card.current")).to_have_class(re.compile("favour"))
    fill(page, stance_target="the pipeline")
    expect(page.locator(".card.waiting")).to_have_count(2)
    waiting = [one.evaluate(SAID) for one in (claim, stance)]
    lines = waiting[0]["lines"]
    assert dict(zip(lines[::2], lines[1::2], strict=True)) == {
        "answers": "How long is it?", "value": "nearly 1,100 kilometres", "comes to": "nearly 1100 km",
        "how sure": "hedged (may, reportedly)", "as of": "1999-04", "scope": "the north", "said by": "Omar Reza",
        "note": "n", "flag": "f",
    }  # fmt: skip
    assert waiting[1]["lines"] == ["holder", "the article itself", "toward", "the pipeline"]
    page.unroute("**/changes")
    page.locator("#status").click()
    # What could not be sent for a while is tried again after a while.
    expect(page.locator("#status")).to_have_attribute("data-state", "saved", timeout=35_000)
    assert [one.evaluate(SAID) for one in (claim, stance)] == waiting
    assert Annotation.objects.get(kind="claim").scope == "the north"


def test_a_new_wording_says_no_more_what_the_old_one_came_to(page, tolerated):
    tolerated.append("ERR_FAILED")
    tag(page, "1,100 kilometres", "1")
    saved(page)
    fill(page, value="1,100 kilometres", value_low="1100", value_high="1100", unit="km")
    saved(page)
    card = page.locator(".card.claim:visible")
    expect(card.locator("dl")).to_contain_text("1100 km")
    page.route("**/changes", lambda route: route.abort())
    page.route("**/read-off*", lambda route: route.abort())
    card.locator("q").click()
    fill(page, value="some 800 km")
    expect(page.locator(".card.waiting dl")).to_contain_text("some 800 km")
    expect(page.locator(".card.waiting dl")).not_to_contain_text("1100")


def test_another_kind_has_none_of_the_details_that_it_cannot_have(page, tolerated):
    tolerated.append("ERR_FAILED")
    tag(page, "Karachi", "e")
    saved(page)
    fill(page, entity="Omar Reza", note="kept")
    saved(page)
    page.route("**/changes", lambda route: route.abort())
    page.keyboard.press("r")
    page.keyboard.press("1")
    waiting = page.locator(".card.waiting")
    expect(waiting.locator("dt")).to_have_text(["note"])
    page.keyboard.press("r")
    page.keyboard.press("e")
    expect(waiting.locator(".chip")).to_contain_text("place")
    expect(waiting.locator("dt")).to_have_text(["note"])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(waiting.locator("dd")).to_have_text(["Omar Reza", "kept"])
    page.unroute("**/changes")
    page.locator("#status").click()
    # What could not be sent for a while is tried again after a while.
    expect(page.locator("#status")).to_have_attribute("data-state", "saved", timeout=35_000)
    assert Annotation.objects.get().entity.slug == "omar-reza"
