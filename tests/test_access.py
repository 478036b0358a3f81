"""Who may open which address with which verb, and what nobody may see while they read blind.

The addresses come from the resolver itself: one that the table does not name fails the test, so
that a new address cannot be forgotten.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.models import Annotation, Assignment, RegionChange
from annotator.background.models import BackgroundTask
from annotator.comparison.models import Curation, Ruling
from annotator.people.models import Membership, User
from annotator.search.index.writing import index_changes
from annotator.vocabulary.models import Entity, Question
from articles.intake.came_as import came_as_text
from articles.originals import store_originals
from tests.background.tasks import refuse
from tests.comparison.conftest import rows_ready
from tests.conftest import INVITED, TEXT, assign, person
from tests.desk.arrivals.arrived import fetched, followed

pytestmark = pytest.mark.slow

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SCRIPT = {"X-Requested-With": "fetch"}
EVERYBODY = frozenset({"ada", "cy", "mo", "root", "zed"})
MEMBERS = EVERYBODY - {"zed"}
MANAGERS = frozenset({"mo", "root"})
SETTLERS = frozenset({"cy", "mo", "root"})
ANNOTATORS = frozenset({"ada"})
ADJUDICATORS = frozenset({"cy"})
# What a form that was sent empty, or a page, answers to somebody who may ask.
ANSWERED = {200, 204, 302, 401, 422}


@dataclass(frozen=True)
class Door:
    """One address: its verbs, whom it lets in, and of what thing it is (a stranger finds none)."""

    verbs: str
    may: frozenset[str]
    of: str = ""
    signed_out: bool = False
    address: dict[str, str] = field(default_factory=dict)


DOORS = {
    "live": Door("GET", EVERYBODY, signed_out=True),
    "ready": Door("GET", EVERYBODY, signed_out=True),
    "desk:home": Door("GET", EVERYBODY),
    "desk:my_articles": Door("GET", EVERYBODY),
    "desk:open_notice": Door("POST", MEMBERS, "article"),
    "desk:see_notices": Door("POST", EVERYBODY),
    "desk:stories": Door("GET", EVERYBODY),
    "desk:new_story": Door("GET POST", frozenset({"root"})),
    "desk:story": Door("GET", MEMBERS, "story"),
    "desk:edit_story": Door("GET POST", MANAGERS, "story"),
    "desk:import_articles": Door("GET POST", MANAGERS, "story"),
    "desk:fetched_pages": Door("GET POST", MANAGERS, "story"),
    "desk:fetched_page": Door("GET POST", MANAGERS, "arrived"),
    "desk:drop_fetched": Door("POST", MANAGERS, "arrived"),
    "desk:fetch_again": Door("POST", MANAGERS, "arrived"),
    "desk:feeds": Door("GET POST", MANAGERS, "story"),
    "desk:look_at_feeds": Door("POST", MANAGERS, "story"),
    "desk:decide_entries": Door("POST", MANAGERS, "story"),
    "desk:remove_feed": Door("POST", MANAGERS, "feed"),
    "desk:browser_button": Door("GET", MANAGERS, "story"),
    # Whoever sends a page has no session there; it is shown, and stored by the next address alone.
    "desk:sent_page": Door("GET POST", EVERYBODY, signed_out=True, address={"slug": "no-story"}),
    "desk:store_sent_page": Door("POST", MANAGERS, "story"),
    "desk:members": Door("GET POST", MANAGERS, "story"),
    "desk:change_roles": Door("POST", MANAGERS, "member"),
    "desk:remove_member": Door("POST", MANAGERS, "member"),
    "desk:assignments": Door("GET POST", MANAGERS, "story"),
    "desk:invite": Door("POST", MANAGERS, "story"),
    "desk:send_invitation": Door("POST", MANAGERS, "invitation"),
    "desk:revoke_invitation": Door("POST", MANAGERS, "invitation"),
    "desk:progress": Door("GET", SETTLERS, "story"),
    "desk:progress_articles": Door("GET", SETTLERS, "story"),
    "desk:close_reading": Door("POST", MANAGERS, "article"),
    "desk:open_reading": Door("POST", MANAGERS, "article"),
    "desk:differences": Door("GET", SETTLERS, "story"),
    "desk:who_is_where": Door("GET", SETTLERS, "story"),
    "desk:flags": Door("GET", SETTLERS, "story"),
    "desk:withdraw": Door("POST", MANAGERS, "assignment"),
    "desk:given": Door("GET", MANAGERS, "story"),
    "desk:date_assignments": Door("POST", MANAGERS, "story"),
    "desk:reassign": Door("POST", MANAGERS, "story"),
    "desk:spread": Door("POST", MANAGERS, "story"),
    "desk:undo_spread": Door("POST", MANAGERS, "story"),
    "search:search": Door("GET", EVERYBODY),
    "search:save": Door("POST", EVERYBODY),
    "search:rename": Door("POST", EVERYBODY),
    "search:delete": Door("POST", EVERYBODY),
    "search:restore": Door("POST", EVERYBODY),
    "search:seen": Door("POST", EVERYBODY),
    "desk:original": Door("GET", MEMBERS, "article"),
    "desk:original_file": Door("GET", MEMBERS, "kept"),
    "desk:original_facts": Door("GET", MEMBERS, "kept"),
    "desk:tasks": Door("GET", EVERYBODY),
    "desk:failed_tasks": Door("GET", EVERYBODY),
    "desk:story_tasks": Door("GET", MANAGERS, "story"),
    "desk:stop_task": Door("POST", MANAGERS, "task"),
    "desk:try_task_again": Door("POST", MANAGERS, "task"),
    "exchange:export": Door("GET", MEMBERS, "story"),
    "exchange:labels": Door("GET", MEMBERS, "story"),
    "exchange:article_labels": Door("GET", MEMBERS, "story"),
    "exchange:readings": Door("GET", MEMBERS, "story"),
    "exchange:decisions": Door("GET", SETTLERS, "story"),
    "exchange:diagnosis": Door("GET", SETTLERS, "story"),
    "exchange:agreement": Door("GET", SETTLERS, "story"),
    "annotations:service_worker": Door("GET", EVERYBODY, signed_out=True),
    "annotations:workbench": Door("GET", MEMBERS, "article"),
    "annotations:further": Door("GET", MEMBERS, "further"),
    "annotations:changes": Door("POST", ANNOTATORS, "article"),
    "annotations:whole_changes": Door("POST", ANNOTATORS, "article"),
    "annotations:proposals": Door("GET", ANNOTATORS, "article"),
    "annotations:read_off": Door("GET", ANNOTATORS, "article"),
    "annotations:entities": Door("GET", MEMBERS, "article"),
    "annotations:suggestions": Door("GET", ANNOTATORS, "article"),
    "annotations:dismissals": Door("POST", ANNOTATORS, "article"),
    "annotations:say_region": Door("POST", ANNOTATORS | MANAGERS, "article"),
    "annotations:decide_region": Door("POST", ANNOTATORS | MANAGERS, "region change"),
    "annotations:regions": Door("GET", MANAGERS, "story"),
    "annotations:my_history": Door("GET", MEMBERS, "article"),
    "annotations:submit": Door("POST", ANNOTATORS, "article"),
    "annotations:reopen": Door("POST", ANNOTATORS, "article"),
    "annotations:hand_back": Door("POST", ANNOTATORS, "article"),
    "annotations:take": Door("POST", ANNOTATORS, "story"),
    "reconciliation:settle_whole": Door("POST", ADJUDICATORS, "article"),
    "reconciliation:settle": Door("GET", SETTLERS, "article"),
    "desk:who_is_here": Door("GET POST", SETTLERS, "article"),
    "reconciliation:decide": Door("POST", ADJUDICATORS, "article"),
    "reconciliation:edit": Door("GET POST", ADJUDICATORS, "article"),
    "reconciliation:comment": Door("POST", ADJUDICATORS, "article"),
    "reconciliation:alike": Door("GET POST", ADJUDICATORS, "article"),
    "reconciliation:finish": Door("GET POST", ADJUDICATORS, "article"),
    "reconciliation:reopen": Door("POST", ADJUDICATORS, "article"),
    "reconciliation:undo": Door("POST", ADJUDICATORS, "decision"),
    "reconciliation:undo_act": Door("POST", ADJUDICATORS, "act"),
    "reconciliation:agreement": Door("GET", SETTLERS, "story"),
    "reconciliation:passages": Door("GET", SETTLERS, "story"),
    "comparison:conflicts": Door("GET", SETTLERS, "story"),
    "comparison:conflicts_csv": Door("GET", SETTLERS, "story"),
    "comparison:conflicts_seen": Door("POST", SETTLERS, "story"),
    "comparison:passages": Door("GET", SETTLERS, "question"),
    "comparison:rule": Door("POST", ADJUDICATORS, "question"),
    "comparison:rule_cell": Door("POST", ADJUDICATORS, "cell"),
    "comparison:not_applying": Door("GET", ADJUDICATORS, "story"),
    "comparison:bar": Door("POST", ADJUDICATORS, "story"),
    "comparison:unbar": Door("POST", ADJUDICATORS, "curation"),
    "comparison:undo_ruling": Door("POST", ADJUDICATORS, "ruling"),
    "comparison:names": Door("GET", SETTLERS, "story"),
    "comparison:link_names": Door("POST", SETTLERS, "story"),
    "comparison:undo_link": Door("POST", SETTLERS, "link"),
    "comparison:name": Door("GET", SETTLERS, "story"),
    "comparison:merge_names": Door("POST", SETTLERS, "story"),
    "comparison:split_name": Door("POST", SETTLERS, "story"),
    "comparison:undo_curation": Door("POST", SETTLERS, "curation"),
    "comparison:names_csv": Door("GET", SETTLERS, "story"),
    "comparison:stance": Door("GET", SETTLERS, "story"),
    "comparison:stance_passages": Door("GET", SETTLERS, "story"),
    "comparison:network": Door("GET", SETTLERS, "story"),
    "comparison:stance_graphml": Door("GET", SETTLERS, "story"),
    "comparison:stance_csv": Door("GET", SETTLERS, "story"),
    "reconciliation:send_back": Door("POST", ADJUDICATORS, "assignment"),
    "reconciliation:reviewed": Door("GET", ANNOTATORS, "read"),
    "reconciliation:reply": Door("POST", ANNOTATORS, "read"),
    "comparison:voices": Door("GET", SETTLERS, "story"),
    "comparison:shared": Door("GET", SETTLERS, "story"),
    "comparison:predictions": Door("GET", SETTLERS, "story"),
    "comparison:predictions_csv": Door("GET", SETTLERS, "story"),
    "comparison:voices_csv": Door("GET", SETTLERS, "story"),
    "comparison:unanswered": Door("GET", SETTLERS, "story"),
    "comparison:attach": Door("POST", SETTLERS, "story"),
    "comparison:new_question": Door("POST", SETTLERS, "story"),
    "comparison:undo_attach": Door("POST", SETTLERS, "story"),
    "comparison:unanswered_csv": Door("GET", SETTLERS, "story"),
    "comparison:questions": Door("GET", SETTLERS, "story"),
    "comparison:question": Door("GET", SETTLERS, "story"),
    "comparison:reword": Door("POST", SETTLERS, "story"),
    "comparison:merge": Door("POST", SETTLERS, "story"),
    "comparison:split": Door("POST", SETTLERS, "story"),
    "comparison:question_settings": Door("GET", SETTLERS, "question"),
    "comparison:set_settings": Door("POST", SETTLERS, "question"),
    "comparison:sorting": Door("GET", SETTLERS, "question"),
    "comparison:sort": Door("POST", SETTLERS, "question"),
    "comparison:brief": Door("GET", SETTLERS, "story"),
    "comparison:brief_whole": Door("GET", SETTLERS, "story"),
    "comparison:found": Door("GET", SETTLERS, "story"),
    # Django's form views take PUT for POST; the CSRF token is asked for all the same.
    # Who is signed in already, or comes with a dead link, is told so whatever the verb.
    "people:sign_in": Door("GET POST PUT PATCH DELETE", EVERYBODY, signed_out=True),
    "people:sign_in_again": Door("POST", EVERYBODY, signed_out=True),
    "people:sign_out": Door("POST", EVERYBODY),
    "people:password_change": Door("GET POST PUT", EVERYBODY),
    "people:password_change_done": Door("GET", EVERYBODY),
    "people:password_reset": Door("GET POST PUT", EVERYBODY, signed_out=True),
    "people:password_reset_done": Door("GET", EVERYBODY, signed_out=True),
    "people:password_reset_confirm": Door(
        "GET POST PUT PATCH DELETE",
        EVERYBODY,
        signed_out=True,
        address={"uidb64": "MQ", "token": "none"},
    ),
    "people:invitation": Door("GET POST", EVERYBODY, signed_out=True, address={"token": INVITED}),
    "people:password_reset_complete": Door("GET", EVERYBODY, signed_out=True),
}


def names(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Every address that is routed, by its full name; the admin, which has doors of its own, apart."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from names(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or f"no name: {pattern.pattern}")


def test_every_address_is_in_the_table():
    assert sorted(names()) == sorted(DOORS), "say in DOORS who may open the address"


@pytest.fixture(autouse=True)
def fetching(settings):
    """The desk asks other servers."""
    settings.FETCH_ADDRESSES = True


@contextmanager
def undone() -> Iterator[None]:
    """What the request writes is taken back, so that each finds the same desk."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cast(ada, bo, cy, mo, stranger, reading) -> dict[str, str]:
    """Each one's session, by name."""
    root = User.objects.create_superuser("root", password="correct-horse")
    sessions = {}
    for who, user in {"ada": ada, "cy": cy, "mo": mo, "zed": stranger, "root": root}.items():
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        sessions[who] = client.cookies["sessionid"].value
    return sessions


