"""The doors to leads: a view comes by one in no other way. Leads about an article that a member
has still to read do not exist for them."""

from django.db.models import QuerySet
from django.http import Http404

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.models import Lead, LeadImport
from annotator.comparison.seen import leads_seen
from annotator.people.access import MANAGERS, SETTLERS, DeskRequest, story_for
from annotator.people.models import Role
from articles.models import Story


def with_articles(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    """Return the leads with their articles, without these articles' texts."""
    found = leads.select_related("article_a__source", "article_b__source", "question")
    return found.defer("article_a__text", "article_b__text")


def lead_for(
    request: DeskRequest, slug: str, pk: int, roles: frozenset[Role] = SETTLERS
) -> tuple[Story, Lead]:
    """Return the story and one of its leads, its articles loaded. Raises PermissionDenied; Http404,
    also for a lead about an article that the member has still to read."""
    story = story_for(request, slug, roles)
    seen = leads_seen(story, articles_hidden_from(request.user, story))
    found = seen.select_related("article_a__source", "article_b__source", "question")
    lead = found.filter(pk=pk).first()
    if lead is None:
        raise Http404
    return story, lead


def lead_import_for(request: DeskRequest, slug: str, pk: int) -> LeadImport:
    """Return an import of the story. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, MANAGERS)
    found = LeadImport.objects.filter(story=story, pk=pk).first()
    if found is None:
        raise Http404
    return found
