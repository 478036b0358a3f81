"""A large import holds nobody up: it is made ready in pieces, and then stored as one whole."""

import sqlite3
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.models.staged import (
    StagedAnnotation,
    StagedAssignment,
    StagedBatch,
    StagedKey,
)
from annotator.annotations.recording import staging
from annotator.exchange.imports import actions, store_whole
from annotator.exchange.imports.read_csv import ImportRefused
from annotator.people.models import Membership, User
from annotator.vocabulary.models import Entity, Question
from articles.models import Article
from tests.exchange.conftest import exported, mark

STAGED = (StagedBatch, StagedKey, StagedAnnotation, StagedAssignment)
WORDS = ["minister", "landed", "noon", "praised", "pipeline", "kilometres", "Karachi", "Kasur"]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(staging, "AT_ONCE", 3)


@pytest.fixture
def rows(article, labels, reading):
    """Eight highlights of Ada's, and one of Dee's, whom nobody knows, of an entity to be made."""

    def row(words, annotator="ada", label="claim-event", **more):
        start = article.text.index(words)
        return {
            "annotation_id": str(uuid.uuid4()), "story": "pipeline", "text_sha256": article.text_sha256,
            "annotator": annotator, "label": label, "start": str(start), "end": str(start + len(words)),
            "quote": words, "entity": "", "created_at": "2022-02-24T09:30:00Z", **more,
        }  # fmt: skip

    made = row("Omar Reza", "dee", "entity-person", entity="omar-reza")
    return [*(row(words) for words in WORDS), made]


def told_of(path, hook=lambda done: None, **options):
    """Import with everything made that is missing; the hook is called after each staged piece."""
    staged = []

    def tell(done, of):
        if of:
            staged.append((done, of))
            hook(done)

    return actions.import_labels([Path(path)], create=True, tell=tell, **options), staged


def desk():
    """How many there are of what an import may make, and of their history."""
    models = (Annotation, Assignment, User, Membership, Entity, Question)
    counts = {model.__name__: model._base_manager.count() for model in models}
    histories = [Annotation.history.count(), Assignment.history.count()]
    return counts, histories, sorted(Assignment.objects.values_list("state", flat=True))


def left():
    return [model._base_manager.count() for model in STAGED]


@pytest.mark.django_db(transaction=True)
def test_others_store_between_pieces_and_see_nothing_of_it_until_all_is_there(
    rows, write, tmp_path
):
    before, seen = desk(), []

    def another(done):
        """Somebody else's connection: it waits for no lock, and finds what it stores stored."""
        assert not connection.in_atomic_block
        seen.append((desk(), StagedBatch.objects.count()))
        if connection.vendor == "sqlite":
            other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
            with other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("UPDATE articles_story SET title = ?", [f"after {done}"])
            other.close()

    outcome, staged = told_of(write(rows), another)
    # An assignment each for Ada and Dee is staged first: Dee's new one, then Ada's, now begun.
    assert staged == [(1, 11), (2, 11), (5, 11), (8, 11), (11, 11)]
    assert seen == [(before, 1)] * 5
    assert outcome.stored == 9
    assert outcome.made == {"user": 1, "entity": 1, "assignment": 1}
    assert Annotation.objects.count() == 9
    assert Annotation.objects.get(annotator__username="dee").entity.slug == "omar-reza"
    assert left() == [0, 0, 0, 0]
    if connection.vendor == "sqlite":
        assert "after 11" in Article.objects.get().story.title


def test_history_says_of_each_row_what_was_stored_and_when(rows, write, article):
    told_of(write(rows), submitted=True)
    names = [field.attname for field in Annotation._meta.concrete_fields]
    stored = {row["id"]: row for row in Annotation.everything.values(*names)}
    for one in Annotation.history.values(*names, "op", "history_type", "history_date", "history_user",
                                         "history_change_reason"):  # fmt: skip
        beside = [one.pop(name) for name in list(one) if name not in names]
        assert one == stored.pop(one["id"])
        assert beside == [None, "+", one["created_at"], None, "imported"]
    assert not stored
    for assignment in Assignment.objects.all():
        deeds = list(assignment.history.order_by("pk").values_list("history_type", "state"))
        assert deeds[-1][1] == assignment.state == "submitted"
        assert assignment.submitted_at is not None
    dee, ada = (Assignment.objects.get(annotator__username=name) for name in ("dee", "ada"))
    assert [one.history_type for one in dee.history.all()] == ["+"]
    assert dee.history.get().history_date == dee.assigned_at
    assert ada.history.first().history_type == "~"
    assert ada.history.first().history_change_reason == "imported"


