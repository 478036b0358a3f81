"""Tables that come in again, by a manager: labels, article_labels and readings, all or nothing.

The rows are judged and stored as the desk's commands do it, of one story, and by what its manager
may name and see.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from ninja import Router, Status
from ninja.params.functions import Query

from annotator.annotations.recording.staging import Tell
from annotator.api.access import ApiRequest
from annotator.api.operations import needs
from annotator.api.problems import Problem, in_line, unfit
from annotator.api.tables.schemas import MarksInQuery, TableInOut, TableInQuery
from annotator.exchange.imports.actions import (
    LABELS_NEEDED,
    judge_article_labels,
    judge_labels,
    judge_readings,
)
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.judging import ImportOutcome, Judgement, untold
from annotator.exchange.imports.parse_document_labels import ARTICLE_LABELS_NEEDED
from annotator.exchange.imports.parse_readings import READINGS_NEEDED
from annotator.exchange.imports.reach import reach_of
from annotator.exchange.imports.read_csv import ImportRefused
from annotator.people.access import MANAGERS, story_for
from annotator.people.models import TokenScope

CSV = "text/csv"
MOST_TOLD = 200
Judge = Callable[[list[Path], ImportLookup, bool, Tell], Judgement]
TAKEN: dict[str, tuple[Judge, type[TableInQuery]]] = {
    "labels": (judge_labels, MarksInQuery),
    "article_labels": (judge_article_labels, MarksInQuery),
    "readings": (judge_readings, TableInQuery),
}
"""By name, the tables that come in: how their rows are judged, and what is asked beside them."""

LEAST_COLUMNS = {
    "labels": (*LABELS_NEEDED, "text_sha256"),
    "article_labels": (*ARTICLE_LABELS_NEEDED, "text_sha256"),
    "readings": (*READINGS_NEEDED, "text_sha256"),
}


def take_in(router: Router) -> None:
    """Give the router an address for each table that comes in: where it goes out as CSV, too."""
    for name, (judge, query) in TAKEN.items():
        _route(router, name, judge, query)


def _route(router: Router, name: str, judge: Judge, query: type[TableInQuery]) -> None:
    def bring(request: ApiRequest, slug: str, asked: Any) -> Status[TableInOut]:
        return _bring(request, slug, name, judge, asked)

    bring.__annotations__["asked"] = Annotated[query, Query()]
    bring.__name__ = f"bring_{name}"
    bring.__doc__ = (
        f"Store the rows of {name}.csv, all or none: 201, or 200 where nothing is new, or with "
        "`plan`. For managers, of articles that you have not still to read."
    )
    shape = {"type": "string", "description": f"{name}.csv, in UTF-8, as it goes out."}
    columns = ",".join(LEAST_COLUMNS[name])
    body = {"required": True, "content": {CSV: {"schema": shape, "example": f"{columns}\r\n"}}}
    router.post(
        f"/stories/{{str:slug}}/tables/{name}.csv",
        response={200: TableInOut, 201: TableInOut},
        **needs(TokenScope.MANAGE, requestBody=body),
    )(bring)


def _bring(
    request: ApiRequest, slug: str, name: str, judge: Judge, asked: TableInQuery
) -> Status[TableInOut]:
    story = story_for(request, slug, MANAGERS)
    if request.content_type not in {CSV, ""}:
        raise Problem(400, f"Send the table as {CSV}, not as {request.content_type}.")
    desk = ImportLookup(asked.create, reach_of(request.user, story))
    submitted = bool(getattr(asked, "submitted", False))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.csv")
        path.write_bytes(request.body)
        judged = judge([path], desk, submitted, untold)
    try:
        done = judged.planned() if asked.plan else judged.store(untold)
    except ImportRefused as error:
        raise unfit(in_line(one.line, one.message) for one in error.problems[:MOST_TOLD]) from error
    return Status(201 if not asked.plan and (done.stored or done.made) else 200, _told(done))


def _told(done: ImportOutcome) -> TableInOut:
    return TableInOut(
        stored=done.stored, there=done.skipped, made=done.made, submitted=done.submitted
    )
