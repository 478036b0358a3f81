"""What is said of a whole article, by key and offline, in one walk."""

import re
import uuid

from playwright.sync_api import expect

from annotator.annotations.assignments import actions
from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.recording.actions import edit, erase
from annotator.vocabulary.models import Label
from tests.annotations.recording.test_document_labels import give
from tests.browser.hands import open_article, submit
from tests.conftest import assign
from tests.reconciliation.conftest import mark

CHANGES = re.compile(r"/articles/\d+/changes(#whole)?$")


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

    page.route(CHANGES, lambda route: route.abort())
    page.keyboard.press("w")
    page.keyboard.press("Enter")
    page.keyboard.type("Omar Reza")
    # Nobody is called so yet: it is asked for once.
    expect(page.locator("#combobox-list [role=option]")).to_have_text(["new: “Omar Reza”"])
    for _ in ("asked", "taken", "saved"):
        page.keyboard.press("Enter")
    expect(whole.locator("li")).to_contain_text("Omar Reza")
    expect(status).to_contain_text("1 change not sent yet")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(whole.locator("li.waiting")).to_contain_text("toward Omar Reza")
    assert stored() == []

    page.unroute(CHANGES)
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

    # Refused, because it was said on another machine: the reason stands beside it, and it is corrected.
    give(article, ada, "stance-favour")
    whole.locator("[data-give=stance-favour]").click()
    whole.get_by_role("button", name="Save").click()
    expect(page.locator("#refused")).to_contain_text("Of the whole article, “Stance · favour”")
    page.get_by_role("button", name="Correct").click()
    page.locator("#w-target").fill("Omar Reza")
    expect(page.locator("#combobox-list [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_be_hidden()
    expect(status).to_have_attribute("data-state", "saved")
    assert len(stored()) == 3


# Changes as a browser kept them before labels of whole articles were annotations: they had an
# address of their own, and called the target by another name.
KEPT_OF_YESTERDAY = """async ([user, article, key]) => {
  const opened = indexedDB.open("annotator-outbox", 1);
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.onupgradeneeded = () => {
    opened.result.createObjectStore("changes", { keyPath: "sequence", autoIncrement: true });
    opened.result.createObjectStore("lease", { keyPath: "name" });
  };
  const database = await done(opened);
  const url = `/articles/${article}/whole/changes`;
  const ops = [crypto.randomUUID(), crypto.randomUUID()];
  const create = { verb: "create", fields: { label: "stance-against", target_new: "Omar Reza" } };
  const edit = { verb: "edit", fields: { label: "stance-favour", target: "", note: "no, for it" } };
  const transaction = database.transaction("changes", "readwrite");
  for (const [base, change] of [create, edit].entries()) {
    transaction.objectStore("changes").add({ ...change, op: ops[base], user, article, annotation: key, url, base });
  }
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  database.close();
  const step = (change, back, base) => ({ words: "what was said of the whole article", changes: [
    { ...change, id: key, back, url, tracks: [{ op: ops[base], revision: base + 1 }] },
  ] });
  sessionStorage.setItem(`annotator-past-${user}-${article}`, JSON.stringify({
    done: [
      step(create, { verb: "delete", fields: {} }, 0),
      step(edit, { verb: "edit", fields: { label: "stance-against", note: "", target_new: "Omar Reza" } }, 1),
    ],
    undone: [], mine: { [key]: 2 }, last: { [key]: ops[1] }, others: { [key]: 0 },
  }));
}"""


def test_what_a_browser_has_kept_since_yesterday_is_shown_sent_and_undone(
    open_as, ada, article, reading, labels, tolerated
):
    tolerated.append("ERR_FAILED")
    Label.objects.filter(kind="stance").update(of_articles=True)
    page = open_as(ada)
    page.goto("/accounts/password/")
    page.evaluate(KEPT_OF_YESTERDAY, [str(ada.pk), str(article.pk), str(uuid.uuid4())])
    asked = []
    page.on("request", lambda request: request.method == "POST" and asked.append(request.url))
    page.route(CHANGES, lambda route: route.abort())
    open_article(page, article)
    whole, status = page.locator("#whole"), page.locator("#status")
    expect(whole.locator("li.waiting")).to_contain_text("no, for it")
    expect(whole.locator("li.waiting .toward")).to_be_hidden()
    expect(status).to_contain_text("2 changes not sent yet")
    page.unroute(CHANGES)
    status.click()
    expect(status).to_have_attribute("data-state", "saved")
    assert stored() == [("stance-favour", None, "no, for it", 2)]
    assert not [url for url in asked if "/whole/" in url]
    page.keyboard.press("Control+z")
    expect(whole.locator("li")).to_contain_text("toward Omar Reza")
    expect(status).to_have_attribute("data-state", "saved")
    assert stored() == [("stance-against", "Omar Reza", "", 3)]
    page.keyboard.press("Control+z")
    expect(whole.locator("li")).to_have_count(0)
    expect(status).to_have_attribute("data-state", "saved")
    assert stored() == []


def test_the_history_brings_back_what_was_said(open_as, ada, article, reading, labels):
    Label.objects.filter(kind="stance").update(of_articles=True)
    made = give(article, ada, target="Omar Reza", note="why")
    edits = ({"stance_target": None, "note": "on balance"}, {"note": "no"})
    for base, details in enumerate(edits, 1):
        edit(article, ada, id=made.pk, base=base, details=details)
    page = open_as(ada)
    open_article(page, article)
    whole, status, panel = page.locator("#whole"), page.locator("#status"), page.locator("#history")
    erase(article, ada, id=made.pk, base=3)  # elsewhere: this page does not know of it
    page.keyboard.press("h")
    panel.get_by_role("button", name="Restore what it was before").last.click()
    expect(panel).to_be_hidden()
    expect(whole.locator("li")).to_contain_text("toward Omar Reza")
    expect(status).to_have_attribute("data-state", "saved")
    assert stored() == [("stance-favour", "Omar Reza", "why", 6)]
    page.keyboard.press("Control+z")
    expect(whole.locator("li")).to_have_count(0)
    expect(status).to_have_attribute("data-state", "saved")
    assert stored() == []


def test_it_is_settled_first_by_key_and_taken_back(open_as, cy, ada, bo, article, labels):
    Label.objects.filter(kind="stance").update(of_articles=True)
    for reader, label in ((ada, "stance-favour"), (bo, "stance-against")):
        assign(article, reader)
        give(article, reader, label, target="Omar Reza")
        actions.submit(article, reader)
    mark(article, ada, "minister", "entity-person")
    page = open_as(cy)
    page.goto(f"/articles/{article.pk}/differences/")
    # the keys walk it first, and it counts
    current = page.locator(".place.current")
    expect(current).to_contain_text("Of the whole article, toward Omar Reza")
    expect(page.locator("#left")).to_have_text("2")
    page.keyboard.press("Shift+Digit1")
    expect(page.locator("#left")).to_have_text("1")
    gold = Annotation.document_labels.get(layer="gold")
    assert gold.stance_target.name == "Omar Reza"
    expect(current).to_contain_text("minister")
    page.keyboard.press("k")
    page.locator("[data-show=all]").click()
    expect(current).to_contain_text("Omar Reza")
    page.keyboard.press("u")
    expect(page.locator("#left")).to_have_text("2")
    # what nobody says is written in a form
    page.keyboard.press("e")
    expect(page.locator("#whole-label")).to_be_focused()
    page.locator("#whole-target").fill("omar reza")
    page.locator("#whole-note").fill("on balance")
    page.locator("#whole").get_by_role("button", name="Settle", exact=True).click()
    expect(page.locator("#cards")).to_contain_text("on balance")
    assert Annotation.document_labels.filter(layer="gold").count() == 1


def test_half_a_name_takes_nothing_away_and_is_asked_about_before_the_article_goes(
    open_as, ada, article, reading, labels
):
    Label.objects.filter(kind="stance").update(of_articles=True)
    give(article, ada, "stance-against", target="Omar Reza")
    page = open_as(ada)
    open_article(page, article)
    whole, target = page.locator("#whole"), page.locator("#w-target")
    whole.get_by_role("button", name="Change").click()
    target.fill("Omar Re")
    page.get_by_role("button", name="Submit article").click()
    rows = page.locator("#combobox-list [role=option]")
    expect(rows.first).to_contain_text("Omar Reza")
    expect(page.locator("#submitting")).to_be_hidden()
    rows.first.click()
    expect(target).to_have_value("Omar Reza")
    expect(page).to_have_url(re.compile(rf"/articles/{article.pk}/$"))
    assert stored() == [("stance-against", "Omar Reza", "", 1)]
    assert Assignment.objects.get().state == "in progress"
    submit(page)
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    assert stored() == [("stance-against", "Omar Reza", "", 1)]
