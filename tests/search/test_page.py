"""The page of the search: hits lead to their places, and nothing that is typed breaks it."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.background import presence
from annotator.vocabulary.models import Entity
from articles.models import Article, Story
from tests.conftest import make_article
from tests.search.conftest import annotate, indexed


@pytest.fixture
def ask(as_user):
    """ask(ada, "dam") is the page that Ada gets."""

    def search(user, query="", status=200, **more):
        given = "&".join(
            f"{name}={quote(str(text))}" for name, text in {"q": query, **more}.items()
        )
        response = as_user(user).get(f"/search/?{given}")
        assert response.status_code == status, response.getvalue().decode()[:500]
        return response.getvalue().decode()

    return search


def titles(page: str) -> list[tuple[str, str]]:
    """The hits' addresses and titles, without the marks in them."""
    found = re.findall(r'<h2 dir="auto"><a href="([^"]*)">(.*?)</a></h2>', page)
    return [
        (address.replace("&amp;", "&"), re.sub("<[^>]+>", "", title)) for address, title in found
    ]


def test_every_hit_leads_to_its_place(desk, ask, as_user):
    article, secret, own = desk.article.pk, desk.secret, desk.own
    settle = f"/articles/{article}/differences/"
    expected = {
        ("ada", "breaks"): f"/articles/{article}/#find=breaks",
        ("ada", "okapihoof"): f"/articles/{article}/#a-{own.pk}",
        ("cy", "okapihoof"): f"{settle}?at={own.start}#p-{own.pk}",
        ("cy", "zebrastripe"): f"{settle}?at={secret.start}#p-{secret.pk}",
        ("cy", "label:person"): f"{settle}?at={desk.gold.start}#p-{desk.gold.pk}",
        ("cy", "engineer"): "/stories/dam/name/?entity=omar-reza",
        ("ada", "engineer"): "/search/?q=entity%3A%22omar-reza%22",
        ("cy", "kind:question"): f"/stories/dam/conflicts/{desk.question.pk}/",
        ("ada", "kind:question"): "/search/?q=question%3A%22volume%22&story=dam",
    }
    for (name, query), address in expected.items():
        found = titles(ask(getattr(desk, name), query))
        assert [where for where, _ in found] == [address], (name, query)
        if settle not in address:
            assert as_user(getattr(desk, name)).get(address).status_code == 200, address
    assert reverse("reconciliation:settle", args=[article]) == settle


def test_what_was_found_is_marked_and_everything_is_escaped(desk, ask):
    text = "A <b>dam</b> & a “wall”.\n"
    make_article(desk.story, title="<script>dam</script>", text=text)
    indexed()
    page = ask(desk.ada, "dam wall")
    assert "&lt;script&gt;<mark>dam</mark>&lt;/script&gt;" in page
    assert "A &lt;b&gt;<mark>dam</mark>&lt;/b&gt; &amp; a “<mark>wall</mark>”." in page
    assert "<script>dam" not in page
    assert "&lt;i&gt;" in ask(desk.ada, "<i>")


def test_facts_of_a_hit_and_a_source_that_is_hidden(desk, ask):
    page = ask(desk.ada, "breaks")
    assert "The Harbour Post" in page
    Story.objects.update(hide_sources=True)
    page = ask(desk.ada, "breaks")
    assert "Source hidden" in page
    assert "The Harbour Post" not in page
    assert "by you" in ask(desk.ada, "okapihoof")
    assert "by an annotator" in ask(desk.cy, "zebrastripe")
    assert "by Bo" not in ask(desk.cy, "zebrastripe")
    page = ask(desk.cy, "zebrastripe by:bo")
    assert all(
        fact in page for fact in ("by Bo", "said by Omar Reza", "A dam breaks", "The Harbour")
    )
    assert "settled" in ask(desk.cy, "label:person")


def test_what_cannot_be_read_is_said_with_the_place(desk, ask):
    page = ask(desk.ada, "dam colour:red", status=422)
    assert 'dam <mark class="wrong">colour:red</mark>' in page
    assert "put them in quotes" in page
    assert 'value="dam colour:red"' in page
    for more in ({"kind": "letter"}, {"story": "river"}, {"sort": "size"}, {"after": "x"}):
        page = ask(desk.ada, "dam", status=422, **more)
        assert "The search was not made" in page
    assert "cut short" in ask(desk.ada, "dam", status=422, after="9.99999999999999999999")
    ask(desk.ada, "dam\0", status=422)
    ask(desk.ada, "x" * 500, status=422)


def test_states_of_emptiness(desk, ask):
    assert "You keep no search yet" in ask(desk.ada)
    assert "You keep no search yet" in ask(desk.zed)
    page = ask(desk.ada, "nothingofthesort")
    assert "Nothing that you may see has all of this" in page
    assert "What can be typed" in page
    assert "There is nothing further" in ask(desk.ada, "dam", after="0.1")
    assert "Something has changed just now" not in page
    assert '<code dir="auto">nothingofthesort*</code>' in page
    Entity.objects.update(description="Changed.")
    page = ask(desk.ada, "dam")
    assert "Something has changed just now" in page
    assert "No worker runs" in page
    presence.sign("the-worker")
    page = ask(desk.ada, "dam")
    assert "Something has changed just now" in page
    assert "No worker runs" not in page


