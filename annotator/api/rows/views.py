"""Where sources conflict: the rows of a story's questions, their cells, and what is ruled."""

from typing import Any

from django.db.models import Q
from ninja import Query, Router, Status

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.api.access import ApiRequest, ask_of_readings, sees_settled_only
from annotator.api.cursors import PageOut, PageQuery, number, page_of_rows, page_of_sorted
from annotator.api.forms import PAGING, as_address
from annotator.api.operations import STALE, needs
from annotator.api.problems import in_query, refused
from annotator.api.rows.schemas import (
    CellOut,
    CellRulingIn,
    RowOut,
    RowQuery,
    RowRulingIn,
    RulingOut,
)
from annotator.api.rows.told import cells_out, row_out, ruling_out
from annotator.comparison.access import cell_for, question_for, ruling_for
from annotator.comparison.matrix import actions
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_kept, lines_of
from annotator.comparison.matrix.line_filter import LineFilter
from annotator.comparison.models import Ruling, Verdict
from annotator.comparison.question_rows.kept import kept_rows, questions_touched
from annotator.people.access import SETTLERS, story_for
from annotator.people.models import TokenScope
from annotator.reconciliation.adjudication.access import ADJUDICATORS
from articles.models import Article, Source

router = Router(tags=["Rows"])


@router.get("/stories/{str:slug}/rows", response=PageOut[RowOut], **needs(TokenScope.READ_SETTLED))
def list_rows(request: ApiRequest, slug: str, asked: Query[RowQuery]) -> PageOut[RowOut]:
    """List the rows of a story that are computed. For adjudicators and managers; without the
    articles that you have still to read."""
    story = story_for(request, slug, SETTLERS)
    ask_of_readings(request, asked, "state", "source", "having")
    hidden = articles_hidden_from(request.user, story)
    address = as_address(asked, leave=PAGING)
    if "source" in address:
        found = Source.objects.filter(slug=address["source"]).values_list("pk", flat=True).first()
        address["source"] = str(found or 0)
    form = LineFilter(address, story=story, hidden=hidden, wide=False)
    if form.errors:
        raise refused(form, in_query)
    lines: Any
    if hidden:
        chosen = sorted(form.chosen(lines_of(story, hidden)), key=_key)
        lines, following = page_of_sorted(chosen, asked, _key, number)
    else:
        rows = form.narrow(kept_rows(story).defer(None))
        page, following = page_of_rows(rows, asked, number)
        lines = lines_kept(page, whole=True)
    settled_only = sees_settled_only(request)
    return PageOut(items=[row_out(line, settled_only) for line in lines], next=following)


@router.get(
    "/stories/{str:slug}/rows/{int:question_id}", response=RowOut, **needs(TokenScope.READ_SETTLED)
)
def read_row(request: ApiRequest, slug: str, question_id: int) -> RowOut:
    """Read one row. For adjudicators and managers."""
    found = question_for(request, slug, question_id)
    hidden = articles_hidden_from(request.user, found.story)
    [line] = lines_of(found.story, hidden, found)
    return row_out(line, sees_settled_only(request))


@router.get(
    "/stories/{str:slug}/rows/{int:question_id}/cells",
    response=PageOut[CellOut],
    **needs(TokenScope.READ_SETTLED),
)
def list_cells(
    request: ApiRequest, slug: str, question_id: int, asked: Query[PageQuery]
) -> PageOut[CellOut]:
    """List what each article says on the question of a row: its answers, or why there is none. For
    adjudicators and managers."""
    found = question_for(request, slug, question_id)
    hidden = articles_hidden_from(request.user, found.story)
    articles = Article.objects.filter(story=found.story).exclude(pk__in=hidden).only("pk")
    page, following = page_of_rows(articles, asked, number)
    [line] = lines_of(found.story, hidden, found)
    keys = [article.pk for article in page]
    cells = cells_out(line, keys, hidden, sees_settled_only(request))
    return PageOut(items=cells, next=following)


@router.post(
    "/stories/{str:slug}/rows/{int:question_id}/rulings",
    response={201: RulingOut},
    **needs(TokenScope.MANAGE, STALE),
)
def rule_row(
    request: ApiRequest, slug: str, question_id: int, body: RowRulingIn
) -> Status[RulingOut]:
    """Rule that a row is in another state. For adjudicators. 409 where the row is another by
    now."""
    found = question_for(request, slug, question_id, ADJUDICATORS)
    ruling = actions.rule_row(found, request.user, **body.model_dump())
    return Status(201, ruling_out(ruling))


@router.post(
    "/stories/{str:slug}/rows/{int:question_id}/cells/{int:article_id}/rulings",
    response={201: RulingOut},
    **needs(TokenScope.MANAGE, STALE),
)
def rule_cell(
    request: ApiRequest, slug: str, question_id: int, article_id: int, body: CellRulingIn
) -> Status[RulingOut]:
    """Rule why an article's cell is empty. For adjudicators. 409 where the cell is another by
    now."""
    found, of_article = cell_for(request, slug, question_id, article_id, ADJUDICATORS)
    given = body.model_dump() | {"verdict": Verdict(body.verdict)}
    return Status(201, ruling_out(actions.rule_cell(found, of_article, request.user, **given)))


@router.get("/stories/{str:slug}/rulings", response=PageOut[RulingOut], **needs(TokenScope.READ))
def list_rulings(request: ApiRequest, slug: str, asked: Query[PageQuery]) -> PageOut[RulingOut]:
    """List the rulings that stand. For adjudicators and managers; without those that rest on
    articles that you have still to read."""
    story = story_for(request, slug, SETTLERS)
    rows = Ruling.objects.filter(question__story=story).select_related("ruled_by")
    if hidden := articles_hidden_from(request.user, story):
        touched = questions_touched(story, hidden)
        rows = rows.exclude(Q(article__in=hidden) | Q(article=None, question__in=touched))
    page, following = page_of_rows(rows, asked, number)
    return PageOut(items=[ruling_out(one) for one in page], next=following)


@router.post(
    "/stories/{str:slug}/rulings/{int:ruling_id}/undo",
    response=RulingOut,
    **needs(TokenScope.MANAGE, STALE),
)
def undo_ruling(request: ApiRequest, slug: str, ruling_id: int) -> RulingOut:
    """Take a ruling back; it stays on record. For adjudicators."""
    found = ruling_for(request, slug, ruling_id, ADJUDICATORS)
    actions.undo(found, request.user)
    return ruling_out(found)


def _key(line: ConflictLine) -> int:
    return line.computed.question_id
