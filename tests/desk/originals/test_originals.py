"""The page of an original: its facts, its source as characters, and its bytes as a file."""

import json

import pytest
from django.urls import reverse

from articles.intake.came_as import CameAs
from articles.models import Version
from articles.originals import store_originals
from tests.conftest import assign

HOSTILE = "<script>alert(1)</script><h1>Café</h1>"


def keep(article, content: bytes, media_type: str = "text/html", **more):
    store_originals([(article, CameAs(content, media_type, **more))], article.version)


def page(article) -> str:
    return reverse("desk:original", args=[article.pk])


@pytest.fixture
def reader(as_user, ada):
    return as_user(ada)


def test_it_shows_the_facts_and_the_source_escaped(reader, article):
    keep(
        article, HOSTILE.encode("cp1252"), name="page.html", encoding="windows-1252",
        url="https://post.example/1",
    )  # fmt: skip
    shown = reader.get(page(article)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;h1&gt;Café&lt;/h1&gt;" in shown
    assert "<script>alert" not in shown
    sha256 = article.originals.get().sha256
    for told in (sha256, "38 bytes", "text/html, read as windows-1252", "https://post.example/1"):
        assert told in shown, told


def test_the_workbench_leads_to_it(reader, article, ada):
    assign(article, ada)
    shown = reader.get(reverse("annotations:workbench", args=[article.pk])).content.decode()
    assert page(article) in shown


def test_an_article_without_one_says_so(reader, article):
    answer = reader.get(page(article))
    assert answer.status_code == 200
    assert "Nothing was kept of how this article came in" in answer.content.decode()
    for name in ("desk:original_file", "desk:original_facts"):
        assert reader.get(reverse(name, args=[article.pk])).status_code == 404


def test_the_file_is_never_shown_as_a_page(reader, article):
    keep(article, HOSTILE.encode(), encoding="UTF-8")
    answer = reader.get(reverse("desk:original_file", args=[article.pk]))
    assert answer.content == HOSTILE.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="article-{article.pk}-version-1.html"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_facts_go_with_it(reader, article):
    keep(article, b"x", "application/pdf", name="a.pdf", url="https://post.example/a.pdf")
    answer = reader.get(reverse("desk:original_facts", args=[article.pk]))
    facts = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
    kept = article.originals.get()
    assert (facts["sha256"], facts["size"], facts["name"]) == (kept.sha256, 1, "a.pdf")
    assert (facts["fetched_from"], facts["came_at"]) == (kept.url, kept.came_at.isoformat())
    assert (facts["version"], facts["text_sha256"]) == (1, article.text_sha256)


def test_a_long_source_is_shown_part_by_part(reader, article):
    keep(article, ("a" * 20_000 + "b" * 20_000 + "c").encode(), "text/plain")
    for part, letters in (("", "aaa"), ("2", "bbb"), ("3", ">c<"), ("99", ">c<"), ("x", "aaa")):
        shown = reader.get(f"{page(article)}?part={part}").content.decode()
        assert letters in shown, part
        assert "of 3" in shown
    assert "bbb" not in reader.get(page(article)).content.decode()


def test_a_document_is_not_shown_but_says_where_its_pages_begin(reader, article):
    keep(
        article, b"%PDF", "application/pdf", name="a.pdf", pages=(0, article.text.index("It will"))
    )
    shown = reader.get(page(article)).content.decode()
    assert "%PDF" not in shown
    assert '<li value="2" dir="auto">It will cost nearly' in shown


def test_each_version_has_its_own(reader, article):
    Version.objects.create(
        article=article, number=1, title="Old", text="The old text.", text_sha256="0" * 64,
        word_count=3, came_at=article.created_at,
    )  # fmt: skip
    keep(article, b"<p>old</p>")
    article.version = 2
    article.save()
    keep(article, b"<p>new</p>")
    newest = reader.get(page(article)).content.decode()
    oldest = reader.get(f"{page(article)}?version=1").content.decode()
    assert "&lt;p&gt;new" in newest
    assert "&lt;p&gt;old" in oldest
    assert "The old text." in oldest
    facts = reader.get(reverse("desk:original_facts", args=[article.pk]) + "?version=1")
    assert json.loads(facts.content)["text_sha256"] == "0" * 64


@pytest.mark.parametrize("version", ["3", "0", "-1", "x", "²", "9" * 30])
def test_a_version_that_is_not_there_is_not_found(reader, article, version):
    keep(article, b"<p>one</p>")
    assert reader.get(f"{page(article)}?version={version}").status_code == 404


def test_an_encoding_that_nobody_knows_breaks_nothing(reader, article):
    keep(article, b"caf\xe9", "text/plain", encoding="no-such-encoding")
    assert "caf\ufffd" in reader.get(page(article)).content.decode()


def test_where_the_source_is_hidden_it_is_not_shown(reader, article, story, as_user, mo):
    keep(article, b"The Harbour Post", "text/plain")
    story.hide_sources = True
    story.save()
    for name in ("desk:original", "desk:original_file", "desk:original_facts"):
        answer = reader.get(reverse(name, args=[article.pk]))
        assert answer.status_code == 403
        assert "Harbour Post" not in answer.content.decode()
        assert as_user(mo).get(reverse(name, args=[article.pk])).status_code == 200


def test_as_few_queries_for_many_versions(reader, article, django_assert_num_queries):
    keep(article, b"x" * 50_000, "text/plain")
    reader.get(page(article))
    for version in (1, 4):
        for number in range(2, version + 1):
            store_originals([(article, CameAs(b"y", "text/plain"))], number)
        with django_assert_num_queries(6):
            reader.get(f"{page(article)}?version=1")
