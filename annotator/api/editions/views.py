"""The editions of a story's brief: listed, read, compared, published, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, PageQuery, number, page_of_rows
from annotator.api.editions.schemas import (
    DOCUMENT,
    EditionChangesOut,
    EditionIn,
    EditionLinkIn,
    EditionOut,
    SinceQuery,
    WithdrawIn,
)
from annotator.api.editions.told import changes_out, edition_out, editions_out
from annotator.api.forms import checked, sent
from annotator.api.operations import body_of, needs
from annotator.api.problems import Problem
from annotator.comparison.editions import actions
from annotator.comparison.editions.access import (
    STILL_TO_READ,
    earlier_edition,
    edition_for,
    open_edition_for,
)
from annotator.comparison.editions.files import GONE, edition_file
from annotator.comparison.editions.forms import PublicLinkForm, PublishForm, WithdrawForm
from annotator.comparison.editions.since import changes_between, changes_since
from annotator.comparison.editions.stored import withdrawal_of
from annotator.comparison.models import Edition
from annotator.people.access import MANAGERS, READERS, SETTLERS, story_for
from annotator.people.models import Role, TokenScope

router = Router(tags=["Editions"])
EDITIONS = "/stories/{str:slug}/editions"
EDITION = f"{EDITIONS}/{{int:edition}}"


@router.get(EDITIONS, response=PageOut[EditionOut], **needs(TokenScope.READ_SETTLED))
def list_editions(request: ApiRequest, slug: str, asked: Query[PageQuery]) -> PageOut[EditionOut]:
    """List the editions of a story, the first one first."""
    story = story_for(request, slug)
    rows = Edition.objects.filter(story=story).select_related("published_by").defer("document")
    page, following = page_of_rows(rows, asked, number, by="number")
    return PageOut(items=editions_out(request, story, page), next=following)


@router.post(EDITIONS, response={201: EditionOut}, **needs(TokenScope.MANAGE))
def publish_edition(request: ApiRequest, slug: str, body: EditionIn) -> Status[EditionOut]:
    """Publish what is settled as the story's next edition. For managers."""
    story = story_for(request, slug, MANAGERS)
    given = checked(PublishForm(body.model_dump()))
    base = request.build_absolute_uri("/").rstrip("/")
    made = actions.publish(story, request.user, **given, desk=request.get_host(), base=base)
    return Status(201, edition_out(request, made))


@router.get(EDITION, response=EditionOut, **needs(TokenScope.READ_SETTLED))
def read_edition(request: ApiRequest, slug: str, edition: int) -> EditionOut:
    """Read what stands above an edition, and whether it stands."""
    return edition_out(request, edition_for(request, slug, edition))


@router.get(
    f"{EDITION}/document",
    **needs(TokenScope.READ_SETTLED, GONE, **body_of("application/json", DOCUMENT, "The document")),
)
def read_edition_document(request: ApiRequest, slug: str, edition: int) -> HttpResponse:
    """Read the document of an edition, byte by byte as it was published. For whoever has not still
    to read an article that it quotes. 410 where it is withdrawn."""
    return edition_file(_standing(request, slug, edition))


@router.get(
    f"{EDITION}/changes", response=EditionChangesOut, **needs(TokenScope.READ_SETTLED, GONE)
)
def list_edition_changes(
    request: ApiRequest, slug: str, edition: int, asked: Query[SinceQuery]
) -> EditionChangesOut:
    """Tell what has changed since an edition, or from an earlier one up to it. For adjudicators
    and managers who have not still to read. 410 where it is withdrawn."""
    found = _standing(request, slug, edition, SETTLERS)
    hidden = articles_hidden_from(request.user, found.story)
    if asked.since is not None:
        earlier = earlier_edition(found, asked.since, hidden)
        return changes_out(changes_between(earlier, found))
    if hidden:
        raise PermissionDenied(STILL_TO_READ)
    return changes_out(changes_since(found.story, [found])[found.pk])


@router.post(f"{EDITION}/withdraw", response=EditionOut, **needs(TokenScope.MANAGE))
def withdraw_edition(request: ApiRequest, slug: str, edition: int, body: WithdrawIn) -> EditionOut:
    """Withdraw an edition, with a reason that its readers see. For managers."""
    found = edition_for(request, slug, edition, MANAGERS)
    given = checked(WithdrawForm(sent(body), found.story, found))
    return _done(request, found, lambda: actions.withdraw(found, request.user, **given))


@router.post(f"{EDITION}/restore", response=EditionOut, **needs(TokenScope.MANAGE))
def restore_edition(request: ApiRequest, slug: str, edition: int) -> EditionOut:
    """Let a withdrawn edition stand again. For managers."""
    found = edition_for(request, slug, edition, MANAGERS)
    return _done(request, found, lambda: actions.take_back_withdrawal(found, request.user))


@router.post(f"{EDITION}/link", response=EditionOut, **needs(TokenScope.MANAGE))
def set_edition_link(
    request: ApiRequest, slug: str, edition: int, body: EditionLinkIn
) -> EditionOut:
    """Set the public link of an edition: on, off, or another one. For managers."""
    found = edition_for(request, slug, edition, MANAGERS)
    act = checked(PublicLinkForm(body.model_dump()))["act"]
    do = actions.close_link if act == "off" else actions.open_link
    return _done(request, found, lambda: do(found, request.user))


def _done(request: HttpRequest, edition: Edition, act: Callable[[], Any]) -> EditionOut:
    act()
    return edition_out(request, edition)


def _standing(
    request: ApiRequest, slug: str, number: int, roles: frozenset[Role] = READERS
) -> Edition:
    """Return an edition that stands and may be read. Raises Http404, PermissionDenied or Problem,
    410."""
    found = open_edition_for(request, slug, number, roles)
    if withdrawn := withdrawal_of(found):
        raise Problem(GONE, f"This edition is withdrawn: {withdrawn.reason}")
    return found
