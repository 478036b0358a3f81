"""Machine readers of a story: listed, let read, stopped; and what one read elsewhere, taken in."""

from django.http import Http404
from ninja import Query, Router, Status

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, PageQuery, number, page_of_rows
from annotator.api.forms import PAGING, as_address, checked, narrowed
from annotator.api.machines.schemas import (
    MachineOut,
    MachineReadingIn,
    MachineReadingOut,
    RunArticlesQuery,
    RunIn,
    RunOut,
)
from annotator.api.machines.told import answer_of, machine_out, reading_out, run_out
from annotator.api.operations import STALE, needs
from annotator.api.problems import Problem, in_body, unfit
from annotator.machines.access import machine_named_for
from annotator.machines.models import MachineReading, MachineRun, StoryReader
from annotator.machines.readers.page import listed
from annotator.machines.runs import actions
from annotator.machines.runs.behind import asked_since
from annotator.machines.runs.filters import RunArticleFilter
from annotator.machines.runs.forms import RunForm
from annotator.machines.runs.outside import TextChanged, submit
from annotator.machines.runs.tasks import ask_for
from annotator.people.access import SETTLERS, story_for
from annotator.people.models import TokenScope
from articles.models import Article

router = Router(tags=["Machines"])
OF_ONE = "/stories/{str:slug}/machines/{str:reader}"
OF_RUN = f"{OF_ONE}/runs/{{int:run_id}}"


@router.get("/stories/{str:slug}/machines", response=PageOut[MachineOut], **needs(TokenScope.READ))
def list_machines(request: ApiRequest, slug: str, asked: Query[PageQuery]) -> PageOut[MachineOut]:
    """List the machine readers of a story. For adjudicators and managers."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    rows = listed(story, asked_since(story), hidden).filter(removed_at=None)
    page, following = page_of_rows(rows.select_related("reader__account"), asked, number)
    return PageOut(items=[machine_out(one) for one in page], next=following)


@router.get(f"{OF_ONE}/runs", response=PageOut[RunOut], **needs(TokenScope.READ))
def list_machine_runs(
    request: ApiRequest, slug: str, reader: str, asked: Query[PageQuery]
) -> PageOut[RunOut]:
    """List the runs of a machine. For adjudicators and managers."""
    wanted = machine_named_for(request, slug, reader, SETTLERS)
    rows = MachineRun.objects.filter(of=wanted).select_related("asked_by", "of__reader__account")
    page, following = page_of_rows(rows, asked, number)
    return PageOut(items=[run_out(one) for one in page], next=following)


@router.post(f"{OF_ONE}/runs", response={201: RunOut}, **needs(TokenScope.MANAGE))
def ask_machine(request: ApiRequest, slug: str, reader: str, body: RunIn) -> Status[RunOut]:
    """Let a machine read articles of the story, in the background. For managers."""
    wanted = machine_named_for(request, slug, reader)
    asked = checked(RunForm(body.model_dump(), story=wanted.story))
    run = actions.ask_run(wanted, **asked, by=request.user)
    ask_for(run)
    return Status(201, run_out(run))


@router.get(OF_RUN, response=RunOut, **needs(TokenScope.READ))
def read_machine_run(request: ApiRequest, slug: str, reader: str, run_id: int) -> RunOut:
    """Read how far a run is. For adjudicators and managers."""
    return run_out(_run(machine_named_for(request, slug, reader, SETTLERS), run_id))


@router.get(f"{OF_RUN}/articles", response=PageOut[MachineReadingOut], **needs(TokenScope.READ))
def list_machine_readings(
    request: ApiRequest, slug: str, reader: str, run_id: int, asked: Query[RunArticlesQuery]
) -> PageOut[MachineReadingOut]:
    """List the articles of a run, as long as no later run has them. For adjudicators and
    managers."""
    run = _run(machine_named_for(request, slug, reader, SETTLERS), run_id)
    hidden = articles_hidden_from(request.user, run.of.story)
    filters = RunArticleFilter(
        as_address(asked, leave=PAGING), MachineReading.objects.filter(run=run), hidden=hidden
    )
    page, following = page_of_rows(narrowed(filters), asked, number)
    items = [reading_out(one, one.article_id in hidden) for one in page]
    return PageOut(items=items, next=following)


@router.post(f"{OF_RUN}/stop", response=RunOut, **needs(TokenScope.MANAGE))
def stop_machine_run(request: ApiRequest, slug: str, reader: str, run_id: int) -> RunOut:
    """Stop a run: it ends after the article that it reads. For managers."""
    wanted = machine_named_for(request, slug, reader)
    actions.stop(_run(wanted, run_id))
    return run_out(_run(wanted, run_id))


@router.post(f"{OF_RUN}/go-on", response=RunOut, **needs(TokenScope.MANAGE))
def let_machine_run_go_on(request: ApiRequest, slug: str, reader: str, run_id: int) -> RunOut:
    """Let a run go on that was paused or stopped, or that failed. For managers."""
    wanted = machine_named_for(request, slug, reader)
    run = _run(wanted, run_id)
    actions.go_on(run)
    ask_for(run)
    return run_out(_run(wanted, run_id))


@router.post(f"{OF_ONE}/readings", response=MachineReadingOut, **needs(TokenScope.MANAGE, STALE))
def submit_machine_reading(
    request: ApiRequest, slug: str, reader: str, body: MachineReadingIn
) -> MachineReadingOut:
    """Submit what a program elsewhere read of an article, in place of what it had read before: our
    rules judge each span, and what they do not take is counted. For managers."""
    wanted = machine_named_for(request, slug, reader)
    article = Article.objects.filter(story=wanted.story, pk=body.article).first()
    if article is None:
        raise unfit([in_body("article", "The story has no such article.")])
    try:
        stored = submit(wanted, article, answer_of(body), body.version, body.seconds)
    except TextChanged as stale:
        raise Problem(409, " ".join(stale.messages), version=article.version) from stale
    return reading_out(stored)


def _run(wanted: StoryReader, pk: int) -> MachineRun:
    rows = MachineRun.objects.filter(of=wanted, pk=pk)
    found = rows.select_related("asked_by", "of__reader__account", "of__story").first()
    if found is None:
        raise Http404
    return found
