"""Settling what no reader says of a whole article: door, form, action, page."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotator.annotations.workbench.forms import reasons
from annotator.people.access import DeskRequest
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.access import ADJUDICATORS, settled_article_for
from annotator.reconciliation.adjudication.forms import DocumentLabelForm
from annotator.reconciliation.adjudication.views import form_errors, go_to
from annotator.vocabulary.models import Label


@require_POST
def settle(request: DeskRequest, pk: int) -> HttpResponse:
    """Settle one label of the whole article, and lead to its card. 422 with the reason."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    form = DocumentLabelForm(request.POST, story=article.story)
    trouble = "" if form.is_valid() else form_errors(form)
    try:
        if not trouble:
            given = form.cleaned_data
            actions.settle_whole(
                article, request.user, label=given["label"], details=given["details"]
            )
    except ValidationError as error:
        trouble = reasons(error)
    page = reverse("reconciliation:settle", args=[pk])
    if trouble and request.htmx:
        shown = {
            "article": article,
            "whole_labels": Label.objects.filter(active=True, of_articles=True),
            "trouble": trouble,
        }
        return render(request, "reconciliation/_whole.html", shown, status=422)
    return go_to(request, page if trouble else f"{page}?show=all", trouble)
