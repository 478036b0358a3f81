"""Every act that matters for trust leaves its line, and none holds a word of an article."""

import io
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from annotator.annotations.curation import correct
from annotator.annotations.curation.bulk_log import recorded, undo_bulk_act
from annotator.annotations.models import Annotation, BulkAct
from annotator.comparison.curation_log.actions import reword
from annotator.comparison.curation_log.undo import undo
from annotator.comparison.editions import actions as editions
from annotator.comparison.leads.intake.actions import put_back, take_back
from annotator.comparison.models import Curation, Edition, LeadImport
from annotator.desk import actions as members
from annotator.exchange.formats.registry import written_formats
from annotator.exchange.registry import TABLES
from annotator.machines.models import StoryReader
from annotator.machines.readers import actions as machines
from annotator.machines.runs.actions import ask_run
from annotator.people import actions as people
from annotator.people.invitations import actions as invitations
from annotator.people.models import Invitation, Membership, PersonalToken, User
from annotator.people.tokens import actions as tokens
from annotator.trust.models import TrustKind, TrustLine
from annotator.vocabulary.codebook import actions as codebook
from annotator.vocabulary.models import CodebookEdition
from annotator.webhooks import actions as webhooks
from annotator.webhooks.models import Webhook
from articles.models import Article, Story
from tests.api.programs import program_of
from tests.comparison.editions.conftest import length, published, settled  # noqa: F401 - fixtures
from tests.comparison.leads.making import asserted, brought
from tests.comparison.sources import ask
from tests.conftest import TEXT, make_article, person
from tests.machines.making import machine_for
from tests.reconciliation.conftest import mark
from tests.vocabulary.codebook.publishing import new_edition
from tests.webhooks.receivers import hook

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "correct-horse", "battery-staple-9"
ADDRESS = "https://post.example/hook?key=hunter2"


class Scene(NamedTuple):
    """Who acts, and on what."""

    story: Story
    article: Article
    ada: User
    mo: User
    reader: Client
    manager: Client
    admin: Client
    root: User


@pytest.fixture
def scene(story, article, labels, ada, cy, mo, as_user) -> Scene:
    mark(article, ada, "1,100 kilometres", "claim-quantity", note="A note of hers.")
    root = User.objects.create_superuser("root", password=PASSWORD)
    return Scene(story, article, ada, mo, as_user(ada), as_user(mo), as_user(root), root)


def bulk(s: Scene) -> BulkAct:
    def act() -> int:
        return correct.erase_many(Annotation.objects.all(), s.mo)

    return recorded("erase", s.mo, act, lambda: "Highlights deleted")[1]


def rights(s: Scene, **more: object) -> None:
    """Send the account's form of the admin."""
    person = s.ada
    sent = {
        "username": person.username, "email": person.email, "is_active": "on",
        "date_joined_0": "2022-02-24", "date_joined_1": "09:30",
    } | more  # fmt: skip
    address = reverse("admin:people_user_change", args=[person.pk])
    assert s.admin.post(address, sent).status_code == 302


def password_of_another(s: Scene) -> None:
    address = reverse("admin:auth_user_password_change", args=[s.ada.pk])
    sent = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert s.admin.post(address, sent).status_code == 302


def own_password(s: Scene) -> None:
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert s.reader.post(reverse("account_change_password"), sent).status_code == 302


def delete(s: Scene, name: str, key: int) -> None:
    Annotation.history.all().delete()
    Annotation._base_manager.all()._raw_delete("default")  # else the desk keeps what it has
    address = reverse(f"admin:articles_{name}_delete", args=[key])
    assert s.admin.post(address, {"post": "yes"}).status_code == 302


def pasted(s: Scene) -> None:
    program = program_of(s.mo)
    sent = {"text": TEXT + "More.", "source": "The Globe", "title": "Another"}
    answer = program.post(f"stories/{s.story.slug}/articles", sent)
    assert answer.status_code == 201, answer.raw


def leads(s: Scene) -> LeadImport:
    [one] = brought(s.story, s.mo, asserted(s.article, "minister", s.article, "Karachi"))
    return one.batch


def group(s: Scene) -> None:
    one = Permission.objects.first()
    sent = {"name": "curators", "permissions": [one.pk]}
    assert s.admin.post(reverse("admin:auth_group_add"), sent).status_code == 302
    made = Group.objects.get(name="curators")
    s.admin.post(reverse("admin:auth_group_delete", args=[made.pk]), {"post": "yes"})


def invited(s: Scene) -> Invitation:
    return invitations.invite(s.story, "ned@example.org", ["annotator"], s.mo)


def token(s: Scene) -> PersonalToken:
    made = tokens.make_token(s.ada, "mine", reads="read", annotates=True, manages=False, days=3)
    return made.token