@pytest.fixture
def pages(story, article) -> dict[str, dict[str, Any]]:
    """The arguments of an address that is a page, by what it is a page of."""
    of_article = {"pk": article.pk}
    cost = Question.objects.create(story=story, slug="cost", wording="What will it cost?")
    arrived = fetched(story, "https://post.example/1")
    store_originals([(article, came_as_text(TEXT))])
    return {
        "": {},
        "story": {"slug": story.slug},
        "article": of_article,
        "read": of_article,
        "further": of_article | {"start": 0},
        "question": {"slug": story.slug, "pk": cost.pk},
        "arrived": {"slug": story.slug, "pk": arrived.pk},
        "kept": of_article,
    }


@pytest.fixture
def things(pages, reading, bo, invitation, ada, other_article) -> dict[str, dict[str, Any]]:
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
        "region change": {"pk": pages["article"]["pk"], "change": region.pk},
        "member": {"pk": member.pk},
        "invitation": {"pk": invitation.pk},
        "curation": {"slug": question["slug"], "pk": curation.pk},
        "link": {"slug": pages["story"]["slug"], "act": "1700000000-0a1b2c3d"},
    }


NO_LABEL = "00000000-0000-4000-8000-000000000000"
ABSENT = {
    "start": 0,
    "slug": "no-such-story",
    "pk": 987654321,
    "decision": 1,
    "act": 1,
    "article": 1,
    "change": 1,
    "task": NO_LABEL,
}


