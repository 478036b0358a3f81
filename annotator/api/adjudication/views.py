"""Where annotators differ: the places of an article, and what is decided there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from ninja import Query, Router, Status

from annotator.annotations.models import ArticleProgress
from annotator.api.access import ApiRequest
from annotator.api.adjudication import told
from annotator.api.adjudication.schemas import (
    DecisionIn,
    DecisionOut,
    PlaceOut,
    PlaceQuery,
    SettlingOut,
    WantedIn,
    WholeIn,
)
from annotator.api.cursors import PageOut, PageQuery, number, page_of_sorted, position
from annotator.api.forms import as_form, checked
from annotator.api.operations import STALE, needs
from annotator.api.problems import from_action, in_body, in_query, unfit
from annotator.api.shapes import placing
from annotator.people.access import SETTLERS
from annotator.people.models import TokenScope
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.access import ADJUDICATORS, settled_article_for
from annotator.reconciliation.adjudication.forms import (
    DecideForm,
    DocumentLabelForm,
    WantedForm,
)
from annotator.reconciliation.models import Decision
from annotator.reconciliation.places.load import readings_of, stored_decisions
from annotator.reconciliation.places.place import FILTERS, Place
from articles.models import Article

router = Router(tags=["Settling"])


@router.get(
    "/articles/{int:article_id}/places", response=PageOut[PlaceOut], **needs(TokenScope.READ)
)
def list_places(
    request: ApiRequest, article_id: int, asked: Query[PlaceQuery]
) -> PageOut[PlaceOut]:
    """List the places where the readings of an article meet. For adjudicators and managers who
    have not still to read it."""
    article = settled_article_for(request, article_id, SETTLERS)
    show = asked.show or "all"
    if show not in FILTERS:
        raise unfit([in_query("show", f"There is no such filter: use {', '.join(FILTERS)}.")])
    readings = readings_of(article)
    places = sorted((one for one in readings.places if show in one.filters), key=_position)
    page, following = page_of_sorted(places, asked, _position, position)
    return PageOut(items=told.places_out(article, readings, page), next=following)


@router.get("/articles/{int:article_id}/settling", response=SettlingOut, **needs(TokenScope.READ))
def read_settling(request: ApiRequest, article_id: int) -> SettlingOut:
    """Read how far an article is settled. For adjudicators and managers who have not still to read
    it."""
    article = settled_article_for(request, article_id, SETTLERS)
    progress = ArticleProgress.objects.filter(article=article).first()
    return told.settling_out(article, request.user, progress)


@router.get(
    "/articles/{int:article_id}/decisions", response=PageOut[DecisionOut], **needs(TokenScope.READ)
)
def list_decisions(
    request: ApiRequest, article_id: int, asked: Query[PageQuery]
) -> PageOut[DecisionOut]:
    """List the decisions that stand, the oldest first. For adjudicators and managers who have not
    still to read the article."""
    article = settled_article_for(request, article_id, SETTLERS)
    standing = stored_decisions([article.pk]).get(article.pk, [])
    page, following = page_of_sorted(standing, asked, lambda one: one.pk, number)
    return PageOut(items=told.decisions_out(page), next=following)


@router.post(
    "/articles/{int:article_id}/decisions",
    response={201: DecisionOut},
    **needs(TokenScope.MANAGE, STALE),
)
def decide(request: ApiRequest, article_id: int, body: DecisionIn) -> Status[DecisionOut]:
    """Decide on one place. For adjudicators. 409 where it was decided or changed meanwhile."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    if body.wanted is not None and (body.accept or body.none):
        raise unfit([in_body("wanted", "Accept readings or write what is right, not both.")])
    if body.wanted is not None:
        try:
            done = _written(request, article, body, body.wanted)
        except ValidationError as error:
            raise from_action(error, placing("/wanted")) from error
    else:
        given = checked(DecideForm(_as_ticked(body)))
        done = actions.decide(
            article, request.user, stamp=given["stamp"], accept=given["accept"],
            reason=given["reason"], op=given["op"],
        )  # fmt: skip
    return Status(201, _decision(done))


def _written(request: ApiRequest, article: Article, body: DecisionIn, wanted: WantedIn) -> Decision:
    more = {"stamp": body.stamp or "", "reason": body.reason, "op": str(body.op or "")}
    form = WantedForm(as_form(wanted, **more), story=article.story)
    given = checked(form, placing("/wanted"))
    why: dict[str, Any] = {"reason": given["reason"], "op": given["op"]}
    if given["stamp"]:
        stamp = given["stamp"]
        return actions.decide(article, request.user, stamp=stamp, wanted=form.wanted(), **why)
    return actions.add(article, request.user, wanted=form.wanted(), **why)


def _as_ticked(body: DecisionIn) -> Any:
    """Return the body as the page's form sends it: a list is several fields of one name."""
    sent = QueryDict(mutable=True)
    sent.update({"stamp": body.stamp or "", "reason": body.reason, "op": str(body.op or "")})
    sent.setlist("accept", [str(key) for key in body.accept])
    if body.none:
        sent["none"] = "on"
    return sent


@router.post(
    "/articles/{int:article_id}/decisions/{int:decision_id}/undo",
    response=DecisionOut,
    **needs(TokenScope.MANAGE, STALE),
)
def undo_decision(request: ApiRequest, article_id: int, decision_id: int) -> DecisionOut:
    """Take a decision back: what it had replaced stands again. For adjudicators."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    return _decision(actions.undo(article, request.user, decision=decision_id))


@router.post(
    "/articles/{int:article_id}/document-labels",
    response={201: DecisionOut},
    **needs(TokenScope.MANAGE),
)
def settle_document_label(
    request: ApiRequest, article_id: int, body: WholeIn
) -> Status[DecisionOut]:
    """Settle a label of the whole article. For adjudicators."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    given = checked(DocumentLabelForm(as_form(body), story=article.story), placing())
    try:
        done = actions.settle_whole(
            article, request.user, label=given["label"], details=given["details"]
        )
    except ValidationError as error:
        raise from_action(error, placing()) from error
    return Status(201, _decision(done))


def _decision(decision: Decision) -> DecisionOut:
    return DecisionOut(
        id=decision.pk,
        kind=decision.kind,  # type: ignore[arg-type]
        outcome=decision.outcome,  # type: ignore[arg-type]
        reason=decision.reason,
        decided_by=decision.decided_by.username,
        decided_at=decision.decided_at,
        act=decision.act_id,
    )


def _position(place: Place) -> Any:
    return list(place.position)
