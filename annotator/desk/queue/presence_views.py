"""Who settles which article now: asked for every twenty seconds, signed once a minute."""

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods

from annotator.annotations import presence
from annotator.annotations.models import OPEN, Assignment
from annotator.desk.reading_progress import still_to_read
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.people.models import Membership
from annotator.reconciliation.adjudication.access import settled_article_for


@require_http_methods(["GET", "POST"])
def who_is_here(request: DeskRequest, pk: int) -> HttpResponseBase:
    """Say who else is at the article; a POST signs that the user is there."""
    article = settled_article_for(request, pk)
    if request.method == "POST":
        presence.sign(request.user, article)
        return HttpResponse(status=204)
    found = presence.who_is_here(Q(article=article), request.user)
    return presence.told(request, found)


@require_GET
def who_is_where(request: DeskRequest, slug: str) -> HttpResponseBase:
    """Say who settles which article of the story now."""
    story = story_for(request, slug, SETTLERS)
    hidden = still_to_read(request.membership).values("article")
    at = Q(article__story=story) & ~Q(article__in=hidden)
    return presence.told(request, presence.who_is_here(at, request.user))


@require_GET
def who_settles_mine(request: DeskRequest) -> HttpResponseBase:
    """Say who settles which article now, in all stories that the user settles or manages."""
    settled = Q(adjudicator=True) | Q(manager=True)
    stories = Membership.objects.filter(settled, user=request.user).order_by()
    hidden = Assignment.objects.filter(annotator=request.user, state__in=OPEN).order_by()
    at = Q(article__story__in=stories.values("story")) & ~Q(article__in=hidden.values("article"))
    return presence.told(request, presence.who_is_here(at, request.user))
