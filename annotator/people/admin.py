"""Accounts and memberships in the admin. Nobody is deleted: an account is deactivated."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from annotator.people.models import Membership, User

# At run time Django's admin classes take no type argument.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class Noted(ModelAdmin):
    """Every change leaves its author in the history."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._history_user = request.user
        super().save_model(request, obj, form, change)


@admin.register(User)
class PersonAdmin(Noted, UserAdmin):  # type: ignore[type-arg]
    """What somebody annotated stays theirs, so the account stays too: untick “active”."""

    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_superuser")
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(Noted):
    """Roles in a story. Removing a member with work in it is refused on the story's own page."""

    list_display = ("user", "story", "annotator", "adjudicator", "manager")
    list_filter = ("annotator", "adjudicator", "manager", "story")
    list_select_related = ("user", "story")
    list_per_page = 50
    search_fields = ("user__username", "user__first_name", "user__last_name", "story__title")
    autocomplete_fields = ("user", "story")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
