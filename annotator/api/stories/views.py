"""Stories: listed, made, read, changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import model_to_dict
from ninja import Query, Router, Status

from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, number, page_of_rows
from annotator.api.entity_tags import check_match
from annotator.api.forms import PAGING, as_address, checked, narrowed, sent
from annotator.api.operations import needs
from annotator.api.stories.schemas import StoryIn, StoryOut, StoryPatch, StoryQuery
from annotator.desk import actions
from annotator.desk.filters import StoryFilter
from annotator.desk.forms import StoryForm
from annotator.people.access import MANAGERS, may_found_stories, stories_open_to, story_for
from annotator.people.models import TokenScope
from articles.models import Story

router = Router(tags=["Stories"])


@router.get("/stories", response=PageOut[StoryOut], **needs(TokenScope.READ_SETTLED))
def list_stories(request: ApiRequest, asked: Query[StoryQuery]) -> PageOut[StoryOut]:
    """List the stories of which you are a member."""
    filters = StoryFilter(as_address(asked, leave=PAGING), stories_open_to(request.user))
    page, following = page_of_rows(narrowed(filters), asked, number)
    roles = _own_roles(request, page)
    items = [_story(story, roles.get(story.pk, [])) for story in page]
    return PageOut(items=items, next=following)


@router.post("/stories", response={201: StoryOut}, **needs(TokenScope.MANAGE))
def make_story(request: ApiRequest, body: StoryIn) -> Status[StoryOut]:
    """Make a story, with you as its manager. Whom the admin allows to add stories may."""
    if not may_found_stories(request.user):
        raise PermissionDenied("Only an administrator, or whom they allow, makes a new story.")
    values = checked(StoryForm(body.model_dump()))
    story = actions.found_story(**values, by=request.user)
    return Status(201, _story(story, ["manager"]))


@router.get("/stories/{str:slug}", response=StoryOut, **needs(TokenScope.READ_SETTLED))
def read_story(request: ApiRequest, slug: str) -> StoryOut:
    """Read a story."""
    story = story_for(request, slug)
    return _story(story, sorted(request.membership.roles))


@router.patch("/stories/{str:slug}", response=StoryOut, **needs(TokenScope.MANAGE, 412))
def change_story(request: ApiRequest, slug: str, body: StoryPatch) -> StoryOut:
    """Change what a story says of itself. For its managers."""
    story = story_for(request, slug, MANAGERS)
    roles = sorted(request.membership.roles)
    with transaction.atomic():
        # Two who change it at once take turns, so that the second is told of the first.
        locked = Story.objects.select_for_update().get(pk=story.pk)
        check_match(request, _story(locked, roles))
        stands = model_to_dict(locked, StoryForm.Meta.fields)
        values = checked(StoryForm(stands | sent(body), instance=story))
        return _story(actions.edit_story(locked, **values), roles)


def _own_roles(request: ApiRequest, stories: list[Story]) -> dict[int, list[str]]:
    own = request.user.memberships.filter(story__in=[story.pk for story in stories])
    roles = {one.story_id: sorted(one.roles) for one in own}
    if request.user.is_superuser:
        for story in stories:
            roles[story.pk] = sorted({*roles.get(story.pk, []), "manager"})
    return roles


def _story(story: Story, roles: list[Any]) -> StoryOut:
    names = StoryOut.model_fields.keys() - {"roles"}
    return StoryOut(roles=roles, **{name: getattr(story, name) for name in names})
