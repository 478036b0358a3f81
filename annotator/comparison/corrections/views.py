"""What the sources of a story corrected, and who still has the old figure."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.corrections import finding
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Question
from articles.models import Source, Story, Version

SIZE = 20
SORTS = {
    "": ("-came_at", "-pk"),
    "date": ("came_at", "pk"),
    "source": ("article__source__name", "-came_at", "-pk"),
}


class CorrectionsForm(forms.Form):
    """Which corrections are listed, and in what order."""

    source = forms.ModelChoiceField(
        Source.objects.none(), label="Source", empty_label="Every source", required=False
    )
    question = forms.ModelChoiceField(
        Question.objects.none(), label="Question", empty_label="Every question", required=False
    )
    said = forms.ChoiceField(
        label="Whether it was said",
        choices=[
            ("", "Said or not"),
            ("noted", "The outlet says so"),
            ("silent", "Without a word"),
        ],
        required=False,
    )
    touches = forms.ChoiceField(
        label="What it touches",
        choices=[("", "Anything"), ("answers", "An answer"), ("text", "Other words alone")],
        required=False,
    )
    sort = forms.ChoiceField(
        label="Sort by",
        choices=[("", "Latest first"), ("date", "Earliest first"), ("source", "Source")],
        required=False,
    )

    def __init__(self, data: Any, story: Story) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["source"].queryset = _sources(story).order_by("name")
        fields["question"].queryset = story.questions.filter(active=True).order_by("wording")

    def condition(self, story: Story) -> Q:
        """Return what the form narrows to, as a condition on Version."""
        asked = self.cleaned_data
        found = Q()
        if asked["source"]:
            found &= Q(article__source=asked["source"])
        if asked["said"]:
            found &= Q(is_noted=asked["said"] == "noted")
        if asked["question"]:
            found &= finding.touching(story, asked["question"])
        if asked["touches"]:
            any_answer = finding.touching(story)
            found &= any_answer if asked["touches"] == "answers" else ~any_answer
        return found


@require_GET
@never_cache
@reads_from_replica
def corrections(request: DeskRequest, slug: str) -> HttpResponse:
    """List the corrected texts of a story, each with the answers that it touched."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = CorrectionsForm(request.GET, story)
    found = finding.corrected_versions(story, hidden)
    anything = found.exists()
    if form.is_valid():
        found = found.filter(form.condition(story)).order_by(*SORTS[form.cleaned_data["sort"]])
    else:
        found = found.none()
    page = page_of(found, request, size=SIZE)
    shown = {
        "story": story, "tab": "sources", "subtab": "corrections", "page": page,
        "lines": finding.corrections(story, list(page.object_list)), "filter": {"form": form},
        "any": anything, "hidden": len(hidden),
    }  # fmt: skip
    return render(request, "comparison/corrections.html", shown)


def _sources(story: Story) -> QuerySet[Source]:
    """Return the sources that corrected an article of the story."""
    corrected = Version.objects.filter(article__story=story, number__gt=1)
    return Source.objects.filter(articles__in=corrected.order_by().values("article")).distinct()
