"""Work that is timed in one process, without a server: one word on each line in, seconds out.

python -m benchmarks.beside MANIFEST FILE, in the environment of the server.
"""

import csv
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import psycopg

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from annotator.annotations.article_progress import readings_changed  # noqa: E402
from annotator.annotations.models import Annotation  # noqa: E402
from annotator.comparison.models import (  # noqa: E402
    ArticleShingles,
    ArticleSnapshot,
    Copy,
    QuestionCell,
    QuestionRow,
    StorySnapshot,
)
from annotator.comparison.page_refresh.refresh import refresh as refresh_tallies  # noqa: E402
from annotator.comparison.question_rows.notices import note  # noqa: E402
from annotator.comparison.question_rows.refresh import refresh_rows  # noqa: E402
from annotator.comparison.tallies.changes import note as note_tallies  # noqa: E402
from annotator.exchange.tables.labels import ARTICLE_COLUMNS, LABEL_COLUMNS  # noqa: E402
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement  # noqa: E402
from annotator.reconciliation.places.batch import ANNOTATION_COLUMNS  # noqa: E402
from articles.intake import files  # noqa: E402
from articles.models import Article, Original, Source, Story  # noqa: E402
from benchmarks.corrections import LongArticle  # noqa: E402

MANIFEST, FILE = map(Path, sys.argv[1:3])
COLUMNS = [field.attname for field in Annotation._meta.fields]


def plain_csv() -> None:
    """The annotations' own columns as they are: no order, no joins, no check of anchors."""
    with FILE.open("w", newline="") as file:
        rows = Annotation.objects.order_by().values_list(*COLUMNS)
        csv.writer(file).writerows(rows.iterator(chunk_size=2000))


def driver_csv() -> None:
    """The columns of labels.csv that tables keep, by the database's driver and `csv` alone.

    One statement, no converter of Django's; what is read off the text is left out.
    """
    here: Any = connection
    kept = [*ARTICLE_COLUMNS, *(name for name in LABEL_COLUMNS if name != "article_id")]
    own = {"key": "id", "made": "created_at", "changed": "updated_at"}
    rows = Annotation.objects.filter(article__story=bench).order_by()
    sql, asked = rows.values_list(*(own.get(name, name) for name in kept)).query.sql_with_params()
    with FILE.open("w", newline="") as file:
        driver: Any
        if connection.vendor == "sqlite":
            driver = sqlite3.connect(here.settings_dict["NAME"])
            found = driver.execute(sql.replace("%s", "?"), asked)
        else:
            driver = psycopg.connect(**here.get_connection_params() | {"cursor_factory": None})
            found = driver.cursor().execute(sql, asked)
        written = csv.writer(file)
        while rows_of_it := found.fetchmany(2000):
            written.writerows(rows_of_it)
        driver.close()


def counted_rows() -> None:
    """What counting reads of each annotation of the story, and nothing done with it."""
    columns = ["id" if name == "key" else name for name in ANNOTATION_COLUMNS]
    list(Annotation.objects.filter(article__story=bench).order_by().values_list(*columns))


def count_agreement() -> None:
    """Count what has changed of the story's agreement, as a worker does."""
    refresh_agreement.now(bench.pk)


def outdate() -> None:
    """Say that every reading of the story has changed: all is to be counted again."""
    with transaction.atomic():
        readings_changed(Article.objects.filter(story=bench).values_list("pk", flat=True))


def outdate_one() -> None:
    """Say that one article of the story of many sources has changed."""
    with transaction.atomic():
        readings_changed(Article.objects.filter(story__slug="sources").values_list("pk")[:1][0])


def forget_rows() -> None:
    """As if nothing of the story of many sources had been compared yet."""
    for model in (QuestionRow, ArticleSnapshot, StorySnapshot, ArticleShingles, Copy):
        model.objects.filter(story__slug="sources").delete()
    QuestionCell.objects.filter(question__story__slug="sources").delete()
    note(Story.objects.get(slug="sources").pk, whole=True)


def refresh_sources() -> None:
    """What a worker does: the rows of the story of many sources are brought up to date."""
    refresh_rows(Story.objects.get(slug="sources"))


def count_names() -> None:
    """What a worker does: names, stances and open claims of the story of many sources are counted,
    which nobody has done yet."""
    story = Story.objects.get(slug="sources")
    note_tallies(story.pk, whole=True)
    refresh_tallies(story)


def insert() -> None:
    """The manifest's articles, read and sealed beforehand, as rows of one transaction."""
    sources = {source.name: source for source in Source.objects.all()}
    with transaction.atomic():
        Article.objects.bulk_create(
            [
                Article(
                    story=story, source=sources[draft.source], title=draft.title,
                    byline=draft.byline, url=draft.url, language=draft.language,
                    published_on=draft.published_on, text=draft.text, text_sha256=draft.sha256,
                    word_count=draft.word_count,
                )
                for draft in drafts
            ]
        )  # fmt: skip


def imported() -> None:
    """What `manage.py import_articles` does: read, check, seal, look for doubles, store."""
    call_command("import_articles", MANIFEST, story=story.slug, stdout=FILE.open("w"))


def timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def do_what_waits() -> None:
    """What a worker does: everything that was asked for, and what it looks after by itself."""
    call_command("reindex_search", "--changes", stdout=FILE.open("w"))
    call_command("worker", once=True)


long = LongArticle()
WORK: dict[str, Callable[[], None]] = {
    "read and draw": long.read_and_draw,
    "compare versions": long.compare,
    "place": long.place,
    "what waits": do_what_waits,
    "csv": plain_csv,
    "csv by the driver": driver_csv,
    "insert": insert,
    "import": imported,
    "counted rows": counted_rows,
    "count agreement": count_agreement,
    "outdate": outdate,
    "outdate one": outdate_one,
    "forget rows": forget_rows,
    "refresh rows": refresh_sources,
    "count names": count_names,
}
drafts = files.gather(files.read_paths([MANIFEST])).drafts
for draft in drafts:
    assert draft.sha256
    assert draft.word_count
bench = Story.objects.get(slug="bench")
story, _ = Story.objects.get_or_create(slug="imported", defaults={"title": "Imported"})
print("ready", flush=True)
for line in sys.stdin:
    print(timed(WORK[line.strip()]), flush=True)
    rows = Article.objects.filter(story=story)
    Original.objects.filter(article__in=rows).delete()
    rows._raw_delete(rows.db)
    connection.close()  # the next begins with a connection of its own, as a command does
