"""Turn strings into values: a corrected text, pasted or in a file, and what the desk says of it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from annotator.desk.arrivals.page import arrival_of
from annotator.desk.models import FetchedPage
from articles.intake import files as intake_files
from articles.intake.arrivals import read_arrival
from articles.intake.drafts import in_megabytes
from articles.intake.encodings import SAYABLE
from articles.models import Article, Version
from articles.versions.actions import NewText

FILE_LIMIT = 5_000_000  # bytes


class RevisionForm(forms.Form):
    """A corrected text of an article; `new_text` is its value, with every problem in `errors`."""

    text = forms.CharField(
        label="The corrected text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
    )
    upload = forms.FileField(
        label="or a file",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.html,.htm,.pdf,.docx"}),
    )
    encoding = forms.ChoiceField(
        required=False,
        choices=[("", "found by the file itself"), *SAYABLE.items()],
        help_text="Of the file, where it cannot tell.",
    )
    title = forms.CharField(required=False, max_length=500)
    dated_on = forms.DateField(
        label="Corrected on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day the outlet gives, if it gives one.",
    )
    url = forms.URLField(label="Address", required=False, max_length=2000, assume_scheme="https")
    is_noted = forms.BooleanField(
        label="The outlet tells its readers that it corrected the article", required=False
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="What the outlet says of it, or what you know.",
    )

    def __init__(
        self, *args: Any, article: Article, fetched: FetchedPage | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.article, self.fetched = article, fetched
        self.new: NewText | None = None

    def clean(self) -> dict[str, Any]:
        """Read the text, as an import would."""
        cleaned = super().clean() or self.cleaned_data
        upload, text = cleaned.get("upload"), cleaned.get("text") or ""
        if self.errors:
            return cleaned
        if self.fetched is None and text.strip() and upload:
            raise forms.ValidationError("Paste a text or choose a file, not both.")
        if self.fetched is None and not text.strip() and not upload:
            raise forms.ValidationError("Paste the corrected text, or choose a file.")
        if upload and upload.size > FILE_LIMIT:
            raise forms.ValidationError(f"The file is larger than {in_megabytes(FILE_LIMIT)}.")
        values = {
            "source": self.article.source.name,
            "title": cleaned.get("title") or self.article.title,
            "byline": self.article.byline,
            "encoding": cleaned.get("encoding") or "",
        }
        items: Iterable[intake_files.Incoming]
        origin = Version.Origin.PASTED
        if self.fetched is not None:
            items = read_arrival(arrival_of(self.fetched), values)
            origin = Version.Origin.ADDRESS
        elif upload:
            origin = Version.Origin.FILE
            items = intake_files.read_uploads([(str(upload.name), upload.read())], values)
        else:
            items = intake_files.read_pasted(text, values)
        batch = intake_files.gather(items, 1)
        if batch.problems:
            raise forms.ValidationError([str(problem) for problem in batch.problems])
        [draft] = batch.drafts
        self.new = NewText(
            title=draft.title,
            text=draft.text,
            regions=draft.regions,
            dated_on=cleaned.get("dated_on"),
            origin=origin,
            url=cleaned.get("url") or (self.fetched.landed_at if self.fetched else ""),
            note=(cleaned.get("note") or "").strip(),
            is_noted=bool(cleaned.get("is_noted")),
            came=draft.came,
        )
        return cleaned