def ask(session: str, verb: str, address: str, **headers: str) -> int:
    client = Client()
    client.cookies["sessionid"] = session
    with undone():
        response = client.generic(verb, address, headers=headers)
        if response.streaming:
            b"".join(response.streaming_content)
        return response.status_code


@pytest.mark.parametrize("name", DOORS)
def test_who_may_open_it(name, cast, things):
    door = DOORS[name]
    address = reverse(name, kwargs=door.address or things[door.of])
    verbs = door.verbs.split()
    for who, verb in product(cast, verbs):
        status = ask(cast[who], verb, address)
        told = f"{verb} {address} answered {status} to {who}"
        if who in door.may:
            assert status in ANSWERED, told
        else:
            assert status == (404 if who == "zed" and door.of else 403), told
    # Which verbs there are is asked before the door, so of one person.
    for verb in {*VERBS} - {*verbs}:
        assert ask(cast["root"], verb, address) == 405, f"{verb} {address} is no way in"
    if door.of:
        of = things[door.of]
        both = [reverse(name, kwargs=kwargs) for kwargs in (of, {key: ABSENT[key] for key in of})]
        for verb in verbs:
            there, nowhere = (ask(cast["zed"], verb, one) for one in both)
            assert there == nowhere, f"{verb} tells a stranger what exists: {there}, {nowhere}"
    signed_out(door, address)


