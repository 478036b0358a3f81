"""A machine's account is nobody's: not signed in with, opened, assigned, made a member, erased or
picked, on pages, in the admin, by programs, by files and by commands."""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.desk import actions as members
from annotator.desk.erasing.person_actions import erase_person
from annotator.machines.readers.actions import make_reader
from annotator.people import actions as people
from annotator.people.models import Membership, User
from tests.api.programs import problem, program_of

pytestmark = pytest.mark.django_db
NAME = "machine-elsewhere"


@pytest.fixture
def account(story, mo) -> User:
    return make_reader(story, name="Elsewhere", engine="outside", by=mo).reader.account


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("root", password="correct-horse")


def test_nobody_signs_in_as_it(account):
    for password in ("", "!", account.password):
        client = Client()
        client.post(reverse("account_login"), {"login": NAME, "password": password})
        assert "_auth_user_id" not in client.session


def test_it_is_never_active(account, root):
    with pytest.raises(ValidationError, match="nobody signs in as it"):
        people.reactivate(account, root)
    with pytest.raises(ValidationError, match="machine reader"):
        people.deactivate(account, root)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=account.pk).update(is_active=True)


def test_it_is_no_member(account, story, mo, as_user):
    with pytest.raises(ValidationError, match="machine reader"):
        members.add_member(story, account, ["annotator"], mo)
    sent = {"who": NAME, "roles": ["annotator"]}
    answer = as_user(mo).post(reverse("desk:members", args=[story.slug]), sent)
    assert answer.status_code == 422
    assert not Membership.objects.filter(user=account).exists()


def test_it_is_assigned_nothing(account, story, article, mo, as_user):
    sent = {"people": [account.pk], "articles": [article.pk]}
    answer = as_user(mo).post(reverse("desk:assignments", args=[story.slug]), sent)
    assert answer.status_code == 422
    body = {"people": [NAME], "articles": [article.pk]}
    problem(program_of(mo).post("stories/pipeline/assignments", body), 422)
    assert not Assignment.objects.exists()


def test_it_is_not_erased(account, root):
    with pytest.raises(ValidationError, match="no person"):
        erase_person(account, root, "Because.")
    assert User.objects.get(pk=account.pk).username == NAME


class TestAdmin:
    def test_no_list_has_it_and_no_page_opens(self, account, ada, root, as_user):
        admin = as_user(root)
        assert NAME not in admin.get(reverse("admin:people_user_changelist")).content.decode()
        for view in ("change", "history"):
            answer = admin.get(reverse(f"admin:people_user_{view}", args=[account.pk]))
            assert answer.status_code == 302, view
        password = reverse("admin:auth_user_password_change", args=[account.pk])
        sent = {"password1": "battery-staple-9", "password2": "battery-staple-9"}
        assert admin.post(password, sent).status_code == 404
        account.refresh_from_db()
        assert not account.has_usable_password()

    def test_it_is_not_offered_as_a_member(self, account, story, ada, root, as_user):
        admin = as_user(root)
        asked = {"app_label": "people", "model_name": "membership", "field_name": "user"}
        found = admin.get(reverse("admin:autocomplete"), asked | {"term": ""}).json()["results"]
        assert {one["id"] for one in found} == {str(ada.pk), str(root.pk)} | {
            str(pk) for pk in User.objects.filter(username="mo").values_list("pk", flat=True)
        }
        sent = {"user": account.pk, "story": story.pk, "annotator": "on"}
        answer = admin.post(reverse("admin:people_membership_add"), sent)
        assert answer.status_code == 200
        assert not Membership.objects.filter(user=account).exists()

    def test_no_act_takes_it(self, account, root, as_user):
        address = reverse("admin:people_user_changelist")
        for act in ("deactivate", "reactivate", "erase"):
            as_user(root).post(address, {"action": act, "_selected_action": [account.pk]})
        account.refresh_from_db()
        assert (account.username, account.is_active) == (NAME, False)


def test_files_do_not_name_it_as_a_reader(account, story, article, labels, tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(
        "story,source,article_title,annotator,label,start,end,quote\n"
        f"pipeline,{article.source},{article.title},{NAME},entity-place,0,3,The\n"
    )
    with pytest.raises(CommandError, match="machine reader"):
        call_command("import_labels", str(path), create=True, stderr=io.StringIO())
    assert not Annotation.every_layer.exists()


def test_a_file_of_another_program_neither(account, story, article, labels, tmp_path):
    path = tmp_path / "marks.jsonl"
    span = {"start": 0, "end": 3, "label": "entity-place"}
    line = {"text": article.text, "spans": [span], "answer": "accept", "_annotator_id": NAME}
    path.write_text(json.dumps(line) + "\n")
    told = io.StringIO()
    with pytest.raises(CommandError):
        call_command(
            "import_format", "prodigy", str(path), story="pipeline",
            source=str(article.source), annotator=[f"{NAME}={NAME}"], stderr=told, stdout=told,
        )  # fmt: skip
    assert not Annotation.every_layer.exists()


def test_it_is_not_filtered_by_in_exports(account, story, root, as_user):
    page = as_user(root).get(reverse("exchange:export", args=[story.slug])).content.decode()
    assert NAME not in page


@pytest.mark.parametrize("command", ["revise_article", "machine_read"])
def test_no_command_is_given_by_it(account, story, article, command):
    words = {
        "revise_article": [str(article.pk), "--undo", "--by", NAME],
        "machine_read": ["--story", "pipeline", "--reader", NAME, "--by", NAME],
    }
    with pytest.raises(CommandError, match="no user"):
        call_command(command, *words[command])


def test_a_person_of_that_name_is_another(account, story, mo):
    again = make_reader(story, name="Elsewhere", engine="outside", prompt="Another.", by=mo)
    assert again.reader.account.username == f"{NAME}-2"
