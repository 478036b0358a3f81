"""Turn what the page of files of other programs sends into files and choices."""

from collections.abc import Iterator
from typing import Any

from django import forms

from annotator.exchange.formats.format import Format, FormatProblem
from annotator.exchange.formats.intake.reading import Foreign, read_foreign
from annotator.exchange.formats.registry import format_named, read_formats
from articles.forms import Files

MOST_MARKS = 20_000
"""So many are taken while the page waits; the command takes them all."""


class ForeignForm(forms.Form):
    """Files of other programs, and what is said of all of them."""

    uploads = Files(label="Files")
    named = forms.ChoiceField(
        required=False, label="Format", help_text="Say it where the preview cannot tell."
    )
    source = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
        help_text="Of texts that name none: the newspaper, agency or site.",
    )
    submitted = forms.BooleanField(
        required=False,
        label="The readings are finished",
        help_text="Whoever marked something has submitted the article.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["uploads"].widget.attrs.pop("accept")  # files of any ending
        known = [(one.name, one.title) for one in _readable()]
        self.fields["named"].choices = [("", "found by the file itself"), *known]  # type: ignore[attr-defined]

    def foreign(self) -> Foreign:
        """Return what the files hold; the form's own problems come first."""
        if not self.is_valid():
            return Foreign(problems=list(self._problems()))
        named = self.cleaned_data["named"]
        files = [(str(each.name), each.read()) for each in self.cleaned_data["uploads"]]
        found = read_foreign(files, _readable(), format_named(named) if named else None)
        number = sum(len(document.marks) for document in found.documents)
        if number > MOST_MARKS:
            told = f"They hold {number:,} marks; {MOST_MARKS:,} at a time are taken here."
            remedy = "Choose fewer files, or use the command import_format."
            found.problems.append(FormatProblem("The files", f"{told} {remedy}"))
        return found

    def _problems(self) -> Iterator[FormatProblem]:
        """Yield what is wrong with the form itself."""
        for name, messages in self.errors.items():
            place = "The form" if name == "__all__" else str(self.fields[name].label)
            yield from (FormatProblem(place, str(message)) for message in messages)


def _readable() -> list[Format]:
    return [one for one in read_formats() if not one.missing()]
