"""Accounts in the admin, with what somebody had yet to read when the account is closed."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from annotator.annotations.admin.acts import AdminAct, action, finder
from annotator.annotations.curation.offboarding import deactivate_user, deactivate_user_preview
from annotator.annotations.curation.plans import CurationPlan
from annotator.annotations.models import Assignment
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.people.actions import reactivate, reactivation_refusal
from annotator.people.admin import PersonAdmin
from annotator.people.models import User

admin.site.unregister(User)


class DeactivatePeople(AdminAct):
    """Close accounts; their open articles go to somebody else, or back."""

    name, title, button = "deactivate", "Deactivate", "Deactivate"
    undoable = False
    heir = finder(
        Assignment, "annotator", User.objects.filter(is_active=True), required=False,
        label="Hand open articles to",
        help_text="Leave it empty to withdraw them.",
    )  # fmt: skip

    def first(self) -> dict[str, Any]:
        return {"heir": ""}

    def people(self) -> list[User]:
        return list(self.ticked.filter(is_active=True).order_by("pk")[:50])

    def plan(self) -> CurationPlan:
        heir = self.cleaned_data["heir"]
        people = self.people()
        if not people:
            raise ValidationError("None of these accounts is active.")
        if heir in people:
            raise ValidationError("Hand the articles to somebody who stays.")
        plans = [deactivate_user_preview(user, self.by, heir) for user in people]
        return CurationPlan(
            tuple(line for plan in plans for line in plan.will),
            tuple(dict.fromkeys(line for plan in plans for line in plan.stays)),
        )

    def act(self) -> str:
        return self._all()

    @atomic_with_retry
    def _all(self) -> str:
        people = self.people()
        for user in people:
            deactivate_user(user, self.by, self.cleaned_data["heir"])
        return f"Deactivated: {', '.join(map(str, people))}."


class ReactivatePeople(AdminAct):
    """Open closed accounts again."""

    name, title, button = "reactivate", "Activate again", "Activate"
    undoable = False

    def people(self) -> list[User]:
        return list(self.ticked.filter(is_active=False).order_by("pk")[:50])

    def plan(self) -> CurationPlan:
        people = self.people()
        if not people:
            raise ValidationError("All of these accounts are active.")
        for user in people:
            if complaint := reactivation_refusal(user, self.by):
                raise ValidationError(complaint)
        return CurationPlan(
            tuple(f"{user} can sign in again, with the roles of before." for user in people),
            ("What was withdrawn or handed on stays so; tokens and invitations stay revoked.",),
        )

    def act(self) -> str:
        people = self.people()
        for user in people:
            reactivate(user, self.by)
        return f"Activated: {', '.join(map(str, people))}."


@admin.register(User)
class LeavingPersonAdmin(PersonAdmin):
    actions: tuple[Any, ...] = (action(DeactivatePeople), action(ReactivatePeople))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        """Leave closing an account, and opening it again, to the acts, which say what follows."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        return (*fixed, "is_active") if obj is not None else fixed
