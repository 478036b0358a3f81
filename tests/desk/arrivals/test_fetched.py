"""Import by address: asked for, fetched by a worker, previewed, then stored or dropped."""

import re

import pytest
from django.urls import reverse

from annotator.desk.arrivals import tasks
from annotator.desk.models import FetchedPage
from annotator.fetching.fetch import Fetched, FetchFailed
from articles.models import Article, Original, Source, Story
from tests.articles.made_documents import make_pdf
from tests.conftest import make_article
from tests.desk.arrivals.arrived import PAGE, fetched

LIST = reverse("desk:fetched_pages", args=["pipeline"])
ADDRESS = "https://post.example/talks"


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.FETCH_ADDRESSES = True


@pytest.fixture
def manager(as_user, mo):
    return as_user(mo)


@pytest.fixture
def web(monkeypatch):
    """What the web holds, by address; an error is raised. `web.asked` is what was asked, in order."""

    class Web(dict):
        asked: list[str] = []

        def fetch(self, address, media_types):
            self.asked.append(address)
            found = self[address]
            if isinstance(found, Exception):
                raise found
            return found

    web = Web()
    web.asked = []
    monkeypatch.setattr(tasks, "fetch", web.fetch)
    return web


def at(page: FetchedPage) -> str:
    return reverse("desk:fetched_page", args=["pipeline", page.pk])


def digest(answer) -> str:
    return re.search(r'name="previewed" value="([0-9a-f]{64})"', answer.content.decode())[1]


class TestAsking:
    def test_each_address_is_fetched_once_by_a_worker(self, manager, web, work_done):
        web[ADDRESS] = Fetched(f"{ADDRESS}?a=1", PAGE, "text/html", "utf-8")
        web["https://post.example/gone"] = FetchFailed("It answers 404.")
        answer = manager.post(
            LIST, {"addresses": f"{ADDRESS}\n\n https://post.example/gone \n{ADDRESS}#x"}
        )
        assert answer["Location"] == LIST
        assert web.asked == []
        assert manager.get(LIST).content.decode().count("chip wait") == 2
        work_done()
        assert web.asked == [ADDRESS, "https://post.example/gone"]
        page = manager.get(LIST).content.decode()
        for told in ("chip good", "chip bad", "It answers 404."):
            assert told in page

    def test_twice_asked_is_once_there(self, manager, web, work_done):
        web[ADDRESS] = Fetched(ADDRESS, PAGE, "text/html", "")
        for _ in range(2):
            manager.post(LIST, {"addresses": ADDRESS})
            work_done()
        assert web.asked == [ADDRESS]
        assert FetchedPage.objects.count() == 1

    def test_what_failed_is_tried_again(self, manager, web, work_done):
        web[ADDRESS] = FetchFailed("It answers 503.")
        manager.post(LIST, {"addresses": ADDRESS})
        work_done()
        web[ADDRESS] = Fetched(ADDRESS, PAGE, "text/html", "")
        page = FetchedPage.objects.get()
        manager.post(reverse("desk:fetch_again", args=["pipeline", page.pk]))
        work_done()
        page.refresh_from_db()
        assert (page.state, page.failure, bytes(page.content)) == ("fetched", "", PAGE)

    @pytest.mark.parametrize(
        "sent, told",
        [
            ("", "This field is required."),
            ("https://post.example/\nfile:///etc/passwd", "Line 2: It is not an address."),
            ("http://mo:secret@post.example/", "a user&#x27;s name or a password"),
            (
                "\n".join(f"https://post.example/{n}" for n in range(51)),
                "These are 51 addresses; 50 at a time",
            ),
        ],
    )
    def test_what_is_no_address_is_told_and_nothing_is_asked(self, manager, sent, told):
        answer = manager.post(LIST, {"addresses": sent})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not FetchedPage.objects.exists()

    def test_where_it_is_switched_off_the_page_says_so_and_asks_nobody(
        self, manager, web, work_done, settings
    ):
        manager.post(LIST, {"addresses": ADDRESS})
        settings.FETCH_ADDRESSES = False
        work_done()
        assert web.asked == []
        assert "FETCH_ADDRESSES is off" in FetchedPage.objects.get().failure
        page = manager.get(LIST).content.decode()
        assert "FETCH_ADDRESSES=on" in page
        assert "<textarea" not in page
        assert manager.post(LIST, {"addresses": "https://post.example/2"}).status_code == 403
        assert FetchedPage.objects.count() == 1


