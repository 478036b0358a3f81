"""Claims that answer no question yet: listed, given one, and taken from it again."""

from uuid import UUID

from django.http import QueryDict
from ninja import Query, Router

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.api.access import ApiRequest
from annotator.api.curation.schemas import (
    AttachedOut,
    AttachIn,
    AttachNewIn,
    ChangedOut,
    OpenClaimOut,
    OpenClaimQuery,
)
from annotator.api.cursors import PageOut, page_of_rows
from annotator.api.cursors import uuid as uuid_key
from annotator.api.forms import checked
from annotator.api.operations import needs
from annotator.comparison.open_claims import actions
from annotator.comparison.open_claims.forms import AttachForm, NewQuestionForm
from annotator.comparison.open_claims.open_claims import unanswered_claims
from annotator.people.access import SETTLERS, story_for
from annotator.people.models import TokenScope

router = Router(tags=["Curation"])
CLAIM = "/stories/{str:slug}/open-claims/{uuid:claim_id}"


@router.get(
    "/stories/{str:slug}/open-claims", response=PageOut[OpenClaimOut], **needs(TokenScope.READ)
)
def list_open_claims(
    request: ApiRequest, slug: str, asked: Query[OpenClaimQuery]
) -> PageOut[OpenClaimOut]:
    """List the claims that count and answer no question. For adjudicators and managers; without
    the articles that you have still to read."""
    story = story_for(request, slug, SETTLERS)
    rows = unanswered_claims(story, articles_hidden_from(request.user, story))
    rows = rows.filter(quote__icontains=asked.text) if asked.text else rows
    rows = rows.filter(article__source__slug=asked.source) if asked.source else rows
    page, following = page_of_rows(rows, asked, uuid_key)
    items = [
        OpenClaimOut(
            claim=one.pk, article=one.article_id, label=one.label_id, start=one.start,
            end=one.end, quote=one.quote,
        )
        for one in page
    ]  # fmt: skip
    return PageOut(items=items, next=following)


@router.post(f"{CLAIM}/attach", response=AttachedOut, **needs(TokenScope.MANAGE))
def attach_claim(request: ApiRequest, slug: str, claim_id: UUID, body: AttachIn) -> AttachedOut:
    """Let a claim, and the same words marked by others, answer a question. For adjudicators and
    managers."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    sent = {"claim": str(claim_id), "question": str(body.question)}
    given = checked(AttachForm(sent, unanswered_claims(story, hidden), story))
    keys = actions.claims_at_place(story, hidden, given["claim"])
    actions.attach(keys, given["question"], request.user)
    missing = actions.what_is_missing(keys)
    return AttachedOut(question=given["question"].pk, missing=missing)


@router.post(f"{CLAIM}/ask", response=AttachedOut, **needs(TokenScope.MANAGE))
def ask_for_claim(request: ApiRequest, slug: str, claim_id: UUID, body: AttachNewIn) -> AttachedOut:
    """Ask a question that a claim answers, and others that are named; one of this wording that is
    there is taken. For adjudicators and managers."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    sent = QueryDict(mutable=True)
    for name in ("wording", "type", "unit", "options"):
        sent[name] = str(getattr(body, name))
    sent["claim"] = str(claim_id)
    sent.setlist("also", [str(key) for key in body.also])
    form = NewQuestionForm(sent, unanswered_claims(story, hidden))
    given = checked(form)
    chosen = [given["claim"], *given["also"]]
    keys = {key for claim in chosen for key in actions.claims_at_place(story, hidden, claim)}
    made = actions.attach_to_new(story, keys, request.user, **form.question_values())
    return AttachedOut(question=made.pk, missing=actions.what_is_missing(keys))


@router.post(f"{CLAIM}/detach", response=ChangedOut, **needs(TokenScope.MANAGE))
def detach_claim(request: ApiRequest, slug: str, claim_id: UUID) -> ChangedOut:
    """Take a claim, and what went with it, from the question that it was attached to within
    fourteen days. For adjudicators and managers."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    return ChangedOut(changed=actions.detach(story, hidden, claim_id, request.user))
