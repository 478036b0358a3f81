"""The filters of a file: what of a story goes into it, as words in an address."""

from typing import Any

from django import forms
from django.db.models import Q

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.visibility.source_masking import hides_sources_from
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, User
from annotator.tables import TableFilters
from annotator.vocabulary.models import Kind
from articles.models import Article, Source, Story

OF_PEOPLE = [
    ("", "readings and settled"),
    *((one.value, one.label) for one in (Layer.READING, Layer.GOLD)),
]
"""What people made, by its layer."""


class ArticleFilters(TableFilters):
    """Filters of decisions.csv, diagnosis.csv and agreement.csv."""

    source = forms.ModelChoiceField(
        Source.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="all sources",
        error_messages={"invalid_choice": "“%(value)s” is no source of this story."},
    )
    field_order = ["source", "bom"]

    def __init__(self, data: Any, story: Story | None, membership: Membership | None) -> None:
        super().__init__(data, story, membership)
        among = Article.objects.filter(story=story) if story else Article.objects.all()
        sources = Source.objects.filter(pk__in=among.values("source"))
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]

    def articles(self) -> Q:
        source = self.cleaned_data.get("source")
        return Q(source=source) if source else Q()


class ReadingsFilters(ArticleFilters):
    """Filters of readings.csv."""

    annotator = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="username",
        required=False,
        empty_label="all annotators",
        error_messages={"invalid_choice": "“%(value)s” is no annotator whose work you can see."},
    )
    field_order = ["source", "annotator", "bom"]

    def __init__(self, data: Any, story: Story | None, membership: Membership | None) -> None:
        super().__init__(data, story, membership)
        if membership and hides_sources_from(membership):
            del self.fields["source"]
        self.fields["annotator"].queryset = _annotators(story, membership)  # type: ignore[attr-defined]

    def rows(self) -> Q:
        annotator = self.cleaned_data.get("annotator")
        return Q(annotator=annotator) if annotator else Q()


class ArticleLabelsFilters(ReadingsFilters):
    """Filters of article_labels.csv."""

    layer = forms.ChoiceField(
        choices=OF_PEOPLE,
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is neither reading nor gold."},
    )
    field_order = ["layer", "source", "annotator", "bom"]

    def rows(self) -> Q:
        layer = self.cleaned_data.get("layer")
        return super().rows() & (Q(layer=layer) if layer else Q())


class LabelsFilters(ArticleLabelsFilters):
    """Filters of labels.csv."""

    layer = forms.ChoiceField(
        choices=[*OF_PEOPLE, (Layer.MACHINE.value, "machines")],
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is neither reading, gold nor machine."},
    )
    kind = forms.ChoiceField(
        choices=[("", "all kinds"), *Kind.choices],
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is none of claim, entity and stance."},
    )
    field_order = ["layer", "kind", "source", "annotator", "bom"]

    def __init__(self, data: Any, story: Story | None, membership: Membership | None) -> None:
        super().__init__(data, story, membership)
        asked = self.data.get("layer") == Layer.MACHINE
        if asked and story and membership and membership.roles & SETTLERS:
            machines = User.objects.filter(machine_reader__stories__story=story)
            self.fields["annotator"].queryset = machines  # type: ignore[attr-defined]

    def rows(self) -> Q:
        kind = self.cleaned_data.get("kind")
        return super().rows() & (Q(kind=kind) if kind else Q())


def _annotators(story: Story | None, membership: Membership | None) -> Any:
    if story is None or membership is None:
        return User.objects.filter(is_machine=False).order_by("username")
    if not membership.roles & SETTLERS:
        return User.objects.filter(pk=membership.user_id)
    wrote = Annotation.objects.filter(article__story=story).values("annotator")
    return User.objects.filter(
        Q(pk__in=Membership.objects.filter(story=story).values("user")) | Q(pk__in=wrote)
    ).order_by("username")
