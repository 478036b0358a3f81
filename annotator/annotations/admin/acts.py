"""An act of the admin's drop-down: a page that says first what it will do, and then does it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import Count, Field, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.annotations.admin.tasks import MOST_AT_ONCE, run_bulk_act
from annotator.annotations.curation.bulk_log import recorded
from annotator.annotations.curation.plans import CurationPlan
from annotator.annotations.models import OPEN, Annotation, Assignment, Layer
from annotator.navigation import way
from annotator.people.models import User

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    ModelChoiceField = forms.ModelChoiceField[Any]
else:
    ModelAdmin, ModelChoiceField = admin.ModelAdmin, forms.ModelChoiceField

CHANGED = "Something has changed since you looked: this is what would happen now."


def unread_by(user: User) -> Q:
    """Return the condition that something lies in an article that the user has still to read."""
    mine = Assignment.objects.filter(annotator=user.pk, state__in=OPEN)
    return Q(article__in=mine.values("article"))


def seen_by(user: User) -> Q:
    """Return the condition that the user may see an annotation: blind holds in the admin too."""
    return Q(annotator=user.pk, layer=Layer.READING) | ~unread_by(user)


class AdminAct(forms.Form):
    """One act as a form: what it asks for beside what is ticked, its plan, and the act itself.

    What it does to annotations and to `things` is noted, so that it can be undone in one step.
    """

    name: str
    title: str
    button: str
    beyond_sight = False
    """Whether it also changes annotations that a curator who has still to read may not see."""
    planned_first = False
    """Whether its plan is told whatever the form holds, since nothing of that changes it."""
    undoable = True
    """Whether it is noted in the list of bulk acts, from which it can be undone."""

    def __init__(self, *args: Any, ticked: QuerySet[Any], by: User, **options: Any) -> None:
        self.ticked, self.by, self.seen = ticked, by, seen_by(by)
        super().__init__(*args, **options)

    def first(self) -> dict[str, Any] | None:
        """Return the choice to begin with; None where the curator has to choose."""
        return None if self.fields else {}

    def plan(self) -> CurationPlan:
        """Tell what the act will do. Raises ValidationError where it cannot be done."""
        raise NotImplementedError

    def act(self) -> str:
        """Do it, and say what was done. Raises ValidationError where it cannot be done."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return what was done as the list of bulk acts tells it: no number of what is hidden."""
        return self.title

    def things(self) -> Iterable[Any]:
        """Return what of the vocabulary the act touches, and, once it is done, what it made."""
        return ()


def done_and_noted(form: AdminAct) -> SafeString | str:
    """Do the act, and say what was done, with a way to its undo."""
    if not form.undoable:
        return form.act()
    told, noted = recorded(form.name, form.by, form.act, form.summary, form.things)
    if noted is None:
        return told
    address = reverse("admin:annotations_bulkact_changelist") + f"?id__exact={noted.pk}"
    return format_html('{} <a href="{}">Undo it in the list of bulk acts</a>', told, address)


def asked_for(form: AdminAct, request: HttpRequest) -> SafeString | str:
    """Ask for an act on many highlights as a task, and say so; '' where it is to be done now."""
    if form.ticked.model is not Annotation or not form.undoable:
        return ""
    ticked = list(form.ticked.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(ticked) <= MOST_AT_ONCE:
        return ""
    ticked = list(form.ticked.order_by("pk").values_list("pk", flat=True))
    run_bulk_act.ask(
        f"{type(form).__module__}.{type(form).__qualname__}",
        [str(pk) for pk in ticked],
        {name: request.POST.getlist(name) for name in form.fields},
        request.POST["shown"],
        form.by.pk,
        by=form.by,
        title=form.title,
    )
    return format_html(
        "{}: so many highlights ({}) are changed in the background. "
        '<a href="{}">Tasks</a> says when it is done.',
        form.title,
        len(ticked),
        way("tasks"),
    )


def finder(model: Any, field: str, things: Any, **options: Any) -> ModelChoiceField:
    """Make a field that finds, as one types, what `field` of `model` refers to."""
    widget = AutocompleteSelect(cast("Field[Any, Any]", model._meta.get_field(field)), admin.site)
    return ModelChoiceField(things, widget=widget, **options)


def action(act: type[AdminAct], permission: str = "change") -> Callable[..., HttpResponse]:
    """Make the drop-down's line for an act, for users who have the permission."""

    @admin.action(description=f"{act.title}…", permissions=[permission])
    def run(page: ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return act_page(page, request, queryset, act)

    run.__name__ = act.name
    return run


def act_page(
    page: ModelAdmin,
    request: HttpRequest,
    ticked: QuerySet[Any],
    act: type[AdminAct],
    also: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the page of an act: its choices, then its plan; do the act once that plan was shown."""
    by = cast("User", request.user)
    chosen = "choosing" in request.POST
    form = act(ticked=ticked, by=by)
    first = request.POST if chosen else form.first()
    plan, notice = None, ""
    if first is not None:
        form = act(first, ticked=ticked, by=by)
    if form.is_bound and (form.is_valid() or form.planned_first):
        try:
            plan = form.plan()
            if "do" in request.POST and form.is_valid():
                if request.POST.get("shown") == plan.fingerprint:
                    told = asked_for(form, request) or done_and_noted(form)
                    page.message_user(request, told, messages.SUCCESS)
                    return HttpResponseRedirect(request.get_full_path())
                notice = CHANGED
        except ValidationError as error:
            plan = None
            form.add_error(None, error)
    context = {
        **page.admin_site.each_context(request),
        "title": act.title,
        "opts": page.opts,
        "form": form,
        "plan": plan,
        "notice": notice,
        "blind": act.beyond_sight
        and Assignment.objects.filter(annotator=by, state__in=OPEN).exists(),
        "ticked": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "action": act.name,
        "select_across": request.POST.get("select_across", "0"),
        "media": page.media + form.media,
        **(also or {}),
    }
    request.current_app = page.admin_site.name
    status = 422 if chosen and form.errors else 200
    return TemplateResponse(request, "admin/act.html", context, status=status)


def counted_uses(names: tuple[str, ...], seen: Q) -> Any:
    """Count the living annotations that meet `seen` and name the row in one of the columns."""
    total: Any = Value(0)
    living = Annotation.everything.filter(seen, erased_at=None)
    for name in names:
        naming = living.filter(**{name: OuterRef("pk")}).order_by()
        count = naming.values(name).annotate(uses=Count("pk")).values("uses")
        total = total + Coalesce(Subquery(count, output_field=IntegerField()), 0)
    return total