def membership(s: Scene) -> Membership:
    return members.add_member(s.story, person("ned"), ["annotator"], s.mo)


def edition(s: Scene) -> Edition:
    return published(s.story, s.mo)


def withdrawn(s: Scene) -> Edition:
    one = edition(s)
    editions.withdraw(one, s.mo, reason="A mistake.")
    return one


def linked(s: Scene) -> Edition:
    one = edition(s)
    editions.open_link(one, s.mo)
    return one


def webhook(s: Scene) -> Webhook:
    return hook(s.story, s.mo, ADDRESS)


def reworded(s: Scene) -> Curation:
    return reword(ask(s.story, "cost", wording="What will it cost?"), "What is the cost?", s.mo)


def machine(s: Scene) -> StoryReader:
    return machines.make_reader(
        s.story, name="Elsewhere", engine="outside", prompt="hunter2", by=s.mo
    )


def book(s: Scene) -> CodebookEdition:
    return new_edition({"claim-event": "What happens."}, by=s.mo)


def assistant(s: Scene) -> None:
    class Server:
        def run(self) -> None:
            pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotator.exchange.assistant.server.make_server", lambda reach: Server())
        call_command("mcp", user="mo")


T = TrustKind
ACTS: list[tuple[TrustKind, Callable[[Scene], object]]] = [
    (T.SIGNED_IN, lambda s: Client().force_login(s.ada, settings.AUTHENTICATION_BACKENDS[-1])),
    (T.SIGNED_OUT, lambda s: s.reader.post(reverse("account_logout"))),
    (T.PASSWORD_CHANGED, own_password),
    (T.PASSWORD_CHANGED, password_of_another),
    (T.EMAIL_CHANGED, lambda s: rights(s, email="new@example.org")),
    (T.RIGHTS_CHANGED, lambda s: rights(s, is_staff="on")),
    (T.RIGHTS_CHANGED, group),
    (T.ACCOUNT_MADE, lambda s: person("ned")),
    (T.ACCOUNT_CLOSED, lambda s: people.deactivate(s.ada, s.mo)),
    (T.ACCOUNT_OPENED, lambda s: (people.deactivate(s.ada, s.mo), people.reactivate(s.ada, s.mo))),
    (T.REFUSED, lambda s: s.reader.get(reverse("desk:members", args=[s.story.slug]))),
    (T.ROLES_GIVEN, membership),
    (T.ROLES_GIVEN, lambda s: members.change_roles(s.ada.memberships.get(), ["annotator", "manager"], s.mo)),
    (T.ROLES_GIVEN, lambda s: members.found_story("Another", "", 2, s.mo)),
    (T.MEMBER_REMOVED, lambda s: members.remove_member(membership(s), s.mo)),
    (T.INVITATION_SENT, invited),
    (T.INVITATION_ACCEPTED, lambda s: invitations.accept(invited(s), person("ned"))),
    (T.INVITATION_REVOKED, lambda s: invitations.revoke(invited(s), s.mo)),
    (T.TOKEN_MADE, token),
    (T.TOKEN_REVOKED, lambda s: tokens.revoke_token(token(s), s.ada)),
    (T.IMPORTED, pasted),
    (T.IMPORTED, leads),
    (T.WEBHOOK_MADE, webhook),
    (T.WEBHOOK_CHANGED, lambda s: webhooks.switch_off(webhook(s), s.mo)),
    (T.WEBHOOK_CHANGED, lambda s: webhooks.remove(webhook(s), s.mo)),
    (T.MACHINE_MADE, machine),
    (T.MACHINE_CHANGED, lambda s: machines.take_off(machine(s), s.mo)),
    (T.MACHINE_ASKED, lambda s: ask_run(machine_for(s.story, s.mo), "due", s.mo)),
    (T.EDITION_PUBLISHED, edition),
    (T.EDITION_WITHDRAWN, withdrawn),
    (T.WITHDRAWAL_UNDONE, lambda s: editions.take_back_withdrawal(withdrawn(s), s.mo)),
    (T.LINK_MADE, linked),
    (T.LINK_ENDED, lambda s: editions.close_link(linked(s), s.mo)),
    (T.CODEBOOK_PUBLISHED, book),
    (T.CODEBOOK_TAKEN_BACK, lambda s: codebook.take_back(book(s).number, s.mo)),
    (T.BULK_ACT, bulk),
    (T.BULK_ACT, reworded),
    (T.BULK_ACT_UNDONE, lambda s: undo_bulk_act(bulk(s), s.mo)),
    (T.BULK_ACT_UNDONE, lambda s: undo(reworded(s), s.mo)),
    (T.BULK_ACT_UNDONE, lambda s: take_back(leads(s), s.mo)),
    (T.BULK_ACT, lambda s: (take_back(one := leads(s), s.mo), put_back(one, s.mo))),
    (T.ARTICLE_DELETED, lambda s: delete(s, "article", s.article.pk)),
    (T.STORY_DELETED, lambda s: delete(s, "story", Story.objects.create(slug="empty", title="E").pk)),
    (T.ASSISTANT_STARTED, assistant),
]  # fmt: skip
ELSEWHERE = {
    # tests/trust/test_lines.py
    T.SIGN_IN_FAILED, T.LOCKED_OUT,
    # below
    T.EXPORTED,
    # tests/desk/erasing
    T.ERASED,
    # tests/people/signing_in/test_passwords.py goes the way of the letter
    T.PASSWORD_RESET,
}  # fmt: skip
TOLD_BY_PACKAGES = {
    T.SECOND_FACTOR_ADDED, T.SECOND_FACTOR_REMOVED, T.SECOND_FACTOR_USED, T.RECOVERY_CODES_MADE,
    T.ORGANISATION_CONNECTED, T.ORGANISATION_DISCONNECTED,
}  # fmt: skip
"""tests/trust/test_ways.py"""


