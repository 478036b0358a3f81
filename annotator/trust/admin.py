"""The trust log in the admin: to be looked at and taken away, by superusers and whoever they let.

Nothing there writes: `recording.py` does, and `keeping.py` lets old lines go.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header

from annotator.cells import defused, lines
from annotator.one_state import one_state
from annotator.tables import written
from annotator.trust.models import TrustLine

# At run time Django's admin classes take no type argument.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    ListFilter = admin.SimpleListFilter
else:
    ModelAdmin, ListFilter = admin.ModelAdmin, admin.SimpleListFilter

MOST, AMONG = 15, 2000
"""How many people or stories a filter offers: those that the newest lines name most, so many."""
COLUMNS = ("at", "kind", "by", "about", "story", "address", "token", "facts")
"""The columns of the file."""


class _Named(ListFilter):
    """Offers what the newest lines name most, and what a link has chosen."""

    column: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        newest = TrustLine.objects.values_list(self.column, flat=True)[:AMONG]
        counted = Counter(str(value) for value in newest if value not in {None, ""})
        found = [value for value, _ in counted.most_common(MOST)]
        chosen = request.GET.get(str(self.parameter_name), "")
        if chosen and chosen not in found and self.taken(chosen):
            found.append(chosen)
        return self.called(found)

    def has_output(self) -> bool:
        # Django drops a filter without choices, and with it what the address asks for.
        return bool(self.lookup_choices) or self.value() is not None

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(**{self.column: value}) if self.taken(value) else queryset.none()

    def taken(self, value: str) -> bool:
        """Return whether the value can be looked for."""
        return "\0" not in value

    def called(self, values: list[str]) -> list[tuple[str, str]]:
        """Return the values with what each is called."""
        return [(value, value) for value in values]


class OfStory(_Named):
    title, parameter_name, column = "story", "of", "story"


class ByPerson(_Named):
    title, parameter_name, column = "by", "by", "by_id"

    def taken(self, value: str) -> bool:
        return value.isascii() and value.isdecimal() and len(value) < 19

    def called(self, values: list[str]) -> list[tuple[str, str]]:
        people = get_user_model()._default_manager.in_bulk([int(value) for value in values])
        return [(value, str(people.get(int(value), f"no. {value}"))) for value in values]


class AboutPerson(ByPerson):
    title, parameter_name, column = "about", "about", "about_id"


@admin.register(TrustLine)
class TrustLineAdmin(ModelAdmin):
    """The log: narrowed by kind, people, story and day, sought by people's names, taken as CSV."""

    list_display = ("at", "kind", "by", "about", "story", "address", "token", "told")
    list_filter = ("kind", "at", ByPerson, AboutPerson, OfStory)
    list_select_related = ("by", "about")
    list_per_page = 50
    list_display_links = ("at",)
    date_hierarchy = "at"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = tuple(
        f"{person}__{name}"
        for person in ("by", "about")
        for name in ("username", "first_name", "last_name")
    )
    search_help_text = "By the names of people."
    fields = readonly_fields = list_display
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="facts")
    def told(self, line: TrustLine) -> str:
        """Return the facts as words."""
        return "; ".join(f"{name}: {_in_words(value)}" for name, value in line.facts.items())

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the line: it has no history, being written once."""
        return redirect("admin:trust_trustline_change", object_id)

    def get_urls(self) -> list[Any]:
        own = path(
            "export/", self.admin_site.admin_view(self.export), name="trust_trustline_export"
        )
        return [own, *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """Send the lines that the list is narrowed to as CSV, the newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        # What the list refuses, an unknown filter, is refused here in the same way.
        found = self.get_changelist_instance(request).get_queryset(request)
        name = f"trust-log-{timezone.localdate().isoformat()}.csv"
        return StreamingHttpResponse(
            (piece.encode() for piece in _file(found)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(True, name)},
        )


def _file(found: QuerySet[Any]) -> Iterator[str]:
    """Yield the file, all of it as the log was at one moment, with formulas defused."""
    with one_state():
        named = [f"{name}__username" if name in {"by", "about"} else name for name in COLUMNS]
        rows = found.values_list(*named).iterator(AMONG)
        yield from lines(COLUMNS, (_cells(row) for row in rows), bom=True)


def _cells(row: tuple[Any, ...]) -> list[str]:
    *plain, facts = row
    told = json.dumps(facts, ensure_ascii=False) if facts else ""
    return [defused(written(value)) for value in (*plain, told)]


def _in_words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
