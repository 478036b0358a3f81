"""Settling what holds of a whole article: door, form, action, page."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from annotator.annotations.recording.receipts import StaleRevision
from annotator.annotations.workbench.forms import reasons
from annotator.people.access import DeskRequest
from annotator.reconciliation.adjudication import document_labels
from annotator.reconciliation.adjudication.access import ADJUDICATORS, settled_article_for
from annotator.reconciliation.adjudication.forms import DocumentLabelForm
from annotator.reconciliation.adjudication.page import adjudication_page
from annotator.reconciliation.adjudication.views import form_errors
from articles.models import Article


@require_POST
def settle(request: DeskRequest, pk: int) -> HttpResponse:
    """Settle one label of the whole article and answer with the block of such labels, or 422."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    form = DocumentLabelForm(request.POST, story=article.story)
    if not form.is_valid():
        return _answer(request, article, form_errors(form), 422)
    try:
        given = form.cleaned_data
        document_labels.settle(
            article, request.user, label=given["label"], details=given["details"]
        )
    except ValidationError as error:
        return _answer(request, article, reasons(error), 422)
    return _answer(request, article)


@require_POST
def undo(request: DeskRequest, pk: int, label: UUID) -> HttpResponse:
    """Take back a settled label; answer with the block, or 409 where the label is gone already."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    try:
        document_labels.undo(article, request.user, id=label)
    except StaleRevision as error:
        return _answer(request, article, error.message, 409)
    except ValidationError as error:
        return _answer(request, article, reasons(error), 422)
    return _answer(request, article)


def _answer(
    request: DeskRequest, article: Article, trouble: str = "", status: int = 200
) -> HttpResponse:
    """Answer with the block of document labels as it is now, and with what is wrong."""
    if not request.htmx:
        if trouble:
            messages.error(request, trouble)
        return redirect("reconciliation:settle", article.pk)
    by_name = "names=" in (request.htmx.current_url or "")
    block = {
        "whole": document_labels.block_of(adjudication_page(request, article, by_name), trouble)
    }
    return render(request, "reconciliation/_whole.html", block, status=status)
