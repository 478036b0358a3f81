"""The preview of an import: each paragraph with its part, left out or taken back in; all is told."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article

PAGE = reverse("desk:import_articles", args=["pipeline"])
HTMX = {"HTTP_HX_REQUEST": "true"}
FIRST = "The ferry left the harbour at noon with its usual load of cars, the company said."
LAST = "The coast guard gave no number, and the search goes on at first light, it said."
SAVED = f"""<html lang="en"><head><title>Ferry sinks</title></head><body><nav>All the sections</nav>
<article><h1>Ferry sinks</h1><p>{FIRST}</p><div class="related"><p>Three lost at the quay, say divers.</p></div>
<p class="caption">The ferry in June</p><p>{LAST}</p></article></body></html>"""


@pytest.fixture
def manager(as_user, mo):
    return as_user(mo)


def sent(name: str, content: str | bytes, **more: str) -> dict[str, object]:
    raw = content if isinstance(content, bytes) else content.encode()
    return {"uploads": [SimpleUploadedFile(name, raw)], "source": "Post", **more}


def names(page: str, what: str) -> dict[str, str]:
    """The name of each control of a kind, by the text of its paragraph."""
    form = rf'<p class="prose" dir="auto">([^<]*)</p>(?:(?!</li>).)*?name="({what}\.[0-9a-f]+\.[0-9]+)"'
    return dict(re.findall(form, page, re.DOTALL))


def previewed(manager, page: dict[str, object]) -> str:
    answer = manager.post(PAGE, page, **HTMX)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def stored(manager, page: dict[str, object], shown: str) -> Article:
    digest = re.search(r'name="previewed" value="([0-9a-f]{64})"', shown)
    answer = manager.post(PAGE, {**page, "step": "store", "previewed": digest[1]}, **HTMX)
    assert "HX-Redirect" in answer, answer.content.decode()
    return Article.objects.get()


def parts(article: Article) -> list[tuple[str, str]]:
    rows = article.regions.order_by("start").values_list("role", "start", "end")
    return [(role, article.text[start:end]) for role, start, end in rows]


def test_untouched_the_paragraphs_are_stored_as_shown(manager, story):
    page = previewed(manager, sent("a.html", SAVED))
    assert list(names(page, "drop")) == ["Ferry sinks", FIRST, "The ferry in June", LAST]
    assert list(names(page, "take")) == ["All the sections", "Three lost at the quay, say divers."]
    article = stored(manager, sent("a.html", SAVED), page)
    assert article.text == "\n".join(names(page, "drop"))
    assert parts(article) == [("headline", "Ferry sinks"), ("caption", "The ferry in June")]


def test_what_is_chosen_is_shown_again_and_stored(manager, story):
    page = previewed(manager, sent("a.html", SAVED))
    choices = {
        names(page, "drop")["The ferry in June"]: "on",
        names(page, "take")["Three lost at the quay, say divers."]: "on",
        names(page, "role")["Three lost at the quay, say divers."]: "repeated",
        names(page, "role")[FIRST]: "standfirst",
    }
    again = previewed(manager, sent("a.html", SAVED, title="Another title", **choices))
    assert again.count(" checked>") == 2
    assert '<option value="repeated" selected>' in again
    article = stored(manager, sent("a.html", SAVED, title="Another title", **choices), again)
    assert article.text.split("\n") == [
        "Ferry sinks",
        FIRST,
        "Three lost at the quay, say divers.",
        LAST,
    ]
    assert ("standfirst", FIRST) in parts(article)
    assert ("repeated", "Three lost at the quay, say divers.") in parts(article)
    assert article.word_count == len(article.text.split())


def test_choices_of_another_text_change_nothing(manager, story):
    page = previewed(manager, sent("a.html", SAVED))
    choices = {names(page, "drop")[FIRST]: "on"}
    other = SAVED.replace("noon", "dawn")
    again = previewed(manager, sent("a.html", other, **choices))
    assert " checked>" not in again
    assert "dawn" in stored(manager, sent("a.html", other, **choices), again).text


def test_a_part_that_is_none_is_no_choice(manager, story):
    page = previewed(manager, sent("a.html", SAVED))
    choices = {names(page, "role")[FIRST]: "nonsense", "drop.x.y": "on", "role.": "link"}
    assert ("nonsense", FIRST) not in parts(stored(manager, sent("a.html", SAVED, **choices), page))


def test_a_text_without_a_paragraph_is_refused(manager):
    page = previewed(manager, sent("a.txt", "One.\nTwo.\n"))
    choices = dict.fromkeys(names(page, "drop").values(), "on")
    answer = manager.post(PAGE, sent("a.txt", "One.\nTwo.\n", **choices), **HTMX)
    assert answer.status_code == 422
    assert "Every paragraph of it is left out." in answer.content.decode()
    assert not Article.objects.exists()


def test_lines_of_a_text_are_left_out_with_their_ends(manager, story):
    text = "One.\n\nTwo.\n Three.\n"
    page = previewed(manager, sent("a.txt", text))
    choices = {names(page, "drop")["Two."]: "on"}
    assert stored(manager, sent("a.txt", text, **choices), page).text == "One.\n\n Three.\n"


def test_what_was_read_otherwise_is_told(manager):
    assert "A form feed became a line end." in previewed(manager, sent("a.txt", "One.\n\fTwo."))
    broken = SAVED.replace("noon", "n\xfcne").encode("latin-1")
    told = previewed(manager, sent("a.html", b'<meta charset="utf-8">' + broken))
    assert "a byte there is not UTF-8 and became" in told
    table = "source,text,author,date\nPost,One two.,Roe,2022-01-01\n"
    told = previewed(manager, sent("a.csv", table))
    assert "not read: “author” (perhaps byline?), “date” (perhaps published_on?)" in told
    words = "Le pont sera fermé pendant douze semaines, a dit le maire aux journalistes réunis. "
    assert "fr (found by its letters)" in previewed(manager, sent("a.txt", words * 3))


def test_an_encoding_can_be_said(manager, story):
    prose = "Der Bürgermeister sagte, die Brücke müsse für zwölf Wochen gesperrt bleiben. " * 3
    raw = prose.encode("cp1252")
    assert manager.post(PAGE, sent("a.txt", raw), **HTMX).status_code == 422
    page = previewed(manager, sent("a.txt", raw, encoding="windows-1252"))
    assert "read as windows-1252" in page
    assert stored(manager, sent("a.txt", raw, encoding="windows-1252"), page).text == prose


def test_many_texts_are_a_list_each_of_which_opens(manager):
    rows = "".join(f"Title {n},Text number {n}.,Post\n" for n in range(3))
    page = previewed(manager, sent("a.csv", "title,text,source\n" + rows))
    assert page.count('<details class="panel import-text">') == 3
    assert "open>" not in page
    assert "open>" in previewed(manager, sent("a.txt", "One."))


def test_beyond_what_can_be_sorted_texts_are_shown_alone(manager):
    page = previewed(manager, sent("a.txt", "A line.\n" * 2000))
    assert "too much here for its paragraphs to be sorted" in page
    assert "<select name=" not in page.replace('<select name="encoding"', "")


def test_reading_that_takes_too_long_is_refused_in_words(manager, monkeypatch):
    monkeypatch.setattr("articles.forms.READING_SECONDS", -1)
    answer = manager.post(PAGE, sent("a.txt", "One."), **HTMX)
    assert answer.status_code == 422
    assert "Choose fewer, or use the command import_articles." in answer.content.decode()
