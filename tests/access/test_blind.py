"""What nobody may see while they read blind: Ada is to read the article; Bo has read it, and something of
it is settled."""

import json
import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.models import Annotation, Assignment
from annotator.people.models import Membership, User
from annotator.search.index.writing import index_changes
from annotator.vocabulary.models import Entity, Question
from tests.access.doors import DOORS, QUERIES
from tests.comparison.conftest import rows_ready
from tests.conftest import TEXT, assign, person

pytestmark = pytest.mark.slow

SECRETS = {
    "note": "note-7f3a",
    "flag": "flag-7f3a",
    "value": "value-7f3a",
    "scope": "scope-7f3a",
    "answer_key": "key-7f3a",
}
ROLES = [("annotator",), ("annotator", "adjudicator"), ("annotator", "adjudicator", "manager")]
SEEN = [name for name, door in DOORS.items() if "GET" in door.verbs and not door.signed_out]


@pytest.fixture
def blind(request, story, bo, cy, article, other_article, labels) -> User:
    """Ada, in the roles of the parameter, with an open assignment."""
    ada = person("ada")
    Membership.objects.create(story=story, user=ada, **dict.fromkeys(request.param, True))
    assign(article, ada, "in progress")
    return ada


def registered(story) -> tuple[Question, Entity]:
    """A question and an entity, which everybody of the story sees."""
    question = Question.objects.get_or_create(
        story=story, slug="cost", defaults={"wording": "What will it cost?"}
    )[0]
    omar = Entity.objects.get_or_create(slug="omar-reza", defaults={"name": "Omar Reza"})[0]
    return question, omar


def plant(story, article, bo, cy) -> None:
    """Bo's reading and a settled annotation; what an annotator of the article must not see."""
    start = TEXT.index("nearly $3 billion")
    question, omar = registered(story)
    for layer, by in (("reading", bo), ("gold", cy)):
        Annotation(
            article=article,
            annotator=by,
            layer=layer,
            kind="claim",
            label_id="claim-quantity",
            start=start,
            end=start + 17,
            quote=TEXT[start : start + 17],
            question=question,
            said_by=omar,
            created_at=timezone.now(),
            updated_at=timezone.now(),
            **SECRETS,
        ).save()


