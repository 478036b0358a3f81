"""The export page and the two downloads: who gets what."""

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Layer
from annotator.annotations.recording.bulk_insert import store_many
from annotator.people.models import User
from articles.models import Story
from tests.conftest import assign, make_article
from tests.exchange.conftest import mark, rows_in

PAGES = ["export", "labels", "readings"]


def address(page, slug="pipeline"):
    return reverse(f"exchange:{page}", args=[slug])


def download(client, page="labels", slug="pipeline", **query):
    response = client.get(address(page, slug), query)
    assert response.status_code == 200, response.content
    return response.getvalue().decode()


def told(client, page="labels", **query) -> list[tuple[str, str]]:
    """Who is in the file, about which article."""
    return [
        (row["annotator"], row["article_title"]) for row in rows_in(download(client, page, **query))
    ]


@pytest.fixture
def marked(article, other_article, ada, bo, cy, labels):
    """Ada and Bo have read the article, Cy has settled it; Ada alone has read the other."""
    person, place = labels["entity-person"], labels["entity-place"]
    assign(article, ada, "submitted")
    assign(article, bo, "submitted")
    mark(article, ada, person, "Omar Reza")
    mark(article, bo, place, "Karachi")
    mark(article, cy, place, "Karachi", layer=Layer.GOLD)
    mark(other_article, ada, place, "km")


@pytest.mark.parametrize("page", PAGES)
def test_strangers_get_404_and_nobody_is_asked_to_sign_in(story, stranger, client, as_user, page):
    assert as_user(stranger).get(address(page)).status_code == 404
    assert as_user(stranger).get(address(page, "nope")).status_code == 404
    assert client.get(address(page)).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_only_get(story, mo, as_user, page):
    assert as_user(mo).post(address(page)).status_code == 405