@pytest.mark.parametrize("query", ["value:>9000km", "nothingofthe*", "-dam label:event said:omar"])
def test_a_star_is_told_of_only_where_it_can_be_put(desk, ask, query):
    page = ask(desk.ada, query)
    assert "Nothing that you may see has all of this" in page
    assert "A star finds" not in page


BEHIND = "Something has changed just now"


def test_only_who_may_see_what_has_changed_is_told_that_it_is_not_found_yet(desk, ask):
    """Ada and Di read blind, Eve works on another story, Zed on none."""

    def told() -> set[str]:
        users = ("ada", "bo", "cy", "mo", "di", "eve", "zed", "root")
        found = {name for name in users if BEHIND in ask(getattr(desk, name), "dam")}
        indexed()
        return found

    assert told() == set()
    annotate(desk.article, desk.bo, "noon", desk.labels["claim-event"])
    assert told() == {"bo", "cy", "mo", "root"}
    annotate(desk.article, desk.ada, "noon", desk.labels["claim-event"])
    assert told() == {"ada", "cy", "mo", "root"}
    make_article(desk.other, title="Of the river")
    assert told() == {"eve", "root"}
    desk.question.save()
    assert told() == {"ada", "bo", "cy", "mo", "di", "root"}
    desk.omar.save()
    assert told() == {"ada", "bo", "cy", "mo", "di", "eve", "root"}


def test_names_that_are_spelt_nearly_so_are_offered(desk, ask):
    assert "Omar Reza" in ask(desk.ada, "kind:name omer reza")
    assert "Omar Reza" not in ask(desk.zed, "omer reza")
    nearly = ask(desk.ada, "breakss")
    offered = "Spelt nearly like it" in nearly
    assert offered == (connection.vendor == "postgresql"), "titles where the database has trigrams"
    assert "Spelt nearly" not in ask(desk.eve, "breakss")


def test_pages_follow_each_other(desk, ask):
    for number in range(45):
        make_article(desk.story, title=f"Part {number}", text=f"A reservoir, number {number}.\n")
    indexed()
    seen, more = [], {}
    for number in (20, 20, 5):
        page = ask(desk.ada, "reservoir", **more)
        assert len(titles(page)) == number
        seen += [address for address, _ in titles(page)]
        following = re.search(r'after=([\d.]+)" rel="next"', page)
        more = {"after": following[1]} if following else {}
    assert not more
    assert len(set(seen)) == 45


def work_of(user, as_user, address: str) -> tuple[int, int]:
    """The statements of a page, and the steps that SQLite takes for them."""
    client, steps = as_user(user), [0]

    def step() -> int:
        steps[0] += 1
        return 0

    connection.ensure_connection()
    sqlite = connection.vendor == "sqlite"
    with CaptureQueriesContext(connection) as asked:
        if sqlite:
            connection.connection.set_progress_handler(step, 100)
        assert client.get(address).status_code == 200
        if sqlite:
            connection.connection.set_progress_handler(None, 100)
    return len(asked), steps[0]


SEARCHES = [
    "the", "water", "held water", '"dam broke"', "da*", "-zebra", "the&sort=newest", "kind:note",
    "by:bo the", "source:harbour the", "label:event", "the&kind=article&story=dam",
]  # fmt: skip


def test_its_work_does_not_grow_with_the_desk(desk, as_user):
    """At 200 articles and at 2,000: as many statements, and no more rows read."""

    def fill(first: int, last: int) -> None:
        template = desk.article
        Article.objects.bulk_create(
            Article(
                story=template.story, source=template.source, title=f"The dam {number}",
                text=f"The dam broke, the lake held water. Part {number}.\n",
                text_sha256=f"{number:064}", word_count=9,
            )
            for number in range(first, last)
        )  # fmt: skip
        indexed()

    for number in range(40):
        note = f"The note {number} on water."
        annotate(
            desk.article, desk.bo, "dam broke", desk.labels["claim-event"], part=number, note=note
        )
    fill(0, 200)
    addresses = [f"/search/?q={quote(search, safe='&=')}" for search in SEARCHES]
    people = [desk.ada, desk.cy]
    for user in people:
        as_user(user).get(addresses[0])
    before = {(user, at): work_of(user, as_user, at) for user in people for at in addresses}
    fill(200, 2000)
    for (user, address), (statements, steps) in before.items():
        now, then = work_of(user, as_user, address), (statements, steps)
        assert now[0] == statements <= 11, f"{address}: {then}, then {now}"
        assert now[1] <= steps * 1.5 + 20, f"{address}: {then}, then {now}"


def test_it_is_a_page_for_whoever_is_signed_in(client, desk):
    assert client.get("/search/").status_code == 302
    assert client.post("/search/").status_code in {302, 405}


def test_the_box_stands_on_every_page_but_its_own(desk, as_user):
    client = as_user(desk.ada)
    assert "data-find-all" in client.get("/").getvalue().decode()
    assert "data-find-all" not in client.get("/search/").getvalue().decode()
    assert Annotation.everything.exists()
