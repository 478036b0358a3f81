"""Erase an article for good: the only writer of that, and of the record that it was done."""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.models.staged import StagedAnnotation, StagedAssignment
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.editions.erasing import erase_article_from_editions
from annotator.comparison.models import Copy, QuestionCell, Ruling
from annotator.comparison.page_refresh.refresh import refresh
from annotator.comparison.question_rows.notices import note
from annotator.comparison.question_rows.refresh import refresh_rows
from annotator.comparison.shared_wording.losses import refresh_losses
from annotator.comparison.tallies.take_in import take_in
from annotator.desk.erasing import pages
from annotator.desk.erasing.cleaning import clean_up, overwrite_deleted
from annotator.desk.erasing.hanging import Rows, delete_rows, hanging_on
from annotator.desk.erasing.sweep import Tell, sweep
from annotator.desk.erasing.wording import ArticleWords
from annotator.people.models import Erasure, User
from annotator.reconciliation.agreement.keeping.counting import take_out
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.search.index.writing import index_changes
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.vocabulary.models import Question
from articles.models import Article, Story, Version

ASKED = ("wording", "options", "together", "scope")
"""What of a question is words."""
COMPUTED = "comparison"
"""The app whose rows are computed from an article's marks, and are taken back before they go."""


def words_of(article: Article) -> ArticleWords:
    """Return the words of all that the article has had, but for what copies of it have, too, and
    what the desk asks and tells: a question of six common words is no quote."""
    rows = [*Question.objects.values_list(*ASKED), *Question.history.values_list(*ASKED)]
    return _words_but(
        article,
        [
            *(other.text for other in others_with_its_wording(article)),
            *Story.objects.values_list("title", flat=True),
            *(text for row in rows for text in row if text),
        ],
    )


def questions_repeating(article: Article) -> list[Question]:
    """Return the questions that repeat words of the article, in their wording or beside it: they
    stay as they are."""
    words = _words_but(article, ())
    return [
        question
        for question in Question.objects.order_by("pk")
        if any(
            words.left_of(text, by_people=True) != text
            for text in (getattr(question, name) for name in ASKED)
            if text
        )
    ]


def _words_but(article: Article, kept: Iterable[str]) -> ArticleWords:
    versions = list(Version.objects.filter(article=article).values_list("title", "text"))
    return ArticleWords(
        [article.text, *(text for _, text in versions)],
        [article.title, *(title for title, _ in versions)],
        kept,
    )


def erase_article(
    article: Article, by: User, reason: str, tell: Tell = lambda done, of: None
) -> None:
    """Erase the article and all that was said about it, wherever its words stand.

    What people wrote elsewhere comes first, table by table; then the article goes, with its record,
    in one transaction; then what is computed is computed without it. Stopped on its way it is done
    again from the beginning, and harms nothing.
    """
    overwrite_deleted()
    words = words_of(article)
    sweep(words, tell)
    story = article.story
    _take_down(article, by, reason, words)
    finish(story)


def finish(story: Story) -> None:
    """Let nothing that is computed tell of what is gone, and the database keep none of it."""
    overwrite_deleted()
    refresh_rows(story)
    refresh_losses(story)
    refresh(story)
    while index_changes():
        pass
    clean_up()


@transaction.atomic
def _take_down(article: Article, by: User, reason: str, words: ArticleWords) -> None:
    """Delete everything that hangs on the article and the article itself; keep a record of it."""
    story = Story.objects.select_for_update(no_key=True).get(pk=article.story_id)
    article_progress.locked(article)
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    erase_article_from_editions(article, by, lambda text: words.left_of(text, by_people=True))
    rows = hanging_on(article)
    counts, work = counted(rows), work_on(article)
    gone = pages.erase_pages(article)
    questions = set(
        QuestionCell.objects.filter(article=article).values_list("question_id", flat=True)
    )
    staged = {"article_id": article.pk}
    StagedAnnotation.objects.filter(**staged).delete()
    StagedAssignment.objects.filter(**staged).delete()
    for model, keys in rows.items():
        if _goes_first(model):
            delete_rows(model, keys)
    take_in(story, [article.pk])
    take_out(story, article.pk)
    for model, keys in hanging_on(article).items():
        if model is not Article:
            delete_rows(model, keys)
    note(story.pk, articles=[article.pk], questions=questions)
    delete_rows(Article, [article.pk])
    Erasure.objects.create(
        kind=Erasure.Kind.ARTICLE, key=article.pk, called=f"article {article.pk}", story=story,
        outlet=article.source.name, published_on=article.published_on, came_at=article.created_at,
        at=timezone.now(), by=by, reason=reason, counts=counts | gone, work=work,
    )  # fmt: skip
    record(TrustKind.ERASED, by=by, story=story, facts={"thing": "article", "key": article.pk})
    refresh_agreement.ask(story.pk, story_id=story.pk, key=f"agreement {story.pk}")


def _goes_first(model: type[models.Model]) -> bool:
    """Return whether rows of this table go before what is computed from them is taken back."""
    if model is Ruling:
        return True
    kept = {"Article", "ArticleAgreement", "ArticleCell"}
    return model._meta.app_label != COMPUTED and model.__name__ not in kept


COUNTED = {
    "Annotation": "highlights and document labels",
    "HistoricalAnnotation": "states that these have had",
    "Assignment": "readings",
    "Decision": "decisions",
    "Comment": "comments",
    "Ruling": "rulings on what it says",
    "Lead": "leads that machines asserted of it",
    "LeadVerdict": "verdicts on these",
    "Version": "versions of its text",
    "Original": "files as they came in",
    "MachineReading": "readings by machines",
    "MachineMark": "highlights by machines",
}
"""What a plan and a record count, of all that hangs on an article: what somebody made."""


def counted(rows: Rows) -> dict[str, int]:
    """Return how many there are of each kind of thing that is counted, by what it is called; what
    machines made is counted apart."""
    sizes = {model.__name__: len(keys) for model, keys in rows.items()}
    for model in (Annotation, Annotation.history.model):
        if keys := rows.get(model):
            marked = model._base_manager.filter(article__in=rows[Article], layer=Layer.MACHINE)
            sizes[model.__name__] = len(keys) - marked.count()
    return {called: sizes[name] for name, called in COUNTED.items() if sizes.get(name)}


def work_on(article: Article) -> dict[str, int]:
    """Return who has made how many highlights of the article, erased ones not, by their numbers."""
    made = Annotation.objects.filter(article=article, layer=Layer.READING).order_by()
    counts = made.values_list("annotator_id").annotate(n=Count("pk"))
    return {str(person): count for person, count in counts}


def is_hidden_from(article: Article, by: User) -> bool:
    """Return whether somebody has still to read the article, so that others' work is not told."""
    return article.pk in articles_hidden_from(by, article.story)


def others_with_its_wording(article: Article) -> list[Article]:
    """Return the articles that share its wording, copies of it among them: they stay."""
    pairs = Copy.objects.filter(Q(article=article) | Q(original=article)).order_by()
    keys = {key for pair in pairs.values_list("article_id", "original_id") for key in pair}
    return list(Article.objects.filter(pk__in=keys - {article.pk}).select_related("source"))