def test_the_file_is_a_download_with_a_name(story, article, mo, as_user):
    response = as_user(mo).get(address("labels"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    day = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="pipeline-labels-{day}.csv"'
    assert response.streaming
    assert "no-store" in response["Cache-Control"]
    readings = as_user(mo).get(address("readings"))
    assert f"pipeline-readings-{day}.csv" in readings["Content-Disposition"]


def test_a_slug_of_any_script(mo, as_user):
    story = Story.objects.create(slug="پائپ", title="Pipe")
    story.memberships.create(user=mo, manager=True)
    response = as_user(mo).get(address("labels", "پائپ"))
    assert response.status_code == 200
    assert "filename*=utf-8''%D9%BE" in response["Content-Disposition"]


def test_another_storys_rows_are_not_in_it(marked, mo, ada, labels, as_user):
    elsewhere = make_article(Story.objects.create(slug="other", title="Other"), title="Elsewhere")
    mark(elsewhere, ada, labels["entity-person"], "Omar Reza")
    titles = {title for _, title in told(as_user(mo))}
    assert titles == {"Pipeline talks", "Another paper"}
    root = User.objects.create_superuser("root")
    assert told(as_user(root), slug="other") == [("ada", "Elsewhere")]


# --- blindness -----------------------------------------------------------------------------


def test_managers_and_adjudicators_get_everybody(marked, mo, cy, as_user):
    everybody = [
        ("cy", "Pipeline talks"),
        ("ada", "Pipeline talks"),
        ("bo", "Pipeline talks"),
        ("ada", "Another paper"),
    ]
    assert told(as_user(mo)) == everybody
    assert told(as_user(cy)) == everybody


def test_superusers_count_as_managers(marked, as_user):
    assert len(told(as_user(User.objects.create_superuser("root")))) == 4


@pytest.mark.parametrize("page, number", [("labels", 2), ("readings", 1)])
def test_an_annotator_gets_their_own_alone_even_after_submitting(
    marked, ada, as_user, page, number
):
    assert [name for name, _ in told(as_user(ada), page)] == ["ada"] * number


@pytest.mark.parametrize("state", ["assigned", "in progress"])
def test_until_submitting_a_manager_sees_no_other_reading_of_the_article(
    marked, article, mo, labels, as_user, state
):
    work = assign(article, mo, state)
    mark(article, mo, labels["entity-place"], "Kasur")
    assert told(as_user(mo)) == [("mo", "Pipeline talks"), ("ada", "Another paper")]
    assert told(as_user(mo), "readings") == [("mo", "Pipeline talks")]
    work.state, work.submitted_at = "submitted", timezone.now()
    work.save()
    assert len(told(as_user(mo))) == 5
    assert len(told(as_user(mo), "readings")) == 3


def test_what_one_settled_oneself_is_hidden_too_until_submitting(marked, article, cy, as_user):
    assign(article, cy)
    assert told(as_user(cy)) == [("ada", "Another paper")]


def test_somebody_elses_assignment_hides_nothing(marked, article, mo, as_user):
    assign(article, mo, "handed back")
    assert len(told(as_user(mo))) == 4


# --- filters -------------------------------------------------------------------------------


def test_filters(marked, mo, as_user):
    client = as_user(mo)
    assert told(client, layer="gold") == [("cy", "Pipeline talks")]
    assert told(client, annotator="bo") == [("bo", "Pipeline talks")]
    assert told(client, source="daily-meridian") == [("ada", "Another paper")]
    assert told(client, kind="claim") == []
    assert len(told(client, kind="entity", layer="", annotator="", source="", bom="0")) == 4
    assert told(client, "readings", annotator="bo") == [("bo", "Pipeline talks")]
    assert told(client, "readings", source="daily-meridian") == []


def test_a_byte_order_mark_for_excel(marked, mo, as_user):
    assert download(as_user(mo), bom="1").startswith("\ufeffannotation_id,")
    assert download(as_user(mo), "readings", bom="1").startswith("\ufeffstory,")
    assert download(as_user(mo)).startswith("annotation_id,")


@pytest.mark.parametrize(
    "query, message",
    [
        ({"layer": "golden"}, "layer: “golden” is neither reading, gold nor machine."),
        ({"kind": "clam"}, "kind: “clam” is none of claim, entity and stance."),
        ({"annotator": "zed"}, "annotator: “zed” is no annotator whose work you can see."),
        ({"source": "nope"}, "source: “nope” is no source of this story."),
        ({"bom": "maybe"}, "bom: “maybe” is neither 0 nor 1."),
        ({"lyer": "gold"}, "“lyer” is no filter: use layer, kind, source, annotator, bom."),
        ({"annotator": "\x00"}, "annotator: "),
    ],
)
def test_a_junk_filter_is_named_in_plain_text(
    story, article, mo, stranger, as_user, query, message
):
    response = as_user(mo).get(address("labels"), query)
    assert response.status_code == 422
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert message in response.content.decode()


def test_readings_refuse_the_filters_of_labels(story, mo, as_user):
    assert as_user(mo).get(address("readings"), {"layer": "gold"}).status_code == 422


def test_an_annotator_learns_no_other_name_from_the_filter(marked, ada, as_user):
    assert as_user(ada).get(address("labels"), {"annotator": "bo"}).status_code == 422
    assert "bo" not in rows_in(download(as_user(ada), annotator="ada"))[0].values()


# --- the page ------------------------------------------------------------------------------


def test_the_page_offers_both_files(marked, mo, as_user):
    page = as_user(mo).get(address("export")).content.decode()
    assert f'action="{address("labels")}"' in page
    assert f'action="{address("readings")}"' in page
    assert "The files hold everybody’s work in this story." in page
    assert "Daily Meridian" in page


def test_the_page_says_what_is_left_out(marked, article, other_article, ada, mo, as_user):
    assert (
        "The files hold your own work in this story."
        in as_user(ada).get(address("export")).content.decode()
    )
    assign(article, mo)
    page = as_user(mo).get(address("export")).content.decode()
    assert "you have yet to submit 1 article, and of it only your own work is included" in page
    assign(other_article, mo)
    page = as_user(mo).get(address("export")).content.decode()
    assert "you have yet to submit 2 articles, and of them only your own work is included" in page


def test_the_page_names_other_annotators_to_settlers_only(marked, ada, mo, as_user):
    assert '<option value="bo">' not in as_user(ada).get(address("export")).content.decode()
    assert '<option value="bo">' in as_user(mo).get(address("export")).content.decode()


def test_queries_do_not_grow(marked, article, ada, mo, labels, as_user, django_assert_num_queries):
    client = as_user(mo)
    # session, user, story, membership; the numbers of the articles, a batch of them, its annotations;
    # the line of the trust log
    with django_assert_num_queries(8):
        download(client)
    store_many(
        [
            mark(article, ada, labels["entity-place"], article.text[:n], store=False)
            for n in range(1, 40)
        ],
        ada,
    )
    with django_assert_num_queries(8):
        download(client)
    # four forms, which have their sources and their annotators from one statement each
    with django_assert_num_queries(6):
        client.get(address("export"))
