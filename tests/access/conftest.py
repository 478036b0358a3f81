"""Who asks, and of what story, article and other things."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotator.annotations.models import Annotation, Placement, RegionChange
from annotator.background.models import BackgroundTask
from annotator.comparison.models import Curation, Ruling
from annotator.people.models import Membership, User
from annotator.vocabulary.models import Question
from annotator.webhooks.actions import send_test
from articles.intake.came_as import came_as_text
from articles.originals import store_originals
from tests.background.tasks import refuse
from tests.comparison.editions.stored import stored_edition
from tests.conftest import TEXT, assign, person
from tests.desk.arrivals.arrived import fetched, followed
from tests.machines.making import machine_for
from tests.webhooks.receivers import hook


@pytest.fixture(autouse=True)
def fetching(settings):
    """The desk asks other servers, and tells them what happens."""
    settings.FETCH_ADDRESSES = settings.WEBHOOKS = True
    settings.METRICS_TOKEN = "of-nobody-who-asks-here"


@pytest.fixture
def cast(ada, bo, cy, mo, stranger, reading) -> dict[str, str]:
    """Each one's session, by name."""
    root = User.objects.create_superuser("root", password="correct-horse")
    sessions = {}
    for who, user in {"ada": ada, "cy": cy, "mo": mo, "zed": stranger, "root": root}.items():
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        sessions[who] = client.cookies["sessionid"].value
    return sessions


@pytest.fixture
def pages(story, article, mo) -> dict[str, dict[str, Any]]:
    """The arguments of an address that is a page, by what it is a page of."""
    of_article = {"pk": article.pk}
    cost = Question.objects.create(story=story, slug="cost", wording="What will it cost?")
    arrived = fetched(story, "https://post.example/1")
    store_originals([(article, came_as_text(TEXT))])
    stored_edition(story, person("press"))
    webhook = hook(story, mo)
    test = send_test(webhook)
    told = {"slug": story.slug, "pk": webhook.pk}
    return {
        "": {},
        "story": {"slug": story.slug},
        "article": of_article,
        "read": of_article,
        "further": of_article | {"start": 0},
        "version": of_article | {"number": 1},
        "question": {"slug": story.slug, "pk": cost.pk},
        "arrived": {"slug": story.slug, "pk": arrived.pk},
        "webhook": told,
        "delivery": told | {"delivery": test.pk},
        "kept": of_article,
        "format": {"slug": story.slug, "name": "w3c"},
        "edition": {"slug": story.slug, "number": 1},
        "machine": {"slug": story.slug, "pk": machine_for(story, mo).pk},
    }


@pytest.fixture
def things(pages, reading, bo, invitation, ada, other_article, labels) -> dict[str, dict[str, Any]]:
    """The arguments of every address, by what it is an address of."""
    member = Membership.objects.get(user=bo)
    assign(other_article, ada, "submitted")
    question = pages["question"]
    ruling = Ruling.objects.create(
        question_id=question["pk"], verdict="state", state="agree", reason="So it is.",
        ruled_by=ada, ruled_at=timezone.now(),
    )  # fmt: skip
    curation = Curation.objects.create(
        story_id=Question.objects.get(pk=question["pk"]).story_id, kind="reworded", told="Reworded",
        subject=question["pk"], by=ada, at=timezone.now(),
        details={"wording": "What?", "now": "Something else"},
    )  # fmt: skip
    region = RegionChange.objects.create(
        article_id=pages["article"]["pk"], start=0, end=3, role="caption", by=ada,
        at=timezone.now(),
    )  # fmt: skip
    left = Annotation.everything.create(
        article_id=pages["article"]["pk"], annotator=ada, kind="entity", label_id="entity-place",
        start=0, end=3, quote="The", created_at=timezone.now(), updated_at=timezone.now(),
        erased_at=timezone.now(),
    )  # fmt: skip
    placement = Placement.objects.create(
        annotation=left, article=left.article, version=1, outcome="review", start=0, end=3,
        was_version=1, was_start=0, was_end=3,
    )  # fmt: skip
    refuse.ask(story_id=member.story_id)
    feed = followed(member.story, "https://post.example/feed")
    return pages | {
        "task": {"task": BackgroundTask.objects.get(title="Refuse").pk},
        "cell": question | {"article": other_article.pk},
        "ruling": question | {"pk": ruling.pk},
        "read": {"pk": other_article.pk},
        "assignment": {"pk": reading.pk},
        "decision": {"pk": pages["article"]["pk"], "decision": 1},
        "feed": {"slug": member.story.slug, "pk": feed.pk},
        "act": {"pk": pages["article"]["pk"], "act": 1},
        "placement": {"pk": pages["article"]["pk"], "placement": placement.pk},
        "region change": {"pk": pages["article"]["pk"], "change": region.pk},
        "member": {"pk": member.pk},
        "invitation": {"pk": invitation.pk},
        "curation": {"slug": question["slug"], "pk": curation.pk},
        "link": {"slug": pages["story"]["slug"], "act": "1700000000-0a1b2c3d"},
    }
