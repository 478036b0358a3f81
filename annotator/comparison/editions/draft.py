"""What an edition would hold if it were published now. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Length
from django.utils import timezone

from annotator.annotations.models import OPEN, Assignment
from annotator.comparison.editions.documents.document import quoted_answers
from annotator.comparison.matrix.line_filter import told_rows
from annotator.comparison.matrix.panel_views import finished_articles
from annotator.comparison.question_rows.columns import sources_of
from annotator.comparison.question_rows.kept import kept_of, kept_rows
from annotator.comparison.settled_rows.reading import settled_rows
from annotator.comparison.settled_rows.records import SettledAnswer, SettledRow
from annotator.one_state import one_state
from articles.models import Article, Story


@dataclass(frozen=True)
class EditionDraft:
    """The settled rows of a brief, as of one moment. `versions`: of each row of the brief, settled
    or not, by its question."""

    story: Story
    at: datetime
    rows: Sequence[SettledRow]
    versions: dict[int, int]
    articles: int
    sources: int
    finished: int
    behind: bool

    @property
    def left_out(self) -> int:
        """How many rows of the brief are not settled."""
        return max(len(self.versions) - len(self.rows), 0)

    @property
    def answers(self) -> list[SettledAnswer]:
        """What is quoted of the rows."""
        return [one for row in self.rows for one in quoted_answers(row)]

    @property
    def quoted(self) -> set[int]:
        """The keys of the articles that are quoted."""
        return {one.article.key for one in self.answers}


def draft_of(story: Story) -> EditionDraft:
    """Return what an edition of the story would hold: all of it as of one moment."""
    with one_state():
        kept = kept_of(story)
        told = told_rows(kept_rows(story)).order_by().values_list("pk", "version")
        return EditionDraft(
            story=story,
            at=timezone.now(),
            rows=tuple(settled_rows(story, told=True)),
            versions=dict(told),
            articles=kept.articles,
            sources=sources_of(story).count(),
            finished=finished_articles(story, ()),
            behind=kept.behind,
        )


def text_lengths(articles: set[int]) -> dict[int, int]:
    """Return how long these articles' texts are, in code points; one statement, no text is read."""
    found = Article.objects.filter(pk__in=articles).order_by()
    return dict(found.annotate(long=Length("text")).values_list("pk", "long"))


def still_reading(articles: set[int]) -> int:
    """Count the people who have one of these articles still to read."""
    open_ones = Assignment.objects.filter(article__in=articles, state__in=OPEN).order_by()
    return open_ones.values("annotator").distinct().count()
