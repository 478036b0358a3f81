"""The acts on ticked annotations: relabel, link to an entity, link to a question."""

from annotator.annotations.admin.acts import AdminAct, finder
from annotator.annotations.curation import relabel
from annotator.annotations.curation.plans import CurationPlan, number
from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity, Label, Question


class Relabel(AdminAct):
    name, title, button = "relabel", "Relabel", "Relabel"
    label = finder(Annotation, "label", Label.objects.filter(active=True))

    def plan(self) -> CurationPlan:
        return relabel.relabel_many_preview(self.ticked, self.cleaned_data["label"])

    def act(self) -> str:
        label = self.cleaned_data["label"]
        done = relabel.relabel_many(self.ticked, label, self.by)
        return f"{number(done, 'highlight')} relabelled “{label}”."


class LinkEntity(AdminAct):
    name, title, button = "link_entity", "Link to an entity", "Link"
    entity = finder(Annotation, "entity", Entity.objects.filter(active=True))

    def plan(self) -> CurationPlan:
        return relabel.link_many_preview(self.ticked, entity=self.cleaned_data["entity"])

    def act(self) -> str:
        entity = self.cleaned_data["entity"]
        done = relabel.link_many(self.ticked, self.by, entity=entity)
        return f"{number(done, 'highlight')} linked to {entity}."


class LinkQuestion(AdminAct):
    name, title, button = "link_question", "Link to a question", "Link"
    question = finder(Annotation, "question", Question.objects.filter(active=True))

    def plan(self) -> CurationPlan:
        return relabel.link_many_preview(self.ticked, question=self.cleaned_data["question"])

    def act(self) -> str:
        question = self.cleaned_data["question"]
        done = relabel.link_many(self.ticked, self.by, question=question)
        return f"{number(done, 'claim')} linked to “{question}”."
