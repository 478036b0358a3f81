"""Strings to values: what an adjudicator's page sends. They decide nothing."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from annotator.annotations.details import ENTITY_DETAILS
from annotator.annotations.recording.gold import Wanted
from annotator.annotations.workbench.forms import SpanForm
from annotator.reconciliation.adjudication.auto_adjudication import LEAST
from annotator.reconciliation.models import Rule
from annotator.reconciliation.places.place import FILTERS, Position
from articles.models import Story


class KeysField(forms.MultipleChoiceField):
    """Ids of annotations, as many as are ticked."""

    def clean(self, value: Any) -> list[UUID]:
        try:
            return [UUID(str(one)) for one in value or []]
        except ValueError as error:
            raise ValidationError("This is no id of an annotation.") from error


class PlaceKeyField(forms.CharField):
    """The key of a place, or the id of an annotation in it: an id, or d and a decision's number."""

    def clean(self, value: Any) -> UUID | int | None:
        text = super().clean(value)
        if not text:
            return None
        if text[0] == "d" and re.fullmatch("[0-9]{1,18}", text[1:]):
            return int(text[1:])
        try:
            return UUID(text)
        except ValueError as error:
            raise ValidationError("This is no key of a place.") from error


class PositionField(forms.CharField):
    """Where a place stands, as the page's own links write it: start, end, kind, key."""

    def clean(self, value: Any) -> Position | None:
        text = super().clean(value)
        found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})-([a-z]+)-(\S{1,40})", text)
        if text and not found:
            raise ValidationError("This is no position of a place. Reload the page.")
        return (int(found[1]), int(found[2]), found[3], found[4]) if found else None


class WindowForm(forms.Form):
    """Which places are drawn: of a filter, around a place or an offset, or beyond a position."""

    show = forms.ChoiceField(
        required=False,
        choices=[(name, name) for name in FILTERS],
        error_messages={"invalid_choice": "There is no filter called %(value)s."},
    )
    place = PlaceKeyField(required=False)
    at = forms.IntegerField(
        required=False, error_messages={"invalid": "An offset into the text is a whole number."}
    )
    after = PositionField(required=False)
    before = PositionField(required=False)


class DecideForm(forms.Form):
    """A decision on the place that `stamp` names: the lanes that are right; none ticked, none
    is."""

    stamp = forms.CharField(max_length=200_000)
    op = forms.UUIDField(required=False)
    accept = KeysField(required=False)
    none = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Refuse a form with nothing ticked, unless it says that none is right."""
        cleaned = super().clean() or {}
        if cleaned.get("none"):
            cleaned["accept"] = []
        elif not cleaned.get("accept") and not self.errors:
            self.add_error("accept", "Tick what is right first, or say that none is.")
        return cleaned


class WantedForm(SpanForm):
    """What an adjudicator wrote; `wanted()` is the annotation that is to stand.

    An entity comes as the slug that was there and a name: an untouched name keeps the slug.
    """

    stamp = forms.CharField(required=False, max_length=200_000)
    op = forms.UUIDField(required=False)
    reason = forms.CharField(required=False, max_length=2000)
    whole_span = True

    def __init__(self, data: Any, *, story: Story) -> None:
        sent = data.copy()
        for name in ENTITY_DETAILS:
            if sent.get(f"{name}_new", "") == sent.get(f"{name}_was", ""):
                sent.pop(f"{name}_new", None)
            else:
                sent[name] = ""
        super().__init__(sent, story=story)

    def wanted(self) -> Wanted:
        """Return the annotation that is to stand."""
        start, end, quote = self.cleaned_data["span"]
        return Wanted(self.cleaned_data["label"], start, end, quote, self.cleaned_data["details"])


class RuleForm(forms.Form):
    """Which automatic act, and the share of annotators that must agree, in per cent."""

    rule = forms.ChoiceField(choices=Rule.choices)
    share = forms.IntegerField(
        required=False,
        min_value=LEAST,
        max_value=100,
        error_messages={
            "min_value": f"A majority is at least {LEAST} per cent.",
            "max_value": "More than 100 per cent cannot agree.",
        },
    )
    places = forms.CharField(required=False, max_length=64)

    def clean_share(self) -> int:
        return self.cleaned_data["share"] or 67


class CommentForm(forms.Form):
    """Something said about the annotations of one place."""

    about = KeysField()
    text = forms.CharField(max_length=5000, error_messages={"required": "Write something first."})


class DocumentLabelForm(SpanForm):
    """What holds of a whole article: a label with its details, and no span."""

    label = forms.CharField(max_length=60, error_messages={"required": "Choose a label."})


class SendBackForm(forms.Form):
    """Why a reading is to be looked at again."""

    reason = forms.CharField(
        max_length=500, error_messages={"required": "Say what should be looked at again."}
    )
