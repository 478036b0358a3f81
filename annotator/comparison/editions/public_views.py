"""An edition for everybody who has its link: without an account, a cookie or a session.

Nothing here looks who asks, so that one copy serves all: it may be kept for a minute, by which time
a link that is switched off leads nowhere for everybody.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from annotator.comparison.editions.access import link_for
from annotator.comparison.editions.files import GONE, edition_file, withdrawn_file
from annotator.comparison.editions.page import public_address, public_page
from annotator.comparison.editions.stored import link_of, withdrawal_of
from annotator.comparison.models import Edition, EditionLink, Withdrawal
from annotator.operations.release import release

KEPT_FOR = 60
"""Seconds for which a copy may be shown without asking again."""


@login_not_required
@require_safe
def public_edition(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the edition; 410 where it is withdrawn or the link is off, 404 where there is none."""
    link = link_for(token)
    return _answer(request, link, "page", _page, _withdrawn_page)


@login_not_required
@require_safe
def public_edition_json(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give out the edition's document; 410 and 404 as its page."""
    link = link_for(token)
    answer = _answer(
        request, link, "json", lambda request, link: edition_file(link.edition),
        lambda request, edition, withdrawal: withdrawn_file(edition, withdrawal),
    )  # fmt: skip
    # Whoever may have the link may read it from a page of theirs.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _answer(
    request: HttpRequest,
    link: EditionLink,
    kind: str,
    show: Callable[[HttpRequest, EditionLink], HttpResponse],
    tell: Callable[[HttpRequest, Edition, Withdrawal], HttpResponse],
) -> HttpResponseBase:
    if link.ended_at:
        return _headed(_ended(kind))
    if withdrawal := withdrawal_of(link.edition):
        return _headed(tell(request, link.edition, withdrawal))
    etag = quote_etag(f"{kind}-{link.edition.sha256}-{release()}")
    # What the reader has already is not drawn again.
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = show(request, link)
    answer["ETag"] = etag
    return _headed(answer)


def _ended(kind: str) -> HttpResponse:
    if kind == "json":
        return JsonResponse({"error": "This link is off."}, status=GONE)
    return HttpResponse(render_to_string("comparison/edition_ended.html"), status=GONE)


def _page(request: HttpRequest, link: EditionLink) -> HttpResponse:
    at = public_address(link)
    shown = public_page(link.edition, request.build_absolute_uri(at), f"{at}edition.json")
    # Without the request: what stands in every other page would look who asks.
    return HttpResponse(render_to_string("comparison/edition_public.html", shown))


def _withdrawn_page(request: HttpRequest, edition: Edition, withdrawal: Withdrawal) -> HttpResponse:
    other = withdrawal.replaced_by and link_of(withdrawal.replaced_by)
    shown = {
        "edition": edition,
        "withdrawal": withdrawal,
        "replaced_at": other and public_address(other),
    }
    page = render_to_string("comparison/edition_withdrawn.html", shown)
    return HttpResponse(page, status=GONE)


def _headed(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
