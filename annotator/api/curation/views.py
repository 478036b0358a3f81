"""Names put in order: forms linked, entities merged and split, and what was done undone."""

from typing import Any, TypeVar

from django.http import Http404, QueryDict
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from annotator.annotations.curation.plans import CurationPlan
from annotator.api.access import ApiRequest
from annotator.api.curation.schemas import (
    ChangedOut,
    CurationOut,
    CurationPlanOut,
    LinkIn,
    LinkOut,
    MergeNameIn,
    MergeNameQuery,
    SplitNameIn,
    SplitNameQuery,
)
from annotator.api.curation.told import curation_out, plan_out
from annotator.api.cursors import PageOut, PageQuery, number, page_of_rows
from annotator.api.forms import checked
from annotator.api.operations import needs
from annotator.api.problems import Fault, Placing, in_body, in_query, refused
from annotator.comparison.access import curation_for
from annotator.comparison.curation_log import actions
from annotator.comparison.curation_log.undo import undo
from annotator.comparison.models import Curation
from annotator.comparison.names import actions as names_actions
from annotator.comparison.names.entity_views import NAMES
from annotator.comparison.names.forms import EntityForm, LinkForm, MergeNameForm, SplitNameForm
from annotator.comparison.names.planning import planned
from annotator.comparison.questions.views import QUESTIONS
from annotator.comparison.seen import seen_by
from annotator.people.access import SETTLERS, story_for
from annotator.people.models import TokenScope
from annotator.vocabulary.models import Entity
from articles.models import Story

router = Router(tags=["Curation"])
FormOf = TypeVar("FormOf", bound=EntityForm)
ENTITY = "/stories/{str:slug}/entities/{str:entity}"


@router.post("/stories/{str:slug}/names/links", response={201: LinkOut}, **needs(TokenScope.MANAGE))
def link_names(request: ApiRequest, slug: str, body: LinkIn) -> Status[LinkOut]:
    """Link all unlinked mentions in some forms to one entity. For adjudicators and managers."""
    story = story_for(request, slug, SETTLERS)
    sent = QueryDict(mutable=True)
    sent.setlist("form", list(body.forms))
    sent["entity"] = body.entity
    for name in ("new", "alias"):
        if getattr(body, name):
            sent[name] = "on"
    given = checked(LinkForm(sent), _of_link)
    act, done = names_actions.link(
        seen_by(request.user, story), given["form"], given["entity"], request.user,
        alias=given["alias"],
    )  # fmt: skip
    by = request.user.username
    told = LinkOut(act=act, entity=str(given["entity"]), mentions=done, by=by, at=timezone.now())
    return Status(201, told)


@router.get("/stories/{str:slug}/names/links", response=list[LinkOut], **needs(TokenScope.READ))
def list_name_links(request: ApiRequest, slug: str) -> list[LinkOut]:
    """List the links of the last fourteen days that stand, the latest ten. For adjudicators and
    managers."""
    story = story_for(request, slug, SETTLERS)
    recent = names_actions.recent_links(seen_by(request.user, story))
    return [LinkOut(**one._asdict()) for one in recent]


@router.post(
    "/stories/{str:slug}/names/links/{str:act}/undo",
    response=ChangedOut,
    **needs(TokenScope.MANAGE),
)
def undo_name_link(request: ApiRequest, slug: str, act: str) -> ChangedOut:
    """Undo one act of linking. For adjudicators and managers."""
    story = story_for(request, slug, SETTLERS)
    done = names_actions.undo(seen_by(request.user, story), act, request.user)
    return ChangedOut(changed=done)


@router.get(f"{ENTITY}/merge", response=CurationPlanOut, **needs(TokenScope.READ))
def plan_entity_merge(
    request: ApiRequest, slug: str, entity: str, asked: Query[MergeNameQuery]
) -> CurationPlanOut:
    """Tell what merging an entity into another would do. For adjudicators and managers."""
    _entity_for(request, slug, entity)
    return plan_out(_planned(request, MergeNameForm(_sent(entity, asked)), in_query)[1])


