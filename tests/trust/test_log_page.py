"""The log in the admin: who sees it, what narrows it, and the file."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from annotator.people.models import User
from annotator.trust.models import TrustKind, TrustLine
from annotator.trust.recording import record
from tests.conftest import person

pytestmark = pytest.mark.django_db
LIST = reverse("admin:trust_trustline_changelist")
EXPORT = reverse("admin:trust_trustline_export")


@pytest.fixture
def root(db, as_user):
    return as_user(User.objects.create_superuser("root", password="correct-horse"))


@pytest.fixture
def told(story, ada, mo):
    """What Mo took away of two stories, and what Ada was refused."""
    for number in range(3):
        record(TrustKind.EXPORTED, by=mo, story=story, facts={"table": f"labels{number}"})
    record(TrustKind.REFUSED, by=ada, facts={"page": "=cmd()"}, address="203.0.113.7")
    record(TrustKind.ACCOUNT_CLOSED, by=mo, about=ada)


def shown(client, query: str = "") -> set[str]:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return {one.kind for one in answer.context["cl"].result_list}


def test_who_sees_it(root, told, ada, as_user):
    staff = person("sam", is_staff=True)
    for address in (LIST, EXPORT):
        assert as_user(staff).get(address).status_code == 403
        assert as_user(ada).get(address).status_code == 302
    staff.user_permissions.add(Permission.objects.get(codename="view_trustline"))
    for address in (LIST, EXPORT):
        assert as_user(staff).get(address).status_code == 200
        assert root.get(address).status_code == 200


def test_nothing_there_writes(root, told):
    line = TrustLine.objects.first()
    change = reverse("admin:trust_trustline_change", args=[line.pk])
    assert root.get(change).status_code == 200
    assert root.post(change, {"kind": "exported"}).status_code == 403
    for name, args in (("add", []), ("delete", [line.pk])):
        address = reverse(f"admin:trust_trustline_{name}", args=args)
        assert root.post(address, {"post": "yes"}).status_code == 403
    assert TrustLine.objects.filter(pk=line.pk, kind=line.kind).exists()


def test_it_is_narrowed_and_sought(root, told, story, ada, mo):
    closed = {TrustKind.ACCOUNT_CLOSED.value}
    assert shown(root, "?kind__exact=refused") == {"refused"}
    assert shown(root, f"?by={mo.pk}&kind__exact=account-closed") == closed
    assert shown(root, f"?about={ada.pk}&by={mo.pk}") == closed
    assert shown(root, f"?of={story.slug}&kind__exact=exported") == {"exported"}
    assert shown(root, "?q=ada&kind__exact=account-closed") == closed
    assert shown(root, "?at__year=1999") == set()
    for junk in ("?by=x", "?of=%00", "?by=99999999999999999999"):
        assert shown(root, junk) == set()


def test_the_file_holds_what_the_list_shows_defused_and_says_so_itself(root, told):
    answer = root.get(f"{EXPORT}?kind__exact=refused")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["by"], row["address"], row["about"]) for row in rows] == [
        ("ada", "203.0.113.7", "")
    ]
    assert rows[0]["facts"] == '{"page": "=cmd()"}'
    [taken] = TrustLine.objects.filter(facts__page="admin:trust_trustline_export")
    assert (taken.kind, taken.by.username) == ("exported", "root")


def test_a_name_that_is_a_formula_runs_in_no_spreadsheet(root, db):
    record(TrustKind.ACCOUNT_MADE, by=person("@cmd"))
    [row] = [
        row
        for row in csv.DictReader(io.StringIO(root.get(EXPORT).getvalue().decode("utf-8-sig")))
        if row["by"] and "cmd" in row["by"]
    ]
    assert row["by"] == "'@cmd"


def test_its_statements_do_not_grow(root, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        root.get(LIST)
    for _ in range(30):
        record(TrustKind.EXPORTED, by=person(f"p{TrustLine.objects.count()}"))
    with django_assert_max_num_queries(20):
        root.get(LIST)
