"""Names by outlet as the rows of a table: every value escaped, no database, no template."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from html import escape

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.comparison.names.surface_forms import First, Form, Name
from annotator.comparison.outlet_columns import MOST_COLUMNS
from annotator.vocabulary.models import Entity

MOST_FORMS = 12
"""Forms of one outlet that are told one by one."""
MOST_USERS = 5
"""Outlets of one form that are told one by one."""

Address = Callable[[First], str]


def draw_names(
    names: Iterable[Name],
    entities: Mapping[int, Entity],
    sources: Mapping[int, str],
    address: Address,
    curating: Callable[[Entity], Iterable[tuple[str, str]]],
) -> SafeString:
    """One `<tr>` an entity: its name, its number of mentions, what each outlet calls it.

    `address` leads to a place of use; `curating` gives the links to the acts on an entity.
    """
    drawn = []
    for name in names:
        entity = entities[name.entity or 0]
        drawn.append(
            f'<tr><th scope="row"><bdi>{escape(entity.name)}</bdi>{_about(entity)}'
            f"{_acts(curating(entity))}</th>"
            f'<td class="number" data-name="Mentions">{name.whole.count:,}</td>'
            f'<td class="date" data-name="First">{_first(name.whole, address)}</td>'
            f"{_outlets(name, sources, address)}</tr>"
        )
    return SafeString("".join(drawn))


def draw_users(name: Name, sources: Mapping[int, str], address: Address) -> SafeString:
    """The outlets that use one form, most often first, each leading to where it does so first."""
    used = [(source, form) for source, forms in name.outlets.items() for form in forms.values()]
    used.sort(key=lambda one: (-one[1].count, sources[one[0]].casefold()))
    drawn = "".join(
        f'<li><a href="{escape(address(form.first))}"><bdi>{escape(sources[source])}</bdi></a>'
        f" ×{form.count:,}{_day(form.first[0])}</li>"
        for source, form in used[:MOST_USERS]
    )
    more = len(used) - MOST_USERS
    left = f'<li class="quiet">and {more:,} more sources</li>' if more > 0 else ""
    return SafeString(f'<ul class="forms">{drawn}{left}</ul>')


def _about(entity: Entity) -> str:
    number = escape(entity.wikidata)
    link = (
        f' <a class="small" href="https://www.wikidata.org/wiki/{number}" rel="noreferrer">'
        f"Wikidata {number}</a>"
        if number
        else ""
    )
    told = f"<small>{escape(entity.description)}</small>" if entity.description else ""
    return link + told


def _acts(links: Iterable[tuple[str, str]]) -> str:
    drawn = " · ".join(f'<a href="{escape(where)}">{words}</a>' for words, where in links)
    return f'<small class="acts">{drawn}</small>' if drawn else ""


def _outlets(name: Name, sources: Mapping[int, str], address: Address) -> str:
    if len(sources) > MOST_COLUMNS:
        parts = "".join(
            f"<div><dt><bdi>{escape(called)}</bdi></dt>"
            f"<dd>{_forms(name.outlets[source], address)}</dd></div>"
            for source, called in sources.items()
            if source in name.outlets
        )
        return f'<td class="every"><dl class="outlets">{parts}</dl></td>'
    return "".join(
        f'<td data-name="{escape(called)}">{_forms(name.outlets.get(source, {}), address)}</td>'
        for source, called in sources.items()
    )


def _forms(forms: Mapping[str, Form], address: Address) -> str:
    if not forms:
        return ""
    ordered = sorted(forms.values(), key=lambda form: (-form.count, form.first))
    drawn = "".join(
        f'<li><a href="{escape(address(form.first))}" dir="auto">{escape(form.written)}</a>'
        f" ×{form.count:,}{_day(form.first[0])}</li>"
        for form in ordered[:MOST_FORMS]
    )
    more = len(ordered) - MOST_FORMS
    left = f'<li class="quiet">and {more:,} more forms</li>' if more > 0 else ""
    return f'<ul class="forms">{drawn}{left}</ul>'


def _first(form: Form, address: Address) -> str:
    day = form.first[0]
    return f'<a href="{escape(address(form.first))}">{_written(day) or "undated"}</a>'


@lru_cache(maxsize=4096)
def _written(day: date) -> str:
    return "" if day == date.max else format_date(day, "j M Y")


def _day(day: date) -> str:
    told = _written(day)
    return f" <small>from {told}</small>" if told else ""
