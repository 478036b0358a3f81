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


def scope_word(sign: str, key: object) -> str:
    """Return the word that a document has in its scope for something that it is of.

    The sign says what: k kind, s story, o story whose members all see it, b annotator, c source,
    l label, e entity, p speaker, q question.
    """
    return f"{sign}{str(key).replace('-', '·')}"


def _scope(kind: str, **more: object) -> str:
    """Return the words that no text has, by which a search is narrowed: each begins with `=`."""
    words = [scope_word(sign.rstrip("_"), key) for sign, key in more.items() if key is not None]
    return "".join(f" ={word} " for word in ("all", scope_word("k", kind), *words))


def _articles(keys: Collection[str]) -> Iterable[SearchDocument]:
    for article in Article.objects.filter(pk__in=keys).order_by():
        yield SearchDocument(
            kind=FoundKind.ARTICLE,
            article_id=article.pk,
            scope=_scope("article", s=article.story_id, o=article.story_id, c=article.source_id),
            head=in_words(article.title),
            body=in_words(article.text),
        )


_ANNOTATION = (
    "id", "article__story_id", "article__source_id", "annotator_id", "label_id", "entity_id",
    "question_id", "said_by_id", "stance_holder_id", "stance_target_id", "quote", "value",
    "answer_key", "scope", "note", "flag", "value_low", "value_high", "value_bounds", "unit",
)  # fmt: skip


def _annotations(keys: Collection[str]) -> Iterable[SearchDocument]:
    live = Annotation.everything.filter(pk__in=[UUID(key) for key in keys], erased_at=None)
    for row in live.order_by().values(*_ANNOTATION):
        ends = row["value_low"], row["value_high"], row["value_bounds"], row["unit"]
        measure = measure_of(*ends)
        of = _of(row)
        document = SearchDocument(
            kind=FoundKind.ANNOTATION,
            annotation_id=row["id"],
            scope=_scope("annotation", **of),
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
            scope = _scope("note", **of)
            yield SearchDocument(
                kind=FoundKind.NOTE, annotation_id=row["id"], scope=scope, body=body
            )


def _of(row: dict[str, Any]) -> dict[str, object]:
    """Return what an annotation is of, by the signs of `scope_word`; `_` tells two apart."""
    return {
        "s": row["article__story_id"],
        "c": row["article__source_id"],
        "b": row["annotator_id"],
        "l": row["label_id"],
        "e": row["entity_id"],
        "e_": row["stance_holder_id"],
        "e__": row["stance_target_id"],
        "p": row["said_by_id"],
        "q": row["question_id"],
    }


def _entities(keys: Collection[str]) -> Iterable[SearchDocument]:
    aliases: dict[int, list[str]] = defaultdict(list)
    for key, name in Alias.objects.filter(entity_id__in=keys).values_list("entity_id", "name"):
        aliases[key].append(name)
    for entity in Entity.objects.filter(pk__in=keys, active=True).order_by():
        yield SearchDocument(
            kind=FoundKind.ENTITY,
            entity_id=entity.pk,
            scope=_scope("entity", name=""),
            head=in_words(entity.name, *aliases[entity.pk]),
            body=in_words(entity.description, entity.wikidata, entity.slug),
        )


def _questions(keys: Collection[str]) -> Iterable[SearchDocument]:
    for question in Question.objects.filter(pk__in=keys, active=True).order_by():
        yield SearchDocument(
            kind=FoundKind.QUESTION,
            question_id=question.pk,
            scope=_scope("question", s=question.story_id, o=question.story_id),
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
