"""The import page: previewed first, stored as previewed, refused in words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Source
from tests.articles.made_documents import make_docx, paragraph
from tests.conftest import TEXT

PAGE = reverse("desk:import_articles", args=["pipeline"])
HTMX = {"HTTP_HX_REQUEST": "true"}
PASTED = {
    "text": " Leading space.\r\nSecond line.\r\n",
    "source": "The Post",
    "published_on": "2022-02-24",
}


def upload(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def digest(answer) -> str:
    found = re.search(r'name="previewed" value="([0-9a-f]{64})"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def files() -> list[SimpleUploadedFile]:
    return [
        upload("list.csv", "file,source,title\na.txt,The Post,First\nb.txt,Meridian,Second\n"),
        upload("a.txt", "One text.\n"),
        upload("b.txt", "Another text.\n"),
    ]


@pytest.fixture
def manager(as_user, mo):
    return as_user(mo)


def test_the_page_shows_the_form_and_known_sources(manager, article):
    answer = manager.get(PAGE)
    assert answer.status_code == 200
    assert '<option value="The Harbour Post">' in answer.content.decode()
    assert 'name="step" value="store"' not in answer.content.decode()


def test_a_preview_shows_the_text_and_stores_nothing(manager):
    answer = manager.post(PAGE, {**PASTED, "step": "preview"}, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert '<p class="prose" dir="auto"> Leading space.</p>' in page
    assert '<p class="prose" dir="auto">Second line.</p>' in page
    for told in ("The Post", "24 February 2022", "4 words", "Store 1 article"):
        assert told in page
    assert not Article.objects.exists()
    assert not Source.objects.exists()


def test_what_was_previewed_is_stored(manager, story):
    seen = digest(manager.post(PAGE, {**PASTED, "step": "preview"}, **HTMX))
    answer = manager.post(PAGE, {**PASTED, "step": "store", "previewed": seen}, **HTMX)
    assert answer["HX-Redirect"] == reverse("desk:story", args=["pipeline"])
    article = story.articles.get()
    assert (article.text, article.title) == (" Leading space.\nSecond line.\n", "Leading space.")
    page = manager.get(PAGE).content.decode()
    assert "Stored 1 article; skipped 0 that were there already." in page


def test_it_works_without_scripts(manager, story):
    answer = manager.post(PAGE, {**PASTED, "step": "preview"})
    assert "<html" in answer.content.decode()
    answer = manager.post(PAGE, {**PASTED, "step": "store", "previewed": digest(answer)})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:story", args=["pipeline"])
    assert story.articles.count() == 1


def test_files_are_sent_twice_and_stored_once(manager, story):
    seen = digest(manager.post(PAGE, {"uploads": files(), "step": "preview"}, **HTMX))
    manager.post(PAGE, {"uploads": files(), "step": "store", "previewed": seen}, **HTMX)
    assert list(story.articles.values_list("title", "text", "source__name").order_by("title")) == [
        ("First", "One text.\n", "The Post"),
        ("Second", "Another text.\n", "Meridian"),
    ]


@pytest.mark.parametrize("previewed", ["", "0" * 64, None])
def test_what_was_not_previewed_is_refused_with_a_fresh_preview(manager, previewed):
    seen = digest(manager.post(PAGE, {**PASTED, "step": "preview"}, **HTMX))
    sent = {
        **PASTED,
        "text": "Other",
        "step": "store",
        "previewed": seen if previewed is None else previewed,
    }
    answer = manager.post(PAGE, sent, **HTMX)
    assert answer.status_code == 422
    assert "It is not what was previewed." in answer.content.decode()
    assert "Other" in answer.content.decode()
    assert not Article.objects.exists()


def test_what_is_there_already_is_shown_and_skipped(manager, story, article):
    rows = [upload("a.txt", TEXT), upload("b.txt", "New text.\n"), upload("c.txt", "New text.\n")]
    sent = {"uploads": rows, "source": "The Harbour Post"}
    answer = manager.post(PAGE, sent, **HTMX)
    page = answer.content.decode()
    assert "here already: skipped" in page
    assert "twice in this import: stored once" in page
    assert "Store 1 article<" in page
    for row in rows:
        row.seek(0)
    manager.post(PAGE, {**sent, "step": "store", "previewed": digest(answer)}, **HTMX)
    assert story.articles.count() == 2


def test_nothing_new_offers_no_store(manager, article):
    answer = manager.post(PAGE, {"text": TEXT, "source": "The Harbour Post"}, **HTMX)
    assert answer.status_code == 200
    assert "There is nothing to store." in answer.content.decode()
    assert 'value="store"' not in answer.content.decode()


@pytest.mark.parametrize(
    "sent, complaint",
    [
        ({}, "Paste a text, or choose files."),
        ({"text": " \n ", "source": "Post"}, "Paste a text, or choose files."),
        ({"text": "hello"}, "source is empty. Name the newspaper, agency or site."),
        ({"text": "hello", "source": "Post", "published_on": "24.2.22"}, "is not a day"),
        ({"text": "hello", "source": "Post", "url": "post.example"}, "is not an address"),
        ({"text": "he\x1bllo", "source": "Post"}, "Line 1 holds the control character U+001B"),
        ({"text": "he\x00llo", "source": "Post"}, "Null characters are not allowed."),
        ({"text": "hello", "source": "Post", "uploads": [("a.txt", "x")]}, "not both at once"),
        (
            {"uploads": [("a.txt", "x"), ("b.txt", "y")], "source": "Post", "title": "T"},
            "This is for a single text.",
        ),
        ({"uploads": [("a.csv", "text,source\nx,Post\ny,\n")]}, "a.csv, line 3"),
        (
            {"uploads": [("a.csv", "file,source\n../../secret.txt,Post\n")]},
            "leaves the manifest&#x27;s folder",
        ),
        ({"uploads": [("a.csv", "file,source\nmanage.py,Post\n")]}, "did not come along"),
        ({"uploads": [("a.txt", "")], "source": "Post"}, "The submitted file is empty."),
        (
            {"uploads": [("a.xml", "<a>")], "source": "Post"},
            "Only .txt, .html, .pdf, .docx, .csv and .jsonl can be read.",
        ),
        (
            {"uploads": [("a.csv", "text,source\n" + "x,Post\n" * 1001)]},
            "It holds more than 1,000 articles.",
        ),
        (
            {"uploads": [(f"{n}.txt", "x") for n in range(501)], "source": "Post"},
            "These are 501 files; 500 at a time are taken.",
        ),
        (
            {"uploads": [(f"{n}.txt", "x" * 1_950_000) for n in range(11)], "source": "Post"},
            "The files have 21.4 MB; 20 MB at a time",
        ),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_is_stored(manager, sent, complaint):
    def send(**extra):
        uploads = [upload(*each) for each in sent.get("uploads", [])]
        return manager.post(PAGE, {**sent, "uploads": uploads, **extra}, **HTMX)

    for answer in (send(), send(step="store", previewed="0" * 64)):
        assert answer.status_code == 422
        assert complaint in answer.content.decode()
        assert 'value="store"' not in answer.content.decode()
    assert not Article.objects.exists()


def test_what_is_shown_is_escaped(manager):
    answer = manager.post(PAGE, {"text": "<script>alert(1)</script>", "source": "<b>Post"}, **HTMX)
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content
    assert b"&lt;b&gt;Post" in answer.content
    assert b"<script>" not in answer.content
    assert b"<b>Post" not in answer.content


def test_a_long_text_opens_whole(manager):
    text = "".join(f"Sentence number {n}. " for n in range(100))
    page = manager.post(PAGE, {"text": text, "source": "Post"}, **HTMX).content.decode()
    assert f">{text}<" in page


def test_a_large_batch_is_previewed_without_every_word(manager):
    rows = "".join(f'"{n} {"word " * 2000}",Post\n' for n in range(200))
    answer = manager.post(PAGE, {"uploads": [upload("a.csv", "text,source\n" + rows)]}, **HTMX)
    assert "Store 200 articles" in answer.content.decode()
    assert len(answer.content) < 1_000_000


def test_doors(as_user, ada, cy, stranger, client, story):
    for method in ("get", "post"):
        assert getattr(as_user(stranger), method)(PAGE).status_code == 404
        assert getattr(as_user(ada), method)(PAGE).status_code == 403
        assert getattr(as_user(cy), method)(PAGE).status_code == 403
        assert getattr(client, method)(PAGE).status_code == 302
        assert getattr(client, method)(PAGE, **HTMX).status_code == 401


def test_no_such_story(as_user, mo):
    assert as_user(mo).get(reverse("desk:import_articles", args=["none"])).status_code == 404


def test_other_verbs_are_refused(manager):
    for verb in ("put", "delete", "patch"):
        assert getattr(manager, verb)(PAGE).status_code == 405


@pytest.mark.parametrize("count", [2, 60])
def test_the_queries_do_not_follow_the_articles(manager, count, django_assert_max_num_queries):
    def sent() -> SimpleUploadedFile:
        return upload(
            "a.csv", "text,source\n" + "".join(f"Text {n},Source {n}\n" for n in range(count))
        )

    with django_assert_max_num_queries(7):
        answer = manager.post(PAGE, {"uploads": [sent()]}, **HTMX)
    with django_assert_max_num_queries(20):
        manager.post(
            PAGE, {"uploads": [sent()], "step": "store", "previewed": digest(answer)}, **HTMX
        )
    assert Article.objects.count() == count


def test_a_document_says_what_was_done_to_it(manager, story):
    raw = make_docx(paragraph("The talks ", "<w:ins><w:r><w:t>go on.</w:t></w:r></w:ins>"))
    sent = {"uploads": [upload("a.docx", raw)], "source": "Post"}
    answer = manager.post(PAGE, sent, **HTMX)
    assert "It has tracked changes: read as if all were accepted." in answer.content.decode()
    assert "The talks go on." in answer.content.decode()


def test_more_documents_than_a_page_waits_for_are_refused(manager):
    sent = {"uploads": [upload(f"{n}.pdf", "%PDF") for n in range(41)], "source": "Post"}
    answer = manager.post(PAGE, sent, **HTMX)
    assert answer.status_code == 422
    assert "These are 41 documents" in answer.content.decode()