@pytest.mark.django_db(transaction=True)
def test_killed_between_pieces_it_leaves_only_what_the_next_import_clears(rows, write, monkeypatch):
    before = desk()

    def killed(done):
        raise KeyboardInterrupt

    path = write(rows)
    monkeypatch.setattr(staging, "_clear", lambda batch: None)  # what a kill leaves no time for
    with pytest.raises(KeyboardInterrupt):
        told_of(path, lambda done: done == 8 and killed(done))
    assert desk() == before
    assert exported().count("\r\n") == 1
    assert left() == [1, 0, 6, 2]
    monkeypatch.undo()
    monkeypatch.setattr(staging, "AT_ONCE", 3)
    StagedBatch.objects.update(heard_at=timezone.now() - staging.ABANDONED)
    outcome, _ = told_of(path)
    assert (outcome.stored, left()) == (9, [0, 0, 0, 0])


@pytest.mark.django_db(transaction=True)
def test_an_entity_that_is_gone_by_the_end_refuses_all_of_it(rows, write):
    """Which the database says at the commit, and not before."""
    Entity.objects.create(slug="omar-reza", name="Omar Reza")
    with pytest.raises(ImportRefused) as refused:
        told_of(write(rows), lambda done: done == 11 and Entity.objects.all().delete())
    assert [problem.message for problem in refused.value.problems] == [store_whole.MEANWHILE]
    assert (Annotation.objects.count(), Annotation.history.count()) == (0, 0)
    assert left() == [0, 0, 0, 0]


def test_ended_between_pieces_it_clears_up_itself(rows, write):
    before = desk()
    with pytest.raises(ZeroDivisionError):
        told_of(write(rows), lambda done: 1 / (done - 8))
    assert (desk(), left()) == (before, [0, 0, 0, 0])


def same_words(article, labels):
    ada = User.objects.get(username="ada")
    mark(article, ada, labels["claim-event"], "noon")
    return "label"


def another_text(article, labels):
    Article.objects.filter(pk=article.pk).update(version=article.version + 1)
    return store_whole.MEANWHILE


def handed_back(article, labels):
    Assignment.objects.filter(annotator__username="ada").update(state="handed back")
    return store_whole.MEANWHILE


def cleared(article, labels):
    StagedAnnotation.objects.first().delete()
    return store_whole.MEANWHILE


@pytest.mark.parametrize("meanwhile", [same_words, another_text, handed_back, cleared])
def test_what_changes_meanwhile_refuses_all_of_it(rows, write, article, labels, meanwhile):
    found = []

    def change(done):
        if done == 11:
            found.append(meanwhile(article, labels))
            found.append(desk())

    with pytest.raises(ImportRefused) as refused:
        told_of(write(rows), change)
    [problem] = refused.value.problems
    assert found[0] in problem.message
    assert (desk(), left()) == (found[1], [0, 0, 0, 0])


def test_what_is_stored_at_once_takes_as_many_statements_for_many_rows(rows, write, monkeypatch):
    store = staging.Staging.store
    counts = []

    def counted(self, reason):
        with CaptureQueriesContext(connection) as asked:
            store(self, reason)
        counts.append(len(asked))

    monkeypatch.setattr(staging.Staging, "store", counted)
    for first, last in ((0, 1), (1, 2), (0, 8)):  # the first makes the article's progress, too
        told_of(write(rows[first:last]))
        Annotation.everything.all()._raw_delete("default")
        Assignment.objects.update(state="assigned")
    assert counts[0] > counts[1] == counts[2] > 5
