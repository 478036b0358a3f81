"""Names that are spelt much like what was searched for and not found, of what one may see."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField, Func, Q, Value
from rapidfuzz import fuzz, process

from annotator.search.access import Reach
from annotator.search.index.full_text import has_near_spellings
from annotator.search.models import FoundKind, SearchDocument
from annotator.search.query.folding import words_of
from annotator.search.query.syntax import Query
from annotator.vocabulary.models import Alias, Entity, Question
from articles.models import Article

LEAST_RATIO, SHORTEST, MOST = 78, 4, 5
"""From which of rapidfuzz's ratios a name is near; letters that are compared; names told."""
MOST_COMPARED = 5000
"""Names that are compared where the database has no trigrams."""


class _SpeltLike(Func):
    """Whether words stand in a text in nearly the same spelling, by pg_trgm."""

    template = "%(expressions)s"
    arg_joiner = " <%% "
    output_field = BooleanField()


def near_names(query: Query, reach: Reach) -> list[str]:
    """Return names, wordings and titles that are spelt much like the words, the likest first."""
    typed = " ".join(word for term in query.wanted for word in term.words)
    if len(typed) < SHORTEST:
        return []
    names = _by_trigrams(typed, reach) if has_near_spellings(connection) else _all_names(reach)
    named = list(dict.fromkeys(names))
    spelt = [" ".join(words_of(name)) for name in named]
    like = process.extract(
        typed, spelt, scorer=fuzz.partial_token_sort_ratio, score_cutoff=LEAST_RATIO, limit=MOST
    )
    return [named[at] for _, _, at in like if spelt[at] != typed]


def _by_trigrams(typed: str, reach: Reach) -> Iterable[str]:
    kinds = (FoundKind.ARTICLE, FoundKind.ENTITY, FoundKind.QUESTION)
    near = SearchDocument.objects.filter(
        _SpeltLike(Value(typed), "head"), reach.visible(), kind__in=kinds
    )
    keys = list(near.values_list("article_id", "entity_id", "question_id")[:200])
    articles, entities, questions = (
        ([key for key in each if key] for each in zip(*keys, strict=True)) if keys else ([], [], [])
    )
    yield from Entity.objects.filter(pk__in=entities).values_list("name", flat=True)
    yield from Alias.objects.filter(entity__in=entities).values_list("name", flat=True)
    yield from Question.objects.filter(pk__in=questions).values_list("wording", flat=True)
    yield from Article.objects.filter(pk__in=articles).values_list("title", flat=True)


def _all_names(reach: Reach) -> Iterable[str]:
    if reach.names:
        known = Q(active=True)
        yield from Entity.objects.filter(known).values_list("name", flat=True)[:MOST_COMPARED]
        aliases = Alias.objects.filter(entity__active=True)
        yield from aliases.values_list("name", flat=True)[:MOST_COMPARED]
    asked = Question.objects.filter(story__in=reach.stories, active=True)
    yield from asked.values_list("wording", flat=True)[:MOST_COMPARED]
