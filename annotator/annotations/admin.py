"""Annotations and assignments in the admin: to look at. Their writers are the actions, so that
no form can part an annotation from its anchor, its revision or its history."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from annotator.annotations.models import OPEN, Annotation, Assignment, Layer

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class Shown(ModelAdmin):
    """To be looked at only; and blind, as every page is, until one's own reading is submitted."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def unread_by(self, request: HttpRequest) -> Q:
        mine = Assignment.objects.filter(annotator=request.user.pk, state__in=OPEN)
        return Q(article__in=mine.values("article"))


@admin.register(Annotation)
class AnnotationAdmin(Shown):
    list_display = ("quote", "label", "article", "annotator", "layer", "updated_at")
    list_filter = ("layer", "kind", "article__story", "article__source")
    search_fields = ("quote", "note", "article__title", "entity__name", "question__wording")
    list_select_related = ("label", "article", "annotator")
    ordering = ("-updated_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        own = Q(annotator=request.user.pk, layer=Layer.READING)
        live = Annotation.objects.defer("article__text")
        return live.filter(own | ~self.unread_by(request))


@admin.register(Assignment)
class AssignmentAdmin(Shown):
    list_display = ("article", "annotator", "state", "assigned_at", "submitted_at")
    list_filter = ("state", "article__story")
    search_fields = ("article__title", "annotator__username")
    list_select_related = ("article", "annotator")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        shown = super().get_queryset(request).defer("article__text")
        return shown.filter(Q(annotator=request.user.pk) | ~self.unread_by(request))