FORMS = [name for name, door in DOORS.items() if "GET" not in door.verbs]
SCRIPTS = [SCRIPT, {"HX-Request": "true"}, {"Accept": "*/*"}, {"Accept": "application/json"}]


@pytest.mark.parametrize("name", FORMS)
def test_opened_in_a_browser_it_leads_back_to_its_page(name, cast, things):
    """A form that was refused leaves its address in the bar: opened again, it is not an empty 405."""
    door = DOORS[name]
    address = reverse(name, kwargs=door.address or things[door.of])
    for who in sorted(door.may):
        client = Client()
        client.cookies["sessionid"] = cast[who]
        with undone():
            answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"}, follow=True)
        assert answer.redirect_chain, f"{address} leads nowhere"
        assert answer.status_code == 200, f"{answer.redirect_chain} answers no page to {who}"
        for asking in SCRIPTS:
            headers = {"Accept": "text/html", **asking}
            assert ask(cast[who], "GET", address, **headers) == 405, f"{address} for {asking}"


def test_what_was_refused_leads_to_the_page_it_was_sent_from(cast, things, story):
    """Where the page above is another one; what it was narrowed to is kept."""
    client = Client(headers={"Accept": "text/html"})
    client.cookies["sessionid"] = cast["root"]
    for name, page in {
        "desk:date_assignments": "desk:given",
        "desk:spread": "desk:assignments",
        "comparison:attach": "comparison:unanswered",
        "comparison:reword": "comparison:questions",
    }.items():
        answer = client.get(reverse(name, args=[story.slug]) + "?page=2&sort=title")
        assert answer["Location"] == reverse(page, args=[story.slug]) + "?page=2&sort=title"


