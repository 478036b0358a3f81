"""The tables' pages in the admin: a file, a preview of what it would change, then the act.

The file travels signed in the page between the two, so that no process keeps it for another.
"""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.tmp_storages import BaseStorage

from annotator.one_state import one_state
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.vocabulary.tables import EntityTable, LabelTable, QuestionTable, SheetCSV

LARGEST_FILE = 5 * 1024 * 1024
SALT = "annotator.vocabulary.table"
AN_HOUR = 60 * 60


class SignedPageStorage(BaseStorage):  # type: ignore[misc]
    """The file as a signed word in the page: exactly what was previewed is what is confirmed."""

    def save(self, data: bytes) -> None:
        self.name = signing.dumps(data.decode("latin-1"), salt=SALT, compress=True)

    def read(self) -> bytes:
        """Return the file's bytes. Raises BadSignature for a word that is not ours, or is an
        hour old."""
        return str(signing.loads(self.name, salt=SALT, max_age=AN_HOUR)).encode("latin-1")

    def remove(self) -> None:
        """Do nothing: there is nothing to remove."""


class FileForm(ImportForm):  # type: ignore[misc]
    """One file, of one format."""

    def __init__(self, formats: Any, resources: Any, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["import_file"].label = "CSV file"
        self.fields["import_file"].widget.attrs["accept"] = ".csv,.tsv,.txt,text/csv"

    def clean_format(self) -> str:
        return "0"

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("The file is larger than 5 MB: import it in parts.")
        return file


class ConfirmForm(ConfirmImportForm):  # type: ignore[misc]
    """The confirmation; `promised` is what the preview said, so that nothing else is done."""

    promised = forms.CharField(widget=forms.HiddenInput)


class TableAdmin(ImportExportMixin):  # type: ignore[misc]
    """Import and export of one model's table; stands before the other parents of a ModelAdmin."""

    formats = [SheetCSV]
    import_form_class = FileForm
    confirm_form_class = ConfirmForm
    tmp_storage_class = SignedPageStorage
    skip_export_form = True
    # With a byte-order mark: without it, Excel takes UTF-8 for something else.
    to_encoding = "utf-8-sig"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def get_export_data(self, *args: Any, **kwargs: Any) -> Any:
        """Return the file, all of it as the table was at one moment: it is read page by page."""
        with one_state():
            return super().get_export_data(*args, **kwargs)

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fields = self.resource_classes[0]().fields.values()
        return {"columns": [(field.column_name, field.help) for field in fields]}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        if isinstance(e, forms.ValidationError):
            form.add_error("import_file", e)
        else:
            super().add_data_read_fail_error_to_form(form, e)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the page; a POST previews the file, or refuses it whole (422)."""
        response = super().import_action(request, **kwargs)
        confirm = response.context_data.get("confirm_form")
        if confirm is not None:
            confirm.initial["promised"] = _fingerprint(response.context_data["result"])
        elif request.method == "POST":
            response.status_code = 422
        return response  # type: ignore[no-any-return]

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do what the preview said, all of it or nothing."""
        try:
            with transaction.atomic():
                return super().process_import(request, **kwargs)  # type: ignore[no-any-return]
        except signing.BadSignature:
            messages.error(request, "The preview is too old: choose the file again.")
            return redirect(self._address("import"))

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        refused = result.has_errors() or result.has_validation_errors()
        if not refused and _fingerprint(result) == request.POST.get("promised"):
            return super().process_result(result, request)  # type: ignore[no-any-return]
        transaction.set_rollback(True)
        if not refused:
            words = "The vocabulary has changed since the preview. Nothing was stored: look again."
            messages.error(request, words)
            return redirect(self._address("import"))
        page = self.admin_site.each_context(request) | self.get_import_context_data()
        form = FileForm([SheetCSV], self.resource_classes)
        page |= {"title": "Import", "form": form, "opts": self.opts, "result": result}
        return TemplateResponse(request, self.import_template_name, page, status=422)

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        new, changed, same = (result.totals[kind] for kind in ("new", "update", "skip"))
        messages.success(request, f"Imported: {new} new, {changed} changed, {same} unchanged.")
        if new or changed:
            facts = {"table": str(self.opts.model_name), "new": new, "changed": changed}
            record(TrustKind.IMPORTED, by=request.user, facts=facts)

    def _address(self, name: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")


class LabelTables(TableAdmin):
    resource_classes = [LabelTable]


class EntityTables(TableAdmin):
    resource_classes = [EntityTable]


class QuestionTables(TableAdmin):
    resource_classes = [QuestionTable]


def _fingerprint(result: Any) -> str:
    """Return a fingerprint of what a preview says."""
    told = [(row.import_type, row.diff) for row in result.rows]
    return hashlib.sha256(repr(told).encode()).hexdigest()
