"""Contradictions that a machine asserts: brought, listed, judged."""

from typing import Any

from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Query, Router, Status, UploadedFile

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, number, page_of_rows
from annotator.api.forms import PAGING, as_address
from annotator.api.leads.schemas import (
    LeadListQuery,
    LeadOut,
    LeadsCame,
    LeadsComing,
    LeadSideOut,
    LeadVerdictIn,
    LeadVerdictOut,
)
from annotator.api.operations import STALE, needs
from annotator.api.problems import in_body, in_query, refused, unfit
from annotator.comparison.leads.access import lead_for
from annotator.comparison.leads.grounds import basis_of
from annotator.comparison.leads.intake.forms import LeadFileForm
from annotator.comparison.leads.intake.lead_import_views import preview_of, taken_in
from annotator.comparison.leads.lead_list import LeadFilter, LeadLine, lines_of_leads
from annotator.comparison.leads.verdicts import judge, undo_verdict
from annotator.comparison.models import LeadState, WhyNotSo
from annotator.comparison.seen import leads_seen
from annotator.people.access import MANAGERS, SETTLERS, story_for
from annotator.people.models import TokenScope
from annotator.reconciliation.adjudication.access import ADJUDICATORS
from articles.models import Source

MOST_TOLD = 200

router = Router(tags=["Leads"])


@router.get("/stories/{str:slug}/leads", response=PageOut[LeadOut], **needs(TokenScope.READ))
def list_leads(request: ApiRequest, slug: str, asked: Query[LeadListQuery]) -> PageOut[LeadOut]:
    """List what machines assert. For adjudicators and managers; without leads about articles that
    you have still to read."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    address = as_address(asked, leave=PAGING)
    if "source" in address:
        found = Source.objects.filter(slug=address["source"]).values_list("pk", flat=True).first()
        address["source"] = str(found or 0)
    form = LeadFilter(address, story, hidden)
    if not form.is_valid():
        raise refused(form, in_query)
    page, following = page_of_rows(form.narrowed(leads_seen(story, hidden)), asked, number)
    return PageOut(items=[_lead(line) for line in lines_of_leads(page)], next=following)


@router.get("/stories/{str:slug}/leads/{int:lead_id}", response=LeadOut, **needs(TokenScope.READ))
def read_lead(request: ApiRequest, slug: str, lead_id: int) -> LeadOut:
    """Read one lead. For adjudicators and managers."""
    _, found = lead_for(request, slug, lead_id)
    return _lead(lines_of_leads([found])[0])


@router.post(
    "/stories/{str:slug}/leads",
    response={200: LeadsCame, 201: LeadsCame},
    **needs(TokenScope.MANAGE),
)
def add_leads(
    request: ApiRequest, slug: str, about: Form[LeadsComing], file: File[UploadedFile]
) -> Status[LeadsCame]:
    """Take in a file of leads, CSV or JSON, all or nothing: 201, or 200 where nothing is new, or
    with `preview`. Of a large file a worker looks for the quotes. For managers."""
    story = story_for(request, slug, MANAGERS)
    uploads: MultiValueDict[str, Any] = MultiValueDict({"upload": [file]})
    shown = preview_of(story, LeadFileForm({}, uploads).leads())
    plan = shown.plan
    if shown.problems or plan is None:
        raise unfit(in_body("", str(one)) for one in shown.problems[:MOST_TOLD])
    answer = LeadsCame(
        stored=len(plan.fresh), known=plan.known, lost=plan.lost if plan.looked else 0,
        unknown_questions=plan.unknown_questions, waiting=not plan.looked,
    )  # fmt: skip
    if about.preview or not plan.fresh:
        return Status(200, answer)
    taken_in(story, shown, request.user)
    return Status(201, answer)


@router.post(
    "/stories/{str:slug}/leads/{int:lead_id}/verdict",
    response={201: LeadOut},
    **needs(TokenScope.MANAGE, STALE),
)
def judge_lead(
    request: ApiRequest, slug: str, lead_id: int, body: LeadVerdictIn
) -> Status[LeadOut]:
    """Say what became of a lead: confirmed where settled answers confirm it, not so, or open. For
    adjudicators. 409 where what it rests on is another by now."""
    _, found = lead_for(request, slug, lead_id, ADJUDICATORS)
    given = body.model_dump() | {"reason": body.reason or ""}
    judge(found, request.user, **given)
    found.refresh_from_db(fields=["state"])
    return Status(201, _lead(lines_of_leads([found])[0]))


@router.post(
    "/stories/{str:slug}/leads/{int:lead_id}/undo",
    response=LeadOut,
    **needs(TokenScope.MANAGE, STALE),
)
def undo_lead_verdict(request: ApiRequest, slug: str, lead_id: int) -> LeadOut:
    """Take the verdict on a lead back; it stays on record. For adjudicators."""
    _, found = lead_for(request, slug, lead_id, ADJUDICATORS)
    undo_verdict(found, request.user)
    found.refresh_from_db(fields=["state"])
    return _lead(lines_of_leads([found])[0])


def _lead(line: LeadLine) -> LeadOut:
    lead = line.lead
    return LeadOut(
        id=lead.pk, ref=lead.ref, sentence=lead.sentence, asserted_by=lead.asserted_by,
        confidence=lead.confidence, question=lead.question_id, state=LeadState(lead.state),
        one=_side(line, "a"), other=_side(line, "b"), verdict=_verdict(line),
        basis=basis_of(line.grounds),
    )  # fmt: skip


def _side(line: LeadLine, side: str) -> LeadSideOut:
    lead = line.lead
    return LeadSideOut(
        article=getattr(lead, f"article_{side}_id"), quote=getattr(lead, f"quote_{side}"),
        start=getattr(lead, f"start_{side}"), end=getattr(lead, f"end_{side}"),
        found=getattr(lead, f"found_{side}"),
        settled_answers=[key for key, _ in line.grounds[side]["answers"]],
    )  # fmt: skip


def _verdict(line: LeadLine) -> LeadVerdictOut | None:
    found = line.verdict
    if found is None:
        return None
    return LeadVerdictOut(
        verdict=LeadState(found.verdict), note=found.note,
        reason=WhyNotSo(found.reason) if found.reason else None,
        missing=found.missing, row=found.question_id, judged_by=found.by.username,
        judged_at=found.at, stale=line.stale,
    )  # fmt: skip
