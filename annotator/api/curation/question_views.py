"""Questions put in order: merged, split, their text answers sorted."""

from typing import Any

from django.http import QueryDict
from ninja import Query, Router, Status

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.api.access import ApiRequest
from annotator.api.curation.schemas import (
    CurationOut,
    CurationPlanOut,
    MergeQuestionIn,
    MergeQuestionQuery,
    SortedOut,
    SortIn,
    SplitQuestionIn,
    WordingOut,
)
from annotator.api.curation.told import curation_out, plan_out
from annotator.api.cursors import PageOut, PageQuery, page_of_sorted
from annotator.api.cursors import slug as slug_key
from annotator.api.forms import checked
from annotator.api.operations import STALE, needs
from annotator.api.problems import Fault, in_body, in_query, refused, unfit
from annotator.comparison.access import question_for
from annotator.comparison.curation_log import actions
from annotator.comparison.curation_log.sorting import sort_answers as sort_stored
from annotator.comparison.question_rows.answers import counted_claims
from annotator.comparison.questions.forms import MergeForm, SplitForm, answers_in, planned_merge
from annotator.comparison.questions.sorting import annotations_worded, wordings_of
from annotator.comparison.questions.sorting_form import SortingForm
from annotator.people.models import TokenScope
from annotator.vocabulary.models import Question

router = Router(tags=["Curation"])
QUESTION = "/stories/{str:slug}/questions/{int:question_id}"


@router.get(f"{QUESTION}/merge", response=CurationPlanOut, **needs(TokenScope.READ))
def plan_question_merge(
    request: ApiRequest, slug: str, question_id: int, asked: Query[MergeQuestionQuery]
) -> CurationPlanOut:
    """Tell what merging a question into another would do. For adjudicators and managers."""
    found = question_for(request, slug, question_id)
    form = MergeForm({"question": found.pk, "into": asked.into}, found.story)
    hidden = articles_hidden_from(request.user, found.story)
    plan = planned_merge(form, counted_claims(found.story, hidden))
    if plan is None:
        raise refused(form, in_query)
    return plan_out(plan)


@router.post(f"{QUESTION}/merge", response={201: CurationOut}, **needs(TokenScope.MANAGE))
def merge_question(
    request: ApiRequest, slug: str, question_id: int, body: MergeQuestionIn
) -> Status[CurationOut]:
    """Let what answers a question answer another one. For adjudicators and managers."""
    found = question_for(request, slug, question_id)
    given = checked(MergeForm({"question": found.pk, "into": body.into}, found.story))
    done = actions.merge_questions(given["into"], given["question"], request.user)
    return Status(201, curation_out(done))


@router.post(f"{QUESTION}/split", response={201: CurationOut}, **needs(TokenScope.MANAGE))
def split_question(
    request: ApiRequest, slug: str, question_id: int, body: SplitQuestionIn
) -> Status[CurationOut]:
    """Let some answers to a question answer a new one. For adjudicators and managers."""
    found = question_for(request, slug, question_id)
    sent = QueryDict(mutable=True)
    sent.setlist("answers", [str(key) for key in body.answers])
    sent["question"], sent["wording"] = str(found.pk), body.wording
    hidden = articles_hidden_from(request.user, found.story)
    given = checked(SplitForm(sent, found.story, answers_in(found.story, hidden)))
    keys = [answer.pk for answer in given["answers"]]
    done = actions.split_question(found, keys, given["wording"], request.user)
    return Status(201, curation_out(done))


@router.get(f"{QUESTION}/wordings", response=PageOut[WordingOut], **needs(TokenScope.READ))
def list_wordings(
    request: ApiRequest, slug: str, question_id: int, asked: Query[PageQuery]
) -> PageOut[WordingOut]:
    """List the wordings of the answers to a text question, and the groups that they are in. For
    adjudicators and managers."""
    found = question_for(request, slug, question_id)
    every: list[Any] = []
    if found.type == Question.Type.TEXT:
        every = wordings_of(found, articles_hidden_from(request.user, found.story))
    every.sort(key=lambda one: one.name)
    page, following = page_of_sorted(every, asked, lambda one: one.name, slug_key)
    items = [
        WordingOut(
            name=one.name, text=one.text, group=one.key, sources=one.sources, denied=one.denied
        )
        for one in page
    ]
    return PageOut(items=items, next=following)


@router.post(
    f"{QUESTION}/wordings",
    response={200: SortedOut, 201: SortedOut},
    **needs(TokenScope.MANAGE, STALE),
)
def sort_wordings(
    request: ApiRequest, slug: str, question_id: int, body: SortIn
) -> Status[SortedOut]:
    """Sort text answers into the same and different ones: 201, or 200 where nothing changes. For
    adjudicators and managers. 409 where one is another by now."""
    found = question_for(request, slug, question_id)
    hidden = articles_hidden_from(request.user, found.story)
    form = _sorting(body, SortingForm(None, wordings_of(found, hidden)))
    checked(form, _of_groups)
    keys = annotations_worded(found, hidden, form.wanted())
    done = sort_stored(found, keys, request.user)
    told = SortedOut(curation=curation_out(done) if done else None)
    return Status(201 if done else 200, told)


def _sorting(body: SortIn, empty: SortingForm) -> SortingForm:
    """Return the form as the page sends it: each wording names a group by its choice."""
    choices = dict(zip(empty.keys, empty.choices, strict=True)) | {"": ""}
    sent: dict[str, str] = {}
    free = list(empty.new)
    for wording, group in body.groups.items():
        group = " ".join(group.split())
        if group not in choices:
            if not free:
                told = f"At most {len(empty.new)} groups are made at once: make the others next."
                raise unfit([in_body("groups", told)])
            choices[group] = free.pop(0)
            sent[f"called-{choices[group]}"] = group
        sent[f"to-{wording}"] = choices[group]
    return SortingForm(sent, list(empty.wordings.values()))


def _of_groups(name: str, detail: str) -> Fault:
    return in_body("groups", detail)
