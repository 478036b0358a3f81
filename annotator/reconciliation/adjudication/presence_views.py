"""Who else settles this article now: asked for every twenty seconds, signed once a minute."""

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from annotator.annotations import presence
from annotator.people.access import DeskRequest
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
