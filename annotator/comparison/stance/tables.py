"""Declare stance.csv: one row a place of a stance."""

from collections.abc import Iterator

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.marked_places import COLUMNS, marked_places
from annotator.comparison.seen import seen_without
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns
from annotator.vocabulary.models import Kind

_READ = (
    "label__polarity", "stance_holder__slug", "stance_holder__name",
    "stance_target__slug", "stance_target__name",
)  # fmt: skip


def _rows(portion: Portion) -> Iterator[Row]:
    for story in portion.stories:
        for place in marked_places(seen_without(portion.hidden, story), Kind.STANCE, _READ):
            holder = place.details["stance_holder__slug"]
            yield {
                **place.cells,
                "polarity": place.details["label__polarity"],
                "voice": "own" if holder is None else "speaker",
                "holder": holder,
                "holder_name": place.details["stance_holder__name"],
                "target": place.details["stance_target__slug"],
                "target_name": place.details["stance_target__name"],
            }


STANCE = Table(
    name="stance",
    url="comparison:stance_csv",
    heading="Between the sources",
    sentence="One row a place of a stance: whose it is, and for or against whom or what.",
    columns=columns(
        *COLUMNS,
        ("polarity", "1 in favour, 0 neutral, -1 against"),
        ("voice", "`own`: the article's own; `speaker`: its holder's"),
        ("holder holder_name", "whose it is; empty where it is the article's own"),
        ("target target_name", "toward what; empty where none was given"),
    ),
    roles=SETTLERS,
    rows=_rows,
)
