"""A corrected text of an article: looked at before it is stored."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotator.annotations.assignments.actions import standing_assignment
from annotator.annotations.models import OPEN
from annotator.annotations.revision import actions
from annotator.annotations.workbench.forms import reasons
from annotator.desk.revisions.forms import RevisionForm
from annotator.desk.revisions.preview import digest, preview
from annotator.people.access import MANAGERS, DeskRequest, article_for
from annotator.reconciliation.versions import html
from articles.models import Article


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the form, preview what it sends, or store what was previewed.

    Nothing is kept between the two: the text comes again, and a digest says if it changed.
    """
    article = article_for(request, pk, MANAGERS)
    if request.method != "POST":
        started = {"text": article.text, "title": article.title, "url": article.url}
        return _page(request, article, RevisionForm(article=article, initial=started))
    form = RevisionForm(request.POST, request.FILES, article=article)
    if not form.is_valid() or form.new is None:
        return _page(request, article, form)
    if request.POST.get("step") == "store":
        if request.POST.get("previewed") == digest(article, form.new):
            return _stored(request, article, form)
        form.add_error(None, "It is not what was previewed: look at it again, then store.")
    return _page(request, article, form)


def _stored(request: DeskRequest, article: Article, form: RevisionForm) -> HttpResponse:
    assert form.new is not None
    try:
        done = actions.revise(article, request.user, form.new)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, article, form)
    left = done.to_review + done.orphaned
    told = f"Stored: version {done.version} of “{article}”."
    if left:
        told += f" {left} highlight{'s' if left > 1 else ''} to look at."
    messages.success(request, told)
    return redirect(reverse("reconciliation:versions", args=[article.pk]))


def _page(request: DeskRequest, article: Article, form: RevisionForm) -> HttpResponse:
    shown: dict[str, Any] = {"article": article, "story": article.story, "form": form}
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
