"""The vocabulary's admin with what only this floor knows: uses, merging, splitting.

The classes of `vocabulary/admin.py` are registered anew with it. Nothing is deleted there: the
number of uses, Deactivate and Merge stand instead.
"""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from annotator.annotations.admin.acts import (
    AdminAct,
    ModelAdmin,
    act_page,
    action,
    counted_uses,
    seen_by,
)
from annotator.annotations.admin.split_acts import SplitEntity, SplitQuestion
from annotator.annotations.admin.vocabulary_acts import (
    USES,
    USES_OF_DOCUMENT_LABELS,
    Deactivate,
    MergeEntities,
    MergeLabels,
    MergeQuestions,
)
from annotator.annotations.curation.plans import number
from annotator.people.models import User
from annotator.vocabulary.admin import EntityAdmin, LabelAdmin, QuestionAdmin
from annotator.vocabulary.models import Entity, Label, Question

for model in (Label, Entity, Question):
    admin.site.unregister(model)


class Used(ModelAdmin):
    """Shows how often a thing is used, with a way to the annotations that use it."""

    used_by: tuple[tuple[str, str], ...]
    """Columns of an annotation, and what they are called."""

    def has_merge_permission(self, request: HttpRequest) -> bool:
        user = cast("User", request.user)
        return self.has_change_permission(request) and user.has_perm(
            "annotations.change_annotation"
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        things: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            return things
        seen = seen_by(cast("User", request.user))
        counted: QuerySet[Any] = things.annotate(uses=counted_uses(USES[self.model], seen))
        return counted

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_display(request), "times_used")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return (*super().get_readonly_fields(request, obj), *(("used_in",) if obj else ()))

    @admin.display(description="uses", ordering="uses")
    def times_used(self, thing: Any) -> int:
        return int(thing.uses)

    @admin.display(description="uses")
    def used_in(self, thing: Any) -> SafeString:
        """Link to the list of annotations, once for each column that names the thing."""
        listed = reverse("admin:annotations_annotation_changelist")
        links = [
            format_html('<a href="{}?{}__exact={}">{}</a>', listed, column, thing.pk, called)
            for column, called in self.used_by
        ]
        if column := USES_OF_DOCUMENT_LABELS.get(self.model):
            whole = reverse("admin:annotations_documentlabel_changelist")
            links.append(
                format_html(
                    '<a href="{}?{}__exact={}">of whole articles</a>', whole, column, thing.pk
                )
            )
        told = number(thing.uses, "use")
        return format_html("{}: {}", told, format_html_join(" · ", "{}", ((a,) for a in links)))


class Split(Used):
    """Has a page on which one of the things is split in two."""

    split_act: type[AdminAct]

    def get_urls(self) -> list[URLPattern]:
        name = f"vocabulary_{self.opts.model_name}_split"
        split = self.admin_site.admin_view(self.split)
        return [path("<int:pk>/split/", split, name=name), *super().get_urls()]

    def split(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the page that parts the thing, by what texts call it or what answers it."""
        found = self.get_queryset(request).filter(pk=pk)
        thing = found.first()
        if thing is None:
            raise Http404
        if not (self.has_change_permission(request, thing) and self.has_merge_permission(request)):
            raise PermissionDenied
        also = {"subtitle": str(thing), "original": thing}
        return act_page(self, request, found, self.split_act, also)


@admin.register(Label)
class UsedLabelAdmin(Used, LabelAdmin):
    actions = (action(MergeLabels, "merge"), action(Deactivate))
    used_by = (("label", "highlights"),)


@admin.register(Question)
class UsedQuestionAdmin(Split, QuestionAdmin):
    split_act = SplitQuestion
    actions = (action(MergeQuestions, "merge"), action(Deactivate))
    used_by = (("question", "answers"),)


@admin.register(Entity)
class UsedEntityAdmin(Split, EntityAdmin):
    split_act = SplitEntity
    actions = (action(MergeEntities, "merge"), action(Deactivate))
    used_by = (
        ("entity", "mentions"),
        ("said_by", "as speaker"),
        ("via", "as who reports it"),
        ("stance_holder", "as holder"),
        ("stance_target", "as target"),
    )
