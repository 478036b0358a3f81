"""Declare names.csv: one row a place where an entity is named."""

from collections.abc import Iterator

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.marked_places import COLUMNS, marked_places
from annotator.comparison.seen import seen_without
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns
from annotator.vocabulary.models import Kind

_READ = ("entity__slug", "entity__name", "entity__wikidata")


def _rows(portion: Portion) -> Iterator[Row]:
    for story in portion.stories:
        for place in marked_places(seen_without(portion.hidden, story), Kind.ENTITY, _READ):
            yield {
                **place.cells,
                "entity": place.details["entity__slug"],
                "entity_name": place.details["entity__name"],
                "entity_wikidata": place.details["entity__wikidata"],
            }


NAMES = Table(
    name="names",
    url="comparison:names_csv",
    heading="Between the sources",
    sentence="One row a place where an entity is named: by which source, in which words.",
    columns=columns(
        *COLUMNS,
        (
            "entity entity_name entity_wikidata",
            "what the words name; empty where the highlight is not linked",
        ),
    ),
    roles=SETTLERS,
    rows=_rows,
)
