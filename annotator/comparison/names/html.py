"""Names by outlet as the rows of a table: no database, no template."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.comparison.names.surface_forms import First, Form, Name
from annotator.comparison.outlet_columns import MOST_COLUMNS
from annotator.markup import EMPTY, fill, join
from annotator.vocabulary.models import Entity

MOST_FORMS = 5
"""Forms of one outlet that are listed one by one."""
MOST_USERS = 5
"""Outlets of one form that are listed one by one."""

Address = Callable[[First], str]


def draw_names(
    names: Iterable[tuple[Name, Name]],
    entities: Mapping[int, Entity],
    sources: Mapping[int, str],
    address: Address,
    curating: Callable[[Entity], Iterable[tuple[str, str]]],
) -> SafeString:
    """Draw one `<tr>` an entity: its name, its number of mentions, what each outlet calls it.

    Each name comes with what stands in captions, references and the like, which is told apart.
    `address` leads to a place of use; `curating` gives the links to the acts on an entity.
    """
    drawn = []
    for name, aside in names:
        entity = entities[name.entity or 0]
        drawn.append(
            fill(
                '<tr><th scope="row"><bdi>{}</bdi>{}{}{}</th>'
                '<td class="number" data-name="Mentions">{:,}</td>'
                '<td class="date" data-name="First">{}</td>{}</tr>',
                entity.name, _about(entity), _apart(aside, address), _acts(curating(entity)),
                name.whole.count,
                _first(name.whole, address), _outlets(name, sources, address),
            )
        )  # fmt: skip
    return join(drawn)


def draw_users(name: Name, sources: Mapping[int, str], address: Address) -> SafeString:
    """Draw the outlets that use one form, most often first, each leading to where it does so
    first."""
    used = [(source, form) for source, forms in name.outlets.items() for form in forms.values()]
    used.sort(key=lambda one: (-one[1].count, sources[one[0]].casefold()))
    drawn = [
        fill(
            '<li><a href="{}"><bdi>{}</bdi></a> ×{:,}{}</li>',
            address(form.first), sources[source], form.count, _day(form.first[0]),
        )
        for source, form in used[:MOST_USERS]
    ]  # fmt: skip
    more = len(used) - MOST_USERS
    if more > 0:
        drawn.append(fill('<li class="quiet">and {:,} more sources</li>', more))
    return fill('<ul class="forms">{}</ul>', join(drawn))


def _about(entity: Entity) -> SafeString:
    parts = []
    if entity.wikidata:
        parts.append(
            fill(
                ' <a class="small" href="https://www.wikidata.org/wiki/{}" rel="noreferrer">'
                "Wikidata {}</a>",
                entity.wikidata, entity.wikidata,
            )
        )  # fmt: skip
    if entity.description:
        parts.append(fill("<small>{}</small>", entity.description))
    return join(parts)


def _acts(links: Iterable[tuple[str, str]]) -> SafeString:
    drawn = join([fill('<a href="{}">{}</a>', where, words) for words, where in links], " · ")
    return fill('<small class="acts">{}</small>', drawn) if drawn else drawn


def _apart(name: Name, address: Address) -> SafeString:
    """Tell what no article says of itself: forms of captions, references and links."""
    if not name.whole.count:
        return EMPTY
    forms = [form for found in name.outlets.values() for form in found.values()]
    forms.sort(key=lambda form: (-form.count, form.first))
    drawn = [
        fill('<a href="{}" dir="auto">{}</a> ×{:,}', address(form.first), form.written, form.count)
        for form in forms[:MOST_USERS]
    ]
    more = len(forms) + sum(name.further.values()) - MOST_USERS
    told = join(drawn, ", ") + (fill(" and {:,} more", more) if more > 0 else EMPTY)
    words = "Not counted, in captions, references, links and the like:"
    return fill('<small class="aside">{} {}</small>', words, told)


def _outlets(name: Name, sources: Mapping[int, str], address: Address) -> SafeString:
    if len(sources) > MOST_COLUMNS:
        parts = join(
            fill(
                "<div><dt><bdi>{}</bdi></dt><dd>{}</dd></div>",
                called, _forms(name, source, address),
            )
            for source, called in sources.items()
            if source in name.outlets
        )  # fmt: skip
        return fill('<td class="every"><dl class="outlets">{}</dl></td>', parts)
    return join(
        fill('<td data-name="{}">{}</td>', called, _forms(name, source, address))
        for source, called in sources.items()
    )


def _forms(name: Name, source: int, address: Address) -> SafeString:
    forms = name.outlets.get(source)
    if not forms:
        return EMPTY
    drawn = [
        fill(
            '<li><a href="{}" dir="auto">{}</a> ×{:,}{}</li>',
            address(form.first), form.written, form.count, _day(form.first[0]),
        )
        for form in forms.values()
    ]  # fmt: skip
    if more := name.further.get(source):
        drawn.append(fill('<li class="quiet">and {:,} more forms</li>', more))
    return fill('<ul class="forms">{}</ul>', join(drawn))


def _first(form: Form, address: Address) -> SafeString:
    if not form.count:
        return EMPTY
    return fill('<a href="{}">{}</a>', address(form.first), _written(form.first[0]) or "undated")


@lru_cache(maxsize=4096)
def _written(day: date) -> str:
    return "" if day == date.max else format_date(day, "j M Y")


@lru_cache(maxsize=4096)
def _day(day: date) -> SafeString:
    written = _written(day)
    return fill(" <small>from {}</small>", written) if written else EMPTY
