"""Comparisons follow what they rest on, article by article, in the background."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from annotator.annotations.curation import merge
from annotator.annotations.models import Annotation, ArticleProgress, Assignment, Dismissal
from annotator.background.work import Progress
from annotator.machines.models import AidRule, MachineReading, Shows
from annotator.machines.suggestions.arm import Arm
from annotator.reconciliation.machine_figures.comparison import ArticleComparison, Fates
from annotator.reconciliation.machine_figures.counting import count_machines
from annotator.reconciliation.machine_figures.figures import FiguresOfMachine
from annotator.reconciliation.machine_figures.tasks import refresh_machines
from annotator.reconciliation.models import MachineCell, MachineComparison, MachineFigures
from annotator.vocabulary.models import Label
from articles.models import Article
from tests.conftest import TEXT, make_article
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read_at(article: Article, user, begun: datetime, minutes: int, *words: str) -> Assignment:
    """Somebody began the article at a time, marked these words, and submitted it later."""
    assignment = Assignment.objects.create(
        article=article, annotator=user, state="in progress", assigned_at=begun
    )
    Assignment.history.filter(id=assignment.pk).update(history_date=begun)
    for number, quote in enumerate(words, 1):
        made = mark(article, user, quote, "entity-place")
        Annotation.history.filter(id=made.pk).update(
            history_date=begun + timedelta(minutes=number), history_user=user
        )
    submit(article, user)
    Assignment.objects.update(submitted_at=begun + timedelta(minutes=minutes))
    return assignment


@pytest.fixture
def machine(story, mo, article, labels):
    """It shows its suggestions, and nobody is drawn to see none."""
    wanted = machine_for(
        story, mo, shows=Shows.SUGGESTIONS, unaided=0, since=NOON - timedelta(days=1)
    )
    read_by(wanted, article, [span(article, w, "entity-place") for w in ("Karachi", "Kasur")])
    MachineReading.objects.update(submitted_at=NOON - timedelta(hours=1))
    return wanted


def kept(story) -> ArticleComparison:
    count_machines(story, Progress())
    return ArticleComparison.unpacked(MachineComparison.objects.get().content)


def test_a_reading_with_suggestions(machine, article, story, ada):
    read_at(article, ada, NOON, 4, "Karachi")
    Dismissal.objects.create(
        article=article, annotator=ada, at=NOON,
        start=article.text.index("Kasur"), end=article.text.index("Kasur") + 5,
    )  # fmt: skip
    found = kept(story)
    # Begun at 0, marked at 1, submitted at 4 minutes.
    assert found.arms == [(ada.pk, Arm.WITH, pytest.approx(4 * 1000 / len(article.text)))]
    assert found.overlaps["entity"]["with"].machine == (1, 1, 3)
    assert found.fates == Fates(kept=1, dismissed=1)


def test_who_is_drawn_to_see_none(machine, article, story, ada):
    AidRule.objects.update(unaided_percent=100)
    read_at(article, ada, NOON, 4)
    assert [arm for _, arm, _ in kept(story).arms] == [Arm.WITHOUT]


@pytest.mark.parametrize(
    ("change", "arm"),
    [
        (lambda: AidRule.objects.update(shows=Shows.LANE), Arm.NOT_SHOWN),
        (lambda: MachineReading.objects.update(submitted_at=timezone.now()), Arm.LATE),
        (lambda: Assignment.objects.update(text_version=0), Arm.OTHER_TEXT),
    ],
    ids=["nothing shown", "read too late", "another text"],
)
def test_left_out_with_the_reason(machine, article, story, ada, change, arm):
    read_at(article, ada, NOON, 4)
    change()
    assert [one for _, one, _ in kept(story).arms] == [arm]


def test_when_nobody_knows_when_it_was_begun_its_time_is_not_counted(machine, article, story, ada):
    submit(article, ada)
    [(_, arm, minutes)] = kept(story).arms
    assert (arm, minutes) == (Arm.WITH, None)


def test_only_what_has_changed_is_counted_again(machine, article, story, ada, bo):
    other = make_article(story, title="Another", text=f"{TEXT}2")
    read_by(machine, other)
    submit(article, ada)
    assert count_machines(story, Progress()) == 2
    assert count_machines(story, Progress()) == 0
    submit(article, bo)
    assert count_machines(story, Progress()) == 1
    Article.objects.filter(pk=other.pk).update(version=2)
    assert count_machines(story, Progress()) == 1
    assert [one.article_id for one in MachineComparison.objects.all()] == [article.pk]
    assert MachineFigures.objects.get().articles == 1


def test_the_cells_of_a_finished_article(machine, article, story, ada, cy):
    submit(article, ada)
    count_machines(story, Progress())
    gold = mark(article, cy, "Karachi", "entity-place", layer="gold")
    ArticleProgress.objects.filter(pk=article.pk).update(stage="finished", decisions=1)
    count_machines(story, Progress())
    cells = MachineCell.objects.order_by("settled").values_list("settled", "said", "exact")
    assert list(cells) == [("", "entity-place", 0), ("entity-place", "entity-place", 1)]
    gold.erased_at = timezone.now()
    gold.save()
    ArticleProgress.objects.filter(pk=article.pk).update(decisions=2)
    count_machines(story, Progress())
    assert MachineCell.objects.count() == 1


def test_it_is_counted_in_the_background(machine, article, story, ada, work_done):
    submit(article, ada)
    work_done()
    assert FiguresOfMachine.unpacked(MachineFigures.objects.get().content).compared == 1
    assert refresh_machines.title == "What machines come to"


def test_statements_do_not_grow(machine, article, story, ada, bo, django_assert_max_num_queries):
    for number in range(12):
        more = make_article(story, title=f"More {number}", text=f"{TEXT}{number}")
        read_by(machine, more, [span(more, "Kasur", "entity-place")])
        for who in (ada, bo):
            mark(more, who, "Kasur", "entity-place")
        submit(more, ada, bo)
    with django_assert_max_num_queries(32):
        count_machines(story, Progress())


def test_labels_that_only_the_machine_used_are_merged(machine, article, story, mo, ada, work_done):
    read_by(machine, article, [span(article, "Karachi", "entity-person")])
    MachineReading.objects.update(submitted_at=NOON - timedelta(hours=1))
    read_at(article, ada, NOON, 4, "Karachi")
    mark(article, mo, "Karachi", "entity-place", layer="gold")
    ArticleProgress.objects.filter(pk=article.pk).update(stage="finished", decisions=1)
    work_done()
    assert MachineCell.objects.get().said == "entity-person"
    person, place = (Label.objects.get(pk=f"entity-{kind}") for kind in ("person", "place"))
    merge.merge_labels(place, [person], mo)
    work_done()
    assert MachineCell.objects.get().said == "entity-place"
    agreed = FiguresOfMachine.unpacked(MachineFigures.objects.get().content).effect[""][0]
    assert (agreed.name, agreed.aided.value) == ("machine", 1.0)
