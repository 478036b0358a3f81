"""Whose annotations count when sources are compared: one condition for every page of them.

Gold counts where the article is finished; where it is not, its submitted readings do, and what
they say is unsettled. Gold that an import brought counts where nobody has submitted anything.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from annotator.annotations.models import ArticleProgress, Assignment, AssignmentState, Layer, Stage
from articles.models import Story

DONE = (Stage.FINISHED, Stage.REVISION)
"""Stages in which an article's gold counts; under revision it stands, and is marked so."""


def counting_annotations(story: Story, only: Iterable[int] | None = None) -> Q:
    """Return the condition on Annotation that the annotation counts in the story.

    `only`: the keys of the articles that are asked about, where these are few: then no other
    article's readings are looked through.
    """
    among = Q() if only is None else Q(article__in=list(only))
    settled = ArticleProgress.objects.filter(among, story=story, stage__in=DONE).order_by()
    done = settled.values("article")
    submitted = Assignment.objects.filter(
        among, article__story=story, state=AssignmentState.SUBMITTED
    ).order_by()
    read = submitted.values("article")
    by_reader = submitted.filter(article=OuterRef("article"), annotator=OuterRef("annotator"))
    gold: Q = Q(layer=Layer.GOLD) & (Q(article__in=done) | ~Q(article__in=read))
    reading = Q(Exists(by_reader), ~Q(article__in=done), layer=Layer.READING)
    return Q(article__story=story) & (gold | reading)
