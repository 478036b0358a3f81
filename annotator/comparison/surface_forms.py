"""How each outlet calls each entity: its surface forms, how often, and where first.

A place that several annotators marked counts once; one that any of them linked is linked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from annotator.comparison.covering import Seen
from annotator.vocabulary.models import Kind, folded

First = tuple[date, int, int]
"""Where something was first: the day, the article, the start in code points."""


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

    @property
    def forms(self) -> set[str]:
        return {form for forms in self.outlets.values() for form in forms}

    def add(self, source: int, form: str, written: str, count: int, first: First) -> None:
        self.whole.add(written, count, first)
        forms = self.outlets.setdefault(source, {})
        forms.setdefault(form, Form(written)).add(written, count, first)


class Naming(NamedTuple):
    """All names of a story, linked ones by entity and the others by their folded form."""

    linked: dict[int, Name]
    unlinked: dict[str, Name]


class Mention(NamedTuple):
    """A place where an entity is named: the same for all who marked it so."""

    article: int
    start: int
    quote: str
    entity: int | None


def naming(seen: Seen, label: str = "", source: int | None = None) -> Naming:
    """The names in what `seen` holds, of one label or outlet alone if asked. One statement."""
    linked: dict[int, Name] = {}
    unlinked: dict[str, Name] = {}
    written = _written(seen, mentions(seen, label, source))
    for (entity, outlet, quote), places in written.items():
        form = folded(quote)
        if entity is None:
            name = unlinked.setdefault(form, Name(None, form))
        else:
            name = linked.setdefault(entity, Name(entity, ""))
        name.add(outlet, form, quote, len(places), min(places))
    return Naming(linked, unlinked)


def _written(
    seen: Seen, found: Iterable[Mention]
) -> dict[tuple[int | None, int, str], list[First]]:
    """The places by entity, outlet and words: a story has far fewer of these than of mentions."""
    places: dict[tuple[int | None, int, str], list[First]] = defaultdict(list)
    articles = seen.articles
    for key, start, quote, entity in found:
        article = articles[key]
        places[entity, article.source, quote].append((article.published or date.max, key, start))
    return places


def mentions(seen: Seen, label: str = "", source: int | None = None) -> Iterable[Mention]:
    """Every place that names something, once; without an entity where nobody has linked it."""
    among = seen.annotations.filter(kind=Kind.ENTITY)
    if source is not None:
        among = among.filter(article__source=source)
    columns = ("article_id", "start", "quote", "entity_id", "label_id")
    rows = list(among.values_list(*columns).distinct())
    known = {row[:3] for row in rows if row[3] is not None}
    places = {row[:4] for row in rows if not label or row[4] == label}
    return [Mention(*one) for one in places if one[3] is not None or one[:3] not in known]
