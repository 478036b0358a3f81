"""How each outlet calls each entity: its surface forms, how often, and where first, as kept.

A place that several annotators marked counts once; a place that any of them linked is linked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Min,
    OuterRef,
    Q,
    QuerySet,
)

from annotator.annotations.models import Annotation
from annotator.comparison.names.similar import NameSuggestion
from annotator.comparison.seen import Seen
from annotator.comparison.tallies.listing import MendedList, by_code_point
from annotator.comparison.tallies.name_uses import EVERY, TallyKey, read_first
from annotator.comparison.tallies.names import (
    NameSum,
    first_of,
    sums_of,
    tallies_of,
    uses_in,
)
from annotator.comparison.tally_models import NameTally, NameUse
from annotator.vocabulary.models import Kind
from articles.models import Story

First = tuple[date, int, int]
"""Where something was first: the day, the article, the start in code points."""


@dataclass
class Form:
    """One way in which one outlet writes a name, case and spacing aside."""

    written: str
    count: int = 0
    first: First = (date.max, 0, 0)

    def add(self, other: "Form") -> None:
        """Count what is used elsewhere as well; it is written as where it stands first."""
        if not self.count or other.first < self.first:
            self.written, self.first = other.written, other.first
        self.count += other.count


@dataclass
class Name:
    """An entity, or a form that nobody has linked, with its forms by outlet, then folded."""

    entity: int | None
    form: str
    whole: Form = field(default_factory=lambda: Form(""))
    outlets: dict[int, dict[str, Form]] = field(default_factory=dict)
    further: dict[int, int] = field(default_factory=dict)
    """How many forms of each outlet are left out of `outlets`."""

    def add(self, source: int, form: str, used: Form) -> None:
        self.whole.add(used)
        self.outlets.setdefault(source, {}).setdefault(form, Form("")).add(used)


@dataclass(frozen=True)
class NamesAsked:
    """Which names are wanted: of one label, of one outlet by its key, whose words have a text."""

    label: str = ""
    source: int = EVERY
    text: str = ""
    sort: str = ""


class KeptNames:
    """The names of a story as they are kept, without the articles that a member has still to
    read."""

    def __init__(self, story: Story, unseen: Collection[int], asked: NamesAsked) -> None:
        self._story, self._unseen, self._asked = story, unseen, asked
        self._tallies = NameTally.objects.filter(story=story, label=asked.label)
        kept = uses_in(story, unseen) if unseen else {}
        gone = sums_of(use for found in kept.values() for use in found)
        self._gone = {key: sums for key, sums in gone.items() if key.label == asked.label}

    @cached_property
    def linked(self) -> MendedList:
        """Return the tallies of the entities, in the order asked for, as a pager takes them."""
        rows = self._tallies.filter(source=self._asked.source, aside=False, form="", entity__gt=0)
        if text := self._asked.text:
            having = self._tallies.filter(entity=OuterRef("entity"), form__contains=text)
            if self._asked.source:
                having = having.filter(source=self._asked.source)
            rows = rows.filter(Q(called__contains=text) | Exists(having))
        return self._mended(rows, lambda key: bool(key.entity) and not key.form)

    @cached_property
    def unlinked(self) -> MendedList:
        """Return the tallies of the forms that nobody has linked, as a pager takes them."""
        rows = self._tallies.filter(source=self._asked.source, aside=False, entity=0)
        if self._asked.text:
            rows = rows.filter(form__contains=self._asked.text)
        return self._mended(rows, lambda key: not key.entity)

    def forms_of(
        self, entities: Collection[int], most: int | None = None
    ) -> dict[int, tuple[Name, Name]]:
        """Return these entities with their forms by outlet, and those that stand aside apart: all
        of them, or of each outlet `most`, the commonest, and how many more it has."""
        found = {key: (Name(key, ""), Name(key, "")) for key in entities}
        given: dict[tuple[int, bool, int], list[tuple[int, str, str]]] = {}
        rows = self._tallies.filter(entity__in=list(entities)).exclude(form="")
        for key, count, first in self._by_outlet(rows):
            outlet = given.setdefault((key.entity, key.aside, key.source), [])
            outlet.append((-count, first, key.form))
        # What `first` keeps sorts as a place does: only what is shown of it is taken apart.
        for (entity, aside, source), forms in given.items():
            name = found[entity][aside]
            listed = sorted(forms)[:most]
            name.outlets[source] = {form: _used(-count, first) for count, first, form in listed}
            name.further[source] = len(forms) - len(listed)
            earliest = min(first for _, first, _ in forms)
            name.whole.add(_used(-sum(count for count, *_ in forms), earliest))
        return found

    def users_of(self, forms: Collection[str]) -> dict[str, Name]:
        """Return these forms, which nobody has linked, with the outlets that use them."""
        found = {form: Name(None, form) for form in forms}
        rows = self._by_outlet(self._tallies.filter(entity=0, form__in=list(forms)))
        for key, count, first in rows:
            found[key.form].add(key.source, key.form, _used(count, first))
        return found

    def suggestions(self, forms: Collection[str]) -> dict[str, list[NameSuggestion] | None]:
        """Return what each of these forms may stand for, by the keys of entities; None while that
        is to be sought.

        What was linked in an article that is closed to the member suggests nothing.
        """
        closed = {(key.entity, key.form) for key in self._gone}
        rows = NameTally.objects.filter(
            story=self._story, label="", source=EVERY, entity=0, aside=False, form__in=list(forms)
        ).order_by()
        return {
            form: None
            if like is None
            else [one for each in like if (one := NameSuggestion(*each))[:2] not in closed]
            for form, like in rows.values_list("form", "like")
        }

    def _by_outlet(self, rows: QuerySet[NameTally]) -> Iterable[tuple[TallyKey, int, str]]:
        """Yield how often each outlet uses each form, and where first; two statements at most."""
        source = self._asked.source
        rows = rows.filter(source=source) if source else rows.filter(source__gt=EVERY)
        read = rows.order_by().values_list(*TallyKey._fields, "count", "first")
        listed = [(TallyKey(*key), count, first) for *key, count, first in read]
        again: dict[TallyKey, str] = {}
        if self._gone:
            closed = {key for key, _, first in listed if key in self._gone and self._closed(first)}
            again = self._firsts(closed)
        for key, count, first in listed:
            gone = self._gone.get(key)
            left = count - gone.places if gone else count
            if left > 0:
                yield key, left, again.get(key, first)

    def _closed(self, first: str) -> bool:
        return bool(first) and read_first(first).article in self._unseen

    def _firsts(self, keys: Collection[TallyKey]) -> dict[TallyKey, str]:
        """Return where these forms stand first in articles that may be seen; one statement."""
        if not keys:
            return {}
        uses = NameUse.objects.filter(
            story=self._story,
            entity__in={key.entity for key in keys},
            form__in={key.form for key in keys},
        ).exclude(article__in=self._unseen)
        label = self._asked.label
        uses = uses.filter(label=label) if label else uses.filter(once__gt=0)
        read = ("source", "entity", "form", "aside")
        rows = uses.order_by().values_list(*read).annotate(Min("first"))
        return {TallyKey(label, *row[:-1]): row[-1] for row in rows}

    def _mended(self, rows: QuerySet[NameTally], which: Any) -> MendedList:
        """Return rows as they are without the articles that are closed to the member."""
        order, compared = _ORDERS[self._asked.sort]
        touched = {
            key: sums
            for key, sums in self._gone.items()
            if which(key) and key.source == self._asked.source and not key.aside
        }
        kept = tallies_of(self._story, touched.keys())
        among = {row.pk for row in rows.filter(pk__in=[row.pk for row in kept.values()])}
        mended = [
            one
            for key, row in kept.items()
            if row.pk in among and (one := self._without(row, key, touched[key]))
        ]
        closed = [row.pk for row in kept.values()]
        return MendedList(rows.order_by(*order), mended, closed, compared)

    def _without(self, row: NameTally, key: TallyKey, gone: NameSum) -> NameTally | None:
        row.count -= gone.places
        row.uses -= gone.uses
        if self._asked.sort == "first" and self._closed(row.first):
            row.first = first_of(self._story, key, self._unseen)
        return row if row.uses > 0 else None


_CALLED = by_code_point("called")
_NOWHERE = ExpressionWrapper(Q(first=""), output_field=BooleanField())
_ORDERS: Mapping[str, Any] = {
    "": (("-count", _CALLED, "entity"), lambda row: (-row.count, row.called, row.entity)),
    "name": ((_CALLED, "entity"), lambda row: (row.called, row.entity)),
    # What is named aside alone has no first use that counts, and comes last.
    "first": (
        (_NOWHERE, "first", _CALLED, "entity"),
        lambda row: (not row.first, row.first, row.called, row.entity),
    ),
}


def narrowed(seen: Seen) -> QuerySet[Annotation]:
    """Return the annotations that name something, wherever they stand."""
    return seen.annotations.filter(kind=Kind.ENTITY)


def unlinked_among(seen: Seen, among: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Return the annotations at places that nobody has linked."""
    same = {name: OuterRef(name) for name in ("article", "start", "quote")}
    linked = seen.annotations.filter(~Q(entity=None), kind=Kind.ENTITY, **same)
    return among.filter(~Exists(linked), entity=None)


def _used(count: int, first: str) -> Form:
    """Return a form that is used so often, and where first: as it is written there."""
    use = read_first(first)
    return Form(use.written, count, (use.day, use.article, use.start))
