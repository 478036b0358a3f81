"""Accounts and memberships in the admin. Nobody is deleted: an account is deactivated.

Nobody gives what they do not have: what lets somebody do more is a superuser's to change, roles in
a story its managers' too, and whoever may do more than oneself (`rights.py`) a superuser changes.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from annotator.admin_pages import SignedAdmin
from annotator.people.models import Membership, User
from annotator.people.rights import may_more, stories_managed_by
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Story

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class OfPerson(admin.RelatedFieldListFilter):
    """Narrows a list by one of the desk's people; accounts under which machines read are none."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        ordering = self.field_admin_ordering(field, request, model_admin)
        people = {"is_machine": False}
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=people)


@admin.register(User)
class PersonAdmin(SignedAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts of people: what somebody annotated stays theirs, so that an account is never
    deleted. Those under which machines read are not here: nobody signs in by them."""

    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_superuser")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Return the accounts of people: a machine's is no person's, here and wherever one is
        picked."""
        return super().get_queryset(request).filter(is_machine=False)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may be changed: its address and its password open it."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or not may_more(obj, request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if _is_superuser(request) else (*fields, *RIGHTS)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store what belongs to the account, and tell the trust log what it may do from now on."""
        super().save_related(request, form, formsets, change)
        changed, person = set(form.changed_data), form.instance
        if rights := sorted(changed & set(RIGHTS)):
            facts = {
                "changed": rights,
                "staff": person.is_staff,
                "superuser": person.is_superuser,
                "groups": sorted(person.groups.values_list("name", flat=True)),
                "permissions": sorted(person.user_permissions.values_list("codename", flat=True)),
            }
            record(TrustKind.RIGHTS_CHANGED, by=request.user, about=person, facts=facts)
        if change and "email" in changed:
            record(TrustKind.EMAIL_CHANGED, by=request.user, about=person)
        if change and "is_active" in changed:
            kind = TrustKind.ACCOUNT_OPENED if person.is_active else TrustKind.ACCOUNT_CLOSED
            record(kind, by=request.user, about=person)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Set somebody's password, and tell the trust log of it."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record(TrustKind.PASSWORD_CHANGED, by=request.user, about=self.get_object(request, id))
        return response


admin.site.unregister(Group)
# Whoever edits an address, a session or a sign-in of somebody else could come in as them.
for model in (EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession, Authenticator):
    admin.site.unregister(model)


@admin.register(Group)
class RightsGroupAdmin(GroupAdmin):
    """Groups: what one of them may, each of its members may; so a superuser alone changes them."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store what the group may do, and tell the trust log of it."""
        super().save_related(request, form, formsets, change)
        may = sorted(form.instance.permissions.values_list("codename", flat=True))
        facts = {"group": form.instance.name, "permissions": may}
        record(TrustKind.RIGHTS_CHANGED, by=request.user, facts=facts)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete the group, and tell the trust log that it lets nobody do anything any more."""
        super().delete_model(request, obj)
        facts = {"group": obj.name, "permissions": []}
        record(TrustKind.RIGHTS_CHANGED, by=request.user, facts=facts)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete several groups as one by one."""
        for group in queryset:
            self.delete_model(request, group)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)


@admin.register(Authenticator)
class FactorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Second factors: whoever has lost theirs has it removed here, and adds another."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    list_per_page = 50
    search_fields = ("user__username", "user__first_name", "user__last_name")
    fields = readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the factor may be removed: it protects what its owner may do."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not may_more(obj.user, request.user)

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        """Delete the factor, and tell the trust log whose it was."""
        super().delete_model(request, obj)
        facts = {"type": str(obj.type)}
        record(TrustKind.SECOND_FACTOR_REMOVED, by=request.user, about=obj.user, facts=facts)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return no act on many: each is one person's."""
        return {}


def _is_superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_superuser)


@admin.register(Membership)
class MembershipAdmin(SignedAdmin):
    """Roles in a story, given by its managers and superusers alone; only the story's own page
    removes a member, where there is no work in it."""

    list_display = ("user", "story", "annotator", "adjudicator", "manager")
    list_filter = ("annotator", "adjudicator", "manager", "story")
    list_select_related = ("user", "story")
    list_per_page = 50
    search_fields = ("user__username", "user__first_name", "user__last_name", "story__title")
    autocomplete_fields = ("user", "story")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field of a story or of a person, who is no machine."""
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_machine=False)
        if db_field.name == "story" and not _is_superuser(request):
            kwargs["queryset"] = Story.objects.filter(pk__in=stories_managed_by(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether some role may be given: in a story of one's own."""
        if not super().has_add_permission(request):
            return False
        return _is_superuser(request) or bool(stories_managed_by(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the roles may be changed: in a story of one's own."""
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or _is_superuser(request):
            return True
        return obj.story_id in stories_managed_by(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
