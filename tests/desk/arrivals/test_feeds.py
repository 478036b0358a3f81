"""Feeds: looked at while a worker runs, each entry offered once, taken, dismissed, offered again."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from annotator.background import watching
from annotator.desk.arrivals import tasks
from annotator.desk.arrivals.feed_actions import EVERY
from annotator.desk.models import Feed, FeedEntry, FetchedPage
from annotator.fetching.fetch import Fetched, FetchFailed
from articles.intake.documents.apart import read_apart
from articles.intake.documents.contents import Unreadable
from articles.models import Article, Story
from tests.conftest import make_article
from tests.desk.arrivals.arrived import entry, followed

LIST = reverse("desk:feeds", args=["pipeline"])
DECIDE = reverse("desk:decide_entries", args=["pipeline"])
FEED = "https://post.example/feed.xml"


def rss(*items: str, title: str = "The Post") -> bytes:
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int, link: str = "", title: str = "", more: str = "") -> str:
    return (
        f"<item><guid>own-{number}</guid><title>{title or f'Talks {number}'}</title>"
        f"<link>{link or f'https://post.example/{number}'}</link>"
        f"<pubDate>Thu, 29 Feb 2024 10:00:00 GMT</pubDate>{more}</item>"
    )


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.FETCH_ADDRESSES = True


@pytest.fixture
def manager(as_user, mo):
    return as_user(mo)


@pytest.fixture
def web(monkeypatch):
    """What each address holds; an error is raised."""
    held: dict[str, bytes | Exception] = {}

    def fetch(address, media_types):
        found = held[address]
        if isinstance(found, Exception):
            raise found
        return Fetched(address, found, "application/rss+xml", "")

    monkeypatch.setattr(tasks, "fetch", fetch)
    return held


def due(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(look_at=timezone.now())


class TestReading:
    def test_rss_and_atom(self):
        told = read_apart("feed", rss(item(1), item(2, more="<source url='x'>An Agency</source>")))
        assert told["title"] == "The Post"
        assert told["entries"][0] == {
            "own_name": "own-1",
            "address": "https://post.example/1",
            "title": "Talks 1",
            "source": "",
            "published_on": "2024-02-29",
        }
        assert told["entries"][1]["source"] == "An Agency"
        atom = (
            b"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><entry><id>i</id>"
            b"<title>T</title><link href='/t'/><updated>2024-02-29T23:00:00Z</updated></entry></feed>"
        )
        [only] = read_apart("feed", atom)["entries"]
        assert (only["own_name"], only["address"], only["published_on"]) == (
            "i",
            "/t",
            "2024-02-29",
        )

    def test_titles_are_plain_words(self):
        title = "&lt;b&gt;Talks&lt;/b&gt; &amp;amp; &lt;script&gt;more&lt;/script&gt;\u202e"
        [only] = read_apart("feed", rss(item(1, title=title)))["entries"]
        assert only["title"] == "Talks & more"

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"<html><body>Hello</body></html>",
            b"\x89PNG",
            b"http://127.0.0.1:1/",
            b"/etc/passwd",
        ],
    )
    def test_what_is_no_feed_is_told(self, raw):
        with pytest.raises(Unreadable, match="It is no feed"):
            read_apart("feed", raw)

    def test_a_feed_that_swells_is_ended(self):
        bomb = b"<!DOCTYPE r [<!ENTITY a '" + b"x" * 9 + b"'>" + b"".join(
            b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(9)
        ) + b"]>" + rss(item(1, title="&j;")).split(b"?>", 1)[1]  # fmt: skip
        try:
            told = read_apart("feed", bomb)
        except Unreadable:
            return
        assert len(told["entries"][0]["title"]) <= 2000

    def test_of_many_entries_the_first_are_read(self):
        assert len(read_apart("feed", rss(*map(item, range(400))))["entries"]) == 300


class TestLooking:
    def test_a_feed_is_followed_and_offers_what_it_has(self, manager, web, work_done):
        web[FEED] = rss(item(1), item(2))
        assert manager.post(LIST, {"address": FEED})["Location"] == LIST
        work_done()
        page = manager.get(LIST).content.decode()
        for told in ("Talks 1", "Talks 2", "The Post", "29 Feb 2024", "https://post.example/2"):
            assert told in page, told
        feed = Feed.objects.get()
        assert (feed.title, feed.failure) == ("The Post", "")
        assert feed.look_at - feed.looked_at == EVERY

    def test_an_entry_is_never_offered_twice(self, manager, web, work_done, story):
        web[FEED] = rss(item(1), item(2))
        web[f"{FEED}?b"] = rss(item(8, link="https://post.example/1"))
        manager.post(LIST, {"address": FEED})
        manager.post(LIST, {"address": f"{FEED}?b"})
        work_done()
        assert FeedEntry.objects.count() == 2, "the same address in another feed"
        web[FEED] = rss(item(1, link="https://post.example/1?new", title="Retitled"), item(3))
        due(Feed.objects.get(key=Feed.objects.order_by("pk").first().key))
        tasks.look_at_feeds.now()
        assert sorted(FeedEntry.objects.values_list("title", flat=True)) == [
            "Talks 1",
            "Talks 2",
            "Talks 3",
        ]

    def test_what_the_story_has_is_not_offered(self, web, story):
        Article.objects.filter(pk=make_article(story).pk).update(url="https://post.example/1")
        followed(story, FEED)
        web[FEED] = rss(item(1), item(2))
        tasks.look_at_feeds.now()
        assert [one.title for one in FeedEntry.objects.all()] == ["Talks 2"]

    def test_entries_that_lead_nowhere_are_left_out(self, web, story):
        followed(story, FEED)
        web[FEED] = rss(
            item(1, link="javascript:alert(1)"),
            item(2, link="file:///etc/passwd"),
            item(3, link="/three"),
            item(4, link="http://[x"),
        )
        tasks.look_at_feeds.now()
        assert [one.address for one in FeedEntry.objects.all()] == ["https://post.example/three"]

    def test_a_failure_is_told_with_its_time_and_rests_longer_each_time(self, manager, web, story):
        feed = followed(story, FEED)
        rests = []
        for error in (FetchFailed("It answers 503."), b"no feed", FetchFailed("It answers 503.")):
            web[FEED] = error
            due(feed)
            tasks.look_at_feeds.now()
            feed.refresh_from_db()
            rests.append(feed.look_at - feed.looked_at)
        assert rests == [EVERY, EVERY * 2, EVERY * 4]
        page = manager.get(LIST).content.decode()
        assert "It answers 503. It is tried again" in page
        assert f"{timezone.localtime(feed.looked_at):%Y}" in page
        Feed.objects.update(failures=30)
        due(feed)
        tasks.look_at_feeds.now()
        feed.refresh_from_db()
        assert feed.look_at - feed.looked_at == timedelta(days=1)
        web[FEED] = rss(item(1))
        due(feed)
        tasks.look_at_feeds.now()
        feed.refresh_from_db()
        assert (feed.failure, feed.failures) == ("", 0)

    def test_only_what_is_due_is_looked_at(self, web, story):
        feed = followed(story, FEED, look_at=timezone.now() + EVERY)
        assert not tasks.feeds_are_due()
        tasks.look_at_feeds.now()  # would fail: the web knows no such address
        due(feed)
        assert tasks.feeds_are_due()

    def test_the_button_looks_at_once(self, manager, web, story, work_done):
        followed(story, FEED, look_at=timezone.now() + EVERY)
        web[FEED] = rss(item(1))
        manager.post(reverse("desk:look_at_feeds", args=["pipeline"]))
        work_done()
        assert FeedEntry.objects.count() == 1

    def test_where_it_is_switched_off_nobody_is_asked(self, manager, web, story, settings):
        settings.FETCH_ADDRESSES = False
        followed(story, FEED)
        tasks.look_at_feeds.now()
        assert "FETCH_ADDRESSES is off" in Feed.objects.get().failure
        page = manager.get(LIST).content.decode()
        assert "FETCH_ADDRESSES=on" in page
        assert "Follow" not in page
        assert manager.post(LIST, {"address": f"{FEED}?b"}).status_code == 403

    @pytest.mark.parametrize(
        "sent, told",
        [
            ("", "This field is required."),
            ("nowhere", "not an address"),
            ("http://mo:x@a.example/", "password"),
        ],
    )
    def test_what_is_no_address_is_told(self, manager, sent, told):
        answer = manager.post(LIST, {"address": sent})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not Feed.objects.exists()

    def test_a_feed_is_followed_once(self, manager, story):
        followed(story, FEED)
        answer = manager.post(LIST, {"address": FEED})
        assert answer.status_code == 422
        assert "The story has this feed already." in answer.content.decode()


class TestDeciding:
    @pytest.fixture
    def feed(self, story):
        return followed(story, FEED, title="The Post")

    def decide(self, manager, act: str, *entries: FeedEntry):
        return manager.post(DECIDE, {"act": act, "entries": [one.pk for one in entries]})

    def test_what_is_taken_is_fetched_with_what_the_feed_says(self, manager, feed, web, work_done):
        web["https://post.example/1"] = FetchFailed("It answers 404.")
        answer = self.decide(manager, "take", entry(feed, 1), entry(feed, 2))
        assert answer["Location"] == reverse("desk:fetched_pages", args=["pipeline"])
        pages = FetchedPage.objects.order_by("pk").values_list(
            "address", "title", "source", "state"
        )
        assert list(pages) == [
            ("https://post.example/1", "Entry 1", "The Post", "waiting"),
            ("https://post.example/2", "Entry 2", "The Post", "waiting"),
        ]
        assert "Entry 1" not in manager.get(LIST).content.decode()
        assert "Entry 1" in manager.get(f"{LIST}?state=taken").content.decode()

    def test_what_is_dismissed_can_be_offered_again(self, manager, feed):
        one, two = entry(feed, 1), entry(feed, 2)
        answer = self.decide(manager, "dismiss", one, two)
        assert answer["Location"] == f"{LIST}?dismissed={one.pk}%2C{two.pk}"
        page = manager.get(answer["Location"]).content.decode()
        assert "2 dismissed." in page
        assert "Entry 1" not in page
        assert "Entry 1" in manager.get(f"{LIST}?state=dismissed").content.decode()
        self.decide(manager, "offer", one)
        assert "Entry 1" in manager.get(LIST).content.decode()
        assert set(FeedEntry.objects.values_list("state", flat=True)) == {"new", "dismissed"}

    def test_an_entry_of_another_story_is_left_alone(self, manager, feed):
        other = followed(Story.objects.create(slug="other", title="Other"), FEED)
        theirs = entry(other, 1)
        for act in ("take", "dismiss"):
            self.decide(manager, act, theirs)
        theirs.refresh_from_db()
        assert theirs.state == "new"
        assert not FetchedPage.objects.exists()

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"act": "take"},
            {"entries": ["1"]},
            {"act": "drop", "entries": ["1"]},
            {"act": "dismiss", "entries": ["x", "²", "9" * 40]},
        ],
    )
    def test_nonsense_decides_nothing_and_says_so(self, manager, feed, sent):
        entry(feed, 1)
        page = manager.post(DECIDE, sent, follow=True).content.decode()
        assert "Tick what you mean" in page
        assert FeedEntry.objects.get().state == "new"

    def test_a_removed_feed_takes_what_is_undecided_and_offers_nothing_anew(
        self, manager, feed, web
    ):
        dismissed = entry(feed, 1)
        entry(feed, 2)
        self.decide(manager, "dismiss", dismissed)
        manager.post(reverse("desk:remove_feed", args=["pipeline", feed.pk]))
        assert [one.title for one in FeedEntry.objects.all()] == ["Entry 1"]
        web[FEED] = rss(item(1), item(3))
        followed(feed.story, FEED)
        tasks.look_at_feeds.now()
        assert sorted(FeedEntry.objects.values_list("title", flat=True)) == ["Entry 1", "Talks 3"]

    def test_the_list_is_narrowed_sorted_and_paged(self, manager, feed):
        for number in range(60):
            entry(feed, number)
        page = manager.get(LIST).content.decode()
        assert "Page 1 of 2" in page
        assert "Entry 59" in page
        assert "Entry 3<" not in page
        assert "Entry 3<" in manager.get(f"{LIST}?sort=seen").content.decode()
        found = manager.get(f"{LIST}?text=entry+17&feed={feed.pk}").content.decode()
        assert "Entry 17" in found
        assert "Entry 18" not in found
        assert "No entry is like this" in manager.get(f"{LIST}?text=nothing").content.decode()

    def test_as_many_queries_for_many(self, manager, feed, django_assert_num_queries):
        entry(feed, 1)
        manager.get(LIST)
        with django_assert_num_queries(8):
            manager.get(LIST)
        for number in range(2, 40):
            entry(feed, number)
            followed(feed.story, f"{FEED}?{number}")
        with django_assert_num_queries(8):
            manager.get(LIST)


@pytest.mark.parametrize("is_on", [True, False])
def test_workers_look_after_feeds_where_the_desk_asks_others(settings, monkeypatch, is_on):
    watched = {}
    monkeypatch.setattr(watching, "_watched", watched)
    settings.FETCH_ADDRESSES = is_on
    apps.get_app_config("desk").ready()
    assert set(watched) == ({tasks.LOOKING} if is_on else set())


def test_a_worker_finds_a_feed_that_is_due(story, web, work_done, monkeypatch):
    monkeypatch.setattr(watching, "_watched", {})
    apps.get_app_config("desk").ready()
    web[FEED] = rss(item(1))
    followed(story, FEED, look_at=timezone.now() + EVERY)
    watching.look_after_all()
    assert work_done(tasks.look_at_feeds) == 0
    due(Feed.objects.get())
    watching.look_after_all()
    assert work_done(tasks.look_at_feeds) == 1
    assert FeedEntry.objects.count() == 1
