"""Fill a database with a desk, or multiply one: python -m benchmarks.scale_build small|large N."""

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from annotator.annotations.recording.bulk_insert import store_assignments  # noqa: E402
from articles.models import Article  # noqa: E402
from benchmarks.build import Desk  # noqa: E402
from benchmarks.multiply import multiply  # noqa: E402
from benchmarks.sessions import signed_in  # noqa: E402
from benchmarks.sizes import FULL  # noqa: E402

SIZES = (
    "SELECT relname, pg_relation_size(oid), pg_indexes_size(oid), pg_total_relation_size(oid) "
    "FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 4 DESC"
)


def small(articles: int, people: int) -> dict[str, object]:
    """Build a desk through the ORM: articles of two readings, and people who read one each."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    sizes = replace(FULL, articles=articles, words=400, readers=2, marks=10, long_words=500,
                    long_marks=10)  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(sizes, Path(name))
        places = desk.fill()
    crowd = [desk.person(f"crowd{number}", annotator=True) for number in range(people)]
    texts = list(Article.objects.filter(story=desk.story).order_by("pk")[:people])
    given = [
        desk.assignment(texts[number % len(texts)], user, True) for number, user in enumerate(crowd)
    ]
    store_assignments(given, [], None)
    return {
        "articles": places,
        "manager": signed_in(desk.manager),
        "reader": signed_in(desk.readers[0]),
        "crowd": [
            [signed_in(one.annotator), one.article_id, one.article.text] for one in given
        ],
    }  # fmt: skip


def large(copies: int) -> dict[str, object]:
    """Multiply what is there, and tell how large each table has become, in bytes."""
    counts = multiply(copies)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as it does by itself after a while
        cursor.execute(SIZES)
        sizes = {name: (counts.get(name, 0), *rest) for name, *rest in cursor.fetchall()}
        cursor.execute("SELECT pg_database_size(current_database())")
        return {"tables": sizes, "database": cursor.fetchone()[0]}


def main() -> None:
    which, *numbers = sys.argv[1:]
    told = small(*map(int, numbers)) if which == "small" else large(int(numbers[0]))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
