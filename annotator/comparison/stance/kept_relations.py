"""Who is for and against whom, by outlet, as kept: without the articles that a member has still to
read."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Sum

from annotator.comparison.seen import Seen
from annotator.comparison.stance.relations import OWN, Asked, Relation
from annotator.comparison.tallies.listing import CountedList, MendedList, by_code_point
from annotator.comparison.tallies.stance_counts import (
    ARTICLE,
    ASIDE,
    COLUMNS,
    EVERY,
    PASSAGE,
    StanceKey,
)
from annotator.comparison.tallies.stances import (
    add_sides,
    places_in,
    sides_in,
    sides_of,
    stance_tallies_of,
)
from annotator.comparison.tally_models import StancePlace, StanceTally
from annotator.vocabulary.models import Entity

EVERYTHING = Asked()


class KeptTie(NamedTuple):
    """How often one holder takes one side toward one target: entities by key, 0 for none.

    `source`: whose own voice it is, 0 of a speaker.
    """

    holder: int
    source: int
    target: int
    sides: Mapping[int, int]


class KeptStances:
    """The stances of a story as they are kept."""

    def __init__(self, seen: Seen, asked: Asked = EVERYTHING) -> None:
        self._seen, self._asked = seen, asked
        self._tallies = StanceTally.objects.filter(story=seen.story)
        kept = places_in(seen.story, seen.unseen) if seen.unseen else {}
        self._gone = sides_of(mark for found in kept.values() for mark in found)

    def ends(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return what holders and targets are called, by key; two statements."""
        rows = self._tallies.filter(source=EVERY, scope__in=(PASSAGE, ASIDE))
        rows = rows.exclude(pk__in=[row.pk for row in self._mend(rows) if not row.times])
        holders, targets = (
            Entity.objects.filter(pk__in=rows.values(end)).order_by().values_list("pk", "name")
            for end in ("holder", "target")
        )
        return dict(holders), dict(targets)

    def relations(self, sort: str) -> MendedList:
        """Return the tallies that were asked for, own voice before speakers, as a pager takes
        them."""
        order, compared = _ORDERS[sort]
        rows = self._rows(PASSAGE)
        mended = self._mend(rows)
        closed = [row.pk for row in mended]
        alive = [row for row in mended if row.times]
        return MendedList(rows.order_by("spoken", *order), alive, closed, compared)

    def by_outlet(self, among: Iterable[StanceTally]) -> list[Relation]:
        """Return these relations with how often each outlet has which side; one statement."""
        found = {
            (row.holder, row.target): Relation(
                row.holder or None, row.target or None, sides_in(row)
            )
            for row in among
        }
        pairs = Q(pk__in=[])
        for holder, target in found:
            pairs |= Q(holder=holder, target=target)
        rows = self._tallies.filter(pairs, scope=PASSAGE, source__gt=EVERY)
        if self._asked.source:
            rows = rows.filter(source=self._asked.source)
        for row in self._mended(rows):
            found[row.holder, row.target].outlets[row.source] = sides_in(row)
        return list(found.values())

    def count(self, aside: bool, side: int | None = None, untargeted: bool = False) -> int:
        """Return how many passages were asked for, of one side alone if given; one statement."""
        rows = self._rows(ASIDE if aside else PASSAGE)
        column = "times" if side is None else COLUMNS[side]
        total: int = (rows.filter(target=0) if untargeted else rows).aggregate(n=Sum(column))["n"]
        return total or 0

    def passages(self, side: int | None, untargeted: bool) -> CountedList:
        """Return the places that were asked for, the oldest first, as a pager takes them."""
        asked = self._asked
        rows = self._narrowed(StancePlace.objects.filter(story=self._seen.story), asked.source)
        rows = rows.filter(start__isnull=False)
        rows = rows.exclude(aside="") if asked.aside else rows.filter(aside="")
        if side is not None:
            rows = rows.filter(polarity=side)
        if untargeted:
            rows = rows.filter(target=0)
        if self._seen.unseen:
            rows = rows.exclude(article__in=self._seen.unseen)
        ordered = rows.order_by("day", "article_id", "start", "end", "polarity", "pk")
        closed = self._seen.unseen
        number = rows.count() if closed else self.count(asked.aside, side, untargeted)
        return CountedList(ordered, number)

    def of_articles(self) -> list[StanceTally]:
        """Return what whole articles are for and against, by outlet; one statement.

        None where passages of one holder or voice are asked for: a document label has neither.
        """
        if self._asked.holder is not None or self._asked.voice not in ("", OWN):
            return []
        rows = self._tallies.filter(scope=ARTICLE, source__gt=EVERY)
        if self._asked.source:
            rows = rows.filter(source=self._asked.source)
        if self._asked.target:
            rows = rows.filter(target=self._asked.target)
        return self._mended(rows)

    def ties(self) -> list[KeptTie]:
        """Return the relations that were asked for; an own voice is its outlet's. One statement."""
        spoken = Q(source=self._asked.source or EVERY, spoken=True)
        own = Q(spoken=False, source__gt=EVERY)
        if self._asked.source:
            own &= Q(source=self._asked.source)
        among = self._narrowed(self._tallies.filter(spoken | own, scope=PASSAGE), None)
        if self._gone:
            return [
                KeptTie(row.holder, 0 if row.spoken else row.source, row.target, sides_in(row))
                for row in self._mended(among)
            ]
        # A picture is made of thousands of them: as rows of the model they take most of its time.
        rows = among.filter(times__gt=0).order_by("pk")
        read = ("holder", "spoken", "source", "target", *COLUMNS.values())
        return [
            KeptTie(
                holder,
                0 if spoken else source,
                target,
                {side: times for side, times in zip(COLUMNS, sides, strict=True) if times},
            )
            for holder, spoken, source, target, *sides in rows.values_list(*read)
        ]

    def _rows(self, scope: str) -> QuerySet[StanceTally]:
        rows = self._tallies.filter(scope=scope)
        return self._narrowed(rows, self._asked.source or EVERY)

    def _narrowed(self, rows: QuerySet[Any], source: int | None) -> QuerySet[Any]:
        asked = self._asked
        wanted = {"holder": asked.holder, "target": asked.target, "source": source}
        rows = rows.filter(**{name: key for name, key in wanted.items() if key is not None})
        if asked.voice == OWN:
            return rows.filter(holder=0)
        return rows.filter(holder__gt=0) if asked.voice else rows

    def _mended(self, rows: QuerySet[StanceTally]) -> list[StanceTally]:
        """Return these tallies without what stands in closed articles."""
        found = list(rows.order_by("pk"))
        for row in found:
            self._take_out(row)
        return [row for row in found if row.times > 0]

    def _mend(self, rows: QuerySet[StanceTally]) -> list[StanceTally]:
        """Return those of the tallies that count something in closed articles, without that."""
        kept = stance_tallies_of(self._seen.story, self._gone.keys())
        found = list(rows.filter(pk__in=[row.pk for row in kept.values()])) if kept else []
        for row in found:
            self._take_out(row)
        return found

    def _take_out(self, row: StanceTally) -> None:
        key = StanceKey(row.scope, row.source, row.holder, row.target)
        if sides := self._gone.get(key):
            add_sides(row, {side: -times for side, times in sides.items()})


_HOLDER, _TARGET = by_code_point("holder_called"), by_code_point("target_called")
_CALLED = (_HOLDER, "holder", _TARGET, "target")


def _called(row: StanceTally) -> tuple[Any, ...]:
    return row.holder_called, row.holder, row.target_called, row.target


_ORDERS: Mapping[str, Any] = {
    "": (("-times", *_CALLED), lambda row: (row.spoken, -row.times, *_called(row))),
    "divided": (
        ("-divided", "-times", *_CALLED),
        lambda row: (row.spoken, -row.divided, -row.times, *_called(row)),
    ),
    "holder": (_CALLED, lambda row: (row.spoken, *_called(row))),
    "target": (
        (_TARGET, "target", _HOLDER, "holder"),
        lambda row: (row.spoken, row.target_called, row.target, *_called(row)),
    ),
}


def names_among(keys: Collection[int]) -> dict[int, str]:
    """Return what these entities are called, by key."""
    return dict(Entity.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))
