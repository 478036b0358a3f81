"""The demo desk: loaded whole into an empty database, and once."""

import os
import socket

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import transaction

from annotator.annotations.models import Annotation, ArticleProgress, Assignment
from annotator.desk.demo import load, passwords
from annotator.desk.management.commands import demo
from annotator.people.models import User
from annotator.reconciliation.models import Comment, Decision
from annotator.vocabulary.models import Entity, Label
from articles.models import Article, Story

pytestmark = pytest.mark.slow


@pytest.fixture
def own_static_root(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    return settings.STATIC_ROOT


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker):
    """The demo desk, loaded once for the tests that only read it. Returns whether it was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load.load_demo()
        transaction.set_rollback(True)


@pytest.mark.django_db
class TestWhatIsLoaded:
    def test_makes_the_desk(self, loaded):
        assert loaded is True
        assert Story.objects.get().articles.count() == 6
        assert Label.objects.count() == 17
        for username in ("ada", "bo", "eve", "cy", "mo", "admin"):
            assert User.objects.get(username=username).check_password(passwords.KNOWN)

    def test_only_admin_is_a_superuser_and_no_member(self, loaded):
        admin = User.objects.get(is_superuser=True)
        assert (admin.username, admin.memberships.count()) == ("admin", 0)
        roles = {
            u.username: sorted(m.roles) for u in User.objects.all() for m in u.memberships.all()
        }
        assert roles == {
            "ada": ["annotator"],
            "bo": ["annotator"],
            "eve": ["annotator"],
            "cy": ["adjudicator"],
            "mo": ["manager"],
        }

    def test_one_article_is_settled_and_one_is_begun(self, loaded):
        stages = set(ArticleProgress.objects.values_list("article__source__name", "stage"))
        assert ("The Meridian", "finished") in stages
        assert ("The Harbour Post", "settling") in stages
        assert Decision.objects.exclude(reason="").count() == 9
        assert Comment.objects.count() == 1
        settled = Annotation.document_labels.get(layer="gold", label="stance-against")
        said = Annotation.document_labels.filter(article=settled.article, layer="reading")
        assert settled.stance_target.slug == "halden-energy"
        assert set(said.values_list("label", flat=True)) > {settled.label_id, "stance-neutral"}
        gold = Annotation.objects.filter(layer="gold", article__source__name="The Meridian")
        assert gold.count() == 15

    def test_what_is_made_is_signed(self, loaded):
        for row in Annotation.history.select_related("history_user"):
            assert row.history_user_id == row.annotator_id
        assert {row.history_user.username for row in Entity.history.all()} == {"mo"}

    def test_a_second_time_changes_nothing(self, loaded):
        Label.objects.filter(slug="claim-event").update(definition="Ours.")
        everything = (
            User,
            Entity,
            Label,
            Article,
            Annotation,
            Assignment,
            Annotation.history.model,
            Decision,
        )
        before = [list(model.objects.order_by("pk").values()) for model in everything]
        assert load.load_demo() is False
        assert [list(model.objects.order_by("pk").values()) for model in everything] == before


@pytest.mark.django_db
class TestLoading:
    def test_a_desk_with_accounts_of_its_own_is_left_alone(self, django_user_model):
        django_user_model.objects.create_user("somebody", password="correct-horse")
        with pytest.raises(load.DemoRefused, match="empty database"):
            load.load_demo()
        assert not Story.objects.exists()
        assert User.objects.count() == 1

    def test_a_quote_that_is_missing_stops_everything(self, monkeypatch):
        read = load._read

        def spoiled(path):
            found = read(path)
            if path.stem == "harbour-post-april":
                found["marks"][-1]["quote"] = "fish shop"
            return found

        monkeypatch.setattr(load, "_read", spoiled)
        with pytest.raises(load.DemoBroken, match="fish shop"):
            load.load_demo()
        assert not User.objects.exists()
        assert not Label.objects.exists()


class TestSpans:
    def test_counts_code_points_and_occurrences(self):
        text = "🐢🐢 leak 👏🏽 leak leakleak"
        assert load.span_of_quote(text, "leak") == (3, 7)
        start, end = load.span_of_quote(text, "leak", 2)
        assert (start, text[start:end]) == (11, "leak")
        assert load.span_of_quote("aaa", "aa", 2) == (1, 3)

    @pytest.mark.parametrize("quote, occurrence", [("spill", 1), ("leak", 2), ("", 1)])
    def test_what_does_not_stand_there_is_named(self, quote, occurrence):
        with pytest.raises(load.DemoBroken, match=f"“{quote}” does not stand {occurrence}"):
            load.span_of_quote("one leak", quote, occurrence)


class TestCommand:
    @pytest.mark.django_db
    def test_makes_the_desk_and_names_the_accounts(self, own_static_root, settings, capsys):
        hashed = {"BACKEND": "annotator.operations.storage.HashedStaticFiles"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
        call_command("demo", "--no-serve")
        out = capsys.readouterr().out
        assert "The demo desk is made." in out
        assert "read-the-news" in out
        for username, role in [
            ("ada", "annotator"),
            ("cy", "adjudicator"),
            ("mo", "manager"),
            ("admin", "superuser"),
        ]:
            assert any(line.split()[:1] == [username] and role in line for line in out.splitlines())
        assert (own_static_root / "annotator.css").exists()
        assert list(own_static_root.glob("annotator.????????????.css"))
        assert list(own_static_root.glob("annotator.????????????.css.gz"))
        call_command("demo", "--no-serve")
        assert "was there already" in capsys.readouterr().out

    @pytest.mark.django_db
    def test_a_taken_port_is_said_before_anything_is_done(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(
                CommandError, match=f"Port {port} is taken. Choose another: make demo PORT="
            ):
                call_command("demo", "--port", str(port))
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        "port, host, word",
        [(70000, "127.0.0.1", "no port"), (8000, "999.1.1.1", "cannot listen at")],
    )
    def test_a_place_that_cannot_be_is_said(self, port, host, word):
        with pytest.raises(CommandError, match=word):
            demo.refuse_taken(host, port)

    @pytest.mark.django_db
    def test_a_desk_with_accounts_of_its_own_is_refused(self, own_static_root, django_user_model):
        django_user_model.objects.create_user("somebody", password="correct-horse")
        with pytest.raises(CommandError, match="accounts of its own"):
            call_command("demo", "--no-serve")

    @pytest.mark.django_db
    def test_it_becomes_a_server_that_greets_when_it_listens(self, monkeypatch, capsys):
        become, begun = [], []
        monkeypatch.setattr(demo.os, "execv", lambda path, command: become.append(command))
        monkeypatch.setattr(demo.subprocess, "Popen", lambda command: begun.append(command[2:]))
        monkeypatch.setenv("ANNOTATOR_DEMO_GREETING", "")
        monkeypatch.setenv("ALLOWED_HOSTS", "")
        demo.serve("::1", 8001)
        at = become[0].index("--bind")
        assert become[0][at + 1] == "[::1]:8001"
        assert begun == [["worker", f"--parent={os.getpid()}"]]
        assert capsys.readouterr().out == ""

        from annotator.desk.demo import serving

        serving.when_ready(None)
        assert "http://[::1]:8001/" in capsys.readouterr().out


NAMES = ("ada", "admin")


@pytest.fixture
def small_demo(story, monkeypatch):
    """A demo of two accounts that have the known password, and nothing to read."""
    story.slug = load.manifest()["story"]["slug"]
    story.save()
    for name in NAMES:
        User.objects.create_user(name, password=passwords.KNOWN)
    monkeypatch.setattr(demo, "call_command", lambda *args, **named: None)
    return story


def works(word: str) -> set[str]:
    return {name for name in NAMES if User.objects.get(username=name).check_password(word)}


class TestReachedByOthers:
    @pytest.mark.parametrize(
        "host, reached",
        [
            ("127.0.0.1", False), ("127.8.8.8", False), ("::1", False), ("localhost", False),
            ("0.0.0.0", True), ("::", True), ("", True), ("192.0.2.7", True), ("::ffff:7f00:1", True),
        ],
    )  # fmt: skip
    def test_anything_but_loopback(self, host, reached):
        assert passwords.reached_by_others(host) is reached

    @pytest.mark.django_db
    def test_a_new_desk_gets_a_password_of_its_own(self, story):
        told = {"story": {"slug": "a", "title": "A"}, "questions": [], "entities": []}
        people = [{"username": "mo", "name": "Mo M", "roles": ["manager"]}]
        own = passwords.own_password(load._Loading({**told, "people": people}, True).story)
        assert User.objects.get().check_password(own)
        assert own != passwords.own_password(story), "another desk, another password"
        assert len(own.replace("-", "")) * 5 == 80, "bits"

    @pytest.mark.django_db
    def test_an_old_one_leaves_the_known_one_and_keeps_what_somebody_chose(
        self, small_demo, monkeypatch, capsys
    ):
        User.objects.create_user("bo", password="chosen-by-bo")
        monkeypatch.setattr(OutputWrapper, "isatty", lambda self: True)
        call_command("demo", "--no-serve")
        assert passwords.KNOWN in capsys.readouterr().out
        for _ in range(2):
            call_command("demo", "--no-serve", "--host", "0.0.0.0")
            own = passwords.own_password(small_demo)
            assert own in capsys.readouterr().out, "the same after a restart"
            assert (works(passwords.KNOWN), works(own)) == (set(), set(NAMES))
        assert User.objects.get(username="bo").check_password("chosen-by-bo")
        call_command("demo", "--no-serve")
        assert own in capsys.readouterr().out, "nothing brings the known one back"

    @pytest.mark.django_db
    def test_what_is_no_terminal_may_be_a_file_and_is_told_nothing(self, small_demo, capsys):
        call_command("demo", "--no-serve", "--host", "::")
        out = capsys.readouterr().out
        assert passwords.own_password(small_demo) not in out
        assert passwords.KNOWN not in out
        assert "tells it on a terminal" in out
