"""Strings to values: what a label means, notes, files, and what is to be looked at again."""

from typing import Any
from uuid import UUID

from django import forms

from annotator.annotations.models import Layer
from annotator.people.models import User
from annotator.vocabulary.codebook.sheet import LARGEST_FILE, LONGEST_TEXT
from annotator.vocabulary.models import Kind, Label
from articles.models import Story

MOST_TICKED = 100
LARGEST_NUMBER = 2**31 - 1


def _text(label: str, rows: int, help_text: str = "", **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    longest = more.pop("max_length", LONGEST_TEXT)
    return forms.CharField(
        label=label, widget=area, help_text=help_text, max_length=longest, **more
    )


class LabelTextForm(forms.Form):
    """What the draft says of a label; `base` is the stamp of what whoever writes has seen."""

    definition = _text("Definition", 5, "When to use it, and when not.", required=False)
    example = _text("Example", 3, "Words to which it belongs.", required=False)
    counterexample = _text(
        "Counterexample", 3, "Words that look like it and are not, with why.", required=False
    )
    same_meaning = forms.BooleanField(
        required=False,
        label="Only the words change",
        help_text="It means what it meant: nothing that was marked need be looked at again.",
    )
    base = forms.CharField(max_length=16, widget=forms.HiddenInput)


class CodebookGuidelinesForm(forms.Form):
    """What the draft says for every story."""

    guidelines = _text("Guidelines", 12, "What holds for every story.", required=False)
    base = forms.CharField(max_length=16, widget=forms.HiddenInput)


class PublishCodebookForm(forms.Form):
    """The note of a new edition; `shown` is the stamp of the draft that was looked at."""

    note = _text(
        "Note", 3, "What changes, and why: annotators read it.", max_length=2000,
        error_messages={"required": "Say in a sentence what changes, and why."},
    )  # fmt: skip
    shown = forms.CharField(max_length=16, widget=forms.HiddenInput)


class CodebookFileForm(forms.Form):
    """A file with a codebook, and of which kind the codes are that do not say it."""

    file = forms.FileField(
        label="codebook.csv, or a .qdc of another program",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.qdc,.xml"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    kind = forms.ChoiceField(
        choices=Kind.choices,
        label="Of a .qdc: new codes are",
        help_text="Those that stand beneath no claim, entity or stance.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(f"The file is larger than {LARGEST_FILE // 1024} KB.")
        return file


class TakeForm(forms.Form):
    """The file of a preview, signed, and the stamp of what the preview said."""

    signed = forms.CharField()
    shown = forms.CharField(max_length=16)


class ChangesForm(forms.Form):
    """Two editions, of which one wants to know what changed."""

    old = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER)
    new = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER)


class SecondLookForm(forms.Form):
    """How the highlights that are to be looked at again are narrowed; all may be left out."""

    edition = forms.ChoiceField(required=False)
    story = forms.ModelChoiceField(
        Story.objects.none(), to_field_name="slug", required=False, empty_label="Every story"
    )
    label = forms.ModelChoiceField(Label.objects.none(), required=False, empty_label="Every label")
    annotator = forms.ModelChoiceField(
        User.objects.none(), to_field_name="username", required=False, empty_label="Everybody"
    )
    layer = forms.ChoiceField(
        required=False, choices=[("", "Readings and settled"), *Layer.choices]
    )
    mine = forms.ChoiceField(
        required=False,
        label="To confirm",
        choices=[("", "All that I see"), ("yes", "What is mine to confirm")],
    )
    sort = forms.ChoiceField(
        required=False,
        label="Sort by",
        choices=[("", "Story and article"), ("label", "Label"), ("-changed", "Newest first")],
    )

    def __init__(
        self, data: Any, *, editions: list[int], stories: Any, labels: Any, people: Any
    ) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        every = [("", "Every edition")]
        fields["edition"].choices = every + [(str(one), f"Edition {one}") for one in editions]
        fields["story"].queryset, fields["label"].queryset = stories, labels
        fields["annotator"].queryset = people


class StillRightForm(forms.Form):
    """Which highlights are still right: those that are ticked, or all that the list is narrowed
    to, by the plan that was shown."""

    ticked = forms.CharField(required=False)
    every = forms.BooleanField(required=False)
    shown = forms.CharField(required=False, max_length=16)

    def clean_ticked(self) -> list[UUID]:
        """Return the keys. Raises ValidationError for what is none, or too many."""
        given = self.data.getlist("ticked") if hasattr(self.data, "getlist") else []
        if len(given) > MOST_TICKED:
            raise forms.ValidationError(f"At most {MOST_TICKED} are ticked at once.")
        try:
            return [UUID(one) for one in given]
        except ValueError:
            raise forms.ValidationError("One of these is no highlight. Reload the page.") from None

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if not self.errors and not found["ticked"] and not found["every"]:
            raise forms.ValidationError("Tick what is still right.")
        return found
