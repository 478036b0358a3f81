"""The ten commonest tasks, in keys and clicks: none takes more than it took before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.vocabulary.models import Alias, Entity, Label
from tests.browser.hands import drag, open_article, saved
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark

TEXT = "Omar Reza met Ada Khan in Kasur, 1,100 kilometres from Karachi. Reza praised Kasur twice.\n"
NAMES = [
    f"Person {word}"
    for word in ["Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine"]
]
MOST = {
    "tag a word": 2,
    "link a known name": 2,
    "a claim on a known question": 4,
    "a stance with its target": 5,
    "label the whole article": 3,
    "take ten suggestions": 11,
    "tag all occurrences": 4,
    "submit and go to the next": 3,
    "from home to the first place to settle": 1,
    "settle a place": 1,
}
"""Keys and clicks; dragging over words is one, and so is typing a name."""


class Hands:
    """What is done on a page, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def drag(self, words: str) -> None:
        drag(self.page, words)
        expect(self.page.locator("#palette")).to_be_visible()
        self.count += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.count += 1

    def done(self) -> int:
        """Return how much was done since the last time."""
        saved(self.page)
        counted, self.count = self.count, 0
        return counted


@pytest.fixture
def told(capsys) -> Iterator[dict[str, int]]:
    """What each task took; printed, and held to what it may take."""
    counted: dict[str, int] = {}
    yield counted
    with capsys.disabled():
        print("".join(f"\n{number:>6}  {task}" for task, number in counted.items()))
    assert {task: number for task, number in counted.items() if number > MOST[task]} == {}


def test_an_annotator_s_tasks(open_as, ada, story, labels, told):
    story.questions.create(slug="length", wording="How far is Karachi?", type="quantity", unit="km")
    Label.objects.filter(kind="stance").update(of_articles=True)
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    Alias.objects.create(entity=omar, name="Reza")
    article = make_article(story, text=TEXT)
    following = make_article(story, "Daily Meridian", "The next one")
    for one in (article, following):
        assign(one, ada)
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    page.context.unroute("**/articles/*/proposals?*")
    open_article(page, article)
    hands = Hands(page)

    hands.drag("Ada Khan")
    hands.press("q")
    told["tag a word"] = hands.done()
    hands.drag("Omar Reza")
    hands.press("q")
    told["link a known name"] = hands.done()
    assert Annotation.objects.get(quote="Omar Reza").entity == omar

    hands.drag("1,100 kilometres from Karachi")
    hands.press("1")
    expect(page.locator("[data-likely] li").first).to_be_visible()
    hands.press("1", "Enter")
    told["a claim on a known question"] = hands.done()
    assert Annotation.objects.get(kind="claim").question.slug == "length"

    hands.drag("praised")
    hands.press("a")
    hands.type("Omar Reza")
    expect(page.locator("#combobox-list [role=option]").first).to_contain_text("Omar Reza")
    hands.press("Enter", "Enter")
    told["a stance with its target"] = hands.done()
    assert Annotation.objects.get(quote="praised").stance_target == omar

    page.keyboard.press("Escape")
    hands.press("w", "1", "Enter")
    told["label the whole article"] = hands.done()
    assert Annotation.document_labels.count() == 1

    hands.drag("Kasur")
    hands.press("e", "o")
    expect(page.locator("#repeat")).to_be_visible()
    hands.press("Enter")
    told["tag all occurrences"] = hands.done()
    assert Annotation.objects.filter(quote="Kasur").count() == 2

    hands.press("Control+Enter")
    expect(page.locator("#submitting")).to_be_visible()
    hands.press("s")
    page.wait_for_selector("text=You have submitted this reading")
    hands.press("Enter")
    page.wait_for_url(f"**/articles/{following.pk}/")
    told["submit and go to the next"] = hands.count
    assert Assignment.objects.get(article=article).state == "submitted"


def test_ten_suggestions(open_as, ada, story, labels, told):
    known = Label.objects.get(slug="entity-person")
    for name in NAMES:
        slug = name.lower().replace(" ", "-")
        entity = Entity.objects.create(slug=slug, name=name)
        other = make_article(story, f"Paper of {name}", name, f"{name} spoke.\n")
        assign(other, ada)
        mark(other, ada, name, known.slug, entity=entity)
    article = make_article(story, text=" met ".join(NAMES) + ".\n")
    assign(article, ada)
    page = open_as(ada)
    open_article(page, article)
    expect(page.locator("[data-suggestions]")).to_have_text("10 suggestions")
    hands = Hands(page)
    hands.press("n")
    for left in range(len(NAMES), 0, -1):
        expect(page.locator("#suggestion [data-at]")).to_have_text(f"1 of {left}")
        hands.press("y")
    told["take ten suggestions"] = hands.done()
    assert Annotation.objects.filter(article=article).count() == len(NAMES)


def test_an_adjudicator_s_tasks(open_as, cy, ada, bo, article, labels, told):
    for user in (ada, bo):
        assign(article, user, "submitted")
    mark(article, ada, "noon", "entity-person")
    page = open_as(cy)
    page.goto("/")
    hands = Hands(page)
    hands.press("Enter")
    expect(page.locator(".place.current")).to_be_visible()
    told["from home to the first place to settle"] = hands.count
    hands = Hands(page)
    hands.press("Enter")
    expect(page.locator("[data-show=todo] b")).to_have_text("0")
    told["settle a place"] = hands.count
    assert Annotation.objects.filter(layer=Layer.GOLD).count() == 1