def signed_out(door: Door, address: str) -> None:
    for verb in door.verbs.split():
        page, script = ask("", verb, address), ask("", verb, address, **SCRIPT)
        if door.signed_out:
            assert page in {200, 302, 401, 405, 422}
        else:
            assert (page, script) == (302, 401)
    if not door.signed_out:
        assert reverse("people:sign_in") in Client().get(address)["Location"]


# Blindness. Ada is to read the article. Bo has read it, and something of it is settled.

SECRETS = {
    "note": "note-7f3a",
    "flag": "flag-7f3a",
    "value": "value-7f3a",
    "scope": "scope-7f3a",
    "answer_key": "key-7f3a",
}
QUERIES = {
    "desk:my_articles": ["", "?state=in+progress"],
    "desk:story": ["", "?progress=ready", "?progress=reading", "?mine=none"],
    "desk:progress": ["", "?left=open", "?sort=-last", "?sort=-submitted"],
    "desk:progress_articles": ["", "?progress=ready", "?sort=submitted"],
    "desk:differences": ["", "?having=flags", "?type=missed", "?sort=-left", "?stage=ready"],
    "desk:flags": ["", "?text=flag-7f3a"],
    "desk:given": ["", "?state=submitted", "?sort=due"],
    "desk:assignments": ["", "?progress=ready", "?progress=nobody", "?progress=short"],
    "comparison:conflicts": ["", "?having=unsettled", "?state=single+source", "?text=cost"],
    "comparison:names": ["", "?show=unlinked", "?sort=first", "?text=omar"],
    "exchange:labels": ["", "?layer=reading", "?layer=gold", "?annotator=bo", "?annotator=cy"],
    "exchange:readings": ["", "?annotator=bo"],
    "reconciliation:agreement": [
        "",
        "?kind=entity",
        "?pair=ada,bo",
        "?label=claim-quantity",
        "?source=the-harbour-post",
        "?since=2020-01-01",
        "?article=1",
    ],
    "reconciliation:passages": ["", "?kind=claim&one=claim-quantity&two=missed"],
    "comparison:voices": ["", "?show=nearly", "?show=lost"],
    "annotations:proposals": ["?start=0&end=9&label=claim-quantity"],
    "annotations:read_off": ["?text=nearly+23+years"],
    "annotations:entities": ["?q=omar", "?q=7f3a"],
    "search:search": [
        "",
        "?q=7f3a",
        "?q=note-7f3a",
        "?q=value*",
        "?q=nearly",
        "?q=by:bo",
        "?q=by:cy",
        "?q=said:omar",
        "?q=question:cost",
        "?q=label:quantity",
        "?q=value:>1",
        "?q=-minister&sort=newest",
        "?kind=annotation",
        "?kind=note",
    ],
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


def shown_to(user: User, pages: dict[str, dict[str, Any]]) -> dict[str, str]:
    """All that the user can open, by address, but for the tokens that differ each time."""
    rows_ready()
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    pages_shown = {}
    while index_changes():
        pass
    for name in SEEN:
        door = DOORS[name]
        for query in QUERIES.get(name, [""]):
            address = reverse(name, kwargs=pages[door.of]) + query
            pages_shown[address] = shown(client, address)
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
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
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
    client.force_login(blind, backend="django.contrib.auth.backends.ModelBackend")
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
