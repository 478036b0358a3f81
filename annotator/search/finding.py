"""Find: of all that somebody may see, what holds the words and fields, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from annotator.search.access import Reach
from annotator.search.fields import conditions, kinds_of, narrowing_of, stories_of
from annotator.search.index.matching import matching, score_of
from annotator.search.models import SearchDocument
from annotator.search.query.syntax import Query

SIZE = 20
"""Hits a page."""
MOST_RANKED = 200
"""Hits that are sorted by how well they answer: of more, the newest."""


class Hit(NamedTuple):
    """One document that was found: its key, when it came, what it is of, how well it answers."""

    pk: int
    arrived_at: datetime
    kind: str
    article: int | None
    annotation: UUID | None
    entity: int | None
    question: int | None
    score: int = 0


_HIT = ("pk", "arrived_at", "kind", "article_id", "annotation_id", "entity_id", "question_id")


class Cursor(NamedTuple):
    """Behind which hit a page begins: its score (0 by date) and key."""

    score: int
    pk: int


@dataclass(frozen=True)
class Sought:
    """What is searched for, as the form has read it; `after` is None on the first page."""

    query: Query
    kind: str = ""
    story: str = ""
    newest: bool = False
    after: Cursor | None = None


@dataclass(frozen=True)
class ResultPage:
    """One page of hits, where the next begins (None on the last), and whether more were found
    than were ranked."""

    hits: list[Hit]
    next: Cursor | None
    unranked: bool = False


def find(asked: Sought, reach: Reach) -> ResultPage:
    """Return the page of what is asked for, of what is within reach."""
    if asked.newest or not asked.query.wanted:
        documents = found_documents(asked, reach, below=asked.after.pk if asked.after else None)
        return _page([Hit(*row) for row in documents.values_list(*_HIT)[: SIZE + 1]])
    ranked = found_documents(asked, reach).annotate(score=score_of(asked.query.terms))
    hits = [Hit(*row) for row in ranked.values_list(*_HIT, "score")[: MOST_RANKED + 1]]
    unranked = len(hits) > MOST_RANKED
    hits = sorted(hits[:MOST_RANKED], key=lambda hit: (hit.score, hit.pk), reverse=True)
    if asked.after:
        hits = [hit for hit in hits if (hit.score, hit.pk) < asked.after]
    return _page(hits, unranked)


def count_new(asked: Sought, reach: Reach, since: datetime, most: int) -> int:
    """Count what is found that has come since then, up to `most`."""
    fresh = found_documents(asked, reach).filter(arrived_at__gt=since)
    return len(fresh.values_list("pk", flat=True)[:most])


def found_documents(
    asked: Sought, reach: Reach, below: int | None = None
) -> QuerySet[SearchDocument]:
    """Return all that is asked for, the newest first; with keys `below` a number, if given."""
    reach = stories_of(asked.query, reach, asked.story)
    kinds = kinds_of(asked.query, asked.kind)
    documents = SearchDocument.objects.filter(reach.visible(), kind__in=kinds)
    asking = conditions(asked.query, reach)
    for condition in asking:
        documents = documents.filter(condition.holds)
    scopes = narrowing_of(asked.query, asking, kinds, reach)
    return matching(documents, asked.query.terms, scopes, below)


def _page(hits: list[Hit], unranked: bool = False) -> ResultPage:
    """Return the first of the hits as a page; there is a next one where one is left over."""
    shown = hits[:SIZE]
    more = len(hits) > SIZE
    return ResultPage(shown, Cursor(shown[-1].score, shown[-1].pk) if more else None, unranked)
