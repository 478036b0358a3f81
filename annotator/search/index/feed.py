"""Triggers that note what has changed, in the statement that changes it, whoever makes it.

Storing a highlight so costs one narrow insert, and no search is read, written or asked for. The
index follows afterwards (`writing.py`).
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connections

from annotator.search.index.full_text import has_full_text, make_full_text, mend_full_text
from annotator.search.index.writing import note_everything

CHANGES = "search_searchchange"
# What changes, as what it is found, and which of its columns is the key of that.
WATCHED = [
    ("articles.Article", "article", "id"),
    ("annotations.Annotation", "annotation", "id"),
    ("vocabulary.Entity", "entity", "id"),
    ("vocabulary.Alias", "entity", "entity_id"),
    ("vocabulary.Question", "question", "id"),
]
_EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}
_OF_TEXT = "search_text_"


def triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Return each trigger by its name: its table, and the statement that makes it."""
    found = {}
    for model, kind, column in WATCHED:
        table = apps.get_model(model)._meta.db_table
        for event, row in _EVENTS.items():
            name = f"search_{table}_{event}"
            made = f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} FOR EACH ROW "
            if kind == "annotation":
                made += f"WHEN ({row}.{_OF_PEOPLE}) "
            if vendor == "postgresql":
                made += f"EXECUTE FUNCTION search_note_change('{kind}', '{column}')"
            else:
                noted = f"VALUES ('{kind}', {row}.{column})"
                made += f"BEGIN {_NOTE} {noted}; END"
            found[name] = (table, made)
    found["search_article_moved"] = ("articles_article", _moved(vendor))
    return found if vendor == "postgresql" else found | _full_text_triggers()


def _moved(vendor: str) -> str:
    """Return the trigger that notes what is marked in an article of another source or story."""
    made = "CREATE TRIGGER search_article_moved AFTER UPDATE ON articles_article FOR EACH ROW "
    made += "WHEN (OLD.source_id <> NEW.source_id OR OLD.story_id <> NEW.story_id) "
    if vendor == "postgresql":
        return f"{made}EXECUTE FUNCTION search_note_marks()"
    return f"{made}BEGIN {_MARKS}; END"


def _full_text_triggers() -> dict[str, tuple[str, str]]:
    """Return the triggers by which SQLite's full text follows its documents."""
    table, columns = "search_searchdocument", "scope, head, body"
    old, new = (f"({row}.id, {row}.scope, {row}.head, {row}.body)" for row in ("OLD", "NEW"))
    out = f"{_FULL_TEXT} (search_text, rowid, {columns}) VALUES ('delete', {old[1:]}"
    into = f"{_FULL_TEXT} (rowid, {columns}) VALUES {new}"
    acts = {"insert": f"{into};", "delete": f"{out};", "update": f"{out}; {into};"}
    return {
        f"{_OF_TEXT}{event}": (
            table,
            f"CREATE TRIGGER {_OF_TEXT}{event} AFTER {event.upper()} ON {table} BEGIN {act} END",
        )
        for event, act in acts.items()
    }


_NOTE, _FULL_TEXT = f"INSERT INTO {CHANGES} (kind, key)", "INSERT INTO search_text"
_OF_PEOPLE = "layer <> 'machine'"
"""What machines mark is found nowhere: it is no change of what can be."""
_OF_ARTICLE = f"FROM annotations_annotation WHERE article_id = NEW.id AND {_OF_PEOPLE}"  # nosec B608
_MARKS = f"{_NOTE} SELECT 'annotation', id {_OF_ARTICLE}"  # nosec B608
# `to_jsonb` would write out the whole row, text and all: the key's column alone is taken.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION search_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[1] = 'entity_id' THEN
    {_NOTE} VALUES
      (TG_ARGV[0], CASE WHEN TG_OP = 'DELETE' THEN OLD.entity_id ELSE NEW.entity_id END);
  ELSE
    {_NOTE} VALUES
      (TG_ARGV[0], CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION search_note_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {_MARKS};
  RETURN NULL;
END $$
"""


def set_triggers_aside(using: str = "default", plan: Sequence[Any] = (), **_: Any) -> None:
    """Drop SQLite's triggers before migrations run: no table can be rebuilt that one of them names.

    `keep_triggers` makes them anew behind the last migration.
    """
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        drop_triggers(connection)


def keep_triggers(using: str = "default", **_: Any) -> None:
    """Make the triggers that are not there, and full text in a database whose tables were made
    without migrations. It is called after each migration.

    What changed while SQLite's were set aside was noted by nobody: everything is noted then.
    """
    connection = connections[using]
    if CHANGES not in connection.introspection.table_names():
        return
    if not has_full_text(connection):
        make_full_text(connection)
    with connection.cursor() as cursor:
        missing = _missing(cursor, connection.vendor)
        if missing and connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for statement in missing.values():
            cursor.execute(statement)
    of_text = {name for name in missing if name.startswith(_OF_TEXT)}
    if connection.vendor == "sqlite" and missing.keys() - of_text:
        note_everything(connection)
    if of_text:
        mend_full_text(connection)  # it may have missed something, and FTS5 forgives nothing


def drop_triggers(connection: Any) -> None:
    """Drop the triggers, and what they call."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, (table, _) in triggers(connection.vendor).items():
            if table in there:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS search_note_change(), search_note_marks()")


def _missing(cursor: Any, vendor: str) -> dict[str, str]:
    """Return the triggers that are not there: by name, the statement that makes each."""
    if vendor == "postgresql":
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    there = {name for (name,) in cursor.fetchall()}
    wanted = triggers(vendor)
    return {name: statement for name, (_, statement) in wanted.items() if name not in there}
