"""The doors to a story's question, ruling or curation: a view comes by one in no other way."""

from django.http import Http404

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.models import Curation, Ruling
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.people.models import Role
from annotator.vocabulary.models import Question
from articles.models import Article


def question_for(
    request: DeskRequest, slug: str, pk: int, roles: frozenset[Role] = SETTLERS
) -> Question:
    """Return the story's active question, its story loaded. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, roles)
    question = Question.objects.filter(story=story, pk=pk, active=True).first()
    if question is None:
        raise Http404
    question.story = story
    return question


def cell_for(
    request: DeskRequest, slug: str, pk: int, article: int, roles: frozenset[Role] = SETTLERS
) -> tuple[Question, Article]:
    """Return the question and an article of its story.

    Raises PermissionDenied; Http404, also for an article that the member has still to read.
    """
    question = question_for(request, slug, pk, roles)
    seen = Article.objects.filter(story=question.story, pk=article).select_related("source")
    found = seen.exclude(pk__in=articles_hidden_from(request.user, question.story)).first()
    if found is None:
        raise Http404
    return question, found


def ruling_for(request: DeskRequest, slug: str, pk: int, roles: frozenset[Role]) -> Ruling:
    """Return the ruling, undone or not, its question and story loaded. Raises Http404 or
    PermissionDenied."""
    story = story_for(request, slug, roles)
    found = Ruling.everything.filter(pk=pk, question__story=story).select_related("question")
    ruling = found.first()
    if ruling is None:
        raise Http404
    ruling.question.story = story
    return ruling


def curation_for(
    request: DeskRequest, slug: str, pk: int, roles: frozenset[Role] = SETTLERS
) -> Curation:
    """Return the curation of the story, undone or not. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, roles)
    found = Curation.objects.filter(story=story, pk=pk).first()
    if found is None:
        raise Http404
    return found
