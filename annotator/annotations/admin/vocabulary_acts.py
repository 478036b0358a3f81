"""The acts on the vocabulary: merge, deactivate."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from annotator.annotations.admin.acts import AdminAct, ModelChoiceField, finder
from annotator.annotations.curation import merge
from annotator.annotations.curation.plans import CurationPlan, counted, number
from annotator.annotations.details import ENTITY_DETAILS
from annotator.annotations.models import Annotation
from annotator.vocabulary import retirement
from annotator.vocabulary.models import Alias, Entity, Label, Question

MOST = 200


class OneOf(ModelChoiceField):
    """One of the ticked things, told by name, slug and how much it is used."""

    def label_from_instance(self, thing: Any) -> str:
        off = "" if thing.active else ", out of use"
        return f"{thing} ({thing.slug}), {number(thing.uses, 'use')}{off}"


class Merge(AdminAct):
    """One thing is kept: at first the most used of the ticked ones, or one that is searched for."""

    name, title, button = "merge", "Merge", "Merge"
    beyond_sight = True
    model: Any
    field: str

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.things_ticked = list(self.ticked[: MOST + 1])
        if len(self.things_ticked) > 1:
            self.fields["kept"] = OneOf(
                self.ticked, widget=forms.RadioSelect, empty_label=None, label="Keep"
            )
        else:
            self.fields["kept"] = finder(
                Annotation, self.field, self.model.objects.filter(active=True), label="Merge into"
            )

    def first(self) -> dict[str, Any] | None:
        oldest_first = sorted(self.things_ticked, key=lambda thing: thing.pk)
        active = [thing for thing in oldest_first if thing.active]
        if len(self.things_ticked) < 2 or not active:
            return None
        return {"kept": max(active, key=lambda thing: thing.uses).pk}

    def clean(self) -> None:
        if len(self.things_ticked) > MOST:
            raise ValidationError(f"Merge at most {MOST} at a time.")

    def plan(self) -> CurationPlan:
        plan: CurationPlan = self.planned(self.cleaned_data["kept"], self.things_ticked, self.seen)
        return plan

    def act(self) -> str:
        kept = self.cleaned_data["kept"]
        done = self.merged(kept, self.things_ticked, self.by)
        told = "" if self.beyond_what_is_seen() else f" {number(done, 'highlight')} moved."
        return f"Merged into “{kept}”.{told}"

    def beyond_what_is_seen(self) -> bool:
        """Tell whether the number moved would speak of articles still to be read by the curator."""
        return Annotation.objects.exclude(self.seen).exists()

    def summary(self) -> str:
        others = [one for one in self.things_ticked if one.pk != self.cleaned_data["kept"].pk]
        return f"{', '.join(f'“{one}”' for one in others)[:200]} merged into “{self.kept_name}”"

    @property
    def kept_name(self) -> str:
        """Return what is kept, by its name."""
        return str(self.cleaned_data["kept"])

    def things(self) -> Iterable[Any]:
        keys = {one.pk for one in self.things_ticked} | {self.cleaned_data["kept"].pk}
        return with_aliases(self.model.objects.filter(pk__in=keys))

    planned: Any
    merged: Any


class MergeEntities(Merge):
    title, model, field = "Merge entities", Entity, "entity"
    planned = staticmethod(merge.merge_entities_preview)
    merged = staticmethod(merge.merge_entities)


class MergeQuestions(Merge):
    title, model, field = "Merge questions", Question, "question"
    planned = staticmethod(merge.merge_questions_preview)
    merged = staticmethod(merge.merge_questions)


class MergeLabels(Merge):
    title, model, field = "Merge labels", Label, "label"
    planned = staticmethod(merge.merge_labels_preview)
    merged = staticmethod(merge.merge_labels)


class Deactivate(AdminAct):
    """The thing goes out of use: it is no longer offered; what names it keeps it."""

    name, title, button = "deactivate", "Deactivate", "Deactivate"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A list that is filtered by what is in use would not find them again afterwards.
        self.things_ticked = list(self.ticked[: MOST + 1])

    def plan(self) -> CurationPlan:
        things = self.things_ticked
        if len(things) > MOST:
            raise ValidationError(f"Deactivate at most {MOST} at a time.")
        if not any(thing.active for thing in things):
            raise ValidationError("None of these is in use.")
        will = [
            f"“{thing}” will no longer be offered to anybody." for thing in things if thing.active
        ]
        stays = []
        for thing in things:
            found = counted(_bearing(thing), self.seen)
            also = f", and {found.of_machines:,} of machines," if found.of_machines else ""
            told = f"{number(found.living, 'highlight')} with “{thing}”{also}"
            stays.append(f"{told} will stay as they are.")
        return CurationPlan(tuple(will), tuple(stays))

    def summary(self) -> str:
        return f"{', '.join(f'“{one}”' for one in self.things_ticked)[:250]} taken out of use"

    def things(self) -> Iterable[Any]:
        keys = [one.pk for one in self.things_ticked]
        return with_aliases(self.ticked.model.objects.filter(pk__in=keys))

    def act(self) -> str:
        done = retirement.deactivate(self.things_ticked, self.by, "Deactivated by a curator")
        return f"{done} taken out of use."


def _bearing(thing: Any) -> Q:
    """Return the condition that an annotation bears this label, entity or question."""
    if isinstance(thing, Entity):
        return merge.naming([thing])
    return Q(label=thing) if isinstance(thing, Label) else Q(question=thing)


def with_aliases(things: QuerySet[Any]) -> Iterable[Any]:
    """Return the things, and of entities their aliases too."""
    yield from things
    if things.model is Entity:
        yield from Alias.objects.filter(entity__in=things)


USES = {Entity: ENTITY_DETAILS, Question: ("question",), Label: ("label",)}
"""By model, the columns of an annotation that refer to it."""

USES_OF_DOCUMENT_LABELS = {Entity: "stance_target", Label: "label"}
"""By model, the column of a document label that refers to it."""
