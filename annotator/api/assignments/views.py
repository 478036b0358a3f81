"""Who reads what: listed, given, taken, submitted, handed and sent back."""

from django.db.models import QuerySet
from ninja import Query, Router

from annotator.annotations.assignments import actions, bulk, self_assign
from annotator.annotations.assignments.access import assignment_for
from annotator.annotations.models import ENDED, Assignment
from annotator.api.access import ApiRequest
from annotator.api.assignments.schemas import (
    AssignedOut,
    AssignIn,
    AssignmentOut,
    AssignmentQuery,
    OwnReadingQuery,
    ReasonIn,
)
from annotator.api.cursors import PageOut, number, page_of_rows
from annotator.api.forms import PAGING, as_address, checked, narrowed
from annotator.api.operations import needs
from annotator.api.problems import in_body, in_query, unfit
from annotator.desk.assignments.filters import AssignmentFilter
from annotator.desk.assignments.forms import AssignForm
from annotator.people.access import ANNOTATORS, MANAGERS, article_for, story_for
from annotator.people.models import TokenScope, User
from annotator.reconciliation.adjudication.access import ADJUDICATORS, settled_article_for

router = Router(tags=["Assignments"])


@router.get("/assignments", response=PageOut[AssignmentOut], **needs(TokenScope.READ))
def list_own_assignments(
    request: ApiRequest, asked: Query[OwnReadingQuery]
) -> PageOut[AssignmentOut]:
    """List what you are to read, and have read, in all your stories."""
    rows = Assignment.objects.filter(annotator=request.user)
    rows = rows.filter(state=asked.state) if asked.state else rows.exclude(state__in=ENDED)
    page, following = page_of_rows(_loaded(rows), asked, number)
    return PageOut(items=[_assignment(one) for one in page], next=following)


@router.get(
    "/stories/{str:slug}/assignments", response=PageOut[AssignmentOut], **needs(TokenScope.READ)
)
def list_assignments(
    request: ApiRequest, slug: str, asked: Query[AssignmentQuery]
) -> PageOut[AssignmentOut]:
    """List the assignments of a story. For its managers."""
    story = story_for(request, slug, MANAGERS)
    address = as_address(asked, leave=PAGING)
    if asked.person is not None:
        found = User.objects.filter(username=asked.person).values_list("pk", flat=True).first()
        if found is None:
            raise unfit([in_query("person", "Nobody of the desk has this username.")])
        address["person"] = str(found)
    among = Assignment.objects.filter(article__story=story)
    filters = AssignmentFilter(address, among, story=story)
    page, following = page_of_rows(_loaded(narrowed(filters)), asked, number)
    return PageOut(items=[_assignment(one) for one in page], next=following)


@router.post("/stories/{str:slug}/assignments", response=AssignedOut, **needs(TokenScope.MANAGE))
def assign(request: ApiRequest, slug: str, body: AssignIn) -> AssignedOut:
    """Ask each of these people to read each of these articles. For managers."""
    story = story_for(request, slug, MANAGERS)
    known = dict(User.objects.filter(username__in=body.people).values_list("username", "pk"))
    if strangers := [name for name in body.people if name not in known]:
        told = f"“{strangers[0]}” is no username of this desk."
        raise unfit([in_body("people", told)])
    people = [known[name] for name in body.people]
    due = body.due_on.isoformat() if body.due_on else ""
    values = {"people": people, "articles": body.articles, "due_on": due}
    asked = checked(AssignForm(values, story=story))
    done = bulk.assign_many(
        list(asked["articles"]), list(asked["people"]), request.user, asked["due_on"]
    )
    return AssignedOut(made=done.made, skipped=done.skipped)


@router.post("/stories/{str:slug}/take", response=AssignmentOut, **needs(TokenScope.ANNOTATE))
def take(request: ApiRequest, slug: str) -> AssignmentOut:
    """Take the next article that still lacks readers, where the story lets you. For annotators."""
    taken = self_assign.take(story_for(request, slug, ANNOTATORS), request.user)
    return _stored(taken.assignment.pk)


@router.post(
    "/assignments/{int:assignment_id}/withdraw", response=AssignmentOut, **needs(TokenScope.MANAGE)
)
def withdraw(request: ApiRequest, assignment_id: int) -> AssignmentOut:
    """Take an open assignment back. For managers."""
    assignment = assignment_for(request, assignment_id, MANAGERS)
    return _stored(actions.withdraw(assignment, request.user).pk)


@router.post(
    "/assignments/{int:assignment_id}/send-back", response=AssignmentOut, **needs(TokenScope.MANAGE)
)
def send_back(request: ApiRequest, assignment_id: int, body: ReasonIn) -> AssignmentOut:
    """Ask for a submitted reading to be looked at again. For adjudicators."""
    assignment = assignment_for(request, assignment_id, ADJUDICATORS)
    settled_article_for(request, assignment.article_id, ADJUDICATORS)
    return _stored(actions.send_back(assignment, request.user, body.reason).pk)


@router.post(
    "/articles/{int:article_id}/submit", response=AssignmentOut, **needs(TokenScope.ANNOTATE)
)
def submit(request: ApiRequest, article_id: int) -> AssignmentOut:
    """Submit your own reading of an article. For annotators."""
    article = article_for(request, article_id, ANNOTATORS)
    return _stored(actions.submit(article, request.user).pk)


@router.post(
    "/articles/{int:article_id}/reopen", response=AssignmentOut, **needs(TokenScope.ANNOTATE)
)
def reopen(request: ApiRequest, article_id: int) -> AssignmentOut:
    """Take your submitted reading back, to work on it. For annotators."""
    article = article_for(request, article_id, ANNOTATORS)
    return _stored(actions.reopen(article, request.user).pk)


@router.post(
    "/articles/{int:article_id}/hand-back", response=AssignmentOut, **needs(TokenScope.ANNOTATE)
)
def hand_back(request: ApiRequest, article_id: int, body: ReasonIn) -> AssignmentOut:
    """Give up reading an article, and say why. For annotators."""
    article = article_for(request, article_id, ANNOTATORS)
    return _stored(actions.hand_back(article, request.user, body.reason).pk)


def _loaded(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.select_related("annotator", "article__story").defer("article__text")


def _stored(pk: int) -> AssignmentOut:
    return _assignment(_loaded(Assignment.objects.all()).get(pk=pk))


def _assignment(one: Assignment) -> AssignmentOut:
    names = AssignmentOut.model_fields.keys() - {"article", "story", "reader"}
    return AssignmentOut(
        article=one.article_id,
        story=one.article.story.slug,
        reader=one.annotator.username,
        **{name: getattr(one, name) for name in names},
    )
