"""What the list of annotations can be narrowed to, beside what Django offers by itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest

from annotator.annotations.models import Layer, Origin
from annotator.vocabulary.models import Entity, Kind, Question

if TYPE_CHECKING:
    ListFilter = admin.SimpleListFilter
else:
    ListFilter = admin.SimpleListFilter

OF_MACHINES = {Layer.MACHINE.label, Origin.MACHINE.label}
MOST = 15
"""Things that a filter lists: the most used ones, and the one that is chosen."""


class NotOfMachines(admin.ChoicesFieldListFilter):
    """Offers the layers, or the origins, that the list holds: what machines mark is not in it."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        found = super().choices(changelist)
        yield from (one for one in found if one["display"] not in OF_MACHINES)


class Erased(ListFilter):
    """Shows the living annotations, unless the erased ones are asked for."""

    title = "deleted"
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Deleted"), ("all", "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        choices = super().choices(changelist)
        yield {**next(choices), "display": "Not deleted"}
        yield from choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "all":
            return queryset
        return queryset.filter(erased_at__isnull=self.value() != "yes")


class Without(ListFilter):
    """Shows what lacks the detail that an annotation of its kind should have."""

    title = "without"
    parameter_name = "without"
    LACKING = {
        "question": ("Claims without a question", Q(kind=Kind.CLAIM, question=None)),
        "value": ("Answers without a value", Q(kind=Kind.CLAIM, question__isnull=False, value="")),
        "entity": ("Entities without a name", Q(kind=Kind.ENTITY, entity=None)),
        "target": ("Stances without a target", Q(kind=Kind.STANCE, stance_target=None)),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, words) for name, (words, _) in self.LACKING.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        _, which = self.LACKING.get(self.value() or "", ("", Q()))
        return queryset.filter(which)


class Flagged(ListFilter):
    """Shows what annotators ask the adjudicator about."""

    title = "question to the adjudicator"
    parameter_name = "flagged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Asked"), ("no", "Not asked")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.exclude(flag="") if self.value() == "yes" else queryset.filter(flag="")


class _MostUsed(ListFilter):
    """Lists the things that the annotations name most, and the one that a link has chosen."""

    column: str
    model: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        seen = model_admin.get_queryset(request).filter(erased_at=None).order_by()
        named = seen.exclude(**{self.column: None}).values_list(self.column)
        counted = named.annotate(uses=Count("pk")).order_by("-uses", self.column)[:MOST]
        keys = [str(key) for key, _ in counted]
        chosen = request.GET.get(str(self.parameter_name), "")
        if chosen.isdecimal() and len(chosen) < 19 and chosen not in keys:
            keys.append(chosen)
        names = {str(thing.pk): str(thing) for thing in self.model.objects.filter(pk__in=keys)}
        return [(key, names[key]) for key in keys if key in names]

    def has_output(self) -> bool:
        # Django drops a filter without choices, and with it what the address asks for.
        return bool(self.lookup_choices) or self.value() is not None

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        if value is None:
            return queryset
        if not value.isdecimal() or len(value) > 18:
            return queryset.none()
        return queryset.filter(**{self.column: value})


class OfQuestion(_MostUsed):
    title, parameter_name = "question", "question__exact"
    column, model = "question", Question


class OfEntity(_MostUsed):
    title, parameter_name = "entity", "entity__exact"
    column, model = "entity", Entity


class OfTarget(_MostUsed):
    title, parameter_name = "target", "stance_target__exact"
    column, model = "stance_target", Entity


class OfHolder(_MostUsed):
    title, parameter_name = "holder", "stance_holder__exact"
    column, model = "stance_holder", Entity


class OfSpeaker(_MostUsed):
    title, parameter_name = "said by", "said_by__exact"
    column, model = "said_by", Entity


class Via(_MostUsed):
    title, parameter_name = "via", "via__exact"
    column, model = "via", Entity


NAMED = (OfQuestion, OfEntity, OfTarget, OfHolder, OfSpeaker, Via)
"""By what an annotation names; each is where the number of uses of a thing leads."""
