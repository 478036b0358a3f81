"""Claims that answer no question, by keyboard: walk, attach, undo, ask a new question."""

from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Question
from tests.comparison.kept import keep_up
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit


def test_attach_with_one_key_undo_and_ask(open_as, story, labels, ada, cy):
    length = Question.objects.create(
        story=story, slug="length", wording="How long is the pipeline?", type="quantity", unit="km"
    )
    article = make_article(story, text="Snow fell.\nThe pipeline is 800 km long.\n")
    snow = mark(article, ada, "Snow fell", "claim-event")
    claim = mark(article, ada, "800 km long", "claim-quantity", value="800 km")
    submit(article, ada)
    keep_up(story)
    page = open_as(cy)
    page.goto("/stories/pipeline/unanswered/")
    expect(page.locator("[data-claim]")).to_have_count(2)
    expect(page.locator("[data-claim].here")).to_contain_text("Snow fell")
    page.keyboard.press("j")
    expect(page.locator("[data-claim].here")).to_contain_text("800 km long")
    page.keyboard.press("1")
    expect(page.locator("[data-claim]")).to_have_count(1)
    assert Annotation.objects.get(pk=claim.pk).question == length
    page.get_by_role("button", name="Undo: 800 km long").click()
    expect(page.locator("[data-claim]")).to_have_count(2)
    assert Annotation.objects.get(pk=claim.pk).question is None
    # Nothing is like the snow: its key attaches nothing.
    page.keyboard.press("k")
    expect(page.locator("[data-claim].here")).to_contain_text("Snow fell")
    page.keyboard.press("1")
    page.keyboard.press("n")
    page.keyboard.type("Did it snow?")
    page.locator("[data-claim].here select").select_option("text")
    page.locator("[data-claim].here [data-new]").press("Enter")
    expect(page.locator("[data-claim]")).to_have_count(1)
    assert Annotation.objects.get(pk=snow.pk).question.wording == "Did it snow?"
