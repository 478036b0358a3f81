"""Where a story hides its sources, no page that an annotator can open names one before the article
is finished; who settles or manages sees them as ever."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.assignments import actions
from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.exchange.formats.registry import written_formats
from annotator.people.models import Membership, User
from articles.models import Article
from tests.access.doors import ANNOTATORS, DOORS, EVERYBODY, MEMBERS, QUERIES
from tests.access.readable import in_words
from tests.annotations.assignments.test_self_assign import paper
from tests.comparison.editions.stored import stored_edition
from tests.conftest import assign

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRETS = ("Harbour Post", "harbour-post", "Quill Byline", "outlet.example")
WHERE = [name for name, door in DOORS.items() if "GET" in door.verbs and door.may & ANNOTATORS]


@pytest.fixture
def hiding(story, article, ada, labels):
    """Ada is at one article of the paper, and has submitted another."""
    story.hide_sources = True
    story.save()
    done = paper(story, "The Harbour Post", 1)
    Article.objects.update(byline="Quill Byline", url="https://outlet.example/1")
    assign(article, ada, "in progress")
    assign(done, ada)
    actions.submit(done, ada)
    now = timezone.now()
    by = {"annotator": ada, "created_at": now, "updated_at": now}
    for one in (article, done):
        Annotation.objects.create(article=one, kind="stance", label=labels["stance-favour"], **by)
        Annotation.objects.create(
            article=one, kind="claim", label=labels["claim-event"], start=0, end=1,
            quote=one.text[0], **by,
        )  # fmt: skip
    return {"open": article, "done": done}


def edition_of(story) -> int:
    """Return the number of an edition that was published."""
    found = story.editions.first()
    return (found or stored_edition(story, User.objects.get(username="ada"))).number


def opened(client, story, pages) -> dict[str, str]:
    """Every page and file, by address, with each way to narrow and sort it."""
    found = {}
    for name in WHERE:
        door = DOORS[name]
        assert door.may in (EVERYBODY, MEMBERS, ANNOTATORS), name
        of_articles = [{"pk": article.pk} for article in pages.values()]
        further = [{**kwargs, "start": 0} for kwargs in of_articles]
        things = {"": [{}], "story": [{"slug": story.slug}], "further": further}
        things["format"] = [{"slug": story.slug, "name": one.name} for one in written_formats()]
        things["edition"] = [{"slug": story.slug, "number": edition_of(story)}]
        things["version"] = [{**kwargs, "number": 1} for kwargs in of_articles]
        for kwargs in [door.address] if door.address else things.get(door.of, of_articles):
            for query in [*QUERIES.get(name, [""]), "?sort=source", "?state=submitted"]:
                address = reverse(name, kwargs=kwargs) + query
                found[address] = in_words(client.get(address).getvalue())
    return found


def test_no_address_that_an_annotator_can_open_tells_one(hiding, story, ada, labels, as_user):
    found = opened(as_user(ada), story, hiding)
    assert len(found) > 30
    for address, page in found.items():
        told = [secret for secret in SECRETS if secret in page]
        assert not told, f"{address} tells {told}"
    bench = found[reverse("annotations:workbench", args=[hiding["open"].pk])]
    assert "Source hidden" in bench
    assert f"Article {hiding['open'].pk}" in bench
    for name in ("readings", "labels", "article_labels"):
        assert found[reverse(f"exchange:{name}", args=[story.slug])].count("pipeline,,") == 2, name
    # Nor is the source guessed by what a filter leaves.
    source = hiding["open"].source
    assert 'name="source"' not in found[reverse("desk:story", args=[story.slug])]
    asked = as_user(ada).get(f"/stories/pipeline/labels.csv?source={source.slug}")
    assert asked.status_code == 422


@pytest.mark.parametrize("role", ["adjudicator", "manager", "staff"])
def test_the_same_pages_show_them_to_who_settles_manages_or_is_staff(
    hiding, story, ada, labels, as_user, role
):
    if role == "staff":
        User.objects.filter(pk=ada.pk).update(is_staff=True)
    else:
        Membership.objects.filter(user=ada).update(**{role: True})
    found = opened(as_user(ada), story, hiding)
    for name, of in (
        ("annotations:workbench", [hiding["open"].pk]),
        ("desk:home", []),
        ("desk:my_articles", []),
    ):
        assert "Harbour Post" in found[reverse(name, args=of)]
    for name in ("desk:story", "exchange:readings", "exchange:labels", "exchange:article_labels"):
        assert found[reverse(name, args=[story.slug])].count("The Harbour Post") >= 2


def test_a_finished_article_names_its_source(hiding, story, ada, labels, as_user):
    ArticleProgress.objects.filter(pk=hiding["done"].pk).update(stage=Stage.FINISHED)
    found = opened(as_user(ada), story, hiding)
    for name in ("annotations:workbench", "reconciliation:reviewed"):
        assert "Harbour Post" in found[reverse(name, args=[hiding["done"].pk])]
    assert "Harbour Post" not in found[reverse("annotations:workbench", args=[hiding["open"].pk])]
    home = found["/my-articles/"].partition("<tbody>")[2]
    assert re.findall(r'data-name="Source">.*?>([^<]+)<', home) == ["hidden", "The Harbour Post"]
    assert found[reverse("exchange:readings", args=[story.slug])].count("The Harbour Post") == 1


def test_a_story_that_hides_nothing_tells_everybody(hiding, story, ada, labels, as_user):
    story.hide_sources = False
    story.save()
    found = opened(as_user(ada), story, hiding)
    bench = found[reverse("annotations:workbench", args=[hiding["open"].pk])]
    assert all(secret in bench for secret in ("Harbour Post", "Quill Byline", "outlet.example"))
