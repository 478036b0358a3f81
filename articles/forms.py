"""Turn strings into values: a new article of the admin, and what the import page sends."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from articles.intake import files as intake_files
from articles.intake.choices import Choices
from articles.intake.documents.reading import is_document
from articles.intake.drafts import in_megabytes
from articles.intake.encodings import SAYABLE
from articles.models import Article

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Article]
    Upload = UploadedFile[Any]
else:
    ModelForm, Upload = forms.ModelForm, UploadedFile

UPLOAD_LIMIT = 20_000_000  # bytes
FILE_LIMIT = 500
DOCUMENT_COUNT = 40  # each is read in a process of its own, while the page waits
ARTICLE_LIMIT = 1_000
READING_SECONDS = 20
"""How long a web thread reads; the command reads on."""


class ArticleForm(ModelForm):
    """An article whose text stays as it came: Django would strip it, and shift every offset."""

    class Meta:
        model = Article
        fields: list[str] = []  # the admin names them
        widgets = {"text": forms.Textarea(attrs={"rows": 24, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].strip = False  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        # The hash follows from the text; left out, “once in a story” would go unchecked.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        sealed = bool(self.instance.pk) or "text" not in excluded
        return excluded - {"text_sha256"} if sealed else excluded


class Files(forms.FileField):
    """Several files in one input. The cleaned value is a list of uploads."""

    class Input(forms.ClearableFileInput):
        allow_multiple_selected = True

    widget = Input(attrs={"accept": ".txt,.html,.htm,.pdf,.docx,.csv,.jsonl", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Return the uploads. Raises ValidationError where there are too many, or they are too
        large."""
        uploads = data or []
        if len(uploads) > FILE_LIMIT:
            raise forms.ValidationError(
                f"These are {len(uploads):,} files; {FILE_LIMIT} at a time are taken. "
                "Choose fewer, or put the texts into one manifest."
            )
        documents = sum(is_document(str(each.name)) for each in uploads)
        if documents > DOCUMENT_COUNT:
            raise forms.ValidationError(
                f"These are {documents:,} documents (.pdf, .docx); {DOCUMENT_COUNT} at a time are "
                "taken. Choose fewer, or import them by the command import_articles."
            )
        size = sum(each.size for each in uploads)
        if size > UPLOAD_LIMIT:
            raise forms.ValidationError(
                f"The files have {in_megabytes(size)}; {in_megabytes(UPLOAD_LIMIT)} at a time "
                "are taken. Choose fewer."
            )
        return [super(Files, self).clean(each, initial) for each in uploads]


class ImportForm(forms.Form):
    """A pasted text, or files. Its value is a batch of drafts and problems: see `batch`."""

    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    uploads = Files(
        label="Files",
        required=False,
        help_text="Texts (.txt), saved pages (.html), documents (.pdf, .docx) or a manifest "
        "(.csv, .jsonl) with the files it names.",
    )
    encoding = forms.ChoiceField(
        required=False,
        choices=[("", "found by the file itself"), *SAYABLE.items()],
        help_text="How the letters of the files are written down. Say it where the preview shows "
        "wrong ones, or cannot tell.",
    )
    source = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
        help_text="The newspaper, agency or site. A new name makes a new source.",
    )
    title = forms.CharField(required=False, help_text="Empty: the first line of the text.")
    published_on = forms.CharField(
        required=False,
        label="Published on",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    language = forms.CharField(required=False, help_text="A tag such as en or ur.")
    url = forms.CharField(
        required=False, label="Address", widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    byline = forms.CharField(required=False, help_text="Who wrote it.")

    def clean(self) -> dict[str, Any]:
        """Check that there is a text or files, and not both."""
        cleaned = super().clean() or self.cleaned_data
        text, uploads = cleaned.get("text", ""), cleaned.get("uploads", [])
        if self.errors:
            return cleaned
        if text.strip() and uploads:
            raise forms.ValidationError("Paste a text or choose files, not both at once.")
        if not text.strip() and not uploads:
            raise forms.ValidationError("Paste a text, or choose files.")
        self.only_one_is_named(uploads)
        return cleaned

    def only_one_is_named(self, uploads: list[Upload]) -> None:
        """Refuse a title and an address for several texts: each belongs to one text alone."""
        several = len(uploads) > 1 or any(
            intake_files.is_manifest(str(each.name)) for each in uploads
        )
        for name in ("title", "url"):
            if several and self.cleaned_data[name]:
                self.add_error(name, "This is for a single text. Leave it empty for several files.")

    def batch(self) -> intake_files.Batch:
        """Return what was sent as drafts, with every problem; the form's own problems come
        first."""
        if not self.is_valid():
            return intake_files.Batch(problems=list(self.problems()))
        values = {name: self.cleaned_data[name] for name in _ABOUT}
        items: Iterable[intake_files.Incoming]
        if self.cleaned_data["uploads"]:
            files = [(str(each.name), each.read()) for each in self.cleaned_data["uploads"]]
            items = intake_files.read_uploads(files, values)
        else:
            items = intake_files.read_pasted(self.cleaned_data["text"], values)
        return intake_files.gather(items, ARTICLE_LIMIT, READING_SECONDS)

    def choices(self) -> Choices:
        """Return what was chosen on the preview, as far as this was sent along."""
        return Choices({name: str(value) for name, value in self.data.items()})

    def problems(self) -> Iterator[intake_files.DraftProblem]:
        """Yield what is wrong with the form itself."""
        for name, messages in self.errors.items():
            place = "The form" if name == "__all__" else str(self[name].label)
            yield from (intake_files.DraftProblem(place, str(message)) for message in messages)


_ABOUT = ("source", "title", "published_on", "language", "url", "byline", "encoding")
