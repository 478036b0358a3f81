"""The forms of the list of unanswered claims: how it is narrowed, and what is done with one."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from annotator.annotations.models import Annotation
from annotator.comparison.seen import sources_of
from annotator.text import fold
from annotator.vocabulary.models import Question
from articles.models import Source, Story


class ClaimsForm(forms.Form):
    """Which of the claims to list."""

    text = forms.CharField(label="Words have", required=False, max_length=200)
    source = forms.ModelChoiceField(
        Source.objects.none(), label="Source", empty_label="Every source", required=False
    )
    sort = forms.ChoiceField(
        label="Sort by",
        choices=[("", "Oldest article first"), ("-date", "Newest article first")],
        required=False,
    )

    def __init__(self, data: Any, story: Story) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["source"].queryset = sources_of(story).order_by("name")


class ClaimForm(forms.Form):
    """One of the claims that the member may attach."""

    claim = forms.ModelChoiceField(
        Annotation.objects.none(),
        error_messages={
            "invalid_choice": "This claim has a question by now, or counts no longer. Look again.",
            "required": "Say which claim.",
        },
    )

    def __init__(self, data: Any, among: QuerySet[Annotation]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["claim"].queryset = among


class AttachForm(ClaimForm):
    """A claim and the question that it is to answer, chosen or by its wording."""

    question = forms.ModelChoiceField(
        Question.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "This question is not in use in this story. Choose another.",
        },
    )
    wording = forms.CharField(required=False)

    def __init__(self, data: Any, among: QuerySet[Annotation], story: Story) -> None:
        super().__init__(data, among)
        fields: dict[str, Any] = self.fields
        self.questions = Question.objects.filter(story=story, active=True)
        fields["question"].queryset = self.questions

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        wording = given.get("wording", "")
        if "question" in given and not given["question"]:
            same = (one for one in self.questions if fold(one.wording) == fold(wording))
            given["question"] = next(same, None) if wording else None
            if not wording:
                self.add_error("question", "Choose the question that the claim answers.")
            elif given["question"] is None:
                self.add_error("wording", f"The story has no question “{wording}”. Ask it as new.")
        return given


class NewQuestionForm(ClaimForm):
    """A new question for a claim, and for claims of other sources like it."""

    wording = forms.CharField(
        max_length=300, error_messages={"required": "Word the question, as “How long is it?”."}
    )
    type = forms.ChoiceField(choices=Question.Type.choices)
    unit = forms.CharField(max_length=30, required=False)
    options = forms.CharField(required=False)
    also = forms.ModelMultipleChoiceField(Annotation.objects.none(), required=False)

    def __init__(self, data: Any, among: QuerySet[Annotation]) -> None:
        super().__init__(data, among)
        fields: dict[str, Any] = self.fields
        fields["also"].queryset = among

    def question_values(self) -> dict[str, str]:
        """Return the arguments of `get_or_make_question`."""
        return {name: self.cleaned_data[name] for name in ("wording", "type", "unit", "options")}
