"""Strings to values: which words proposals are wanted for, and for which question."""

from typing import Any

from django import forms

from annotator.annotations.workbench.forms import ExactField
from annotator.vocabulary.models import Kind, Label, Question
from articles.models import Article

LONGEST_SPAN = 4000


class ProposalsForm(forms.Form):
    """A span of the article with its label; a question, and a typed value, where they are given."""

    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    label = forms.CharField(required=False, max_length=60)
    question = forms.CharField(required=False, max_length=120)
    text = ExactField(required=False, max_length=2000)

    def __init__(self, *args: Any, article: Article, **options: Any) -> None:
        super().__init__(*args, **options)
        self.article = article

    def clean_label(self) -> str:
        """Return the slug of a claim's label; other kinds have no answer to propose."""
        slug = str(self.cleaned_data["label"])
        if slug and not Label.objects.filter(slug=slug, kind=Kind.CLAIM).exists():
            raise forms.ValidationError(f"“{slug}” is no label of a claim.")
        return slug

    def clean_question(self) -> Question | None:
        """Return the question of the story that is named, or None."""
        slug = str(self.cleaned_data["question"])
        if not slug:
            return None
        asked = Question.objects.filter(story=self.article.story_id, slug=slug, active=True).first()
        if asked is None:
            raise forms.ValidationError(f"The story has no question “{slug}”.")
        return asked

    def clean(self) -> dict[str, Any]:
        """Check that the span is one of the text."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start is not None and end is not None:
            if not start < end <= len(self.article.text):
                self.add_error("start", f"{start} to {end} is no span of this text.")
            elif end - start > LONGEST_SPAN:
                self.add_error("end", f"Mark at most {LONGEST_SPAN} characters.")
        return given
