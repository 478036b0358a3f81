"""What a machine submitted last stands while it reads again or fails, wherever it is asked for; and
goes with the version of the text that it is of."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.models import Annotation, ArticleProgress, Assignment
from annotator.annotations.revision.actions import revise, undo_revision
from annotator.background.work import Progress
from annotator.machines.counting import fit_readings
from annotator.machines.judging.judged import JudgedReading
from annotator.machines.models import MachineReading, MachineReadingState, Shows
from annotator.machines.readers.actions import set_counts
from annotator.machines.readers.page import listed, numbers_of
from annotator.machines.recording.store import Spent
from annotator.machines.runs import actions as runs
from annotator.machines.runs import claims
from annotator.machines.suggestions.aid import aid_from_machines
from annotator.machines.suggestions.arm import Arm
from annotator.machines.suggestions.arms import arms_of
from annotator.reconciliation.machine_figures.counting import count_machines, kept_figures
from articles.models import Article
from articles.versions.actions import NewText
from tests.conftest import TEXT
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.conftest import submit

pytestmark = pytest.mark.django_db
WORDS = ("Karachi", "Kasur")


@pytest.fixture
def cues(story, mo, article, labels):
    """It has read the article, and shows its suggestions to everybody."""
    wanted = machine_for(story, mo, shows=Shows.SUGGESTIONS, unaided=0)
    read_by(wanted, article, [span(article, words, "entity-place") for words in WORDS])
    return wanted


def taken_up(wanted, article, by):
    """A run takes the article up, to read it once more."""
    run = runs.ask_run(wanted, "chosen", by, [article])
    runs.begin(run)
    return claims.claim_next(run)


@pytest.fixture(params=["reads again", "failed", "waits after a try"])
def once_more(request, cues, article, mo):
    one = taken_up(cues, article, mo)
    if request.param != "reads again":
        claims.failed(one, "It answered 503.", again=request.param != "failed", spent=Spent())
    return cues


def test_whoever_reads_meanwhile_sees_it_and_is_with_suggestions(once_more, article, ada):
    assignment = Assignment.objects.create(
        article=article, annotator=ada, state="in progress", assigned_at=timezone.now()
    )
    assert len(aid_from_machines(article, ada).proposals) == len(WORDS)
    submit(article, ada)
    assert arms_of(once_more, [article.pk]) == {(assignment.annotator_id, article.pk): Arm.WITH}


def test_the_figures_keep_it(once_more, article, ada, story):
    submit(article, ada)
    with transaction.atomic():
        readings_changed([article.pk])
    count_machines(story, Progress())
    figures = kept_figures(once_more)
    assert (figures.articles, figures.compared, figures.left_out) == (1, 1, {})


def test_to_count_it_tells_and_changes_its_article(once_more, article, mo):
    assert set_counts(once_more, True, mo) == 1
    assert ArticleProgress.objects.get(article=article).readings == 1


def test_the_lists_count_it_as_read(once_more, article, mo, as_user, story):
    numbers = numbers_of(once_more, None, ())
    assert (numbers.read, numbers.unread, numbers.marks) == (1, 0, 2)
    [line] = listed(story, None, ())
    assert (line.read, line.behind, line.marks) == (1, 0, 2)
    address = reverse("machines:machine", args=[story.slug, once_more.pk])
    assert article.title in as_user(mo).get(f"{address}?state=submitted").text


def test_its_article_is_behind_unless_it_failed_at_it(once_more, article, story):
    Article.objects.update(version=2)
    failed = MachineReading.objects.get().state == MachineReadingState.FAILED
    assert (
        numbers_of(once_more, None, ()).behind
        == listed(story, None, ()).get().behind
        == (not failed)
    )


def test_what_is_of_another_text_changes_nothing_where_it_counts(cues, article, mo):
    revise(article, mo, NewText(article.title, TEXT.replace("noon", "one")))
    assert set_counts(cues, True, mo) == 0


def test_who_reads_a_version_that_is_taken_back_stores_nothing(cues, article, mo):
    revise(article, mo, NewText(article.title, f"At one. {TEXT}"))
    one = taken_up(cues, article, mo)
    undo_revision(article, mo)
    revise(article, mo, NewText(article.title, f"And at one. {TEXT}"))
    of_before = JudgedReading((span(one.reading.article, "Karachi", "entity-place"),), Counter())
    assert not claims.stored(one, of_before, "hash", Spent(), timezone.now())
    assert not fit_readings().exists()
    assert claims.claim_next(one.reading.run), "its run takes it up again"


def test_another_text_of_the_same_number_is_another_text(cues, article, mo):
    revise(article, mo, NewText(article.title, f"At one. {TEXT}"))
    read = Article.objects.get()
    undo_revision(article, mo)
    revise(article, mo, NewText(article.title, f"And at one. {TEXT}"))
    with pytest.raises(ValidationError, match="corrected meanwhile"):
        read_by(cues, read, [span(read, "Karachi", "entity-place")])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(["correct", "undo", "read", "take up", "store", "fail"]), max_size=12)
)
def test_every_mark_that_counts_as_fit_quotes_its_text(cues, article, mo, acts):
    with transaction.atomic():
        point = transaction.savepoint()
        _walk(cues, article.pk, mo, acts)
        transaction.savepoint_rollback(point)


def _walk(cues, key, mo, acts):
    """Do one thing after another, and look at what stands after each."""
    held = None
    for number, act in enumerate(acts):
        article = Article.objects.get(pk=key)
        if act == "correct":
            revise(article, mo, NewText(article.title, f"Version {'I' * number} came. {TEXT}"))
        elif act == "undo" and article.version > 1:
            undo_revision(article, mo)
        elif act == "read":
            read_by(cues, article, [span(article, words, "entity-place") for words in WORDS])
        elif act == "take up" and held is None:
            left = MachineReading.objects.exclude(due_at=None).first()
            held = claims.claim_next(left.run) if left else taken_up(cues, article, mo)
        elif act in ("store", "fail") and held is not None:
            if act == "store":
                of = held.reading.article
                spans = tuple(span(of, words, "entity-place") for words in WORDS)
                claims.stored(held, JudgedReading(spans, Counter()), "", Spent(), timezone.now())
            else:
                claims.failed(held, "It answered 503.", again=False, spent=Spent())
            held = None
        if fit_readings().exists():
            text = Article.objects.get(pk=key).text
            for one in Annotation.machine_marks.all():
                assert text[one.start : one.end] == one.quote
