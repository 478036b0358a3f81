"""Annotations and assignments in the admin: found and looked at, and curated by acts.

No form there can part an annotation from its anchor, its revision or its history: the actions
write.
"""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.admin_pages import SignedAdmin
from annotator.annotations.admin.acts import action, seen_by, unread_by
from annotator.annotations.admin.annotation_acts import (
    Correct,
    Erase,
    LinkEntity,
    LinkQuestion,
    Relabel,
    Restore,
)
from annotator.annotations.admin.filters import NAMED, Erased, Flagged, NotOfMachines, Without
from annotator.annotations.admin.lists import Leafing, QuoteList, give_context, in_context
from annotator.annotations.details import ASIDES, CLAIM, ENTITY, SAID_DETAILS, STANCE
from annotator.annotations.models import DOCUMENT_LABEL, SPAN, Annotation, Assignment, DocumentLabel
from annotator.audit import history_of
from annotator.people.admin import OfPerson
from annotator.people.models import User


class ReadOnlyAdmin(SignedAdmin):
    """To be looked at only, and blind, as every page is, until one's own reading is submitted."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_paginator(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        return Leafing(request, *args, **options)


@admin.register(Annotation)
class AnnotationAdmin(ReadOnlyAdmin):
    """Whoever may view annotations finds them here; whoever may change them curates by acts."""

    actions = (
        action(Relabel, "curate"),
        action(LinkEntity, "curate"),
        action(LinkQuestion, "curate"),
        action(Correct, "curate"),
        action(Erase, "curate"),
        action(Restore, "curate"),
    )
    list_display = (
        "quote_in_context",
        "card",
        "label",
        "article",
        "annotator",
        "layer",
        "updated_at",
    )
    list_filter = (
        ("layer", NotOfMachines), ("origin", NotOfMachines), "kind", Erased, Without, Flagged,
        "updated_at", "label", "article__story", "article__source", ("annotator", OfPerson),
        *NAMED,
    )  # fmt: skip
    search_fields = ("quote", "note", "article__title", "entity__name", "question__wording")
    search_help_text = "Words of the quote, the note, the article's title, the entity or question."
    list_select_related = ("label", "article", "annotator")
    ordering = ("-updated_at",)
    fieldsets = (
        (None, {"fields": ("quote_in_context", "label", "article", "annotator", "layer", "card")}),
        ("Mention", {"fields": tuple(d.name for d in SAID_DETAILS if ENTITY in d.kinds)}),
        ("Answer", {"fields": tuple(d.name for d in SAID_DETAILS if CLAIM in d.kinds)}),
        ("Stance", {"fields": tuple(d.name for d in SAID_DETAILS if STANCE in d.kinds)}),
        ("Notes", {"fields": tuple(detail.name for detail in ASIDES)}),
        (
            "Anchor",
            {
                "fields": (
                    "id", "start", "end", "part", "text_version", "revision", "origin",
                    "created_at", "updated_at", "erased_at",
                )
            },
        ),
    )  # fmt: skip
    readonly_fields = ("quote_in_context", "card", "id")

    def has_curate_permission(self, request: HttpRequest) -> bool:
        return cast("User", request.user).has_perm("annotations.change_annotation")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QuoteList]:
        return QuoteList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        every = Annotation.everything.defer("article__text")
        return every.filter(SPAN & seen_by(cast("User", request.user)))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out empty details: only what this annotation says is shown."""
        shown: list[Any] = []
        for title, options in self.fieldsets:
            names = tuple(
                str(name)
                for name in options["fields"]
                if title in {None, "Anchor"} or getattr(obj, str(name), None) not in {None, ""}
            )
            if names:
                shown.append((title, {"fields": names}))
        return shown

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["past"] = history_of(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="quote", ordering="quote")
    def quote_in_context(self, annotation: Any) -> SafeString:
        if not hasattr(annotation, "before"):
            give_context([annotation])
        return in_context(annotation)

    @admin.display(description="workbench")
    def card(self, annotation: Annotation) -> SafeString:
        return format_html('<a href="{}">Card</a>', annotation.get_absolute_url())


@admin.register(DocumentLabel)
class DocumentLabelAdmin(ReadOnlyAdmin):
    """Whoever may view document labels finds them here; workbench and settling write them."""

    list_display = ("label", "target", "article", "annotator", "layer", "updated_at")
    list_filter = (
        ("layer", NotOfMachines), ("origin", NotOfMachines), Erased, "updated_at", "label",
        "article__story", "article__source", ("annotator", OfPerson),
    )  # fmt: skip
    search_fields = ("note", "article__title", "stance_target__name", "annotator__username")
    search_help_text = "Words of the note, of the article's title, of the target; the annotator."
    list_select_related = ("label", "stance_target", "article", "annotator")
    ordering = ("-updated_at",)
    fields = (
        "article", "layer", "annotator", "label", "target", "note", "revision", "origin",
        "created_at", "updated_at", "erased_at",
    )  # fmt: skip
    readonly_fields = ("target",)
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[DocumentLabel]:
        every = DocumentLabel.everything.defer("article__text")
        seen: Any = every.filter(DOCUMENT_LABEL & seen_by(cast("User", request.user)))
        return seen  # type: ignore[no-any-return]

    @admin.display(description="target", ordering="stance_target")
    def target(self, given: DocumentLabel) -> str:
        return str(given.stance_target) if given.stance_target else ""


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ("article", "annotator", "state", "due_on", "assigned_at", "submitted_at")
    list_filter = (
        "state", "due_on", "article__story", "article__source", "assigned_at",
        ("annotator", OfPerson),
    )  # fmt: skip
    search_fields = ("article__title", "annotator__username")
    list_select_related = ("article", "annotator")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        shown = super().get_queryset(request).defer("article__text")
        user = cast("User", request.user)
        return shown.filter(Q(annotator=user.pk) | ~unread_by(user))