@router.post(f"{ENTITY}/merge", response={201: CurationOut}, **needs(TokenScope.MANAGE))
def merge_entity(
    request: ApiRequest, slug: str, entity: str, body: MergeNameIn
) -> Status[CurationOut]:
    """Merge an entity into another. For adjudicators and managers."""
    story = _entity_for(request, slug, entity)
    given, _ = _planned(request, MergeNameForm(_sent(entity, body)), in_body)
    done = actions.merge_entities(story, given["into"], given["entity"], request.user)
    return Status(201, curation_out(done))


@router.get(f"{ENTITY}/split", response=CurationPlanOut, **needs(TokenScope.READ))
def plan_entity_split(
    request: ApiRequest, slug: str, entity: str, asked: Query[SplitNameQuery]
) -> CurationPlanOut:
    """Tell what splitting an entity would do. For adjudicators and managers."""
    _entity_for(request, slug, entity)
    return plan_out(_planned(request, SplitNameForm(_sent(entity, asked)), in_query)[1])


@router.post(f"{ENTITY}/split", response={201: CurationOut}, **needs(TokenScope.MANAGE))
def split_entity(
    request: ApiRequest, slug: str, entity: str, body: SplitNameIn
) -> Status[CurationOut]:
    """Let some forms of an entity name a new one. For adjudicators and managers."""
    story = _entity_for(request, slug, entity)
    given, _ = _planned(request, SplitNameForm(_sent(entity, body)), in_body)
    done = actions.split_entity(
        story, given["entity"], given["surface"], given["new_name"], request.user
    )
    return Status(201, curation_out(done))


@router.get(
    "/stories/{str:slug}/curations", response=PageOut[CurationOut], **needs(TokenScope.READ)
)
def list_curations(request: ApiRequest, slug: str, asked: Query[PageQuery]) -> PageOut[CurationOut]:
    """List what was merged, split, reworded, set and sorted, undone or not. For adjudicators and
    managers."""
    story = story_for(request, slug, SETTLERS)
    rows = Curation.objects.filter(story=story, kind__in=(*NAMES, *QUESTIONS))
    page, following = page_of_rows(rows.select_related("by").defer("moved"), asked, number)
    return PageOut(items=[curation_out(one) for one in page], next=following)


@router.post(
    "/stories/{str:slug}/curations/{int:curation_id}/undo",
    response=CurationOut,
    **needs(TokenScope.MANAGE),
)
def undo_curation(request: ApiRequest, slug: str, curation_id: int) -> CurationOut:
    """Undo a curation of names, questions or answers. For adjudicators and managers."""
    act = curation_for(request, slug, curation_id)
    undo(act, request.user)
    return curation_out(Curation.objects.select_related("by").get(pk=act.pk))


def _entity_for(request: ApiRequest, slug: str, entity: str) -> Story:
    """Return the story. Raises Http404 also where the desk has no such entity."""
    story = story_for(request, slug, SETTLERS)
    if not Entity.objects.filter(slug=entity).exists():
        raise Http404
    return story


def _sent(entity: str, given: Schema) -> QueryDict:
    """Return what is given as the page's form sends it: a list is several fields of one name."""
    sent = QueryDict(mutable=True)
    for name, value in given.model_dump().items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    sent["entity"] = entity
    return sent


def _planned(
    request: ApiRequest, form: FormOf, place: Placing
) -> tuple[dict[str, Any], CurationPlan]:
    """Return what is asked for and what it would do. Raises Problem, 422, where it cannot be."""
    plan = planned(form, request.user)
    if plan is None or form.errors:
        raise refused(form, place)
    return form.cleaned_data, plan


def _of_link(name: str, detail: str) -> Fault:
    return in_body("forms" if name == "form" else name, detail)
