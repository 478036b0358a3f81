"""How each outlet calls each entity: its surface forms, how often, and where first.

A place that several annotators marked counts once; a place that any of them linked is linked. The
database adds up: a story has far fewer forms than mentions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from annotator.annotations.models import Annotation
from annotator.comparison.asides import stands_aside
from annotator.comparison.seen import Seen
from annotator.text import fold
from annotator.vocabulary.models import Kind

First = tuple[date, int, int]
"""Where something was first: the day, the article, the start in code points."""
_DAY, _DIGITS = 10, 12


class _Padded(Func):
    """A whole number as text of twelve digits, so that texts sort as numbers do."""

    template = "lpad((%(expressions)s)::text, 12, '0')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        written = "printf('%%%%012d', %(expressions)s)"
        return super().as_sql(compiler, connection, template=written, **options)


_WHEN = Coalesce(
    Cast("article__published_on", TextField()),
    Value(date.max.isoformat()),
    output_field=TextField(),
)
_FIRST = Min(Concat(_WHEN, _Padded(F("article_id")), _Padded(F("start")), output_field=TextField()))
_PLACES = Count(
    ExpressionWrapper(F("article_id") * 2**31 + F("start"), BigIntegerField()), distinct=True
)


@dataclass
class Form:
    """One way in which one outlet writes a name, case and spacing aside."""

    written: str
    count: int = 0
    first: First = (date.max, 0, 0)

    def add(self, written: str, count: int, first: First) -> None:
        if not self.count or first < self.first:
            self.written, self.first = written, first
        self.count += count


@dataclass
class Name:
    """An entity, or a form that nobody has linked, with its forms by outlet, then folded."""

    entity: int | None
    form: str
    whole: Form = field(default_factory=lambda: Form(""))
    outlets: dict[int, dict[str, Form]] = field(default_factory=dict)

    def add(self, source: int, form: str, written: str, count: int, first: First) -> None:
        self.whole.add(written, count, first)
        forms = self.outlets.setdefault(source, {})
        forms.setdefault(form, Form(written)).add(written, count, first)


@dataclass
class Total:
    """How often a name is used, in which words, and where first if that was asked for."""

    entity: int | None
    count: int = 0
    first: str = ""
    written: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


class Naming(NamedTuple):
    """All names of a story in sum: linked names by entity, unlinked ones by their folded form."""

    linked: dict[int, Total]
    unlinked: dict[str, Total]


def naming(
    seen: Seen, among: QuerySet[Annotation], *, words: bool = True, first: bool = False
) -> Naming:
    """Return the names that the annotations `among` (see `narrowed`) use. Two statements.

    Only if asked for: where each name is used `first`, and in which `words` the linked ones are.
    """
    linked: dict[int, Total] = {}
    unlinked: dict[str, Total] = {}
    sums = {"count": _PLACES} | ({"at": _FIRST} if first else {})
    columns = ("entity_id", "quote") if words else ("entity_id",)
    for entity, *row in among.filter(~Q(entity=None)).values_list(*columns).annotate(**sums):
        _sum(linked.setdefault(entity, Total(entity)), row if words else ["", *row])
    for row in unlinked_among(seen, among).values_list("quote").annotate(**sums):
        _sum(unlinked.setdefault(fold(row[0]), Total(None)), row)
    return Naming(linked, unlinked)


def _sum(total: Total, row: Sequence[Any]) -> None:
    quote, count, *at = row
    total.count += count
    total.written.add(quote)
    total.forms.add(fold(quote))
    total.first = min(filter(None, (total.first, *at)), default="")


def narrowed(
    seen: Seen, label: str = "", source: int | None = None, aside: bool | None = False
) -> QuerySet[Annotation]:
    """Return the annotations that name something, of one label or outlet alone if given.

    Without those that stand in captions, references and the like; with `aside` these alone, and
    all of them where it is None.
    """
    among = seen.annotations.filter(kind=Kind.ENTITY)
    if aside is not None:
        among = among.filter(stands_aside() if aside else ~stands_aside())
    if label:
        among = among.filter(label=label)
    return among if source is None else among.filter(article__source=source)


def unlinked_among(seen: Seen, among: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Return the annotations at places that nobody has linked."""
    same = {name: OuterRef(name) for name in ("article", "start", "quote")}
    linked = seen.annotations.filter(~Q(entity=None), kind=Kind.ENTITY, **same)
    return among.filter(~Exists(linked), entity=None)


def forms_of(entities: Collection[int], among: QuerySet[Annotation]) -> dict[int, Name]:
    """Return these entities with their forms by outlet. One statement."""
    found: dict[int, Name] = {key: Name(key, "") for key in entities}
    for entity, *row in _by_outlet(among.filter(entity__in=list(entities)), "entity_id"):
        _add(found[entity], row)
    return found


def users_of(
    totals: Mapping[str, Total], seen: Seen, among: QuerySet[Annotation]
) -> dict[str, Name]:
    """Return these forms, which nobody has linked, with the outlets that use them. One
    statement."""
    written = {quote: form for form, total in totals.items() for quote in total.written}
    found = {form: Name(None, form) for form in totals}
    unlinked = unlinked_among(seen, among).filter(quote__in=list(written))
    for row in _by_outlet(unlinked):
        _add(found[written[row[1]]], row)
    return found


def _by_outlet(among: QuerySet[Annotation], *columns: str) -> Iterable[Any]:
    rows = among.values_list(*columns, "article__source", "quote")
    return rows.annotate(count=_PLACES, at=_FIRST)


def _add(name: Name, row: Iterable[Any]) -> None:
    source, quote, count, at = row
    name.add(source, fold(quote), quote, count, _place(at))


def _place(at: str) -> First:
    day, rest = date.fromisoformat(at[:_DAY]), at[_DAY:]
    return day, int(rest[:_DIGITS]), int(rest[_DIGITS:])
