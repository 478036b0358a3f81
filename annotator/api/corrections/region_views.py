"""The parts of a page: said what one is, decided on, listed."""

from ninja import Query, Router, Status

from annotator.annotations.models import RegionChange
from annotator.annotations.regions import actions
from annotator.annotations.regions.access import (
    MARKERS,
    check_decides,
    may_set_regions,
    region_change_for,
)
from annotator.annotations.regions.forms import RegionForm
from annotator.annotations.regions.views import ACTS
from annotator.api.access import ApiRequest, check_scope
from annotator.api.corrections.schemas import (
    RegionChangeOut,
    RegionIn,
    RegionQuery,
    RegionVerdictIn,
)
from annotator.api.cursors import PageOut, number, page_of_rows
from annotator.api.forms import checked
from annotator.api.operations import needs
from annotator.people.access import MANAGERS, article_for, story_for
from annotator.people.models import TokenScope

router = Router(tags=["Corrections"])


@router.get(
    "/stories/{str:slug}/regions", response=PageOut[RegionChangeOut], **needs(TokenScope.READ)
)
def list_region_changes(
    request: ApiRequest, slug: str, asked: Query[RegionQuery]
) -> PageOut[RegionChangeOut]:
    """List what was said of the parts of a story's articles, proposed or not. For managers."""
    story = story_for(request, slug, MANAGERS)
    narrowed = {"state": asked.state, "role": asked.role, "article__source__slug": asked.source}
    given = {name: value for name, value in narrowed.items() if value}
    rows = RegionChange.objects.filter(article__story=story, **given)
    page, following = page_of_rows(rows.select_related("by", "decided_by"), asked, number)
    return PageOut(items=[_told(one) for one in page], next=following)


@router.post(
    "/articles/{int:article_id}/regions",
    response={201: RegionChangeOut},
    **needs(TokenScope.ANNOTATE),
)
def say_region(request: ApiRequest, article_id: int, body: RegionIn) -> Status[RegionChangeOut]:
    """Say what a part of an article is: an annotator's word is proposed; a manager's holds at once,
    with the scope `manage`."""
    article = article_for(request, article_id, MARKERS)
    given = checked(RegionForm(body.model_dump()))
    if may_set_regions(request):
        check_scope(request, TokenScope.MANAGE)
        return Status(201, _told(actions.set_region(article, request.user, **given)))
    return Status(201, _told(actions.propose_region(article, request.user, **given)))


@router.post(
    "/articles/{int:article_id}/regions/{int:change_id}",
    response=RegionChangeOut,
    **needs(TokenScope.ANNOTATE),
)
def decide_region(
    request: ApiRequest, article_id: int, change_id: int, body: RegionVerdictIn
) -> RegionChangeOut:
    """Accept, drop or undo what was said of a part: for managers, with the scope `manage`. Who
    proposed it may undo that."""
    found = region_change_for(request, article_id, change_id)
    check_decides(request, found, body.verb)
    if found.by_id != request.user.pk or body.verb != "undo":
        check_scope(request, TokenScope.MANAGE)
    return _told(ACTS[body.verb](found, request.user))


def _told(change: RegionChange) -> RegionChangeOut:
    names = RegionChangeOut.model_fields.keys() - {"article", "by", "decided_by"}
    return RegionChangeOut(
        article=change.article_id,
        by=change.by.username,
        decided_by=change.decided_by.username if change.decided_by else None,
        **{name: getattr(change, name) for name in names},
    )
