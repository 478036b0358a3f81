"""One cheap statement that says whether anything has changed from which a story's rows follow."""

from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, OuterRef, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from articles.models import Article, Region, Story

READ = (
    "pk", "source_id", "published_on", "progress__readings", "progress__decisions",
    "progress__stage",
)  # fmt: skip
"""What the rows follow from, of each article: whenever answers change, so does its progress."""


def regions_name() -> Coalesce:
    """Return the expression on Article that names its regions: another name where any changed.

    A region is never changed, only replaced, and a key never comes again: number and sum of the
    keys tell sets apart that follow one another.
    """
    of_article = Region.objects.filter(article=OuterRef("pk")).order_by().values("article")
    named = of_article.annotate(
        named=Concat(
            Cast(Count("pk"), TextField()),
            Value("/"),
            Cast(Sum("pk"), TextField()),
            output_field=TextField(),
        )
    )
    name = Subquery(named.values("named"), output_field=TextField())
    return Coalesce(name, Value(""), output_field=TextField())


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
    values = [Coalesce(Cast(name, TextField()), Value("")) for name in (*READ, "now_regions")]
    found = Article.objects.filter(story=story).annotate(now_regions=regions_name())
    aggregated = found.aggregate(n=Count("pk"), all=_Listed(*values))
    listed = sorted((aggregated["all"] or "").split(","))
    return Stamp(aggregated["n"], sha256(",".join(listed).encode()).hexdigest())
