"""Accounts and memberships in the admin. Nobody is deleted: an account is deactivated."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from annotator.admin_pages import SignedAdmin
from annotator.people.models import Membership, User


@admin.register(User)
class PersonAdmin(SignedAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts: what somebody annotated stays theirs, so that an account is never deleted."""

    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_superuser")
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(SignedAdmin):
    """Roles in a story; only the story's own page removes a member, where there is no work in
    it."""

    list_display = ("user", "story", "annotator", "adjudicator", "manager")
    list_filter = ("annotator", "adjudicator", "manager", "story")
    list_select_related = ("user", "story")
    list_per_page = 50
    search_fields = ("user__username", "user__first_name", "user__last_name", "story__title")
    autocomplete_fields = ("user", "story")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
