"""What the desk's admin pages have in common: signed changes, and a history that says what changed.

Whom a page of the admin lets in is Django's to decide: a superuser may do everything; other staff
what their permissions say. Acts of curation ask for `change` on what they change: an act on
annotations for `annotations.change_annotation`, a merge or split for that and `change` on the
entities, questions or labels. Roles in a story count on the desk's own pages, not here.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from annotator.audit import history_of

# At run time Django's admin classes take no type argument.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class SignedAdmin(ModelAdmin):
    """An admin whose every change leaves its author in the history, and whose history page lists
    all."""

    object_history_template = "admin/past.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._history_user = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            row.instance._history_user = request.user
        super().save_formset(request, form, formset, change)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["past"] = history_of(response.context_data["object"])
        return response
