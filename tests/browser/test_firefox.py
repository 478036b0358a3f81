"""The same hands in Firefox: select, tag, undo, work without the desk, settle."""

import pytest

from annotator.annotations.models import Annotation, Layer
from tests.browser import chromium, firefox
from tests.browser.processes import Server
from tests.conftest import assign
from tests.reconciliation.conftest import mark

SAVED = "document.querySelector('#status').dataset.state === 'saved'"
READY = "document.querySelector('.bench[data-ready]') !== null"


@pytest.fixture
def window():
    path = firefox.find()
    if not path:
        (pytest.fail if chromium.must_be_there() else pytest.skip)(firefox.ADVICE)
    opened = firefox.Firefox(path)
    yield opened
    complaints = opened.tell("complaints")
    opened.close()
    assert not [words for words in complaints if "NetworkError" not in words]


@pytest.fixture
def desk():
    server = Server()
    server.start()
    yield server
    server.stop()


def open_article(window, desk, article, user) -> None:
    window.sign_in(user, "127.0.0.1")
    window.goto(f"{desk.url}/articles/{article.pk}/")
    window.wait(READY)


def tag(window, quote: str, key: str) -> None:
    window.drag(quote)
    window.wait("!document.querySelector('#palette').hidden")
    window.press(key)
    window.wait("document.querySelector('#palette').hidden")


def test_select_tag_undo_and_work_without_the_desk(window, desk, ada, article, reading, labels):
    open_article(window, desk, article, ada)
    tag(window, "noon", "q")
    tag(window, "پائپ لائن", "e")
    window.wait(SAVED)
    window.wait("document.querySelectorAll('.card:not(.waiting)').length === 2")
    assert sorted(Annotation.objects.values_list("quote", flat=True)) == ["noon", "پائپ لائن"]
    window.press("Control+z")
    window.wait(SAVED)
    window.wait("document.querySelectorAll('.card:not([hidden])').length === 1")
    assert list(Annotation.objects.values_list("quote", flat=True)) == ["noon"]
    window.press("Control+Shift+z")
    window.wait("document.querySelectorAll('.card:not([hidden])').length === 2")
    window.wait(SAVED)
    # By the keyboard alone: the second word, with what is beside it.
    window.evaluate("document.querySelector('#text').focus()")
    window.press("Control+Home", "ArrowRight", "Shift+ArrowRight", "Enter", "q")
    window.wait(SAVED)
    assert Annotation.objects.count() == 3
    desk.stop()
    tag(window, "praised", "q")
    window.wait("document.querySelector('#status').textContent.includes('1 change not sent yet')")
    assert Annotation.objects.count() == 3
    desk.start()
    window.click("#status")
    window.wait(SAVED)
    assert Annotation.objects.filter(quote="praised").exists()


def test_settle_by_key(window, desk, cy, ada, bo, article, labels):
    for user in (ada, bo):
        assign(article, user, "submitted")
    mark(article, ada, "noon", "entity-person")
    window.sign_in(cy, "127.0.0.1")
    window.goto(f"{desk.url}/articles/{article.pk}/differences/")
    window.wait("document.querySelector('.place.current') !== null")
    window.press("1")
    window.press("Enter")
    window.wait("document.querySelector('[data-show=todo] b').textContent === '0'")
    assert Annotation.objects.filter(layer=Layer.GOLD).count() == 1
    window.press("u")
    window.wait("document.querySelector('[data-show=todo] b').textContent === '1'")
    assert not Annotation.objects.filter(layer=Layer.GOLD).exists()
