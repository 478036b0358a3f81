"""A story in which something is there to be found at every address of the API."""

import json
from typing import Any

import pytest
from django.utils import timezone

from annotator.annotations.models import Annotation, Placement
from annotator.annotations.recording import actions
from annotator.annotations.regions.actions import propose_region
from annotator.background.models import BackgroundTask
from annotator.comparison.curation_log.actions import reword
from annotator.comparison.models import Edition, Ruling
from annotator.machines.runs.actions import ask_run
from annotator.people.invitations.actions import invite
from annotator.people.models import User
from annotator.reconciliation.adjudication.actions import settle_whole
from annotator.vocabulary.models import Entity, Label, Question
from annotator.webhooks import actions as webhooks
from tests.api.programs import Program, program_of
from tests.background.tasks import refuse
from tests.comparison.leads.making import asserted, brought
from tests.conftest import TEXT, assign, make_article
from tests.machines.making import machine_for

CLAIM = "00000000-0000-4000-8000-00000000000a"


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("root", password="correct-horse")


@pytest.fixture
def cast(ada, cy, mo, root, stranger) -> dict[str, Program]:
    """Each one's program, with every scope, by name."""
    people = {"ada": ada, "cy": cy, "mo": mo, "root": root, "zed": stranger}
    return {name: program_of(user) for name, user in people.items()}


@pytest.fixture
def things(
    story, article, other_article, reading, ada, bo, cy, mo, labels, settings
) -> dict[str, Any]:
    """What stands in the addresses, by the names of their parameters."""
    settings.WEBHOOKS = True
    told = {"address": "https://bot.example/1", "kinds": ["article.added"], "name": "Bot"}
    webhook = webhooks.add(story, **told, desk="https://desk.example", by=mo)
    question = Question.objects.create(
        story=story, slug="cost", wording="What will it cost?", type="quantity"
    )
    Entity.objects.create(slug="omar-reza", name="Omar Reza")
    Label.objects.filter(kind="stance").update(of_articles=True)
    start = TEXT.index("1,100 kilometres")
    actions.highlight(
        article, ada, id=CLAIM, label="claim-quantity", start=start, end=start + 16,
        quote="1,100 kilometres", details={"question": question, "value": "1,100 kilometres"},
    )  # fmt: skip
    other = [assign(other_article, who, "submitted") for who in (ada, bo)]
    decision = settle_whole(other_article, cy, label="stance-favour", details={})
    ruling = Ruling.objects.create(
        question=question, article=other_article, verdict="not applying", reason="So it is.",
        ruled_by=cy, ruled_at=timezone.now(),
    )  # fmt: skip
    refuse.ask(story_id=story.pk)
    machine = machine_for(story, cy)
    globe = make_article(story, "The Globe", "In the Globe", "A pipe of 900 km.\n")
    [lead] = brought(story, None, asserted(globe, "900 km", globe, "A pipe"))
    return {
        "slug": story.slug,
        "article_id": article.pk,
        "assignment_id": reading.pk,
        "submitted": other[0].pk,
        "settled": other_article.pk,
        "version": 1,
        "entity": "omar-reza",
        "question_id": question.pk,
        "annotation_id": CLAIM,
        "decision_id": decision.pk,
        "act_id": 1,
        "ruling_id": ruling.pk,
        "reader": machine.reader.account.username,
        "run_id": ask_run(machine, "due", cy).pk,
        "lead_id": lead.pk,
        "claim_id": CLAIM,
        "act": "1645695000-0a1b2c3d",
        "curation_id": reword(question, "What does it cost?", cy).pk,
        "edition": _edition(story, cy).number,
        "placement_id": _left_behind(article).pk,
        "change_id": propose_region(article, ada, 0, 5, "caption").pk,
        "username": "ada",
        "invitation_id": invite(story, "zoe@desk.example", ["annotator"], mo).pk,
        "webhook_id": webhook.pk,
        "delivery_id": webhooks.send_test(webhook).pk,
        "task_id": BackgroundTask.objects.get(title="Refuse").pk,
    }


def _left_behind(article: Any) -> Placement:
    """What is to be looked at of Ada's claim, as if a correction had left it behind."""
    return Placement.objects.create(
        annotation_id=CLAIM, article=article, version=1, outcome="review", was_version=1,
        was_start=0, was_end=5,
    )  # fmt: skip


def _edition(story: Any, by: User) -> Edition:
    """An edition, written beneath the actions: nothing of the story need be settled for it."""
    document = json.dumps({"rows": [], "articles": []})
    return Edition.objects.create(
        story=story, number=1, title="How long it is", published_at=timezone.now(),
        published_by=by, document=document, sha256="0" * 64, rows=1, left_out=0,
    )  # fmt: skip


def settle(article: Any, by: User, quote: str, **details: Any) -> Annotation:
    """Something that stands settled, made beneath the actions."""
    start, now = TEXT.index(quote), timezone.now()
    return Annotation.everything.create(
        article=article, annotator=by, layer="gold", kind="claim", label_id="claim-quantity",
        start=start, end=start + len(quote), quote=quote, created_at=now, updated_at=now, **details,
    )  # fmt: skip
