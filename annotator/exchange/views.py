"""The export page: which files of a story a member may download, and under which filters."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from django.forms import ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import count_unsubmitted
from annotator.annotations.visibility.portions import Portion
from annotator.annotations.visibility.source_masking import hides_sources_from
from annotator.exchange.formats.registry import written_formats
from annotator.exchange.registry import TABLES
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.tables import Table, TableFilters


class ExportFile(NamedTuple):
    """A table, and where a story's file of it is downloaded."""

    table: Table[Portion]
    address: str


class ExportSection(NamedTuple):
    """Tables of one heading, and the filters that all of them take."""

    heading: str
    files: list[ExportFile]
    form: TableFilters
    leaves_out: bool
    """Whether the files leave out the articles that one has still to read."""


def _read_choices_once(forms: Sequence[TableFilters]) -> None:
    """Let fields of one name, which offer the same in each form, read it with one statement."""
    read: dict[str, list[Any]] = {}
    for form in forms:
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField):
                offered: Any = field.choices
                # Without the iterator, a list asks for their number first.
                field.choices = read[name] = read.get(name) or list(iter(offered))


@require_GET
def export(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the tables and formats that the member may have, and what is left out for whom."""
    story = story_for(request, slug)
    roles = request.membership.roles
    sections = []
    for heading, of_it in groupby(TABLES, key=lambda table: table.heading):
        tables = [table for table in of_it if table.roles & roles]
        if tables:
            form = tables[0].filters(None, story, request.membership)
            leaves_out = all(table.visible is None for table in tables)
            files = [ExportFile(one, reverse(one.url, args=[story.slug])) for one in tables]
            sections.append(ExportSection(heading, files, form, leaves_out))
    _read_choices_once([section.form for section in sections])
    page = {
        "story": story,
        "tab": "export",
        "sections": sections,
        "formats": [one for one in written_formats() if one.open_to(bool(roles & SETTLERS))],
        "own_only": not roles & SETTLERS,
        "blind_to": count_unsubmitted(request.user, story),
        "sources_hidden": hides_sources_from(request.membership),
    }
    return render(request, "exchange/export.html", page)
