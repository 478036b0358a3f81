"""The doors to a story's machine readers and their runs: each by its story; and which readers
somebody may choose for another."""

from django.db.models import QuerySet
from django.http import Http404

from annotator.machines.models import MachineReader, MachineRun, StoryReader
from annotator.people.access import MANAGERS, DeskRequest, story_for
from annotator.people.models import Membership, Role, User


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


def readers_open_to(user: User) -> QuerySet[MachineReader]:
    """Return the readers whose make the user may know: those of stories that they manage; all, for
    a superuser."""
    if user.is_superuser:
        return MachineReader.objects.all()
    managed = Membership.objects.filter(user=user, manager=True).values("story")
    known = StoryReader.objects.filter(story__in=managed).values("reader")
    return MachineReader.objects.filter(pk__in=known)


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
