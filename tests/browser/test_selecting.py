"""Words are selected as they are seen, wherever the press begins, in whatever script and by whatever hand."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation
from tests.browser.hands import drag, open_article, saved


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    return page


def quotes() -> list[str]:
    return list(Annotation.objects.order_by("start", "end").values_list("quote", flat=True))


@pytest.mark.parametrize("then", ["", "Escape"])
def test_a_press_inside_the_selection_begins_another(page: Page, then: str):
    drag(page, "pipeline of 1,100 kilometres")
    expect(page.locator("#palette [data-title]")).to_have_text("pipeline of 1,100 kilometres")
    if then:
        page.keyboard.press(then)
        expect(page.locator("#palette")).to_be_hidden()
    drag(page, "1,100 kilometres from Karachi")
    expect(page.locator("#palette [data-title]")).to_have_text("1,100 kilometres from Karachi")
    page.keyboard.press("1")
    saved(page)
    assert quotes() == ["1,100 kilometres from Karachi"]
