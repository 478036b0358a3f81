"""The acts on ticked annotations: relabel, link, correct a detail, erase, restore."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from annotator.annotations.admin.acts import AdminAct, finder
from annotator.annotations.curation import correct, relabel
from annotator.annotations.curation.plans import CurationPlan, number
from annotator.annotations.details import BY_NAME
from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity, Label, Question


class Relabel(AdminAct):
    name, title, button = "relabel", "Relabel", "Relabel"
    label = finder(Annotation, "label", Label.objects.filter(active=True))

    def plan(self) -> CurationPlan:
        return relabel.relabel_many_preview(self.ticked, self.cleaned_data["label"])

    def summary(self) -> str:
        return f"Relabelled “{self.cleaned_data['label']}”"

    def act(self) -> str:
        label = self.cleaned_data["label"]
        done = relabel.relabel_many(self.ticked, label, self.by)
        return f"{number(done, 'highlight')} relabelled “{label}”."


class LinkEntity(AdminAct):
    name, title, button = "link_entity", "Link to an entity", "Link"
    entity = finder(Annotation, "entity", Entity.objects.filter(active=True))

    def plan(self) -> CurationPlan:
        return relabel.link_many_preview(self.ticked, entity=self.cleaned_data["entity"])

    def summary(self) -> str:
        return f"Linked to {self.cleaned_data['entity']}"

    def act(self) -> str:
        entity = self.cleaned_data["entity"]
        done = relabel.link_many(self.ticked, self.by, entity=entity)
        return f"{number(done, 'highlight')} linked to {entity}."


class LinkQuestion(AdminAct):
    name, title, button = "link_question", "Link to a question", "Link"
    question = finder(Annotation, "question", Question.objects.filter(active=True))

    def plan(self) -> CurationPlan:
        return relabel.link_many_preview(self.ticked, question=self.cleaned_data["question"])

    def summary(self) -> str:
        return f"Linked to “{self.cleaned_data['question']}”"

    def act(self) -> str:
        question = self.cleaned_data["question"]
        done = relabel.link_many(self.ticked, self.by, question=question)
        return f"{number(done, 'claim')} linked to “{question}”."


def detail_name(name: str) -> str:
    """Return what a detail is called in the form."""
    declared = BY_NAME[name]
    return f"{declared.label or declared.called or name} ({', '.join(declared.kinds)})"


class Correct(AdminAct):
    """One detail of them gets another value, or none."""

    name, title, button = "correct", "Correct a detail", "Correct"
    detail = forms.ChoiceField(
        choices=[("", "Choose a detail"), *((n, detail_name(n)) for n in correct.CORRECTABLE)],
        error_messages={"required": "Choose which detail."},
    )
    value = forms.CharField(
        required=False,
        max_length=500,
        label="New value",
        help_text="Of an entity leave this empty and choose it below. Both empty: it is emptied.",
    )
    thing = finder(
        Annotation, "entity", Entity.objects.filter(active=True), required=False, label="Entity"
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "detail" not in given or "thing" not in given:
            return given
        declared = BY_NAME[given["detail"]]
        value = given.get("value", "")
        if declared.is_thing and value:
            raise ValidationError({"value": "Choose the entity below instead."})
        if not declared.is_thing and given["thing"]:
            raise ValidationError({"thing": "This detail is no entity: write its value above."})
        field: Any = Annotation._meta.get_field(given["detail"])
        if field.choices and value and value not in dict(field.choices):
            allowed = ", ".join(str(one) for one, _ in field.choices)
            raise ValidationError({"value": f"“{value}” is none of these: {allowed}."})
        if not declared.is_thing and field.max_length and len(value) > field.max_length:
            raise ValidationError({"value": f"At most {field.max_length} characters."})
        return given

    def plan(self) -> CurationPlan:
        return correct.correct_many_preview(self.ticked, self.cleaned_data["detail"], self.given())

    def act(self) -> str:
        done = correct.correct_many(self.ticked, self.cleaned_data["detail"], self.given(), self.by)
        return f"{number(done, 'highlight')} corrected."

    def summary(self) -> str:
        given = self.given()
        return f"{detail_name(self.cleaned_data['detail'])}: {f'“{given}”' if given else 'emptied'}"

    def given(self) -> Any:
        """Return the new value: an entity, or words."""
        is_thing = BY_NAME[self.cleaned_data["detail"]].is_thing
        return self.cleaned_data["thing"] if is_thing else self.cleaned_data["value"]


class Erase(AdminAct):
    name, title, button = "erase", "Delete highlights", "Delete"

    def plan(self) -> CurationPlan:
        return correct.erase_many_preview(self.ticked)

    def act(self) -> str:
        return f"{number(correct.erase_many(self.ticked, self.by), 'highlight')} deleted."

    def summary(self) -> str:
        return "Highlights deleted"


class Restore(AdminAct):
    name, title, button = "restore", "Restore highlights", "Restore"

    def plan(self) -> CurationPlan:
        return correct.restore_many_preview(self.ticked)

    def act(self) -> str:
        return f"{number(correct.restore_many(self.ticked, self.by), 'highlight')} restored."

    def summary(self) -> str:
        return "Highlights restored"
