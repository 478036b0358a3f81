"""Write each thing as the document by which it is found; what is erased or retired has none."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from annotator.annotations.models import Annotation
from annotator.search.models import FoundKind, SearchDocument
from annotator.search.query.folding import indexed, words_of
from annotator.search.query.measures import measure_of
from annotator.vocabulary.models import Alias, Entity, Question
from articles.models import Article

BETWEEN = "¶"
"""Stands between two texts of a document as a word that no text has: no phrase goes across."""
MOST_WORDS, MOST_BYTES = 200_000, 700_000
"""Words of a text that are indexed, and bytes of its different ones: a tsvector holds 1 MB."""


def documents_of(kind: str, keys: Collection[str]) -> list[SearchDocument]:
    """Return the documents of things of one kind, by their keys, as they are now."""
    return _MAKERS[kind](keys)


def in_words(*texts: str) -> str:
    """Return texts as the index keeps them: their words, and a word that none has between two."""
    words: list[str] = []
    for text in filter(None, texts):
        words += [BETWEEN] if words else []
        words += words_of(text)
    return indexed(_as_many_as_fit(words))


def _as_many_as_fit(words: list[str]) -> list[str]:
    words = words[:MOST_WORDS]
    while len(words) > 1000 and sum(len(word.encode()) for word in set(words)) > MOST_BYTES:
        words = words[: len(words) // 2]
    return words


def _scope(kind: str, *more: str) -> str:
    """Return the words that no text has, by which a search is narrowed: each begins with `=`."""
    return "".join(f" ={word} " for word in ("all", f"k{kind}", *more))


def _articles(keys: Collection[str]) -> Iterable[SearchDocument]:
    for article in Article.objects.filter(pk__in=keys).order_by():
        yield SearchDocument(
            kind=FoundKind.ARTICLE,
            article_id=article.pk,
            scope=_scope("article", f"s{article.story_id}", f"o{article.story_id}"),
            head=in_words(article.title),
            body=in_words(article.text),
        )


_ANNOTATION = (
    "id", "article__story_id", "annotator_id", "quote", "value", "answer_key",
    "scope", "note", "flag", "value_low", "value_high", "value_bounds", "unit",
)  # fmt: skip


def _annotations(keys: Collection[str]) -> Iterable[SearchDocument]:
    live = Annotation.everything.filter(pk__in=[UUID(key) for key in keys], erased_at=None)
    for row in live.order_by().values(*_ANNOTATION):
        ends = row["value_low"], row["value_high"], row["value_bounds"], row["unit"]
        measure = measure_of(*ends)
        whose = f"s{row['article__story_id']}", f"b{row['annotator_id']}"
        document = SearchDocument(
            kind=FoundKind.ANNOTATION,
            annotation_id=row["id"],
            scope=_scope("annotation", *whose),
            body=in_words(row["quote"], row["value"], row["answer_key"], row["scope"]),
        )
        if measure is not None:
            document.measured = True
            document.dimension = measure.dimension[:60]
            document.low, document.high = measure.low, measure.high
            document.low_open, document.high_open = measure.low_open, measure.high_open
        yield document
        if row["note"] or row["flag"]:
            body = in_words(row["note"], row["flag"])
            scope = _scope("note", *whose)
            yield SearchDocument(
                kind=FoundKind.NOTE, annotation_id=row["id"], scope=scope, body=body
            )


def _entities(keys: Collection[str]) -> Iterable[SearchDocument]:
    aliases: dict[int, list[str]] = defaultdict(list)
    for key, name in Alias.objects.filter(entity_id__in=keys).values_list("entity_id", "name"):
        aliases[key].append(name)
    for entity in Entity.objects.filter(pk__in=keys, active=True).order_by():
        yield SearchDocument(
            kind=FoundKind.ENTITY,
            entity_id=entity.pk,
            scope=_scope("entity", "e"),
            head=in_words(entity.name, *aliases[entity.pk]),
            body=in_words(entity.description, entity.wikidata, entity.slug),
        )


def _questions(keys: Collection[str]) -> Iterable[SearchDocument]:
    for question in Question.objects.filter(pk__in=keys, active=True).order_by():
        yield SearchDocument(
            kind=FoundKind.QUESTION,
            question_id=question.pk,
            scope=_scope("question", f"s{question.story_id}", f"o{question.story_id}"),
            head=in_words(question.wording),
            body=in_words(question.scope, question.options, question.slug),
        )


def _listed(make: Callable[[Collection[str]], Iterable[SearchDocument]]) -> Any:
    return lambda keys: list(make(keys))


_MAKERS: dict[str, Callable[[Collection[str]], list[SearchDocument]]] = {
    FoundKind.ARTICLE: _listed(_articles),
    FoundKind.ANNOTATION: _listed(_annotations),
    FoundKind.ENTITY: _listed(_entities),
    FoundKind.QUESTION: _listed(_questions),
}
