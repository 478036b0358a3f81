"""Articles spread over people by the program: shown first, then done in one act, and undone."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from annotator.annotations.assignments import bulk, distribution_plan
from annotator.annotations.curation.plans import number
from annotator.annotations.models import ENDED, Assignment
from annotator.desk import reading_progress
from annotator.desk.assignments import views
from annotator.desk.assignments.filters import AssigningFilter
from annotator.desk.assignments.forms import DistributionForm, MomentForm, annotators_of
from annotator.pagination import SIZE
from annotator.people.access import MANAGERS, DeskRequest, story_for
from annotator.people.models import User
from articles.models import Article, Source, Story


@require_POST
def distribute_articles(request: DeskRequest, slug: str) -> HttpResponse:
    """Show what spreading would give; do it where `sure` names exactly what was shown."""
    story = story_for(request, slug, MANAGERS)
    form = DistributionForm(request.POST, story=story)
    if not form.is_valid():
        return views.assignments_page(request, story, form, status=422)
    people, articles = _chosen(request, story, form)
    if not people:
        form.add_error("people", "The story has no annotators yet: add members first.")
        return views.assignments_page(request, story, form, status=422)
    if not form.cleaned_data["sure"]:
        return _proposal(request, story, people, articles, form)
    due_on, sure = form.cleaned_data["due_on"], form.cleaned_data["sure"]
    try:
        at = distribution_plan.carry_out(story, people, articles, sure, request.user, due_on)
    except ValidationError as error:
        form.add_error(None, error)
        return _proposal(request, story, people, articles, form)
    given = Assignment.objects.filter(article__story=story, assigned_at=at).count()
    shown = {"story": story, "at": at.isoformat(), "given": given}
    messages.success(request, render_to_string("desk/_spread_done.html", shown, request))
    return redirect("desk:assignments", story.slug)


@require_POST
def take_back(request: DeskRequest, slug: str) -> HttpResponse:
    """Undo a spreading: withdraw what it gave, but for what somebody has begun."""
    story = story_for(request, slug, MANAGERS)
    form = MomentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "This cannot be undone from here: withdraw the assignments below.")
        return redirect("desk:given", story.slug)
    at = form.cleaned_data["at"]
    taken = bulk.take_back(story, at, request.user)
    begun = Assignment.objects.filter(article__story=story, assigned_at=at)
    left = begun.exclude(state__in=ENDED).count()
    stays = f" {number(left, 'other')} stay{'s' if left == 1 else ''}: the reading has begun."
    told = f"{number(taken, 'assignment')} taken back.{stays if left else ''}"
    messages.success(request, told)
    return redirect("desk:assignments", story.slug)


def _chosen(
    request: DeskRequest, story: Story, form: DistributionForm
) -> tuple[list[User], QuerySet[Article]]:
    """Return the people and the articles that were chosen; where none were, all that there are.

    All articles are then those that the filtered list shows.
    """
    people = list(form.cleaned_data["people"] or annotators_of(story))
    articles: QuerySet[Article] = form.cleaned_data["articles"]
    if not articles:
        listed = AssigningFilter(
            request.GET, reading_progress.articles_of(story), member=request.membership
        )
        articles = listed.qs
    return people, Article.objects.filter(pk__in=articles.order_by().values("pk"))


def _proposal(
    request: DeskRequest,
    story: Story,
    people: Sequence[User],
    articles: QuerySet[Article],
    form: DistributionForm,
) -> HttpResponse:
    proposal = distribution_plan.propose(story, people, articles)
    names = dict(Source.objects.filter(articles__story=story).values_list("pk", "name"))
    short = proposal.short[:SIZE]
    titles = dict(
        Article.objects.filter(pk__in=[one.text.id for one in short]).values_list("pk", "title")
    )
    shares = [
        (share, [(names[key], n) for key, n in share.by_source.most_common()])
        for share in proposal.shares
    ]
    shown = {
        "story": story,
        "tab": "assignments",
        "form": form,
        "proposal": proposal,
        "articles": len({article for article, _ in proposal.pairs}),
        "shares": shares,
        "short": [(titles[one.text.id], one) for one in short],
        "unlisted": len(proposal.short) - len(short),
        "people": len(people),
    }
    return render(request, "desk/spread.html", shown, status=422 if form.errors else 200)
