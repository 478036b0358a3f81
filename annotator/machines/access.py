"""The doors to a story's machine readers and their runs: each by its story."""

from django.http import Http404

from annotator.machines.models import MachineRun, StoryReader
from annotator.people.access import MANAGERS, DeskRequest, story_for
from annotator.people.models import Role


def machine_for(
    request: DeskRequest, slug: str, pk: int, roles: frozenset[Role] = MANAGERS
) -> StoryReader:
    """Return what the story wants of a machine, story and reader loaded. Raises Http404 or
    PermissionDenied."""
    story = story_for(request, slug, roles)
    found = (
        StoryReader.objects.filter(story=story, pk=pk)
        .select_related("reader__account", "reader__created_by", "added_by")
        .first()
    )
    if found is None:
        raise Http404
    found.story = story
    return found


def machine_named_for(
    request: DeskRequest, slug: str, name: str, roles: frozenset[Role] = MANAGERS
) -> StoryReader:
    """Return what the story wants of the machine whose account has this user name. Raises Http404
    or PermissionDenied."""
    story = story_for(request, slug, roles)
    rows = StoryReader.objects.filter(story=story, reader__account__username=name)
    found = rows.select_related("reader__account").first()
    if found is None:
        raise Http404
    found.story = story
    return found


def run_for(
    request: DeskRequest, slug: str, pk: int, run: int, roles: frozenset[Role] = MANAGERS
) -> MachineRun:
    """Return a run of a machine of the story, both loaded. Raises Http404 or PermissionDenied."""
    of = machine_for(request, slug, pk, roles)
    found = MachineRun.objects.filter(of=of, pk=run).select_related("asked_by").first()
    if found is None:
        raise Http404
    found.of = of
    return found
