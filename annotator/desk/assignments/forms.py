"""Forms of the pages on who reads what: strings to people, articles, assignments and days."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from annotator.annotations.models import Assignment
from annotator.people.models import Membership, User
from articles.models import Article, Story

# At run time Django's field takes no type argument.
if TYPE_CHECKING:
    One = forms.ModelChoiceField[Any]
    Several = forms.ModelMultipleChoiceField[Any]
else:
    One, Several = forms.ModelChoiceField, forms.ModelMultipleChoiceField


class DueField(forms.DateField):
    """The last day of a reading: today or later."""

    def __init__(self, **options: Any) -> None:
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label="Deadline", required=False, widget=day, **options)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day < timezone.localdate():
            raise ValidationError("The deadline is in the past: choose today or a later day.")
        return day


class AssignForm(forms.Form):
    """Some articles of the story and some of its annotators, with a last day or none."""

    people = Several(
        queryset=User.objects.none(),
        error_messages={"required": "Choose who is to read."},
    )
    articles = Several(
        queryset=Article.objects.none(),
        error_messages={"required": "Choose at least one article."},
    )
    due_on = DueField()

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = annotators_of(story)  # type: ignore[attr-defined]
        self.fields["articles"].queryset = story.articles.defer("text")  # type: ignore[attr-defined]
        # Its field stands outside the form's element, whose address names it.
        self.fields["due_on"].widget.attrs["form"] = "assign"


class DistributionForm(AssignForm):
    """The same, all where none is chosen; `sure` is the fingerprint of the proposal agreed to."""

    sure = forms.CharField(required=False, max_length=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].required = self.fields["articles"].required = False


class ChosenForm(forms.Form):
    """Some assignments of the story."""

    assignments = Several(
        queryset=Assignment.objects.none(),
        error_messages={"required": "Choose at least one line of the list."},
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Assignment.objects.filter(article__story=story).select_related(
            "article", "annotator"
        )
        self.fields["assignments"].queryset = rows.defer("article__text")  # type: ignore[attr-defined]


class DueForm(ChosenForm):
    """A last day for the chosen assignments; with `clear`, none."""

    due_on = DueField()
    clear = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("clear"):
            cleaned["due_on"] = None
            self.errors.pop("due_on", None)
        elif cleaned.get("due_on") is None and "due_on" not in self.errors:
            self.add_error("due_on", "Choose the last day, or clear the deadline.")
        return cleaned


class ReassignForm(ChosenForm):
    """The person who is to read the chosen articles instead."""

    # The browser would demand it of whoever sets a deadline by the other button of that form.
    use_required_attribute = False
    to = One(
        label="Give to",
        queryset=User.objects.none(),
        empty_label="choose…",
        error_messages={"required": "Choose who is to read instead."},
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, story=story, **kwargs)
        self.fields["to"].queryset = annotators_of(story)  # type: ignore[attr-defined]


class MomentForm(forms.Form):
    """The moment of an act that is to be undone."""

    at = forms.DateTimeField()


def annotators_of(story: Story) -> QuerySet[User]:
    """Return the people who may be asked to read in the story, by name."""
    able = Membership.objects.filter(story=story, annotator=True).order_by().values("user")
    return User.objects.filter(pk__in=able, is_active=True).order_by("username")