def browser_of(user: User) -> Client:
    """The same browser each time: an account tells of its sessions, and when one signed in."""
    if not hasattr(user, "browser"):
        user.browser = Client()
        user.browser.force_login(
            user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return user.browser


def shown_to(user: User, pages: dict[str, dict[str, Any]]) -> dict[str, str]:
    """All that the user can open, by address, but for the tokens that differ each time."""
    rows_ready()
    client = browser_of(user)
    pages_shown = {}
    while index_changes():
        pass
    for name in SEEN:
        door = DOORS[name]
        for query in QUERIES.get(name, [""]):
            address = reverse(name, kwargs=door.address or pages[door.of]) + query
            # What the trust log has of one's own deeds grows with each page that is opened here.
            page = shown(client, address)
            if name == "desk:stored":
                status, _, body = page.partition(" ")
                page = f"{status} {json.loads(body) | {'trust_log': []}}"
            if name == "people:account":
                page = re.sub(
                    r'(Lines of the trust log.*?"Count">)\d+', r"\1", page, flags=re.DOTALL
                )
            pages_shown[address] = page
    return pages_shown


@pytest.mark.parametrize("blind", ROLES, indirect=True, ids="+".join)
def test_who_is_to_read_sees_nothing_of_another_reading(blind, story, article, bo, cy, pages):
    """Not a word and not a figure: every page is the same as if the others had marked nothing."""
    theirs = assign(article, bo, "submitted")
    Entity.objects.create(slug="omar-reza", name="Omar Reza")
    before = shown_to(blind, pages)
    plant(story, article, bo, cy)
    if not Membership.objects.get(user=blind).manager:
        # A manager sees who is at work and who has submitted; nobody else does.
        theirs.delete()
    after = shown_to(blind, pages)
    assert len(after) >= 12
    for address, page in after.items():
        for secret in SECRETS.values():
            assert secret not in page or secret in address, f"{address} shows {secret}"
        assert page == before[address], f"{address} tells that others have marked something"


COUNTED = "Something has changed since this was counted"
COMPARED = "Something has changed since this was compared"
BEHIND = {
    "desk:differences": "not counted yet: no worker runs",
    "desk:flags": "not counted yet: no worker runs",
    "reconciliation:agreement": "No worker is running",
    "reconciliation:passages": "No worker is running",
    "comparison:names": COUNTED,
    "comparison:stance": COUNTED,
    "comparison:stance_passages": COUNTED,
    "comparison:network": COUNTED,
    "comparison:unanswered": COUNTED,
    "comparison:conflicts": COMPARED,
    "comparison:passages": COMPARED,
    "comparison:predictions": COMPARED,
    "comparison:brief": COMPARED,
    "comparison:brief_whole": COMPARED,
    "comparison:found": COMPARED,
    "comparison:voices": COMPARED,
    "search:search": "Something has changed just now",
}
"""Pages of what is counted or indexed in the background, and what they say until that is done."""


@pytest.mark.parametrize("blind", [("annotator", "adjudicator")], indirect=True)
def test_who_is_to_read_is_not_told_that_figures_are_behind(
    blind, story, article, bo, cy, pages, work_done
):
    """It would tell that somebody has read; whoever has nothing left to read is told."""
    registered(story)
    work_done()
    while index_changes():
        pass
    browsers = [Client(), Client()]
    for client, user in zip(browsers, (blind, cy), strict=True):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = {
        reverse(name, kwargs=pages[DOORS[name].of]) + QUERIES.get(name, [""])[-1]: words
        for name, words in BEHIND.items()
    }
    before = {address: [shown(one, address) for one in browsers] for address in addresses}
    assign(article, bo, "submitted")
    plant(story, article, bo, cy)
    with transaction.atomic():
        readings_changed([article.pk])
    for address, words in addresses.items():
        (mine, theirs), (mine_before, theirs_before) = (
            [shown(one, address) for one in browsers], before[address],
        )  # fmt: skip
        assert mine == mine_before, f"{address} tells that others have marked something"
        assert words not in theirs_before
        assert words in theirs, f"{address} does not tell that it is behind"
    # Nor is one told who asks as the page itself would.
    asking = {"HX-Request": "true", "HX-Target": "computing"}
    conflicts = reverse("comparison:conflicts", kwargs=pages["story"])
    mine, theirs = (one.get(conflicts, headers=asking) for one in browsers)
    assert (mine.headers.get("HX-Refresh"), mine.content) == ("true", b"")
    assert COMPARED in theirs.content.decode()


def shown(client: Client, address: str) -> str:
    """The page, but for the tokens that differ each time."""
    response = client.get(address)
    body = response.getvalue().decode()
    return f"{response.status_code} " + re.sub(r"[A-Za-z0-9]{64}", "…", body)


@pytest.mark.parametrize("blind", [("annotator", "adjudicator")], indirect=True)
def test_once_submitted_the_adjudicator_sees_it(blind, story, article, bo, cy, pages):
    """The same pages do show it then: the test above can fail."""
    assign(article, bo, "submitted")
    plant(story, article, bo, cy)
    mine = Assignment.objects.get(annotator=blind)
    mine.state, mine.submitted_at = "submitted", timezone.now()
    mine.save()
    labels = shown_to(blind, pages)[reverse("exchange:labels", args=[story.slug])]
    assert all(labels.count(secret) == 2 for secret in SECRETS.values())


@pytest.mark.parametrize("blind", [("annotator", "adjudicator", "manager")], indirect=True)
def test_the_admin_is_blind_too(blind, story, article, bo, cy):
    """A superuser who is to read an article finds no other reading of it in the admin either."""
    assert Annotation in admin.site._registry
    blind.is_staff = blind.is_superuser = True
    blind.save()
    assign(article, bo, "submitted")
    plant(story, article, bo, cy)
    client = Client()
    client.force_login(blind, backend="allauth.account.auth_backends.AuthenticationBackend")
    hidden = list(Annotation.objects.values_list("pk", flat=True))
    pages = [reverse("admin:index")]
    for model in admin.site._registry:
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed = reverse(f"{at}_changelist")
        pages += [listed, f"{listed}?q=7f3a", f"{listed}?q=nearly"]
        if model is Annotation:
            pages += [
                reverse(f"{at}_{view}", args=[pk])
                for pk in hidden
                for view in ("change", "history")
            ]
        else:
            pages += [
                reverse(f"{at}_change", args=[thing.pk]) for thing in model._base_manager.all()[:5]
            ]
    for page in pages:
        body = client.get(page, follow=True).getvalue().decode()
        for secret in [*SECRETS.values(), *map(str, hidden)]:
            # What was asked for may be repeated: “there is no …”.
            assert secret not in body or secret in page, f"{page} shows {secret}"
    # And the same page does show them to somebody who has nothing left to read.
    Assignment.objects.filter(annotator=blind).update(state="withdrawn")
    listed = client.get(reverse("admin:annotations_annotation_changelist")).getvalue().decode()
    assert all(str(pk) in listed for pk in hidden)
