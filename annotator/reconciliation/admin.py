"""Decisions and comments in the admin: they are found and read there, never changed.

Ended decisions are listed too: who decided what, why, and what became of it.
"""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.annotations.admin.acts import unread_by
from annotator.annotations.admin.annotations import ReadOnlyAdmin
from annotator.people.admin import OfPerson
from annotator.people.models import User
from annotator.reconciliation.models import Comment, Decision


class StandingFilter(admin.SimpleListFilter):
    """Decisions that stand, or decisions that were undone or replaced."""

    title = "stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Stands"), ("undone", "Undone"), ("replaced", "Replaced by a later one")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        which: dict[str, dict[str, Any]] = {
            "yes": {"undone_at": None, "replaced_by": None},
            "undone": {"undone_at__isnull": False},
            "replaced": {"replaced_by__isnull": False},
        }
        return queryset.filter(**which.get(self.value() or "", {}))


class AdjudicationAdmin(ReadOnlyAdmin):
    """A row that belongs to an article's adjudication.

    The page of the article is a click away, and closed to whoever has still to read it.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        every: QuerySet[Any] = self.model._base_manager.defer("article__text")
        return every.exclude(unread_by(cast("User", request.user)))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the row itself: it has no history, and says how it ended."""
        return self.change_view(request, object_id, extra_context=extra_context)

    @admin.display(description="page")
    def settled_at(self, row: Any) -> SafeString:
        address = reverse("reconciliation:settle", args=[row.article_id])
        return format_html('<a href="{}">Differences</a>', address)


@admin.register(Decision)
class DecisionAdmin(AdjudicationAdmin):
    list_display = (
        "decided_at", "article", "kind", "types", "outcome", "rule", "decided_by", "reason",
        "ended", "settled_at",
    )  # fmt: skip
    list_filter = (
        StandingFilter, "outcome", "kind", "act__rule", "had_read", "decided_at", "article__story",
        "article__source", ("decided_by", OfPerson),
    )  # fmt: skip
    search_fields = ("reason", "types", "article__title", "ruled__annotation__quote")
    search_help_text = "Words of the reason, of what was ruled on, of the article's title; a type."
    list_select_related = ("article", "decided_by", "undone_by", "act")
    ordering = ("-decided_at", "-pk")
    fields = (
        "article", "kind", "types", "outcome", "rule", "reason", "decided_by", "decided_at",
        "had_read", "ended", "ruled_on", "gold", "settled_at",
    )  # fmt: skip
    readonly_fields = ("rule", "ended", "ruled_on", "gold", "settled_at")

    @admin.display(ordering="act__rule")
    def rule(self, decision: Decision) -> str:
        """Return the rule that made it, or that a person did by hand."""
        act = decision.act
        return f"{act.get_rule_display()}, {act.share} %" if act else "by hand"

    @admin.display
    def ended(self, decision: Decision) -> str:
        if decision.undone_at:
            return f"undone by {decision.undone_by}, {decision.undone_at:%-d %b %Y %H:%M}"
        if decision.replaced_by_id:
            return f"replaced by decision {decision.replaced_by_id}"
        return "stands"

    @admin.display(description="ruled on")
    def ruled_on(self, decision: Decision) -> str:
        ruled = decision.ruled.select_related("annotation__annotator").order_by("annotation__start")
        return "\n".join(
            f"{row.annotation.annotator}: {row.annotation}, revision {row.revision}"
            f"{', accepted' if row.accepted else ''}"
            for row in ruled
        )

    @admin.display(description="settled")
    def gold(self, decision: Decision) -> str:
        made = decision.made.select_related("annotation").order_by("annotation__start")
        return "\n".join(str(row.annotation) for row in made) or "nothing"


@admin.register(Comment)
class CommentAdmin(AdjudicationAdmin):
    list_display = ("created_at", "article", "author", "text", "settled_at")
    list_filter = ("created_at", "article__story", "article__source", ("author", OfPerson))
    search_fields = ("text", "article__title", "author__username")
    search_help_text = "Words of the comment, of the article's title, its author's username."
    list_select_related = ("article", "author")
    ordering = ("-created_at", "-pk")
    fields = ("article", "author", "created_at", "text", "settled_at")
    readonly_fields = ("settled_at",)
