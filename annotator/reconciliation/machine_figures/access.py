"""The door to what a machine comes to in a story: for whoever settles or manages there."""

from django.http import Http404

from annotator.machines.models import StoryReader
from annotator.people.access import SETTLERS, DeskRequest, story_for


def machine_for(request: DeskRequest, slug: str, pk: int) -> StoryReader:
    """Return what the story wants of a machine, its reader and story loaded.

    Raises Http404 for a stranger and for a machine of another story, PermissionDenied for the wrong
    role.
    """
    story = story_for(request, slug, SETTLERS)
    found = StoryReader.objects.filter(pk=pk, story=story).select_related("reader").first()
    if found is None:
        raise Http404
    found.story = story
    return found
