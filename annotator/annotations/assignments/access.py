"""The door to an assignment: a view comes by one in no other way."""

from django.http import Http404

from annotator.annotations.models import Assignment
from annotator.people.access import MANAGERS, DeskRequest, enter
from annotator.people.models import Role


def assignment_for(request: DeskRequest, pk: int, roles: frozenset[Role] = MANAGERS) -> Assignment:
    """Return the assignment, its reader, article and story loaded, the article's text left out.

    Raises Http404 for a stranger to the story, PermissionDenied for the wrong role.
    """
    assignment = (
        Assignment.objects.select_related("annotator", "article__story")
        .defer("article__text")
        .filter(pk=pk)
        .first()
    )
    if assignment is None:
        raise Http404
    enter(request, assignment.article.story, roles)
    return assignment
