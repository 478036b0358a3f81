"""Strings to values: a file of leads."""

from typing import Any

from django import forms

from annotator.comparison.leads.intake.lead_rows import LeadFile, LeadProblem, read_leads

UPLOAD_LIMIT = 20_000_000  # bytes


class LeadFileForm(forms.Form):
    """A file of leads, as it comes in."""

    upload = forms.FileField(
        label="File", help_text="CSV or JSON, 20 MB and 50,000 leads at most.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json"}),
    )  # fmt: skip

    def clean_upload(self) -> Any:
        """Refuse a file that is too large."""
        upload = self.cleaned_data["upload"]
        if upload.size > UPLOAD_LIMIT:
            raise forms.ValidationError("The file has more than 20 MB: divide it into several.")
        return upload

    def leads(self) -> LeadFile:
        """Return what the file holds; the form's own problems come first."""
        if not self.is_valid():
            told = [str(one) for errors in self.errors.values() for one in errors]
            return LeadFile(problems=[LeadProblem("File", one) for one in told])
        upload = self.cleaned_data["upload"]
        return read_leads(str(upload.name), upload.read())
