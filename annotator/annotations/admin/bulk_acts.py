"""The bulk acts of curators in the admin: who did what, and the undo of each."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from annotator.annotations.admin.acts import AdminAct, action
from annotator.annotations.admin.annotations import ReadOnlyAdmin
from annotator.annotations.curation.bulk_log import undo_bulk_act, undo_plan
from annotator.annotations.curation.plans import CurationPlan
from annotator.annotations.models import BulkAct
from annotator.people.admin import OfPerson
from annotator.people.models import User


class UndoAct(AdminAct):
    """Everything is as before the act, while nothing that it changed has changed since."""

    name, title, button = "undo_act", "Undo", "Undo"
    undoable = False
    beyond_sight = True

    def one(self) -> BulkAct:
        """Return the act that is ticked. Raises ValidationError where there are several."""
        found = list(self.ticked[:2])
        if len(found) != 1:
            raise ValidationError("Undo one act at a time, the latest first.")
        return cast("BulkAct", found[0])

    def plan(self) -> CurationPlan:
        return undo_plan(self.one(), self.seen)

    def act(self) -> str:
        act = self.one()
        undo_bulk_act(act, self.by)
        return f"Undone: {act.told}."


@admin.register(BulkAct)
class BulkActAdmin(ReadOnlyAdmin):
    """Whoever may change annotations finds here what was done in bulk, and undoes it."""

    actions = (action(UndoAct, "curate"),)
    list_display = ("told", "name", "by", "at", "undone_at", "undone_by")
    list_filter = ("name", "at", "undone_at", ("by", OfPerson))
    search_fields = ("told", "by__username")
    list_select_related = ("by", "undone_by")
    fields = ("told", "name", "by", "at", "undone_at", "undone_by")

    def has_curate_permission(self, request: HttpRequest) -> bool:
        return cast("User", request.user).has_perm("annotations.change_annotation")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_curate_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_curate_permission(request)
