"""What is said of a whole article, by key and offline, in one walk."""

from playwright.sync_api import expect

from annotator.annotations.assignments import actions
from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Label
from tests.annotations.recording.test_document_labels import give
from tests.browser.hands import open_article
from tests.conftest import assign


def stored():
    read = ("label_id", "stance_target__name", "note", "revision")
    return list(Annotation.document_labels.order_by("created_at").values_list(*read))


def test_said_by_key_kept_through_a_reload_sent_once_and_undone(
    open_as, ada, article, reading, labels, tolerated, accessible
):
    tolerated += ["ERR_FAILED", "422"]
    Label.objects.filter(kind="stance").update(of_articles=True)
    page = open_as(ada)
    open_article(page, article)
    whole, status = page.locator("#whole"), page.locator("#status")

    page.route("**/changes*", lambda route: route.abort())
    page.keyboard.press("w")
    page.keyboard.press("Enter")
    page.keyboard.type("Omar Reza")
    page.keyboard.press("Enter")
    expect(whole.locator("li")).to_contain_text("Omar Reza")
    expect(status).to_contain_text("1 change not sent yet")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(whole.locator("li.waiting")).to_contain_text("toward Omar Reza")
    assert stored() == []

    page.unroute("**/changes*")
    status.click()
    expect(status).to_have_attribute("data-state", "saved")
    expect(whole.locator("li.waiting")).to_have_count(0)
    assert stored() == [("stance-against", "Omar Reza", "", 1)]
    accessible(page)

    whole.get_by_role("button", name="Change").click()
    page.locator("#w-note").fill("between the lines")
    whole.locator("[data-give=stance-favour]").click()
    whole.get_by_role("button", name="Save").click()
    expect(whole.locator("li")).to_contain_text("between the lines")
    expect(status).to_have_attribute("data-state", "saved")
    assert stored() == [("stance-favour", "Omar Reza", "between the lines", 2)]
    whole.get_by_role("button", name="Remove").click()
    expect(whole.locator("li")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(whole.locator("li")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(whole.locator("li .chip")).to_contain_text("Against")
    expect(status).to_have_attribute("data-state", "saved")
    assert stored() == [("stance-against", "Omar Reza", "", 5)]
    expect(page.locator("#cards .card")).to_have_count(0)

    # Refused, because it was said already: the reason stands beside it, and it is corrected.
    whole.locator("[data-give=stance-against]").click()
    page.locator("#w-target").fill("omar reza")
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_contain_text("Of the whole article, “Stance · against”")
    page.get_by_role("button", name="Correct").click()
    page.locator("#w-target").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_be_hidden()
    expect(status).to_have_attribute("data-state", "saved")
    assert len(stored()) == 2


def test_it_is_settled_above_the_cards_and_taken_back(open_as, cy, ada, bo, article, labels):
    Label.objects.filter(kind="stance").update(of_articles=True)
    for reader, label in ((ada, "stance-favour"), (bo, "stance-against")):
        assign(article, reader)
        give(article, reader, label, target="Omar Reza")
        actions.submit(article, reader)
    page = open_as(cy)
    page.goto(f"/articles/{article.pk}/differences/")
    whole = page.locator("#whole")
    whole.locator("li", has_text="Favour").get_by_role("button", name="Settle so").click()
    expect(whole).to_contain_text("Settled by Cy")
    gold = Annotation.document_labels.get(layer="gold")
    assert (gold.label_id, gold.stance_target.name) == ("stance-favour", "Omar Reza")
    whole.get_by_role("button", name="Undo").click()
    expect(whole).not_to_contain_text("Settled by")
    whole.get_by_text("Settle something else").click()
    whole.locator("#whole-target").fill("omar reza")
    whole.locator("#whole-note").fill("on balance")
    whole.get_by_role("button", name="Settle", exact=True).click()
    expect(whole).to_contain_text("on balance")
    assert Annotation.document_labels.filter(layer="gold").count() == 1
