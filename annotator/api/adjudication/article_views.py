"""Many places at once, what is said about them, and the end of settling an article."""

from ninja import Query, Router, Status

from annotator.api.access import ApiRequest
from annotator.api.adjudication import told
from annotator.api.adjudication.schemas import (
    ActOut,
    AutomaticIn,
    AutomaticOut,
    CommentIn,
    CommentOut,
    RuleQuery,
    SettlingOut,
)
from annotator.api.operations import STALE, needs
from annotator.people.models import TokenScope
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.access import ADJUDICATORS, settled_article_for
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.models import Act
from annotator.reconciliation.places.load import readings_of

router = Router(tags=["Settling"])


@router.get("/articles/{int:article_id}/automatic", response=AutomaticOut, **needs(TokenScope.READ))
def plan_automatic(request: ApiRequest, article_id: int, asked: Query[RuleQuery]) -> AutomaticOut:
    """Tell what an automatic act would settle, and what it would leave. For adjudicators."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    readings = readings_of(article)
    found = plan(readings, asked.rule, asked.share)
    return AutomaticOut(
        places=found.stamp, settles=len(found.will), leaves=found.leaves,
        machines=list(readings.machines.values()),
    )  # fmt: skip


@router.post(
    "/articles/{int:article_id}/automatic",
    response={201: ActOut},
    **needs(TokenScope.MANAGE, STALE),
)
def settle_automatically(request: ApiRequest, article_id: int, body: AutomaticIn) -> Status[ActOut]:
    """Settle at once what was planned. For adjudicators. 409 where the plan is another by now."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    done = actions.settle_automatically(
        article, request.user, rule=body.rule, share=body.share, places=body.places
    )
    return Status(201, _act(done))


@router.post(
    "/articles/{int:article_id}/automatic/{int:act_id}/undo",
    response=ActOut,
    **needs(TokenScope.MANAGE, STALE),
)
def undo_automatic(request: ApiRequest, article_id: int, act_id: int) -> ActOut:
    """Take back what an automatic act settled. For adjudicators."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    return _act(actions.undo_act(article, request.user, act=act_id))


@router.post(
    "/articles/{int:article_id}/comments", response={201: CommentOut}, **needs(TokenScope.MANAGE)
)
def comment(request: ApiRequest, article_id: int, body: CommentIn) -> Status[CommentOut]:
    """Say something about the annotations of one place. For adjudicators."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    said = actions.comment(article, request.user, about=body.about, text=body.text)
    return Status(201, CommentOut(id=said.pk, text=said.text, created_at=said.created_at))


@router.post(
    "/articles/{int:article_id}/settling/finish", response=SettlingOut, **needs(TokenScope.MANAGE)
)
def finish(request: ApiRequest, article_id: int) -> SettlingOut:
    """Finish an article of which every place is settled. For adjudicators."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    return told.settling_out(article, request.user, actions.finish(article, request.user))


@router.post(
    "/articles/{int:article_id}/settling/reopen", response=SettlingOut, **needs(TokenScope.MANAGE)
)
def reopen_settling(request: ApiRequest, article_id: int) -> SettlingOut:
    """Take a finished article under revision. For adjudicators."""
    article = settled_article_for(request, article_id, ADJUDICATORS)
    return told.settling_out(article, request.user, actions.reopen(article, request.user))


def _act(act: Act) -> ActOut:
    return ActOut(id=act.pk, rule=act.rule, share=act.share)  # type: ignore[arg-type]
