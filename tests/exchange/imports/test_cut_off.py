"""An import that is killed, or whose disk is full: nothing half is left, and it can be run again."""

import os
import signal
import subprocess
import sys
import uuid

import pytest
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.models.staged import StagedAnnotation, StagedBatch
from annotator.annotations.recording import staging
from annotator.vocabulary.models import Entity
from articles.models import Story
from tests.background.test_processes import ROOT, url_of_the_tests
from tests.conftest import make_article
from tests.exchange.conftest import import_labels

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROWS = 400
IMPORT = """
import os, signal, sys, django
django.setup()
from django.core.management import call_command
from annotator.annotations.recording import staging
of, method, calls = {"piece": (staging.STAGED[staging.Annotation].objects, "bulk_create", 2),
                     "copy": (staging.Staging, "store", 1)}[sys.argv[1]]
staging.AT_ONCE, done, really = int(sys.argv[2]), [], getattr(of, method)
def killed_within(*words, **more):
    result = really(*words, **more)
    done.append(1)
    if len(done) == calls:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(of, method, killed_within)
call_command("import_labels", sys.argv[3], create=True)
"""
"""Ends amid a transaction: that of a piece, or the last one, which copies, before its commit."""


@pytest.fixture
def path(story, labels, reading, write) -> str:
    """A file of many rows of Ada's, the last of an entity to be made."""
    return write(many(story, ROWS))


def many(story, number):
    article = make_article(story, title="Long", text="word " * number + "\n")
    return [
        {
            "annotation_id": str(uuid.uuid4()), "story": story.slug,
            "text_sha256": article.text_sha256, "annotator": "ada",
            "label": "entity-person", "start": str(5 * at), "end": str(5 * at + 4),
            "quote": "word", "entity": "" if at < number - 1 else "the-word",
        }
        for at in range(number)
    ]  # fmt: skip


def stored() -> list[int]:
    models = (Annotation, Annotation.history, Assignment, Assignment.history, Entity)
    return [getattr(one, "_base_manager", one).count() for one in models]


def import_and_die(path: str, where: str, at_once: int) -> None:
    env = {**os.environ, "DATABASE_URL": url_of_the_tests(), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", IMPORT, where, str(at_once), path]
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, timeout=600)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("where", ["piece", "copy"])
def test_killed_amid_a_transaction_it_holds_nobody_up_and_is_run_again(path, where):
    before = stored()
    import_and_die(path, where, 100)
    assert stored() == before
    # What was staged by then stays, and is read by nobody.
    assert StagedAnnotation.objects.count() == {"piece": 100, "copy": ROWS}[where]
    Story.objects.update(title="Others write")
    StagedBatch.objects.update(heard_at=timezone.now() - staging.ABANDONED)
    import_labels(path, create=True)
    assert Annotation.objects.count() == before[0] + ROWS
    assert Annotation.history.count() == before[1] + ROWS
    assert not StagedBatch.objects.exists()
    assert not StagedAnnotation.objects.exists()


NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER no_room AFTER INSERT ON {} EXECUTE FUNCTION no_room()
"""


def fill_disk(table: str) -> None:
    """Let SQLite have no more pages; let PostgreSQL say so when it writes into this table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        else:
            cursor.execute(NO_ROOM.format(table))


def make_room() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1073741823")
        else:
            cursor.execute("DROP FUNCTION IF EXISTS no_room CASCADE")


@pytest.mark.parametrize("model", [StagedAnnotation, Annotation.history.model])
def test_a_full_disk_is_told_and_it_is_run_again_once_there_is_room(path, monkeypatch, model):
    monkeypatch.setattr(staging, "AT_ONCE", 100)
    if connection.vendor == "sqlite":  # what other tests have deleted is room
        connection.cursor().execute("VACUUM")
    before = stored()
    store, add = staging.Staging.store, staging.Staging.add

    def storing(*words):
        if model is not StagedAnnotation:
            fill_disk(model._meta.db_table)
        return store(*words)

    def adding(self, rows, *words):
        if rows and isinstance(rows[0], Annotation) and model is StagedAnnotation:
            fill_disk(model._meta.db_table)
        return add(self, rows, *words)

    with monkeypatch.context() as patch:
        patch.setattr(staging.Staging, "store", storing)
        patch.setattr(staging.Staging, "add", adding)
        try:
            with pytest.raises(CommandError) as told:
                import_labels(path, create=True)
        finally:
            make_room()
    assert "or is full" in str(told.value)
    assert "Nothing was stored" in str(told.value)
    assert stored() == before
    import_labels(path, create=True)
    assert Annotation.objects.count() == before[0] + ROWS
