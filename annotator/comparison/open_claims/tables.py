"""Declare unanswered.csv: one row a claim that answers no question yet."""

from collections.abc import Iterator

from django.db.models import Count

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.open_claims.open_claims import unanswered_claims
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns
from articles.models import Article

BATCH = 25
"""Articles whose claims are in memory at once."""


def _rows(portion: Portion) -> Iterator[Row]:
    """Yield one row a place, label and layer, by the articles' dates."""
    for story in portion.stories:
        among = unanswered_claims(story, portion.hidden)
        articles = article_cells(story, portion.hidden)
        having = Article.objects.filter(pk__in=among.values("article"))
        keys = list(having.order_by("published_on", "pk").values_list("pk", flat=True))
        for first in range(0, len(keys), BATCH):
            batch = keys[first : first + BATCH]
            read = ("article_id", "start", "end", "label_id", "layer", "quote")
            found = among.filter(article__in=batch).values(*read)
            place = {key: at for at, key in enumerate(batch)}
            rows = sorted(
                found.annotate(readings=Count("pk")),
                key=lambda row: (place[row["article_id"]], *(row[name] for name in read)),
            )
            for row in rows:
                yield {
                    "story": story.slug,
                    **articles[row["article_id"]],
                    "start": row["start"],
                    "end": row["end"],
                    "quote": row["quote"],
                    "label": row["label_id"],
                    "layer": row["layer"],
                    "readings": row["readings"],
                }


UNANSWERED = Table(
    name="unanswered",
    url="comparison:unanswered_csv",
    heading="Between the sources",
    sentence="One row a claim that counts and answers no question yet.",
    columns=columns(
        (f"story {ARTICLE}", "the article, as in labels.csv"),
        ("start end quote label layer", "the claim, as in labels.csv"),
        ("readings", "how many highlights mark these words so; 1 where it is settled"),
    ),
    roles=SETTLERS,
    rows=_rows,
)
