"""A desk of the schema of 0.1 moves to today's with all that it holds."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from annotator.search.index import feed

pytestmark = pytest.mark.slow

# Where each app's migrations stood in 0.1.
OLD = [
    ("articles", "0005_taking_and_hiding"),
    ("people", "0002_invitation"),
    ("vocabulary", "0003_of_articles"),
    ("annotations", "0004_article_labels_deadlines_dismissals"),
    ("reconciliation", "0001_initial"),
    ("comparison", "0004_curations"),
]
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ALIAS = "old_desk"


@pytest.fixture
def old_desk(db, migrations, django_db_blocker, tmp_path) -> Iterator[Any]:
    """An empty database of its own, on the kind of server that the other tests use."""
    settings = dict(connections["default"].settings_dict)
    with django_db_blocker.unblock():
        if connections["default"].vendor == "sqlite":
            settings["NAME"] = str(tmp_path / "old.sqlite3")
        else:
            settings["NAME"] = f"old_{uuid.uuid4().hex[:12]}"
            with connections["default"]._nodb_cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{settings["NAME"]}"')
        connections.databases[ALIAS] = settings
        try:
            yield connections[ALIAS]
        finally:
            connections[ALIAS].close()
            del connections[ALIAS], connections.databases[ALIAS]
            if connections["default"].vendor != "sqlite":
                with connections["default"]._nodb_cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{settings["NAME"]}"')


def fill(apps: Any) -> dict[str, Any]:
    """A little of everything whose table moves, and what leans on it."""

    def new(model: str, **fields: Any) -> Any:
        return apps.get_model(model)._base_manager.using(ALIAS).create(**fields)

    ada = new("people.User", username="ada", password="!")
    cy = new("people.User", username="cy", password="!")
    story = new("articles.Story", slug="pipeline", title="The pipeline")
    source = new("articles.Source", name="The Harbour Post", slug="the-harbour-post")
    text = "A pipeline of 1,100 km. 🎉\n"
    articles = [
        new(
            "articles.Article", story=story, source=source, title=f"Part {number}", text=text,
            text_sha256=str(number) * 64, word_count=5, published_on=date(2026, 2, number),
        )
        for number in (1, 2)
    ]  # fmt: skip
    first, second = articles
    claim = new("vocabulary.Label", slug="claim-quantity", kind="claim", name="Quantity")
    question = new("vocabulary.Question", story=story, slug="length", wording="How long?")
    for article in articles:
        new(
            "annotations.Assignment", article=article, annotator=ada, state="submitted",
            assigned_at=AT, submitted_at=AT,
        )  # fmt: skip
    marked = new(
        "annotations.Annotation", article=first, annotator=ada, kind="claim", label=claim,
        start=14, end=22, quote="1,100 km", question=question, value="1,100 km",
        created_at=AT, updated_at=AT,
    )  # fmt: skip
    new(
        "annotations.Standing", article=first, story=story, stage="finished", closed_at=AT,
        readings=3, decisions=2,
    )  # fmt: skip
    new(
        "annotations.HistoricalStanding", article=first, story=story, stage="settling",
        history_date=AT, history_type="~", history_user=cy,
    )  # fmt: skip
    decision = new(
        "reconciliation.Decision", article=first, kind="claim", outcome="accepted",
        types="agreed", reason="Both say so.", submitted=[ada.pk], decided_by=cy, decided_at=AT,
    )  # fmt: skip
    new("reconciliation.Ruled", decision=decision, annotation=marked, revision=1, accepted=True)
    new(
        "comparison.Weighed", question=question, story=story, basis="b" * 64, state="conflict",
        certain="conflict", rank=0, reason="800 km apart", sources=2, voices=2, answers=2,
        articles=[first.pk, second.pk], camps=[{"letter": "A"}],
    )  # fmt: skip
    new(
        "comparison.Counted", article=first, story=story, readings=3, decisions=2,
        source=source.pk, published_on=date(2026, 2, 1), submitted_at=AT, unasked=1,
    )  # fmt: skip
    new("comparison.KnownArticles", story=story, stamp="s" * 64, articles={"unread": [second.pk]})
    new("comparison.Copy", article=second, original=first, story=story, share=0.75)
    new(
        "comparison.Ruling", question=question, verdict="state", state="agree",
        reason="Rounding.", ruled_by=cy, ruled_at=AT,
    )  # fmt: skip
    return {"first": first.pk, "question": question.pk, "marked": marked.pk, "story": story.pk}


OWN = {
    model._meta.db_table
    for config in apps.get_app_configs()
    if config.name.startswith(("annotator.", "articles"))
    for model in config.get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy
}
"""The tables of the desk's own apps; those of packages are the packages' to keep."""


def schema(connection: Any) -> dict[str, set[Any]]:
    """Columns, constraints and indexes of each table of the desk, in whatever order."""
    read = schema_of_sqlite if connection.vendor == "sqlite" else schema_of_postgresql
    with connection.cursor() as cursor:
        return read(connection, cursor)


def schema_of_sqlite(connection: Any, cursor: Any) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = defaultdict(set)
    cursor.execute("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql NOT NULL")
    for kind, table, sql in cursor.fetchall():
        if not table.startswith(("search_text", "sqlite_")):
            found[table].update(parts(sql) if kind == "table" else {unnamed(sql)})
    return found


def unnamed(words: str) -> str:
    """Leave out the names that Django makes up, which a table keeps when it is renamed."""
    return re.sub(r"\"?\w+_([0-9a-f]{8}(_\w+)?|pkey|check)\b\"?", "…", words)


def parts(statement: str) -> set[str]:
    """What stands between the commas of a CREATE TABLE, but for those in brackets."""
    found, depth, begun = set(), 0, statement.index("(") + 1
    for at, sign in enumerate(statement[:-1]):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if at >= begun and sign == "," and depth == 1:
            found.add(statement[begun:at].strip())
            begun = at + 1
    return found | {statement[begun:-1].strip()}


def schema_of_postgresql(connection: Any, cursor: Any) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for table in connection.introspection.table_names(cursor):
        columns = connection.introspection.get_table_description(cursor, table)
        found[table] = {(one.name, one.type_code, one.null_ok, one.default) for one in columns}
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = %s::regclass AND contype <> 'n'",
            [table],
        )
        found[table].update((unnamed(name), rule) for name, rule in cursor.fetchall())
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [table])
        found[table].update(unnamed(rule) for (rule,) in cursor.fetchall())
    return found


@pytest.mark.django_db
def test_a_filled_desk_of_0_1_keeps_everything(old_desk, django_db_blocker):
    with django_db_blocker.unblock():
        executor = MigrationExecutor(old_desk)
        executor.migrate(OLD)
        keys = fill(executor.loader.project_state(OLD).apps)
        # On the way it got a search, whose triggers name tables that later migrations rebuild.
        MigrationExecutor(old_desk).migrate([("search", "0002_full_text")])
        feed.keep_triggers(ALIAS)
        call_command("migrate", database=ALIAS, verbosity=0, interactive=False)
        today = MigrationExecutor(old_desk).loader.project_state().apps

        def rows(model: str) -> Any:
            return today.get_model(model)._base_manager.using(ALIAS)

        progress = rows("annotations.ArticleProgress").get(article=keys["first"])
        assert (progress.stage, progress.readings, progress.decisions) == ("finished", 3, 2)
        assert progress.closed_at == AT
        before = rows("annotations.HistoricalArticleProgress").get()
        assert (before.stage, before.history_user_id is not None) == ("settling", True)
        # What is derived is emptied, and noted to be computed anew.
        for derived in ("QuestionRow", "ArticleSnapshot", "StorySnapshot", "Copy"):
            assert not rows(f"comparison.{derived}").exists()
        change = rows("comparison.Change").get()
        assert (change.story_id, change.whole) == (keys["story"], True)
        assert rows("comparison.Ruling").get().reason == "Rounding."
        marked = rows("annotations.Annotation").get(pk=keys["marked"])
        assert (marked.start, marked.end, marked.quote) == (14, 22, "1,100 km")
        assert marked.origin == "person"
        assert rows("search.SearchChange").filter(kind="annotation").exists()
        with old_desk.cursor() as cursor:
            assert not feed._missing(cursor, old_desk.vendor)
        # The tests' own tables were made from the models, without migrations: they are the same.
        moved, made = schema(old_desk), schema(connections["default"])
        assert moved.keys() & made.keys() >= OWN
        assert not {name: unlike for name in OWN if (unlike := moved[name] ^ made[name])}
        ruled = rows("reconciliation.Ruled").get()
        assert (ruled.annotation_id, ruled.accepted) == (keys["marked"], True)
