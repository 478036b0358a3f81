"""One cheap statement that says whether anything has changed from which a story's rows follow."""

from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, TextField, Value
from django.db.models.functions import Cast, Coalesce

from articles.models import Article, Story

READ = (
    "pk", "source_id", "published_on", "progress__readings", "progress__decisions",
    "progress__stage",
)  # fmt: skip
"""What the rows follow from, of each article: whenever answers change, so does its progress."""


class Stamp(NamedTuple):
    """How many articles the story has, and the name of what counts of them now."""

    articles: int
    name: str


class _Listed(Aggregate):
    """The rows' values as one text, in any order."""

    name = "Listed"
    function = "GROUP_CONCAT"
    arg_joiner = " || ' ' || "
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        template = "STRING_AGG(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **options)


def stamp_of(story: Story) -> Stamp:
    """Return a name for what counts of the story's articles now: another name where anything
    changed."""
    values = [Coalesce(Cast(name, TextField()), Value("")) for name in READ]
    aggregated = Article.objects.filter(story=story).aggregate(n=Count("pk"), all=_Listed(*values))
    listed = sorted((aggregated["all"] or "").split(","))
    return Stamp(aggregated["n"], sha256(",".join(listed).encode()).hexdigest())
