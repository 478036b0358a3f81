"""The draft of the next edition: change labels and guidelines, bring a file, publish, take back."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotator.annotations.codebook import html
from annotator.annotations.codebook.access import curator_of
from annotator.annotations.codebook.actions import take_edition_back
from annotator.annotations.codebook.forms import (
    CodebookFileForm,
    CodebookGuidelinesForm,
    LabelTextForm,
    PublishCodebookForm,
    TakeForm,
)
from annotator.annotations.codebook.page import changes_of, draft_page, label_page
from annotator.annotations.codebook.second_look import touched_by
from annotator.annotations.workbench.forms import reasons
from annotator.people.access import DeskRequest
from annotator.vocabulary.codebook import actions
from annotator.vocabulary.codebook.editions import codebook_of_today, draft, stamp_of
from annotator.vocabulary.codebook.incoming import CodebookRefused, incoming, take_in
from annotator.vocabulary.codebook.texts import MEANING, LabelText

SALT = "annotator.annotations.codebook.file"
AN_HOUR = 60 * 60
TOO_OLD = "The preview is too old: choose the file again."


@require_GET
@never_cache
def draft_of_next(request: DeskRequest) -> HttpResponse:
    """Show what the draft changes, and every label that can be changed."""
    curator_of(request)
    shown = draft_page(codebook_of_today(), draft(), request.user) | {
        "file_form": CodebookFileForm()
    }
    return render(request, "annotations/codebook_draft.html", shown)


@require_http_methods(["GET", "POST"])
@never_cache
def draft_label(request: DeskRequest, slug: str) -> HttpResponse:
    """Show what the draft says of one label, and take what it is to say (422 with the reason)."""
    curator_of(request)
    try:
        shown = label_page(codebook_of_today(), draft(), slug)
    except KeyError:
        raise Http404 from None
    form = LabelTextForm(request.POST or None, initial=shown["initial"])
    if request.method == "POST" and form.is_valid():
        texts = {name: form.cleaned_data[name].replace("\r\n", "\n").strip() for name in MEANING}
        there: LabelText = shown["label"]
        label = LabelText(there.slug, there.name, there.polarity, **texts)
        try:
            actions.write_entry(
                label,
                base=form.cleaned_data["base"],
                same_meaning=form.cleaned_data["same_meaning"],
            )
        except ValidationError as error:
            form.add_error(None, reasons(error))
        else:
            messages.success(request, f"In the draft: “{label.name}”.")
            return redirect("annotations:codebook_draft")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "annotations/codebook_label.html", {**shown, "form": form}, status=status
    )


@require_http_methods(["GET", "POST"])
@never_cache
def draft_guidelines(request: DeskRequest) -> HttpResponse:
    """Show the guidelines of the draft, and take what they are to say (422 with the reason)."""
    curator_of(request)
    found = draft()
    text = found.guidelines if found else codebook_of_today().guidelines
    initial = {"guidelines": text, "base": stamp_of(text)}
    form = CodebookGuidelinesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["guidelines"].replace("\r\n", "\n")
        try:
            actions.write_guidelines(given, base=form.cleaned_data["base"])
        except ValidationError as error:
            form.add_error(None, reasons(error))
        else:
            messages.success(request, "In the draft: the guidelines.")
            return redirect("annotations:codebook_draft")
    status = 422 if request.method == "POST" else 200
    return render(request, "annotations/codebook_guidelines.html", {"form": form}, status=status)


@require_POST
def drop_entry(request: DeskRequest, slug: str) -> HttpResponse:
    """Take one label out of the draft."""
    curator_of(request)
    return _acted(request, lambda: actions.drop_entry(slug), "It stays as it is today.")


@require_POST
def discard_draft(request: DeskRequest) -> HttpResponse:
    """Drop the draft."""
    curator_of(request)
    return _acted(request, actions.discard_draft, "The draft is gone. The codebook is as it was.")


@require_http_methods(["GET", "POST"])
@never_cache
def publish(request: DeskRequest) -> HttpResponse:
    """Show what publishing the draft touches; a POST publishes it (422 with the reason)."""
    by = curator_of(request)
    found = draft()
    if found is None:
        messages.error(request, "There is no draft to publish: change a label first.")
        return redirect("annotations:codebook_draft")
    shown = draft_page(codebook_of_today(), found, by)
    form = PublishCodebookForm(
        request.POST or None, initial={"shown": shown["stamp"], "note": found.note}
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.publish(form.cleaned_data["note"], by, shown=form.cleaned_data["shown"])
        except ValidationError as error:
            form.add_error(None, reasons(error))
        else:
            messages.success(request, f"Edition {done.number} counts from now on.")
            return redirect("annotations:codebook")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "annotations/codebook_publish.html", {**shown, "form": form}, status=status
    )


@require_POST
def take_back(request: DeskRequest, number: int) -> HttpResponse:
    """Make the newest edition a draft again, while nothing was made under it."""
    by = curator_of(request)
    told = f"Edition {number} is a draft again."
    return _acted(request, lambda: take_edition_back(number, by), told)


@require_POST
@never_cache
def preview_file(request: DeskRequest) -> HttpResponse:
    """Show what a file would make of the draft; nothing is stored (422 with all that is wrong)."""
    curator_of(request)
    form = CodebookFileForm(request.POST, request.FILES)
    problems: list[str] = []
    if form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        data = file.read()
        try:
            coming = incoming(file.name, data, kind)
        except CodebookRefused as refused:
            problems = refused.problems
        else:
            asked = [one.label.slug for one in coming.difference.labels if not one.is_added]
            sent = [file.name[-100:], kind, data.decode("latin-1")]
            shown = {
                "coming": coming,
                "changes": changes_of(
                    coming.difference, touched_by(asked, coming.number, request.user)
                ),
                "name": file.name,
                "guidelines": html.runs(coming.difference.guidelines),
                "signed": signing.dumps(sent, salt=SALT, compress=True),
            }
            return render(request, "annotations/codebook_file.html", shown)
    shown = draft_page(codebook_of_today(), draft(), request.user)
    shown |= {"file_form": form, "problems": problems[:50], "more": max(0, len(problems) - 50)}
    return render(request, "annotations/codebook_draft.html", shown, status=422)


@require_POST
def take_file(request: DeskRequest) -> HttpResponse:
    """Take the file of a preview into the draft: just what was shown, or nothing."""
    curator_of(request)
    form = TakeForm(request.POST)
    try:
        if not form.is_valid():
            raise CodebookRefused([TOO_OLD])
        sent: Any = signing.loads(form.cleaned_data["signed"], salt=SALT, max_age=AN_HOUR)
        name, kind, data = sent
        take_in(name, data.encode("latin-1"), kind, shown=form.cleaned_data["shown"])
    except signing.BadSignature:
        messages.error(request, TOO_OLD)
    except CodebookRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"“{name}” is in the draft. Publish it when you have looked.")
    return redirect("annotations:codebook_draft")


def _acted(request: DeskRequest, act: Any, told: str) -> HttpResponse:
    """Do it, say so, and go back to the draft; what is refused is said there."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, reasons(error))
    else:
        messages.success(request, told)
    return redirect("annotations:codebook_draft")
