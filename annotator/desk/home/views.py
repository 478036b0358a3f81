"""Home, a person's own articles, and what is new for them: door, form, action, page."""

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations import notices
from annotator.annotations.assignments.actions import standing_assignment
from annotator.annotations.models import AssignmentState, Notice, NoticeKind
from annotator.desk.filters import ReadingFilter
from annotator.desk.forms import NoticeForm
from annotator.desk.home import own_articles
from annotator.desk.home.html import reading_rows
from annotator.desk.home.sections import home_sections
from annotator.desk.home.stuck import stuck_for
from annotator.desk.home.waiting import waiting_for
from annotator.navigation import way
from annotator.pagination import page_of
from annotator.people.access import DeskRequest, article_for, may_found_stories
from articles.models import Article


@require_GET
def home(request: DeskRequest) -> HttpResponse:
    """Show what waits for the user, the first thing to do first, and their stories."""
    stories = own_articles.own_stories(request.user)
    waiting = waiting_for(request.user, stories)
    manages = any("manager" in own.roles for own in stories)
    stuck = stuck_for(request.user) if manages else None
    shown = {
        "waiting": waiting,
        "sections": home_sections(waiting, stuck, get_token(request)),
        "memberships": stories,
        "roles": {role for own in stories for role in own.roles},
        "settles": bool(waiting.settling),
        "takes": [own.story for own in stories if own.may_take],
        "may_found": may_found_stories(request.user),
    }
    return render(request, "desk/home.html", shown)


@require_GET
def my_articles(request: DeskRequest) -> HttpResponse:
    """List the user's own articles, the one to read next first."""
    user = request.user
    stories = own_articles.own_stories(user)
    named = [(own.story.pk, own.story.title) for own in stories]
    mine = own_articles.own_assignments(user)
    listed = ReadingFilter(request.GET, mine, user=user, stories=named)
    page = page_of(listed.qs.values_list("pk", flat=True), request)
    keys = list(page)
    found = own_articles.own_readings(keys, user, stories)
    rows = [found[key] for key in keys if key in found]
    shown = {"filter": listed, "page": page, "rows": rows, "drawn": reading_rows(rows)}
    return render(request, "desk/my_articles.html", shown)


@require_POST
def open_notice(request: DeskRequest, pk: int) -> HttpResponse:
    """Note that what is new at an article is opened, and lead there; 422 where it is of no kind."""
    article = article_for(request, pk)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return render(request, "400.html", status=422)
    kind = NoticeKind(form.cleaned_data["kind"])
    return redirect(_place_of(request, article, kind, notices.opened(request.user, article, kind)))


@require_POST
def see_notices(request: DeskRequest) -> HttpResponse:
    """Take all that is new as seen."""
    notices.opened_all(request.user)
    return redirect("desk:home")


def _place_of(
    request: DeskRequest, article: Article, kind: NoticeKind, notice: Notice | None
) -> str:
    """Return the address of what is new: where it is read, settled, or looked at afterwards."""
    if kind == NoticeKind.SENT_BACK:
        return way("article", article.pk)
    if kind == NoticeKind.CORRECTED:
        return way("corrected", article.pk)
    own = standing_assignment(article, request.user)
    about = notice.about if notice else None
    if own is not None and own.state == AssignmentState.SUBMITTED:
        reviewed = reverse("reconciliation:reviewed", args=[article.pk])
        return f"{reviewed}#r-{about.pk}" if about else reviewed
    settle = reverse("reconciliation:settle", args=[article.pk])
    return f"{settle}?at={about.start}" if about else settle
