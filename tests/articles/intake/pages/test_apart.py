"""Large pages are read in a process of their own, which bounds what they cost."""

import pytest

from articles.intake import webpages
from articles.intake.files import gather, read_uploads
from articles.intake.pages import apart
from articles.intake.pages.reading import contents_of
from articles.intake.webpages import READ_HERE, is_small, read_page
from tests.articles.intake.pages.saved import saved

SENTENCE = "<p>The minister landed at noon and praised a pipeline of {} kilometres, he said.</p>"
LONG = saved("".join(SENTENCE.format(number) for number in range(2000)))
MANY_ATTRIBUTES = "<p " + " ".join(f"a{n}" for n in range(180_000)) + ">text</p>"
"""1.3 MB that the parser compares each with each, in minutes."""


@pytest.fixture(autouse=True)
def nobody_waits():
    apart._waiting.clear()
    yield
    for process in apart._waiting:
        process.kill()
        process.wait()
    apart._waiting.clear()


@pytest.mark.parametrize(
    "page, small",
    [
        (saved(SENTENCE * 20), True),
        (LONG, False),
        ("x" * (READ_HERE + 1), False),
        ("<div>" * 500, False),
        ("<div>x</div>" * 500, True),
        ("<b>x</b>" * 4000, False),
        ("a < b and c > d " * 5000, True),
    ],
)
def test_what_is_read_at_once_is_short_and_not_deep(page, small):
    assert is_small(page) is small


def test_it_says_the_same_and_the_process_waits_for_the_next_page(monkeypatch):
    read_apart = apart.read_apart(LONG)
    here = contents_of(LONG)
    assert read_apart == here | {"left_out": [list(each) for each in here["left_out"]]}
    [process] = apart._waiting
    monkeypatch.setattr(apart, "_started", lambda seconds: pytest.fail("another one was started"))
    assert read_page(LONG.encode()).title == here["title"]
    with pytest.raises(webpages.NoArticle, match="No main text was found"):
        read_page(("<div></div>" * 4000).encode())
    assert apart._waiting == [process], "a refusal leaves it as it was"


def test_one_that_has_gone_meanwhile_is_replaced():
    apart.read_apart(LONG)
    [gone] = apart._waiting
    gone.kill()
    assert apart.read_apart(LONG)["text"]
    assert apart._waiting != [gone]


def test_a_page_that_takes_too_long_is_refused_in_words_and_leaves_no_process(monkeypatch):
    begun = []
    start = apart._started
    monkeypatch.setattr(apart, "_started", lambda seconds: begun.append(start(1)) or begun[0])
    batch = gather(read_uploads([("a.html", MANY_ATTRIBUTES.encode())], {"source": "Post"}))
    assert batch.drafts == []
    assert "more time or memory than it may have" in str(batch.problems[0])
    assert "paste it as plain text" in str(batch.problems[0])
    assert [process.poll() is not None for process in begun] == [True]
    assert not apart._waiting


def test_it_knows_nothing_of_the_desk(monkeypatch):
    given = []

    def started(command, **named):
        given.append(named["env"])
        raise OSError

    monkeypatch.setattr(apart.subprocess, "Popen", started)
    with pytest.raises(webpages.NoArticle, match="Try again later"):
        read_page(LONG.encode())
    assert given == [{"OPENBLAS_NUM_THREADS": "1"}]
