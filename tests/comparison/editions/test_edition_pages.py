"""Who sees an edition, as what, and what is told of it since."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.annotations.revision.actions import revise
from annotator.comparison.editions import actions
from annotator.comparison.models import EditionLink
from annotator.comparison.question_rows.refresh import refresh_rows
from annotator.operations.logging import safe_path
from articles.models import Article
from articles.versions.actions import NewText
from tests.comparison.conftest import rows_ready
from tests.comparison.editions.conftest import published, say
from tests.comparison.sources import ask
from tests.conftest import assign, plain

pytestmark = pytest.mark.django_db
LIST = "/stories/pipeline/editions/"


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content
    return answer.content.decode()


def test_it_shows_what_was_published_and_how_to_cite_it(edition, settled, address, as_user, cy):
    page = text(as_user(cy), address)
    assert "<b>1100 km</b>" in page
    assert f"{reverse('reconciliation:settle', args=[settled[0].pk])}?at=" in page
    assert 'href="https://post.example/1?a=1&amp;b=2"' in page
    assert (
        f"{edition.published_at.day} {edition.published_at:%B} {edition.published_at.year}" in page
    )
    assert (
        f"The Desk: “Who says how long”. desk.example.org, edition 1, "
        f"{edition.published_at.day} {edition.published_at:%B} {edition.published_at.year}. "
        f"https://desk.example.org{address} (SHA-256 {edition.sha256})"
    ) in page
    assert "For managers" not in page
    assert "Nothing has changed since" in page


def test_a_member_who_only_reads_sees_what_is_published_and_no_way_into_the_brief(
    edition, settled, address, as_user, bo, story
):
    client = as_user(bo)
    assert f'href="{LIST}"' in text(client, "/stories/pipeline/")
    shown = text(client, LIST)
    assert "Who says how long" in shown
    assert "Since then" not in shown
    page = text(client, address)
    assert "<b>1100 km</b>" in page
    assert text(client, f"{address}edition.json").startswith("{")
    for way in ("/settle/", "/conflicts/", "/brief/", "/changes/"):
        assert way not in shown + page, way
    assert client.get(f"{address}changes/").status_code == 403
    assign(settled[0], bo)
    assert "1100 km" not in text(client, address)
    assert "1100" not in text(client, f"{address}edition.json", 403)


def test_brief_and_export_lead_to_the_list(edition, as_user, cy):
    for page in ("/stories/pipeline/brief/", "/stories/pipeline/export/"):
        assert f'href="{LIST}"' in text(as_user(cy), page)
    page = text(as_user(cy), LIST)
    assert "Who says how long" in page
    assert "nothing new" in page


def test_markup_in_it_is_escaped(story, labels, ada, mo, as_user):
    question = ask(story, wording="<b>How</b> long?")
    for source, number in (("<i>Post</i>", "1100"), ("Meridian", "800")):
        say(story, source, number, ada, question)
    Article.objects.update(title="<u>T</u>")
    rows_ready()
    edition = published(story, mo, "<em>Title</em>", note="<s>note</s>", signed="<s>who</s>")
    link = actions.open_link(edition, mo)
    for client, address in ((as_user(mo), f"{LIST}1/"), (Client(), f"/e/{link.token}/")):
        page = text(client, address)
        for tag in ("<b>How", "<i>Post", "<u>T", "<em>Title", "<s>"):
            assert tag not in page
        assert "&lt;u&gt;T&lt;/u&gt;" in page


def test_what_has_changed_since_is_told_and_counted(
    edition, settled, story, ada, mo, length, address, as_user
):
    post, _ = settled
    say(story, "Mail", "950", ada, length)
    new = ask(story, "cost", wording="How dear?")
    for source, number in (("Herald", "5"), ("Globe", "900")):
        say(story, source, number, ada, new)
    revise(post, mo, NewText(post.title, f"{post.text}A line more.\n"))
    rows_ready()
    client = as_user(mo)
    assert ">3 changes</a>" in text(client, LIST)
    page = text(client, f"{address}changes/")
    assert "How dear?" in page
    assert '<bdi>950 km</bdi> <span class="quiet">a value that nobody gave</span>' in page
    assert "version 1 was quoted" in page
    # The quote leads to the text that was quoted.
    assert f'href="/articles/{post.pk}/versions/1/">in version 1</a>' in text(client, address)
    second = published(story, mo, "Second")
    between = text(client, f"{LIST}{second.number}/changes/?since=1")
    assert "How dear?" in between
    assert text(client, LIST).count("nothing new") == 1
    Annotation.objects.filter(article=post).update(layer="reading")
    rows_ready()
    assert "gone" not in page
    assert '<bdi>1,100 km</bdi> <span class="quiet">given by nobody any more</span>' in text(
        client, f"{address}changes/"
    )


@pytest.mark.parametrize("since", ["0", "1", "7", "²", "-1", "x", "9" * 30, "%00"])
def test_what_is_no_earlier_edition_is_not_found(edition, address, as_user, mo, since):
    assert as_user(mo).get(f"{address}changes/?since={since}").status_code == 404


@pytest.mark.parametrize("number", [0, 7, 10**30])
def test_an_edition_that_is_not_there(edition, as_user, mo, number):
    assert as_user(mo).get(f"{LIST}{number}/").status_code == 404


def test_whoever_has_still_to_read_an_article_of_it_does_not_see_it(
    edition, settled, story, address, as_user, cy, ada
):
    other = say(story, "Mail", "1", ada, ask(story, "cost"))
    waiting = assign(other, cy)
    client = as_user(cy)
    assert "1100 km" in text(client, address), "an article that it does not quote"
    assert "changes/" not in plain(text(client, LIST)), "what has changed could tell of it"
    assert "still to read 1 article" in text(client, f"{address}changes/")
    waiting.delete()
    assign(settled[1], cy)
    for page in (text(client, address), text(client, LIST)):
        assert "1100 km" not in page
        assert "Who says how long" not in page
        assert "have still to read" in page
    for file in ("edition.json", "changes/"):
        assert client.get(f"{address}{file}").status_code == 403


def test_who_has_the_link_sees_it_without_a_session(edition, settled, address, as_user, mo):
    assert as_user(mo).post(f"{address}link", {"act": "on"}).status_code == 302
    link = EditionLink.objects.get()
    at = f"/e/{link.token}/"
    assert f"{at}</a>" in text(as_user(mo), address)
    client = Client()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(at)
    page = answer.content.decode()
    assert len(asked) == 2, "the link with its edition, and whether it is withdrawn"
    assert "<b>1100 km</b>" in page
    assert f"http://testserver{at} (SHA-256 {edition.sha256})" in page
    for hidden in ("?at=", "For managers", "Ada", settled[0].text[:60]):
        assert hidden not in page
    assert not client.cookies
    assert "Vary" not in answer.headers
    assert answer["Cache-Control"] == "public, max-age=60"
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
        "no-referrer", "noindex, nofollow",
    )  # fmt: skip
    assert client.get(f"{at}edition.json").content.decode() == edition.document
    again = client.get(at, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert link.token not in safe_path(answer.wsgi_request)


def test_a_link_is_renewed_and_switched_off(edition, address, as_user, mo):
    client, anybody = as_user(mo), Client()

    def links() -> list[int]:
        found = EditionLink.objects.order_by("pk").values_list("token", flat=True)
        return [anybody.get(f"/e/{token}/").status_code for token in found]

    client.post(f"{address}link", {"act": "on"})
    assert links() == [200]
    client.post(f"{address}link", {"act": "renew"})
    assert links() == [410, 200]
    assert client.post(f"{address}link", {"act": "off"}).status_code == 302
    assert links() == [410, 410]
    assert client.post(f"{address}link", {"act": "off"}).status_code == 422
    assert client.post(f"{address}link", {"act": "²"}).status_code == 422
    assert text(client, address).count("public link ended") == 2
    for token in ("x" * 43, "short", "%00" * 43, "é" * 43):
        assert anybody.get(f"/e/{token}/").status_code == 404
    off = anybody.get(f"/e/{EditionLink.objects.first().token}/edition.json")
    assert (off.status_code, off.json()) == (410, {"error": "This link is off."})
    assert anybody.post(f"/e/{'x' * 43}/").status_code == 405


def test_the_link_of_a_withdrawn_edition_says_so_and_leads_on(edition, story, ada, length, mo):
    link = actions.open_link(edition, mo)
    say(story, "Mail", "950", ada, length)
    rows_ready()
    second = published(story, mo, "Second")
    actions.withdraw(edition, mo, reason="So it is.", replaced_by=second)
    page = text(Client(), f"/e/{link.token}/", 410)
    assert "So it is." in page
    assert "1100 km" not in page
    assert "/e/" not in page.replace(link.token, ""), "the other one has no public link"
    other = actions.open_link(second, mo)
    assert f'href="/e/{other.token}/"' in text(Client(), f"/e/{link.token}/", 410)
    answer = Client().get(f"/e/{link.token}/edition.json")
    assert (answer.status_code, answer.json()["withdrawn"]["replaced_by"]) == (410, 2)


def test_statements_do_not_grow(edition, settled, story, ada, mo, length, address, as_user):
    client = as_user(mo)

    def statements() -> list[int]:
        counts = []
        for page in (LIST, address, f"{address}changes/"):
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            counts.append(len(asked))
        return counts

    say(story, "Mail", "950", ada, length)
    rows_ready()
    published(story, mo, "Second")
    few = statements()
    for number in range(4):
        question = ask(story, f"q{number}", wording=f"No. {number}?")
        say(story, f"Paper {number}", "1", ada, question)
        say(story, f"Other {number}", "900", ada, question)
        rows_ready()
        published(story, mo, f"Edition {number}")
    refresh_rows(story)
    assert statements() == few
