"""The forms in which a question is reworded, merged or split, and what a merge would do."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from annotator.annotations.curation.merge import merge_questions_preview
from annotator.annotations.curation.plans import CurationPlan
from annotator.annotations.models import Annotation
from annotator.comparison.question_rows.answers import Hidden, counted_claims
from annotator.vocabulary.models import Question
from articles.models import Story


class QuestionForm(forms.Form):
    """A question of the story, and what is to become of it."""

    question = forms.ModelChoiceField(
        Question.objects.none(),
        error_messages={
            "required": "Say which question.",
            "invalid_choice": "This question is not in use in this story. Choose another.",
        },
    )

    def __init__(self, data: Any, story: Story) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        for name in {"question", "into"} & fields.keys():
            fields[name].queryset = Question.objects.filter(story=story, active=True)


class QuestionListForm(forms.Form):
    """What the list of questions can be narrowed to."""

    text = forms.CharField(required=False, label="Wording has")


class RewordForm(QuestionForm):
    """Another wording of a question."""

    wording = forms.CharField(
        max_length=300, error_messages={"required": "Word the question, as “How long is it?”."}
    )


class MergeForm(QuestionForm):
    """The question that a question is to be merged into."""

    into = forms.ModelChoiceField(
        Question.objects.none(), error_messages={"required": "Choose the question to keep."}
    )


class SplitForm(RewordForm):
    """The answers that are to answer a new question, and its wording."""

    answers = forms.ModelMultipleChoiceField(
        Annotation.objects.none(),
        error_messages={
            "required": "Choose at least one answer that is to answer the new question.",
            "invalid_choice": "One of these answers counts no longer. Look again.",
        },
    )

    def __init__(self, data: Any, story: Story, among: QuerySet[Annotation]) -> None:
        super().__init__(data, story)
        fields: dict[str, Any] = self.fields
        fields["answers"].queryset = among


def planned_merge(form: MergeForm, seen: Q) -> CurationPlan | None:
    """Return what the merge would do; None where the form cannot be followed, and then it says
    why."""
    try:
        if form.is_valid():
            given = form.cleaned_data
            return merge_questions_preview(given["into"], [given["question"]], seen)
    except ValidationError as error:
        form.add_error(None, error)
    return None


def answers_in(story: Story, hidden: Hidden) -> QuerySet[Annotation]:
    """Return the answers to the story's questions that count and may be seen."""
    return Annotation.objects.filter(counted_claims(story, hidden), question__isnull=False)