class TestPreview:
    @pytest.mark.parametrize(
        "content, day",
        [(PAGE, "2024-02-29"), (PAGE.replace(b"2024-02-29T10:00:00Z", b""), "2024-03-01")],
    )
    def test_the_day_of_a_feed_is_taken_where_the_page_says_none(
        self, manager, story, content, day
    ):
        page = fetched(story, ADDRESS, content, published_on="2024-03-01")
        answer = manager.get(at(page))
        assert f'value="{day}"' in answer.content.decode()
        sent = {"source": "post.example", "published_on": day, "url": ADDRESS, "step": "store"}
        manager.post(at(page), sent | {"previewed": digest(answer)})
        assert f"{story.articles.get().published_on}" == day

    def test_it_is_filled_in_as_the_page_says(self, manager, story):
        page = fetched(story, ADDRESS)
        shown = manager.get(at(page)).content.decode()
        for told in (
            'value="Talks go on"',
            'value="2024-02-29"',
            'value="Ann Quill"',
            f'value="{ADDRESS}"',
            'value="post.example"',
            'value="en"',
        ):
            assert told in shown, told
        assert "The minister said on Monday" in shown
        assert "alert(" not in shown
        assert "Store 1 article" in shown
        assert not Article.objects.exists()

    @pytest.mark.parametrize("known", ["article", "homepage"])
    def test_the_source_is_the_one_of_that_host(self, manager, story, known):
        if known == "article":
            Article.objects.filter(pk=make_article(story, "The Post").pk).update(
                url="http://www.post.example/0"
            )
        else:
            Source.objects.create(name="The Post", slug="post", homepage="https://post.example")
        assert 'value="The Post"' in manager.get(at(fetched(story, ADDRESS))).content.decode()

    def test_what_was_previewed_is_stored_with_what_came(self, manager, story):
        page = fetched(story, ADDRESS, charset="utf-8")
        sent = {"source": "The Post", "title": "Talks", "url": ADDRESS}
        seen = digest(manager.post(at(page), {**sent, "step": "preview"}, HTTP_HX_REQUEST="true"))
        answer = manager.post(
            at(page), {**sent, "step": "store", "previewed": seen}, HTTP_HX_REQUEST="true"
        )
        assert answer["HX-Redirect"] == LIST
        article, kept = story.articles.get(), Original.objects.get()
        assert (article.title, article.source.name, article.byline) == (
            "Talks",
            "The Post",
            "Ann Quill",
        )
        assert (bytes(kept.content), kept.url, kept.media_type) == (PAGE, ADDRESS, "text/html")
        assert not FetchedPage.objects.exists()

    def test_what_was_not_previewed_is_not_stored(self, manager, story):
        page = fetched(story, ADDRESS)
        answer = manager.post(
            at(page), {"source": "The Post", "step": "store", "previewed": "0" * 64}
        )
        assert answer.status_code == 422
        assert "It is not what was previewed" in answer.content.decode()
        assert not Article.objects.exists()
        assert FetchedPage.objects.exists()

    def test_a_pdf_and_a_plain_text_come_in_as_well(self, manager, story):
        paper = fetched(
            story, ADDRESS, make_pdf([["The talks about the pipeline go on."]]), "application/pdf"
        )
        assert "The talks about the pipeline go on." in manager.get(at(paper)).content.decode()
        plain = fetched(
            story, f"{ADDRESS}.txt", "Café".encode("cp1252"), "text/plain", charset="windows-1252"
        )
        shown = manager.get(at(plain)).content.decode()
        assert "Café" in shown
        assert "read as windows-1252" in shown

    def test_a_charset_that_the_server_has_wrong_breaks_nothing(self, manager, story):
        page = fetched(story, ADDRESS, charset="no-such")
        assert "The minister said" in manager.get(at(page)).content.decode()

    def test_what_holds_no_article_says_so_and_can_be_dropped(self, manager, story):
        page = fetched(story, ADDRESS, b"<html></html>")
        shown = manager.get(at(page))
        assert shown.status_code == 200
        assert "No main text was found" in shown.content.decode()
        answer = manager.post(reverse("desk:drop_fetched", args=["pipeline", page.pk]))
        assert answer["Location"] == LIST
        assert not FetchedPage.objects.exists()

    def test_what_is_not_fetched_yet_leads_to_the_list(self, manager, story):
        page = fetched(story, ADDRESS, b"", state="waiting")
        assert manager.get(at(page))["Location"] == LIST

    def test_a_page_of_another_story_is_not_found(self, manager, story):
        other = Story.objects.create(slug="other", title="Other")
        page = fetched(other, ADDRESS)
        assert manager.get(at(page)).status_code == 404

    def test_an_address_cannot_be_a_script(self, manager, story):
        page = fetched(story, ADDRESS)
        answer = manager.post(
            at(page), {"source": "x", "url": "javascript:alert(1)", "step": "preview"}
        )
        assert answer.status_code == 422
        assert "is not an address" in answer.content.decode()


def test_as_many_queries_for_many(manager, story, django_assert_num_queries):
    fetched(story, ADDRESS)
    manager.get(LIST)
    with django_assert_num_queries(6):
        manager.get(LIST)
    for number in range(30):
        fetched(story, f"{ADDRESS}/{number}")
    with django_assert_num_queries(6):
        manager.get(LIST)


def test_a_preview_asks_little(manager, story, django_assert_max_num_queries):
    page = fetched(story, ADDRESS)
    with django_assert_max_num_queries(10):
        manager.get(at(page))
