"""The doors to a story's question, ruling or act on names: a view comes by one in no other way."""

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
    """The story's question, one in use, its story loaded. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, roles)
    question = Question.objects.filter(story=story, pk=pk, active=True).first()
    if question is None:
        raise Http404
    question.story = story
    return question


def cell_for(
    request: DeskRequest, slug: str, pk: int, article: int, roles: frozenset[Role] = SETTLERS
) -> tuple[Question, Article]:
    """The question and an article of its story. Raises Http404, also for an article that the
    member has still to read, or PermissionDenied."""
    question = question_for(request, slug, pk, roles)
    seen = Article.objects.filter(story=question.story, pk=article).select_related("source")
    found = seen.exclude(pk__in=articles_hidden_from(request.user, question.story)).first()
    if found is None:
        raise Http404
    return question, found


def ruling_for(request: DeskRequest, slug: str, pk: int, roles: frozenset[Role]) -> Ruling:
    """The ruling, undone or not, question and story loaded. Raises Http404 or PermissionDenied."""
    story = story_for(request, slug, roles)
    found = Ruling.everything.filter(pk=pk, question__story=story).select_related("question")
    ruling = found.first()
    if ruling is None:
        raise Http404
    ruling.question.story = story
    return ruling


def curation_for(request: DeskRequest, slug: str, pk: int) -> Curation:
    """An act on names or questions of the story, undone or not. Raises as above."""
    story = story_for(request, slug, SETTLERS)
    found = Curation.objects.filter(story=story, pk=pk).first()
    if found is None:
        raise Http404
    return found
