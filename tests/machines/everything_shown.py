"""All that a desk shows and hands out, asked as each of its people: to compare it with another time."""

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.api.describing.openapi import description, operations_of
from annotator.comparison.models import Lead
from annotator.exchange.formats.registry import written_formats
from annotator.exchange.registry import TABLES
from annotator.people.models import Membership, User
from annotator.search.index.writing import index_changes, is_behind
from annotator.trust.models import TrustLine
from articles.models import Story
from tests.access.asking import undone
from tests.access.doors import DOORS, QUERIES
from tests.access.readable import in_words
from tests.api.programs import READS, Program, program_of
from tests.api.test_api_doors import address_of
from tests.exchange.full_desk import FullDesk
from tests.waiting_work import run_what_waits

OWN = ("machines:", "exchange:machine_", "exchange:stand_in", "reconciliation:machine_")
"""How the names of machines' own pages begin: they tell of machines, and nothing else does."""
OWN_TABLES = {"machine_readers", "machine_readings", "machine_effect", "stand_in"}
ASIDE = {
    # what is told of the browser and the moment, and not of the desk
    "live", "ready", "metrics", "api:openapi", "desk:stored",
    # what the background has done: it counts what machines come to
    "desk:tasks", "desk:story_tasks",
}  # fmt: skip
_DIFFERS = re.compile(
    r"[A-Za-z0-9]{64}|name=.op. value=.[0-9a-f-]{36}"  # a token, the id of a change to come
    r"|<td class=.date. data-name=.Last used.>[^<]*"
    r"|<time[^>]*>[^<]*</time>|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?"
    r'|"generated"[^,]*,|\d+ (second|minute)s? ago|just now'
)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Asked(NamedTuple):
    """Who asks: browsers and programs by name, a superuser's for the admin, and of what."""

    browsers: dict[str, Client]
    programs: dict[str, Program]
    root: Client
    things: dict[str, dict[str, Any]]


def asked_by(people: list[User], programs: list[User], desk: FullDesk, story: Story) -> Asked:
    """Return what everything is asked with: sign-ins and tokens that stay the same. What waits
    until now is done."""
    _work_done()
    root = User.objects.create_superuser("root", password="correct-horse")
    Membership.objects.create(story=story, user=root, manager=True)
    question = story.questions.first()
    of_article, lead = {"pk": desk.post.pk}, Lead.objects.get()
    things = {
        "": {}, "story": {"slug": story.slug}, "article": of_article, "read": of_article,
        "further": of_article | {"start": 0}, "version": of_article | {"number": 1},
        "question": {"slug": story.slug, "pk": question.pk},
        "lead": {"slug": story.slug, "pk": lead.pk},
    }  # fmt: skip
    browsers = {person.username: _browser(person) for person in people}
    asking = {person.username: program_of(person, **READS) for person in programs}
    return Asked(browsers, asking, _browser(root), things)


def _browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def figures_shown(story: Story) -> dict[str, str]:
    """Do what waits, and return every table and figure by the command that writes it; without
    ids, which differ where something was made."""
    run_what_waits()
    shown = {}
    for command, about in _commands():
        out = io.StringIO(newline="")
        call_command(command, *about, story=story.slug, stdout=out)
        shown[" ".join((command, *about))] = _ID.sub("…", _plain(out.getvalue().encode()))
    return shown


def everything_shown(asked: Asked, desk: FullDesk, story: Story) -> dict[str, str]:
    """Do what waits, and return by who asked and what each page, file and answer.

    That somebody has asked is forgotten again: an account tells of it.
    """
    with undone():
        return _everything_shown(asked, desk, story)


def _everything_shown(asked: Asked, desk: FullDesk, story: Story) -> dict[str, str]:
    _work_done()
    shown = {}
    for who, client in asked.browsers.items():
        for address in _pages(asked.things):
            shown[f"{who}: {address}"] = _said(client.get(address))
    for who, program in asked.programs.items():
        for address in _operations(desk, story):
            answer = program.get(address)
            shown[f"{who} by program: {address}"] = f"{answer.status_code} {_plain(answer.raw)}"
    for address in _admin():
        shown[f"root: {address}"] = _said(asked.root.get(address))
    return shown


def _work_done() -> None:
    run_what_waits()
    while index_changes():
        pass
    assert not is_behind()


def _pages(things: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, door in DOORS.items():
        if "GET" not in door.verbs or door.signed_out or name in ASIDE or name.startswith(OWN):
            continue
        if door.of == "format":
            for one in written_formats():
                yield reverse(name, kwargs=things["story"] | {"name": one.name})
        elif door.address or door.of in things:
            for query in QUERIES.get(name, [""]):
                yield reverse(name, kwargs=door.address or things[door.of]) + query


def _operations(desk: FullDesk, story: Story) -> Iterator[str]:
    named = {
        "slug": story.slug, "article_id": desk.post.pk, "settled": desk.post.pk, "version": 1,
        "entity": "omar-reza", "question_id": story.questions.first().pk,
        "annotation_id": Annotation.objects.order_by("pk").first().pk,
        "task_id": "00000000-0000-4000-8000-0000000000ff", "lead_id": Lead.objects.get().pk,
        "edition": 1, "webhook_id": 987654321,
    }  # fmt: skip
    for path, verb, operation in operations_of(description()):
        # Lines of JSON are the rows of the CSV.
        if (
            verb == "get"
            and not path.endswith(".jsonl")
            and not any(name in path for name in OWN_TABLES | {"machine"})
        ):
            yield address_of(path, operation["operationId"], named)


def _admin() -> Iterator[str]:
    for model in admin.site._registry:
        if model is TrustLine or model._meta.app_label in {"machines", "django_tasks_database"}:
            continue  # what somebody did, who asked among it; machines' own; what was done
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{at}_changelist")
        for thing in model._default_manager.order_by("pk")[:2]:
            yield reverse(f"{at}_change", args=[thing.pk])


def _commands() -> Iterator[tuple[str, tuple[str, ...]]]:
    for table in TABLES:
        if table.name not in OWN_TABLES:
            yield "export_table", (table.name,)
    yield "export_methods", ()


def _said(answer: Any) -> str:
    return f"{answer.status_code} {_plain(answer.getvalue())}"


def _plain(raw: bytes) -> str:
    """Return what is said without what differs by the moment alone."""
    return _DIFFERS.sub("…", in_words(raw))
