"""What corrected texts left behind: listed, kept, dropped, looked at again; a version undone."""

from ninja import Query, Router

from annotator.annotations.models import Layer, Placement
from annotator.annotations.revision.actions import undo_revision
from annotator.annotations.visibility.source_masking import source_hidden
from annotator.api.access import ApiRequest, check_scope
from annotator.api.articles.schemas import VersionOut
from annotator.api.articles.told import version_out
from annotator.api.corrections.schemas import KeepIn, PlacementOut, PlacementQuery
from annotator.api.cursors import PageOut, number, page_of_rows
from annotator.api.forms import checked, sent
from annotator.api.operations import STALE, needs
from annotator.people.access import MANAGERS, article_for
from annotator.people.models import TokenScope
from annotator.reconciliation.versions import actions
from annotator.reconciliation.versions.access import placement_for, settles
from annotator.reconciliation.versions.forms import NewPlaceForm
from annotator.reconciliation.versions.look import left_behind
from articles.models import Article
from articles.versions.actions import texts_of, versions_of

router = Router(tags=["Corrections"])
PLACEMENT = "/articles/{int:article_id}/corrected/{int:placement_id}"


@router.get(
    "/articles/{int:article_id}/corrected",
    response=PageOut[PlacementOut],
    **needs(TokenScope.READ),
)
def list_left_behind(
    request: ApiRequest, article_id: int, asked: Query[PlacementQuery]
) -> PageOut[PlacementOut]:
    """List what corrected texts left behind of your own reading and, where you settle, of what is
    settled."""
    article = article_for(request, article_id)
    rows = left_behind(article, request.user, settles(request, article))
    if asked.open is not None:
        still = {"verdict": Placement.Verdict.OPEN}
        rows = rows.filter(**still) if asked.open else rows.exclude(**still)
    page, following = page_of_rows(rows, asked, number)
    return PageOut(items=_placements(article, page), next=following)


@router.post(f"{PLACEMENT}/keep", response=PlacementOut, **needs(TokenScope.ANNOTATE, STALE))
def keep_placement(
    request: ApiRequest, article_id: int, placement_id: int, body: KeepIn
) -> PlacementOut:
    """Let an annotation stand in the corrected text: at its likeliest place, or elsewhere. Of what
    is settled, for adjudicators, with the scope `manage`. 409 where it was looked at meanwhile."""
    article, found = _placement_for(request, article_id, placement_id)
    span = checked(NewPlaceForm(sent(body)))["span"]
    return _told(article, actions.keep(article, request.user, found, span))


@router.post(f"{PLACEMENT}/drop", response=PlacementOut, **needs(TokenScope.ANNOTATE, STALE))
def drop_placement(request: ApiRequest, article_id: int, placement_id: int) -> PlacementOut:
    """Let an annotation go with the words on which it was made. Of what is settled, for
    adjudicators, with the scope `manage`. 409 where it was looked at meanwhile."""
    article, found = _placement_for(request, article_id, placement_id)
    return _told(article, actions.drop(article, request.user, found))


@router.post(f"{PLACEMENT}/undo", response=PlacementOut, **needs(TokenScope.ANNOTATE, STALE))
def reconsider_placement(request: ApiRequest, article_id: int, placement_id: int) -> PlacementOut:
    """Undo a verdict: it is to be looked at again. Of what is settled, for adjudicators, with the
    scope `manage`. 409 where there is nothing to undo."""
    article, found = _placement_for(request, article_id, placement_id)
    return _told(article, actions.reconsider(article, request.user, found))


@router.post(
    "/articles/{int:article_id}/versions/undo", response=VersionOut, **needs(TokenScope.MANAGE)
)
def undo_version(request: ApiRequest, article_id: int) -> VersionOut:
    """Take the newest version of an article back, while nobody has worked on it, and answer the
    one that stands now. For managers."""
    article = article_for(request, article_id, MANAGERS)
    undo_revision(article, request.user)
    now = article_for(request, article_id, MANAGERS)
    return version_out(versions_of(now)[-1], source_hidden(now, request.membership))


def _placement_for(
    request: ApiRequest, article_id: int, placement_id: int
) -> tuple[Article, Placement]:
    article, found = placement_for(request, article_id, placement_id)
    if found.annotation.layer == Layer.GOLD:
        check_scope(request, TokenScope.MANAGE)
    return article, found


def _told(article: Article, placement: Placement) -> PlacementOut:
    [told] = _placements(article, [placement])
    return told


def _placements(article: Article, placements: list[Placement]) -> list[PlacementOut]:
    """Return what is told of placements; one statement for the texts in which they stood."""
    texts = texts_of(article, {one.was_version for one in placements})
    names = PlacementOut.model_fields.keys() - {"annotation", "settled", "was", "by"}
    return [
        PlacementOut(
            annotation=one.annotation_id,
            settled=one.annotation.layer == Layer.GOLD,
            was=texts[one.was_version][one.was_start : one.was_end],
            by=one.by.username if one.by else None,
            **{name: getattr(one, name) for name in names},
        )
        for one in placements
    ]
