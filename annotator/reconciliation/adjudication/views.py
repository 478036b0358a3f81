"""Settling one article: each view is door, form, action, page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.assignments.access import assignment_for
from annotator.annotations.workbench.forms import reasons
from annotator.people.access import DeskRequest
from annotator.reconciliation.adjudication import actions, turn
from annotator.reconciliation.adjudication.access import ADJUDICATORS, settled_article_for
from annotator.reconciliation.adjudication.decisions import PlaceChanged
from annotator.reconciliation.adjudication.edit_form import editor
from annotator.reconciliation.adjudication.finishing import open_ends
from annotator.reconciliation.adjudication.forms import (
    CommentForm,
    DecideForm,
    RuleForm,
    SendBackForm,
    WantedForm,
    WindowForm,
)
from annotator.reconciliation.adjudication.page import (
    adjudication_page,
    plan_context,
    submitted_readings,
)
from annotator.reconciliation.adjudication.partials import more_cards, only_machine, place_swap
from annotator.reconciliation.models import Rule
from articles.models import Article


@require_GET
@never_cache
def settle(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the text with its places, and the cards that are near; to htmx, more cards alone."""
    article = settled_article_for(request, pk)
    by_name = "names" in request.GET
    shown = adjudication_page(request, article, by_name)
    form = WindowForm(request.GET)
    errors = "" if form.is_valid() else form_errors(form)
    if request.htmx:
        return more_cards(shown, form.cleaned_data, errors)
    if errors:
        messages.error(request, errors)
    window = shown.window(form.cleaned_data)
    context = {
        "article": article,
        "story": article.story,
        "shown": shown,
        "window": window,
        "cards": shown.cards(window),
        "by_name": by_name,
        "refusal": turn.settle_refusal(article, request.user, shown.progress),
        "readings": submitted_readings(shown),
        "machines": list(shown.readings.machines.values()),
        "only_machine": only_machine(shown, request),
        "whole_labels": [one for one in shown.labels if one.active and one.of_articles],
        "acts": actions.acts_to_undo(article),
        "swap": False,
        **shown.counts(),
    }
    return render(request, "reconciliation/settle.html", context, status=422 if errors else 200)


@require_POST
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Decide on one place. 409 with the place as it is now; 422 with the reason."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return place_swap(request, article, request.POST.get("stamp", ""), form_errors(form), 422)
    given = form.cleaned_data

    def act() -> Any:
        return actions.decide(
            article, request.user, stamp=given["stamp"], accept=given["accept"],
            reason=given["reason"], op=given["op"],
        )  # fmt: skip

    return _act_and_show_place(request, article, given["stamp"], act)


