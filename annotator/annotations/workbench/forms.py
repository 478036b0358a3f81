"""Turn strings into values: what a change, as it travels, asks for. It decides nothing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from annotator.annotations.details import ENTITY_DETAILS, TEXT_DETAILS
from annotator.annotations.models import Annotation
from annotator.annotations.recording.details import Details, NewQuestion
from annotator.vocabulary.models import Entity, Question
from articles.models import Story

VERBS = ("create", "edit", "delete", "restore")


SPAN_FIELDS = ("start", "end", "quote")
_LONGEST: dict[str, int | None] = {
    **{
        name: getattr(Annotation._meta.get_field(name), "max_length", None) for name in TEXT_DETAILS
    },
    **dict.fromkeys(ENTITY_DETAILS, 120),
    **{f"{name}_new": 200 for name in ENTITY_DETAILS},
}
"""By the name of a detail's field, how many characters it may hold."""
DETAIL_FIELDS = {
    name: forms.CharField(required=False, max_length=longest) for name, longest in _LONGEST.items()
}
"""The fields of the details, by their names."""


class SharedFields(dict[str, forms.Field]):
    """Fields that no form changes: all forms have the same ones, and copying takes no time."""

    def __deepcopy__(self, memo: Any) -> dict[str, forms.Field]:
        return dict(self)


class ExactField(forms.CharField):
    """Text that is kept to the last space: a quote."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)


class SpanForm(forms.Form):
    """A span with its label and details. A field that is not sent stays as it is.

    `cleaned_data["span"]` is a triple of start, end and quote, or None; `["details"]` maps names
    to values, slugs turned into objects. What is made without any field of a span is a document
    label.
    """

    label = forms.CharField(required=False, max_length=60)
    start = forms.IntegerField(min_value=0, required=False)
    end = forms.IntegerField(min_value=0, required=False)
    quote = ExactField(required=False)
    question = forms.CharField(required=False)
    question_new = forms.CharField(required=False, max_length=300)
    question_type = forms.ChoiceField(required=False, choices=Question.Type.choices)
    question_unit = forms.CharField(required=False, max_length=30)
    whole_span = False
    """Whether a label and a span must be sent."""

    def __init__(self, *args: Any, story: Story, **options: Any) -> None:
        self.base_fields = SharedFields(self.base_fields)  # type: ignore[misc]
        super().__init__(*args, **options)
        self.story = story
        # Most changes send few details, and each field that is looked at costs time.
        for name in self.data.keys() & DETAIL_FIELDS.keys():
            self.fields[name] = DETAIL_FIELDS[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        making = self.whole_span or cleaned.get("verb") == "create"
        of_document = making and not self.whole_span and self.data.keys().isdisjoint(SPAN_FIELDS)
        if making and not cleaned.get("label"):
            told = "Choose a label." if of_document else "A highlight needs a label."
            self.add_error("label", told)
        needed = making and not of_document
        span = (cleaned.get("start"), cleaned.get("end"), cleaned.get("quote"))
        given = [part not in (None, "") for part in span]
        if not all(given) and (any(given) or needed):
            self.add_error("start", "A span has a start, an end and a quote.")
        cleaned["span"] = span if all(given) else None
        cleaned["details"] = self._details(cleaned)
        return cleaned

    def _details(self, cleaned: dict[str, Any]) -> Details:
        details: dict[str, Any] = {
            name: cleaned[name] for name in TEXT_DETAILS if name in self.data and name in cleaned
        }
        slugs = [cleaned[name] for name in ENTITY_DETAILS if cleaned.get(name)]
        known = {e.slug: e for e in Entity.objects.filter(slug__in=slugs)} if slugs else {}
        for name in ENTITY_DETAILS:
            if cleaned.get(f"{name}_new"):
                details[name] = cleaned[f"{name}_new"]
            elif slug := cleaned.get(name):
                if slug not in known:
                    self.add_error(name, f"The registry has no entity “{slug}”.")
                details[name] = known.get(slug)
            elif name in self.data:
                details[name] = None
        if cleaned.get("question_new"):
            details["question"] = NewQuestion(
                cleaned["question_new"],
                cleaned.get("question_type") or Question.Type.TEXT,
                cleaned.get("question_unit", ""),
            )
        elif cleaned.get("question"):
            details["question"] = self.story.questions.filter(slug=cleaned["question"]).first()
            if details["question"] is None:
                self.add_error("question", f"The story has no question “{cleaned['question']}”.")
        elif "question" in self.data:
            details["question"] = None
        return details


class ChangeForm(SpanForm):
    """One change of one annotation."""

    op = forms.UUIDField()
    annotation = forms.UUIDField()
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    base = forms.IntegerField(min_value=0, required=False)
    part = forms.IntegerField(min_value=0, max_value=99, required=False)
    link = forms.ChoiceField(required=False, choices=[("1", "1")])
    from_machine = forms.UUIDField(required=False)
    unmake = forms.CharField(required=False, max_length=2000)
    text_version = forms.IntegerField(min_value=1, required=False)

    def clean_unmake(self) -> list[str]:
        """Return the slugs of what may be taken away where nothing uses it any more."""
        slugs = (slug.strip() for slug in self.cleaned_data["unmake"].split(","))
        return [slug for slug in slugs if slug]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verb") != "create" and cleaned.get("base") is None:
            self.add_error("base", "A change names the revision it changes.")
        return cleaned


class ReadOffForm(forms.Form):
    """What is to be read off: words, and the question they are to answer."""

    text = ExactField(max_length=2000)
    question = forms.CharField(required=False)

    def __init__(self, *args: Any, story: Story, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story

    def clean_question(self) -> Question | None:
        slug = self.cleaned_data["question"]
        if not slug:
            return None
        question = self.story.questions.filter(slug=slug).first()
        if question is None:
            raise ValidationError(f"The story has no question “{slug}”.")
        return question


class HandBackForm(forms.Form):
    """Why somebody hands an article back."""

    reason = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Say why you hand the article back, so that a manager can help."
        },
    )


def reasons(error: ValidationError) -> str:
    """Return all of a refusal's messages in one line, for the person who is to correct it."""
    return " ".join(error.messages)