def taken() -> io.TextIOWrapper:
    """A standard output that takes bytes, too."""
    return io.TextIOWrapper(io.BytesIO())


def all_words() -> str:
    """All that the log holds."""
    return str(list(TrustLine.objects.values_list("facts", "story", "token")))


def secrets_of(scene: Scene) -> set[str]:
    """Words that stand in articles, notes, addresses and letters, and in no line."""
    words = {word for word in TEXT.replace("\n", " ").split(" ") if len(word) > 4} - {
        scene.story.slug
    }
    return words | {PASSWORD, NEW, "hunter2", "note of hers", "ned@example.org"}


@pytest.mark.parametrize("kind, act", ACTS, ids=[f"{n}-{one[0]}" for n, one in enumerate(ACTS)])
def test_it_leaves_a_line_and_no_word(scene, settled, kind, act):  # noqa: F811
    before = TrustLine.objects.filter(kind=kind).count()
    act(scene)
    assert TrustLine.objects.filter(kind=kind).count() > before
    told = all_words()
    assert not {word for word in secrets_of(scene) if word in told}


def test_no_kind_is_forgotten():
    assert {kind for kind, _ in ACTS} | ELSEWHERE | TOLD_BY_PACKAGES == set(TrustKind)


def test_one_line_an_act(scene):
    TrustLine.objects.all()._raw_delete("default")
    bulk(scene)
    pasted(scene)
    token(scene)
    told = [line.kind for line in TrustLine.objects.order_by("pk")]
    assert told == [T.BULK_ACT, T.TOKEN_MADE, T.IMPORTED, T.TOKEN_MADE]


def test_whatever_leaves_is_told(scene):
    """Every table and format, from its page, to a program and by its command; the admin's too."""
    slug, program = scene.story.slug, program_of(scene.root)
    formats = [one for one in written_formats() if not one.missing()]
    asked = [
        *[(scene.admin.get, reverse(one.url, args=[slug])) for one in TABLES],
        *[(program.get, f"stories/{slug}/tables/{one.name}.jsonl") for one in TABLES],
        *[(scene.admin.get, reverse("exchange:format_file", args=[slug, one.name])) for one in formats],
        *[(program.get, f"stories/{slug}/formats/{one.name}") for one in formats],
        (scene.admin.get, reverse("exchange:methods_markdown", args=[slug])),
        (scene.admin.get, reverse("admin:vocabulary_label_export")),
    ]  # fmt: skip
    commands = [
        *[("export_table", one.name) for one in TABLES],
        *[("export_format", one.name) for one in formats if one.ending == ".json"],
        ("export_qdc",),
    ]

    def exports() -> int:
        return TrustLine.objects.filter(kind=T.EXPORTED).count()

    for number, (get, address) in enumerate(asked, 1):
        answer = get(address)
        assert (address, answer.status_code, exports()) == (address, 200, number)
        answer.getvalue()
    for number, (name, *rest) in enumerate(commands, len(asked) + 1):
        call_command(name, *rest, stdout=taken(), stderr=io.StringIO())
        assert (name, rest, exports()) == (name, rest, number)
    told = all_words()
    assert not {word for word in secrets_of(scene) if word in told}


def test_storing_a_highlight_leaves_none(scene, labels):
    make_article(scene.story, "The Globe", "Elsewhere", "Another one.\n")
    before = TrustLine.objects.count()
    mark(scene.article, scene.ada, "Omar Reza", "entity-person")
    assert TrustLine.objects.count() == before
