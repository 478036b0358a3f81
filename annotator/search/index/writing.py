"""Write the index: a portion of what has changed, or everything from nothing. The only writer."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from annotator.search.index.documents import documents_of
from annotator.search.models import FoundKind, SearchChange, SearchDocument

PORTION = 200
"""Changes that are taken in with one transaction: SQLite lets nobody else write meanwhile."""
_LOCK = 0x5EA2C8
"""The advisory lock, held for a transaction, of whoever writes the index on PostgreSQL."""
_POINTER = {
    FoundKind.ARTICLE: "article_id",
    FoundKind.ANNOTATION: "annotation_id",
    FoundKind.ENTITY: "entity_id",
    FoundKind.QUESTION: "question_id",
}
_KINDS = {FoundKind.ANNOTATION: [FoundKind.ANNOTATION, FoundKind.NOTE]}


def index_changes(most: int = PORTION) -> int:
    """Take up to `most` changes into the index, the oldest first; return how many.

    It can be run twice, and by two at once: the second finds nothing to do.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        changes = list(SearchChange.objects.order_by("pk")[:most])
        # The last word on each thing counts, and so does its place in the order.
        last = {(change.kind, change.key): change for change in sorted(changes, key=_key)}
        documents = {thing: made for kind in _POINTER for thing, made in _written(kind, last)}
        now = timezone.now()
        fresh = []
        for thing, change in sorted(last.items(), key=lambda each: _key(each[1])):
            for document in documents.get(thing, []):
                document.arrived_at = change.at or now
                fresh.append(document)
        SearchDocument.objects.bulk_create(fresh, batch_size=100)
        SearchChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def _key(change: SearchChange) -> int:
    return int(change.pk)


def _written(kind: str, last: dict[tuple[str, str], Any]) -> Any:
    """Delete what the index has of the changed things of a kind; yield what it has to have."""
    keys = [key for of, key in last if of == kind]
    if not keys:
        return
    pointer = _POINTER[FoundKind(kind)]
    kinds = _KINDS.get(FoundKind(kind), [kind])
    SearchDocument.objects.filter(**{f"{pointer}__in": keys}, kind__in=kinds).delete()
    made: dict[str, list[SearchDocument]] = {}
    for document in documents_of(kind, keys):
        made.setdefault(_plain(getattr(document, pointer)), []).append(document)
    for key in keys:
        yield (kind, key), made.get(_plain(key), [])


def _plain(key: object) -> str:
    """Return a key without the hyphens that only one database writes into a UUID."""
    return str(key).replace("-", "")


def _alone() -> bool:
    """Return whether nobody else writes the index; on SQLite a transaction already says so."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


# What there is, each with the time since when it is so, as the index has to have it.
_EVERYTHING = """
SELECT kind, key, at FROM (
SELECT 'article' AS kind, CAST(id AS varchar(36)) AS key, created_at AS at FROM articles_article
UNION ALL SELECT 'annotation', CAST(id AS varchar(36)), updated_at FROM annotations_annotation
  WHERE erased_at IS NULL AND layer <> 'machine'
UNION ALL SELECT 'question', CAST(id AS varchar(36)), asked_at FROM vocabulary_question
UNION ALL SELECT 'entity', CAST(id AS varchar(36)), (SELECT MAX(history_date)
  FROM vocabulary_historicalentity WHERE vocabulary_historicalentity.id = vocabulary_entity.id)
  FROM vocabulary_entity) everything ORDER BY at, kind, key
"""
# What the index has of things that are no more, and of which no trigger told.
_GONE = """
SELECT 'article' AS kind, CAST(article_id AS varchar(36)) AS key FROM search_searchdocument
  WHERE kind = 'article' AND NOT EXISTS (SELECT 1 FROM articles_article t WHERE t.id = article_id)
UNION ALL SELECT 'annotation', CAST(annotation_id AS varchar(36)) FROM search_searchdocument
  WHERE kind = 'annotation' AND NOT EXISTS
  (SELECT 1 FROM annotations_annotation t WHERE t.id = annotation_id AND t.erased_at IS NULL)
UNION ALL SELECT 'question', CAST(question_id AS varchar(36)) FROM search_searchdocument
  WHERE kind = 'question' AND NOT EXISTS
  (SELECT 1 FROM vocabulary_question t WHERE t.id = question_id)
UNION ALL SELECT 'entity', CAST(entity_id AS varchar(36)) FROM search_searchdocument
  WHERE kind = 'entity' AND NOT EXISTS (SELECT 1 FROM vocabulary_entity t WHERE t.id = entity_id)
"""


def note_everything(using: Any = connection) -> None:
    """Note everything as changed, in the order in which it came, and nothing of it as new."""
    with transaction.atomic(using=using.alias), using.cursor() as cursor:
        cursor.execute("DELETE FROM search_searchchange")
        cursor.execute(f"INSERT INTO search_searchchange (kind, key) {_GONE}")
        cursor.execute(f"INSERT INTO search_searchchange (kind, key, at) {_EVERYTHING}")


def changes_waiting() -> int:
    """Count the changes that the index has yet to take in."""
    return SearchChange.objects.count()


def is_behind() -> bool:
    """Return whether something has changed that the index has not taken in yet."""
    return SearchChange.objects.exists()
