"""The rows of a story's questions, brought up to date: the one writer of all that the pages under
Sources show.

It goes on in portions, each one a transaction that takes the story's turn first: interrupting it,
or doing the same beside it, does no harm, and what was noticed is taken away only with what it led
to. Nobody but another refresh ever waits for the turn.
"""

from collections.abc import Callable, Collection

from django.db import transaction

from annotator.comparison.copies.actions import PORTION, compare_articles, not_compared
from annotator.comparison.models import Change, QuestionRow, StorySnapshot
from annotator.comparison.question_rows.compute import compute
from annotator.comparison.question_rows.inputs import make_due, take_in
from annotator.comparison.question_rows.store import store_computed
from annotator.comparison.question_rows.story_counts import refresh_counts
from annotator.comparison.question_rows.worth import apply_rulings
from annotator.vocabulary.models import Question
from articles.models import Article, Story

ARTICLES = 200
"""Articles that are taken in together."""
BATCH = 25
"""Questions whose rows are computed together: their answers are in memory at once."""
Tell = Callable[[int, int], None]
"""Told how much is done, of how much: articles to be taken in first, then rows to be computed."""


def refresh_rows(story: Story, tell: Tell = lambda done, of: None) -> int:
    """Bring what is kept of the story up to date; return how many rows were computed.

    The number of statements grows with the number of portions alone.
    """
    computed, taken = 0, 0
    while True:
        while Change.objects.filter(story=story).exists():
            here, left = _take_in_portion(story)
            taken += here
            tell(taken, taken + left)
        due = QuestionRow.objects.filter(story=story, due=True, question__active=True)
        left = due.count()
        if not left:
            return computed
        portion = due.order_by("pk").select_related("question")[:BATCH]
        computed += _compute_portion(story, {row.question: row.version for row in portion})
        tell(computed, computed + max(left - BATCH, 0))


@transaction.atomic
def _take_in_portion(story: Story) -> tuple[int, int]:
    """Take in some of the articles that changed; return how many, and how many are left.

    Articles that nobody has compared with the others come first.
    """
    _take_turn(story)
    changes = list(Change.objects.filter(story=story).order_by("pk"))
    if not changes:
        return 0, 0
    articles, questions = _named(story, changes)
    portion: list[int] = []
    if new := not_compared(story, articles):
        compare_articles(story, new[:PORTION])
    else:
        portion = sorted(articles)[:ARTICLES]
        take_in(story, portion)
        StorySnapshot.objects.filter(pk=story.pk).update(losses_due=True)
    make_due(story, questions)
    Change.objects.filter(pk__in=[one.pk for one in changes]).delete()
    if left := sorted(articles.difference(portion)):
        Change.objects.create(story=story, articles=left)
    else:
        refresh_counts(story)
    return len(portion), len(left)


def _take_turn(story: Story) -> None:
    """Keep other refreshes off the story until the transaction ends; one that is at it is waited
    for."""
    StorySnapshot.objects.get_or_create(story=story)
    StorySnapshot.objects.select_for_update(no_key=True).get(pk=story.pk)


def _named(story: Story, changes: Collection[Change]) -> tuple[set[int], set[int]]:
    """Return the articles and the questions that these changes name."""
    if any(one.whole for one in changes):
        articles = Article.objects.filter(story=story).order_by()
        asked = Question.objects.filter(story=story, active=True).order_by()
        return (
            set(articles.values_list("pk", flat=True)),
            set(asked.values_list("pk", flat=True)),
        )
    return (
        {key for one in changes for key in one.articles},
        {key for one in changes for key in one.questions},
    )


def _compute_portion(story: Story, versions: dict[Question, int]) -> int:
    """Compute the rows of these questions, and store those that nothing has changed since; return
    how many."""
    computed = compute(story, list(versions))
    apply_rulings(story, computed)
    wanted = {question.pk: version for question, version in versions.items()}
    with transaction.atomic():
        _take_turn(story)
        now = dict(QuestionRow.objects.filter(pk__in=wanted).values_list("pk", "version"))
        # A row that was due again in the meantime is computed again by whoever comes to it.
        fresh = [one for one in computed if now.get(one.row.pk) == wanted[one.row.pk]]
        store_computed(story, fresh)
    return len(fresh)
