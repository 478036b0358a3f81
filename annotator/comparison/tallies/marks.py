"""What counts in some articles of a story, as the tallies take it; four statements."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from annotator.annotations.models import Annotation
from annotator.comparison.asides import aside_role, regions_of
from annotator.comparison.counted import counting_annotations
from annotator.comparison.tallies.name_uses import NameMark
from annotator.comparison.tallies.stance_counts import StanceMark
from annotator.vocabulary.models import Kind
from articles.models import Article, Story

_READ = (
    "article_id", "kind", "start", "end", "quote", "label_id", "entity_id", "question_id",
    "stance_holder_id", "stance_target_id", "label__polarity", "pk",
)  # fmt: skip


class ClaimMark(NamedTuple):
    """A claim that counts: where, in which words, the key of its question or 0."""

    start: int
    end: int
    quote: str
    question: int
    key: UUID


@dataclass
class ArticleMarks:
    """What counts in one article."""

    source: int
    day: date | None
    names: list[NameMark] = field(default_factory=list)
    stances: set[StanceMark] = field(default_factory=set)
    claims: list[ClaimMark] = field(default_factory=list)


def marks_of(story: Story, articles: Collection[int]) -> dict[int, ArticleMarks]:
    """Return what counts in these articles of the story, by the article's key: nothing in one that
    is gone, or that is another story's by now."""
    rows = Article.objects.filter(story=story, pk__in=articles).order_by()
    read = rows.values_list("pk", "source_id", "published_on")
    found = {pk: ArticleMarks(source, day) for pk, source, day in read}
    parts = regions_of(found)
    counted = counting_annotations(story, found)
    spans = Annotation.objects.filter(counted, article__in=found).order_by("pk")
    for row in spans.values_list(*_READ, named=True):
        article = found[row.article_id]
        aside = aside_role(parts.get(row.article_id, ()), row.start, row.end)
        if row.kind == Kind.ENTITY:
            mark = NameMark(row.start, row.quote, row.label_id, row.entity_id or 0, bool(aside))
            article.names.append(mark)
        elif row.kind == Kind.CLAIM:
            asked = row.question_id or 0
            article.claims.append(ClaimMark(row.start, row.end, row.quote, asked, row.pk))
        else:
            place = (article.source, row.start, row.end)
            ends = (row.stance_holder_id or 0, row.stance_target_id or 0)
            article.stances.add(StanceMark(*place, *ends, row.label__polarity or 0, aside))
    whole = Annotation.document_labels.filter(
        counted, article__in=found, label__polarity__isnull=False
    ).order_by()
    for pk, target, polarity in whole.values_list(
        "article_id", "stance_target_id", "label__polarity"
    ):
        source = found[pk].source
        whole_mark = StanceMark(source, None, None, 0, target or 0, polarity or 0, "")
        found[pk].stances.add(whole_mark)
    return {pk: found.get(pk) or ArticleMarks(0, None) for pk in articles}
