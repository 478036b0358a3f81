"""Whatever changes what a row follows from notes it: every writer of the code is listed here."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.assignments import actions as assignments
from annotator.annotations.curation.merge import merge_questions
from annotator.annotations.models import Assignment
from annotator.annotations.recording import actions as recording
from annotator.annotations.recording.staging import staging
from annotator.comparison.matrix import actions, bulk_rulings
from annotator.comparison.models import Change, Ruling, Verdict
from annotator.comparison.question_rows.compute import compute
from annotator.vocabulary import retirement
from annotator.vocabulary.actions import get_or_make_entity, get_or_make_question
from articles.models import Story
from articles.regions import put_back, replace_region
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, telling
from tests.conftest import assign, make_article

ROOT = Path(__file__).parents[3]
NOTES = [
    "annotator/annotations/article_progress.py:_count",
    "annotator/annotations/curation/bulk_things.py:restore_things",
    "annotator/annotations/curation/merge_sources.py:merge_sources",
    "annotator/annotations/recording/bulk_insert.py:_store",
    "annotator/annotations/recording/rewrite.py:_store",
    "annotator/annotations/recording/staging.py:_change",
    "annotator/annotations/revision/actions.py:_put",
    "annotator/annotations/revision/actions.py:_revise",
    "annotator/annotations/revision/actions.py:undo_revision",
    "annotator/comparison/matrix/actions.py:_store_ruling",
    "annotator/comparison/matrix/actions.py:undo",
    "annotator/comparison/matrix/bulk_rulings.py:rule_not_applying",
    "annotator/comparison/matrix/bulk_rulings.py:undo_not_applying",
    "annotator/vocabulary/retirement.py:_update",
    "articles/actions.py:store",
    "articles/regions.py:_write",
    "articles/versions/actions.py:_write_regions",
    "articles/versions/actions.py:store_version",
    "articles/regions.py:store_proposed",
]
"""Functions that write many rows at once of what rows of questions follow from: each notes it, or
is called by one that does."""
NOTHING = [
    "annotator/annotations/assignments/bulk.py:reassign",
    "annotator/annotations/assignments/bulk.py:store_pairs",
    "annotator/annotations/assignments/bulk.py:update_with_history",
    "annotator/annotations/assignments/reader_counts.py:_count",
    "annotator/annotations/curation/offboarding.py:deactivate_user",
    "annotator/annotations/recording/staging.py:_refer_to_what_was_made",
    "annotator/annotations/recording/staging.py:add",
    "annotator/desk/erasing/sweep.py:_sweep_machines",
    "annotator/desk/erasing/sweep.py:sweep",
    "annotator/desk/erasing/pages.py:erase_pages",
    "annotator/desk/erasing/person_actions.py:_erase_letters",
    "annotator/desk/erasing/person_actions.py:_take_names",
    "annotator/machines/readers/actions.py:take_off",
    "annotator/machines/recording/following.py:note_rewritten",
    "annotator/machines/recording/restoring.py:restore_reading",
    "annotator/machines/recording/store.py:keep_marks",
    "annotator/machines/recording/store.py:store_reading",
    "annotator/machines/recording/store.py:take_back",
    "annotator/machines/runs/actions.py:_assign",
    "annotator/machines/runs/actions.py:begin",
    "annotator/machines/runs/actions.py:end",
    "annotator/machines/runs/actions.py:pause",
    "annotator/machines/runs/actions.py:resume",
    "annotator/machines/runs/actions.py:stop",
    "annotator/machines/runs/claims.py:_count",
    "annotator/machines/runs/claims.py:_give_up",
    "annotator/machines/runs/claims.py:_spend",
    "annotator/machines/runs/claims.py:claim",
    "annotator/machines/runs/claims.py:claim_next",
    "annotator/machines/runs/claims.py:failed",
    "annotator/machines/runs/claims.py:give_back",
    "annotator/machines/runs/claims.py:left_as_it_is",
    "annotator/machines/runs/claims.py:let_go",
    "annotator/machines/runs/claims.py:stored",
    "annotator/people/account/sessions.py:renew_key",
    "annotator/people/invitations/actions.py:new_token",
    "annotator/people/tokens/limits.py:take_turn",
    "annotator/reconciliation/adjudication/decisions.py:_replace",
    "annotator/reconciliation/adjudication/decisions.py:follow_undo",
    "annotator/reconciliation/adjudication/decisions.py:keep_fresh",
    "annotator/reconciliation/adjudication/decisions.py:record",
    "annotator/reconciliation/adjudication/decisions.py:revoke",
    "annotator/reconciliation/agreement/keeping/changes.py:note",
    "annotator/reconciliation/agreement/keeping/counting.py:_make_due",
    "annotator/reconciliation/agreement/keeping/counting.py:_store",
    "annotator/reconciliation/agreement/keeping/counting.py:_take_in",
    "annotator/reconciliation/machine_figures/counting.py:_keep",
    "annotator/reconciliation/places/refresh.py:refresh_tallies",
    "annotator/search/index/writing.py:index_changes",
    "annotator/vocabulary/retirement.py:add_aliases",
    "annotator/vocabulary/retirement.py:take_over",
    "articles/actions.py:with_missing",
    "annotator/annotations/assignments/reader_counts.py:count_after_story",
    "annotator/annotations/notices.py:tell",
    "annotator/annotations/presence.py:sign",
    "annotator/webhooks/actions.py:_let_be_tried",
    "annotator/webhooks/actions.py:send_again",
    "annotator/webhooks/delivering.py:_failed",
    "annotator/webhooks/delivering.py:_keep",
    "annotator/webhooks/delivering.py:_succeeded",
    "annotator/webhooks/outbox.py:_store",
    "annotator/desk/arrivals/feed_actions.py:_decided",
    "annotator/desk/arrivals/feed_actions.py:keep_feed_failure",
    "annotator/desk/arrivals/feed_actions.py:look_now",
    "annotator/desk/arrivals/feed_actions.py:offer_entries",
    "annotator/desk/arrivals/fetch_actions.py:_end",
    "annotator/desk/arrivals/fetch_actions.py:ask_for_pages",
    "articles/originals.py:store_originals",
    "annotator/annotations/revision/asides.py:_replace_dismissals",
    "annotator/annotations/revision/asides.py:follow",
    "annotator/annotations/revision/asides.py:put_back",
    "annotator/vocabulary/codebook/actions.py:_add",
    "annotator/vocabulary/codebook/actions.py:_change",
    "annotator/vocabulary/codebook/actions.py:_save_labels",
    "annotator/vocabulary/codebook/actions.py:take_back",
]
"""Functions that write nothing of it: assignments that are open, decisions, aliases, new sources,
letters, what is staged but not stored, and figures that are themselves computed."""
KEPT = ("annotator/background/", "annotator/comparison/")
"""What is written there is itself computed, but for rulings."""
BULK = {"bulk_create", "bulk_update", "bulk_create_with_history", "bulk_update_with_history"}


def bulk_writers() -> set[str]:
    """Every function that writes many rows at once; what saves one by one is heard by signals."""
    found = set()
    for path in sorted([*ROOT.glob("annotator/**/*.py"), *ROOT.glob("articles/**/*.py")]):
        if "migrations" in path.parts:
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(map(_is_bulk, ast.walk(function))):
                found.add(f"{path.relative_to(ROOT).as_posix()}:{function.name}")
    return found


def _is_bulk(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    # A dictionary is updated by a dictionary, rows by the names of their columns.
    return name in BULK or (name == "update" and bool(node.keywords) and not node.args)


def test_every_writer_of_many_rows_is_known_here():
    known = {*NOTES, *NOTHING}
    found = {one for one in bulk_writers() if one in known or not one.startswith(KEPT)}
    assert found == known, "say in this test whether what it writes changes a row of a question"


@pytest.fixture
def length(story, labels):
    return ask(story)


@pytest.fixture
def told(story, ada, length):
    """Two articles answer; nothing that happened so far is noted any more."""
    made = [
        telling(story, "Post", "1100", ada, length),
        telling(story, "Harbour", "800", ada, length),
    ]
    rows_ready()
    return made


def noted() -> tuple[set[int], set[int]]:
    """The articles and questions that were noted since one asked."""
    changes = list(Change.objects.all())
    Change.objects.all().delete()
    return (
        {key for one in changes for key in one.articles},
        {key for one in changes for key in one.questions},
    )


@pytest.mark.django_db
class TestNoted:
    def test_submitting_and_opening_again_and_no_highlight_before(
        self, told, story, ada, mo, labels, work_done
    ):
        new = make_article(story, "Tideline", "New", "The pipe is 900 km long.\n")
        assert noted() == ({new.pk}, set())
        assign(new, ada)
        recording.highlight(
            new, ada, id=uuid4(), label="claim-quantity", start=12, end=18, quote="900 km"
        )
        assert noted() == (set(), set())  # it does not count yet
        assignments.submit(new, ada)
        assert noted() == ({new.pk}, set())
        assignments.reopen(new, ada)
        assert noted() == ({new.pk}, set())

    def test_readings_that_are_staged_once_they_are_stored(self, told, ada, bo, mo):
        now = timezone.now()
        reading = Assignment(
            article=told[0], annotator=bo, state="submitted", assigned_at=now, submitted_at=now
        )
        again = assign(told[1], mo)
        again.state, again.submitted_at = "submitted", now
        noted()
        with staging() as staged:
            staged.add([reading], lambda done, of: None, 0, 2)
            staged.add([again], lambda done, of: None, 1, 2)
            assert noted() == (set(), set())
            with transaction.atomic():
                staged.store("Imported.")
        assert noted() == ({one.pk for one in told}, set())

    def test_articles(self, told, story, article):
        noted()
        article.published_on = "2022-03-01"
        article.save()
        assert noted() == ({article.pk}, set())
        done = replace_region(article, 0, 12, "caption", "manager")
        assert noted() == ({article.pk}, set())
        put_back(article, done)
        assert noted() == ({article.pk}, set())
        article_progress.decisions_changed(article.pk)
        assert noted() == ({article.pk}, set())
        key = article.pk
        article.delete()
        assert noted() == ({key}, set())

    def test_an_article_that_goes_to_another_story(self, told, length):
        other = Story.objects.create(slug="other", title="Other")
        noted()
        mark_free = told[0]
        mark_free.annotations.update(question=None)
        mark_free.story = other
        mark_free.save()
        assert {one.story_id for one in Change.objects.all()} == {other.pk, length.story_id}
        rows_ready()
        assert not mark_free.cells.exists()
        assert length.computed_row.articles == [told[1].pk]

    def test_questions(self, told, story, length, mo):
        length.tolerance = 0.5
        length.save()
        assert noted() == (set(), {length.pk})
        retirement.deactivate([length], mo, "Not asked.")
        assert noted() == (set(), {length.pk})
        retirement.restore_values(length, mo, "Asked.", active=True)
        assert noted() == (set(), {length.pk})
        new = get_or_make_question(story, "How deep?", mo)
        assert noted() == (set(), {new.pk})

    def test_speakers(self, told, length, mo):
        omar = get_or_make_entity("Omar Reza", mo)
        assert noted() == (set(), set())
        told[0].annotations.update(said_by=omar)
        omar.name = "Omar R."
        omar.save()
        assert noted() == (set(), {length.pk})

    def test_rulings(self, told, story, length, cy):
        [found] = compute(story, [length])
        ruling = actions.rule_row(
            length, cy, state="agree", reason="Rounded.", basis=found.row.basis
        )
        assert noted() == (set(), {length.pk})
        actions.undo(ruling, cy)
        assert noted() == (set(), {length.pk})
        silent = make_article(story, "Tideline", "Silent", "Nothing of it.\n")
        noted()
        seen = {(length.pk, silent.pk): actions.empty_cell_basis(length)}
        act = bulk_rulings.rule_not_applying(story, seen, "Told.", cy, "Another pipe.")
        assert noted() == (set(), {length.pk})
        assert Ruling.objects.get().verdict == Verdict.NOT_APPLYING
        bulk_rulings.undo_not_applying(act, cy)
        assert noted() == (set(), {length.pk})

    def test_the_share_of_one_voice_and_nothing_else_of_a_story(self, told, story):
        story.title = "Another title"
        story.save()
        assert not Change.objects.exists()
        story.copy_share = 70
        story.save()
        assert Change.objects.count() == 1

    def test_a_row_is_right_once_a_worker_has_run(self, told, length, work_done):
        assert length.computed_row.state == "conflict"
        length.tolerance = 0.5
        length.save()
        assert work_done() > 0
        length.computed_row.refresh_from_db()
        assert (length.computed_row.state, length.computed_row.due) == (
            "agree within tolerance",
            False,
        )
        assert not Change.objects.exists()

    def test_marks_of_a_submitted_reading_that_are_rewritten(self, told, length, mo):
        other = ask(length.story, "width", wording="How wide?")
        noted()
        merge_questions(other, [length], mo)
        articles, questions = noted()
        assert articles == {one.pk for one in told}
        assert questions == {length.pk, other.pk}
