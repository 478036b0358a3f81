"""The demo desk: loaded whole into an empty database, and once."""

import os
import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from annotator.annotations.models import Annotation, ArticleProgress, Assignment
from annotator.desk.demo import load
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
            assert User.objects.get(username=username).check_password(load.PASSWORD)

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
