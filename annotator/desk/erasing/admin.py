"""Erasing for good in the admin: an act with a plan, a typed name and a reason; and the record."""

from contextlib import suppress
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.annotations.admin.acts import AdminAct, action
from annotator.annotations.admin.annotations import ReadOnlyAdmin
from annotator.annotations.admin.articles import ReadArticleAdmin
from annotator.annotations.admin.people import LeavingPersonAdmin
from annotator.annotations.curation.plans import CurationPlan
from annotator.desk.erasing import plans, tasks
from annotator.navigation import way
from annotator.people.admin import OfPerson
from annotator.people.models import Erasure, User
from articles.models import Article

LONGEST_REASON = 1000


class ErasingAct(AdminAct):
    """One thing is erased for good, once its name is typed and a reason given."""

    title, button, undoable = "Erase for good", "Erase it for good", False
    planned_first = True
    typed = forms.CharField(required=False, max_length=500, label="Type its name")
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why",
        help_text="It is kept for good: write none of the words that are to go.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        with suppress(ValidationError):  # of several nothing has to be typed: the plan says so
            self.fields["typed"].help_text = f"So that nobody errs: {self.name_to_type()}"

    def first(self) -> dict[str, Any]:
        return {}

    def one(self) -> Any:
        """Return the thing that is ticked. Raises ValidationError where there are several."""
        found = list(self.ticked.order_by("pk")[:2])
        if len(found) != 1:
            raise ValidationError("Erase one at a time: tick a single line of the list.")
        return found[0]

    def name_to_type(self) -> str:
        """Return what has to be typed."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "do" in self.data:
            name = self.name_to_type()
            if " ".join(given.get("typed", "").split()) != " ".join(name.split()):
                self.add_error("typed", f"Type “{name}”, as it is spelled there.")
            if not given.get("reason", "").strip():
                self.add_error("reason", "Say why it is erased: the record keeps that.")
        return given

    def asked(self) -> SafeString:
        """Say that a worker erases it."""
        return format_html(
            'It is being erased in the background. <a href="{}">Tasks</a> says when it is done.',
            way("tasks"),
        )


class EraseArticle(ErasingAct):
    name = "erase_article"
    beyond_sight = True

    def name_to_type(self) -> str:
        return str(self.one().title)

    def plan(self) -> CurationPlan:
        return plans.article_plan(self.one(), self.by, self.seen)

    def act(self) -> SafeString:
        article = self.one()
        tasks.erase_article.ask(
            article.pk, self.cleaned_data["reason"].strip(), self.by.pk,
            story_id=article.story_id, by=self.by, key=f"erase article {article.pk}",
        )  # fmt: skip
        return self.asked()


class ErasePerson(ErasingAct):
    name = "erase_person"

    def name_to_type(self) -> str:
        return str(self.one().username)

    def plan(self) -> CurationPlan:
        return plans.person_plan(self.one(), self.by)

    def act(self) -> SafeString:
        person = self.one()
        tasks.erase_person.ask(
            person.pk, self.cleaned_data["reason"].strip(), self.by.pk,
            by=self.by, key=f"erase person {person.pk}",
        )  # fmt: skip
        return self.asked()


admin.site.unregister(Article)


@admin.register(Article)
class ErasableArticleAdmin(ReadArticleAdmin):
    """Articles, which whoever has the permission of its own may erase for good."""

    actions = (action(EraseArticle, "erase"),)

    def has_erase_permission(self, request: HttpRequest) -> bool:
        return cast("User", request.user).has_perm("articles.erase_article")


admin.site.unregister(User)


@admin.register(User)
class ErasablePersonAdmin(LeavingPersonAdmin):
    """Accounts, whose names whoever has the permission of its own may erase for good."""

    actions = (*LeavingPersonAdmin.actions, action(ErasePerson, "erase"))

    def has_erase_permission(self, request: HttpRequest) -> bool:
        return cast("User", request.user).has_perm("people.erase_person")


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    """What was erased for good: read, and never changed."""

    list_display = ("called", "kind", "story", "outlet", "published_on", "at", "by", "reason")
    list_filter = ("kind", "at", "story", ("by", OfPerson))
    list_select_related = ("story", "by")
    search_fields = ("called", "outlet", "reason", "by__username", "story__title")
    fields = (
        "called", "kind", "key", "story", "outlet", "published_on", "came_at", "at", "by", "reason",
        "went", "work_of",
    )  # fmt: skip
    readonly_fields = ("went", "work_of")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = cast("User", request.user)
        erases = user.has_perm("articles.erase_article") or user.has_perm("people.erase_person")
        return erases or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the record itself: it has no history, since it never changes."""
        return self.change_view(request, object_id, extra_context=extra_context)

    @admin.display(description="what went")
    def went(self, erasure: Erasure) -> str:
        told = [f"{count:,} {name}" for name, count in erasure.counts.items()]
        return ", ".join(told) or "nothing beside it"

    @admin.display(description="highlights by whom")
    def work_of(self, erasure: Erasure) -> str:
        people = User.objects.in_bulk([int(key) for key in erasure.work])
        told = [f"{people.get(int(key), key)}: {n:,}" for key, n in erasure.work.items()]
        return ", ".join(told) or "nobody’s"
