"""A corrected text of an article: looked at before it is stored."""

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotator.annotations.assignments.actions import standing_assignment
from annotator.annotations.models import OPEN
from annotator.annotations.revision import actions
from annotator.annotations.workbench.forms import reasons
from annotator.desk.arrivals.fetch_actions import drop_page
from annotator.desk.models import FetchedPage
from annotator.desk.revisions.forms import RevisionForm
from annotator.desk.revisions.preview import digest, preview
from annotator.people.access import MANAGERS, DeskRequest, article_for
from annotator.reconciliation.versions import html
from articles.models import Article
from articles.versions.actions import NewText

_KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the form, preview what it sends, or store what was previewed.

    Nothing is kept between the two: the text comes again, and a digest says if it changed.
    """
    article = article_for(request, pk, MANAGERS)
    fetched = _fetched(request, article)
    if request.method != "POST":
        started = {"text": article.text, "title": article.title, "url": article.url}
        form = RevisionForm(article=article, fetched=fetched, initial=started)
        return _page(request, article, form)
    form = RevisionForm(request.POST, request.FILES, article=article, fetched=fetched)
    if not form.is_valid() or form.new is None:
        return _page(request, article, form)
    if request.POST.get("step") == "store":
        if request.POST.get("previewed") == digest(article, form.new):
            return _stored(request, article, form, form.new)
        form.add_error(None, "It is not what was previewed: look at it again, then store.")
    return _page(request, article, form)


def _fetched(request: DeskRequest, article: Article) -> FetchedPage | None:
    """Return the page that was fetched for the story and is to be the text, if one is named.

    Raises Http404 where it waits no longer.
    """
    named = request.POST.get("fetched") or request.GET.get("fetched")
    if not named:
        return None
    found = FetchedPage.objects.filter(story=article.story, state=FetchedPage.State.FETCHED)
    page = found.filter(pk=int(named)).first() if _KEY.fullmatch(named) else None
    if page is None:
        raise Http404("This page was taken or dropped in the meantime. Fetch it again.")
    return page


def _stored(
    request: DeskRequest, article: Article, form: RevisionForm, new: NewText
) -> HttpResponse:
    try:
        done = actions.revise(article, request.user, new)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, article, form)
    if form.fetched is not None:
        drop_page(form.fetched)
    left = done.to_review + done.orphaned
    told = f"Stored: version {done.version} of “{article}”."
    if left:
        told += f" {left} highlight{'s' if left > 1 else ''} to look at."
    messages.success(request, told)
    return redirect(reverse("reconciliation:versions", args=[article.pk]))


def _page(request: DeskRequest, article: Article, form: RevisionForm) -> HttpResponse:
    shown: dict[str, Any] = {"article": article, "story": article.story, "form": form}
    shown["fetching"] = settings.FETCH_ADDRESSES and article.url and form.fetched is None
    own = standing_assignment(article, request.user)
    hidden = own is not None and own.state in OPEN
    if form.is_bound and form.new is not None:
        try:
            found = preview(article, request.user, form.new, hidden)
        except ValidationError as error:
            form.add_error(None, reasons(error))
        else:
            names = f"Version {article.version}", f"Version {article.version + 1}"
            shown |= {
                "preview": found,
                "hidden": hidden,
                "side": html.side_by_side(found.paragraphs, *names),
                "inline": html.inline(found.paragraphs),
            }
    return render(request, "desk/revise.html", shown, status=422 if form.errors else 200)