@require_POST
def undo(request: DeskRequest, pk: int, decision: int) -> HttpResponse:
    """Take a decision back."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    before = adjudication_page(request, article).place_decided_by(decision)
    stamp = before.stamp if before else ""
    return _act_and_show_place(
        request,
        article,
        stamp,
        lambda: actions.undo(article, request.user, decision=decision),
    )


@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the form to write what is right, here or where nobody marked anything; or take what it
    sent."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    if request.method == "GET":
        return editor(request, article)
    form = WantedForm(request.POST, story=article.story)
    if not form.is_valid():
        return editor(request, article, form_errors(form), status=422)
    stamp, given = form.cleaned_data["stamp"], {"reason": form.cleaned_data["reason"]}
    given |= {"wanted": form.wanted(), "op": form.cleaned_data["op"]}
    try:
        if stamp:
            actions.decide(article, request.user, stamp=stamp, **given)
        else:
            actions.add(article, request.user, **given)
    except ValidationError as error:
        return editor(request, article, reasons(error), status=422)
    except PlaceChanged as error:
        return editor(request, article, str(error), status=409)
    if stamp:
        return place_swap(request, article, stamp)
    at = form.cleaned_data["start"]
    return go_to(request, f"{reverse('reconciliation:settle', args=[pk])}?at={at}")


@require_POST
def comment(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something about the annotations of one place."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    form = CommentForm(request.POST)
    about: list[UUID] = form.cleaned_data.get("about", []) if form.is_valid() else []
    if not form.is_valid():
        return place_swap(request, article, request.POST.getlist("about"), form_errors(form), 422)
    try:
        actions.comment(article, request.user, about=about, text=form.cleaned_data["text"])
    except ValidationError as error:
        return place_swap(request, article, about, reasons(error), 422)
    return place_swap(request, article, about)


@require_http_methods(["GET", "POST"])
def auto_adjudicate(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what an automatic act would settle and leave; posted, do it."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    form = RuleForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return go_to(request, reverse("reconciliation:settle", args=[pk]), form_errors(form))
    rule, share = Rule(form.cleaned_data["rule"]), form.cleaned_data["share"]
    if request.method == "GET":
        return render(request, "reconciliation/_alike.html", plan_context(article, rule, share))
    try:
        actions.settle_automatically(
            article, request.user, rule=rule, share=share, places=form.cleaned_data["places"]
        )
    except (ValidationError, PlaceChanged) as error:
        messages.error(request, _refusal_words(error))
    return redirect("reconciliation:settle", pk)


@require_POST
def undo_act(request: DeskRequest, pk: int, act: int) -> HttpResponse:
    """Take back what an automatic act settled."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    return _act_and_show_page(request, pk, lambda: actions.undo_act(article, request.user, act=act))


@require_http_methods(["GET", "POST"])
def finish(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what is open, each with a link that leads there, before it is finished; posted, finish
    the article."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    if request.method == "GET":
        shown = adjudication_page(request, article)
        context = {"article": article, "open": open_ends(shown), **shown.counts()}
        page = "_finishing" if request.htmx else "finish"
        return render(request, f"reconciliation/{page}.html", context)
    return _act_and_show_page(request, pk, lambda: actions.finish(article, request.user))


@require_POST
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a finished article under revision."""
    article = settled_article_for(request, pk, ADJUDICATORS)
    return _act_and_show_page(request, pk, lambda: actions.reopen(article, request.user))


@require_POST
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask an annotator to look at a submitted reading again."""
    assignment = assignment_for(request, pk, ADJUDICATORS)
    article = settled_article_for(request, assignment.article_id, ADJUDICATORS)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        messages.error(request, form_errors(form))
        return redirect("reconciliation:settle", article.pk)
    reason = form.cleaned_data["reason"]
    return _act_and_show_page(
        request, article.pk, lambda: assignments_actions.send_back(assignment, request.user, reason)
    )


def form_errors(form: Any) -> str:
    """Return all that is wrong with a form, in one line."""
    return " ".join(text for texts in form.errors.values() for text in texts)


def _refusal_words(error: ValidationError | PlaceChanged) -> str:
    return reasons(error) if isinstance(error, ValidationError) else str(error)


def _act_and_show_place(
    request: DeskRequest, article: Article, stamp: str, act: Callable[[], Any]
) -> HttpResponse:
    """Do the act, then answer with the place as it is now."""
    try:
        act()
    except PlaceChanged as error:
        return place_swap(request, article, stamp, str(error), 409)
    except ValidationError as error:
        return place_swap(request, article, stamp, reasons(error), 422)
    return place_swap(request, article, stamp)


def _act_and_show_page(request: DeskRequest, pk: int, act: Callable[[], Any]) -> HttpResponse:
    """Do the act, then show the page again, with the reason where it was refused."""
    try:
        act()
    except (ValidationError, PlaceChanged) as error:
        messages.error(request, _refusal_words(error))
    return redirect("reconciliation:settle", pk)


def go_to(request: DeskRequest, address: str, trouble: str = "") -> HttpResponse:
    """Redirect to an address; for htmx, with the header that makes it load the page."""
    if trouble:
        messages.error(request, trouble)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
