"""The doors: the only way in which a view comes by a story or an article.

A stranger gets 404, so that nobody learns what exists; a member without the role gets 403.
"""

from itertools import chain, islice

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django_htmx.middleware import HtmxDetails

from annotator.people.models import Invitation, Membership, Role, User
from annotator.prepared import Prepared, Slot, columns, made
from articles.models import Article, Source, Story


class DeskRequest(HttpRequest):
    """A request behind sign-in, and, behind a door, with the membership that opened it."""

    user: User
    htmx: HtmxDetails
    membership: Membership


READERS = frozenset({Role.ANNOTATOR, Role.ADJUDICATOR, Role.MANAGER})
SETTLERS = frozenset({Role.ADJUDICATOR, Role.MANAGER})
MANAGERS = frozenset({Role.MANAGER})
ANNOTATORS = frozenset({Role.ANNOTATOR})


_MEMBERSHIP = Prepared(
    lambda: (
        Membership.objects.filter(story=Slot("story"), user=Slot("user"))
        .order_by()
        .values_list(*columns(Membership))
    )
)


def _own_membership() -> FilteredRelation:
    """Return the membership of whoever asks; anew each time, since compiling a query changes it."""
    of_user = Q(story__memberships__user=Slot("user"))
    return FilteredRelation("story__memberships", condition=of_user)


_LOADED = (
    columns(Article),
    columns(Story, "story__"),
    columns(Source, "source__"),
    columns(Membership, "own__"),
)
_ARTICLE = Prepared(
    lambda: (
        Article.objects.filter(pk=Slot("article"))
        .annotate(own=_own_membership())
        .order_by()
        .values_list(*chain(*_LOADED))
    )
)
_STORY = Prepared(
    lambda: (
        Story.objects.filter(slug=Slot("slug", Story._meta.get_field("slug")))
        .annotate(own=FilteredRelation("memberships", condition=Q(memberships__user=Slot("user"))))
        .order_by()
        .values_list(*columns(Story), *columns(Membership, "own__"))
    )
)


_FOUNDER = Prepared(
    lambda: (
        Permission.objects.filter(codename="add_story", content_type__app_label="articles")
        .filter(Q(user=Slot("user")) | Q(group__user=Slot("user")))
        .order_by()
        .values_list("pk")
    )
)


def enter(request: DeskRequest, story: Story, roles: frozenset[Role]) -> None:
    """Let the user of the request into the story, and set the request's membership.

    Raises Http404 for a stranger, PermissionDenied for a member who has none of `roles`.
    """
    found = _MEMBERSHIP.first(story=story.pk, user=request.user.pk)
    _let_in(request, story, made(Membership, found) if found else None, roles)


def _let_in(
    request: DeskRequest, story: Story, membership: Membership | None, roles: frozenset[Role]
) -> None:
    if membership:
        request.membership = membership
    elif request.user.is_superuser:
        request.membership = Membership(story=story, user=request.user)
    else:
        raise Http404
    if request.user.is_superuser:
        request.membership.manager = True
    # So that asking it for its story or its user costs no statement.
    request.membership.story, request.membership.user = story, request.user
    if not request.membership.roles & roles:
        wanted = " or ".join(sorted(roles))
        raise PermissionDenied(f"This needs the role of {wanted} in “{story}”. Ask a manager.")


def story_for(request: DeskRequest, slug: str, roles: frozenset[Role] = READERS) -> Story:
    """Return the story, for a member with one of `roles`. Raises Http404 or PermissionDenied."""
    found = _STORY.first(slug=slug, user=request.user.pk)
    if found is None:
        raise Http404
    size = len(columns(Story))
    story, own = made(Story, found[:size]), found[size:]
    _let_in(request, story, made(Membership, own) if own[0] else None, roles)
    return story


def article_for(request: DeskRequest, pk: int, roles: frozenset[Role] = READERS) -> Article:
    """Return the article, its source and story loaded. Raises Http404 or PermissionDenied."""
    found = _ARTICLE.first(article=pk, user=request.user.pk)
    if found is None:
        raise Http404
    values = iter(found)
    of_article, of_story, of_source, own = (list(islice(values, len(one))) for one in _LOADED)
    article, story = made(Article, of_article), made(Story, of_story)
    article.story, article.source = story, made(Source, of_source)
    _let_in(request, story, made(Membership, own) if own[0] else None, roles)
    return article


def member_for(request: DeskRequest, pk: int, roles: frozenset[Role] = MANAGERS) -> Membership:
    """Return a membership, its user and story loaded. Raises Http404 or PermissionDenied."""
    member = Membership.objects.select_related("story", "user").filter(pk=pk).first()
    if member is None:
        raise Http404
    enter(request, member.story, roles)
    return member


def member_named(
    request: DeskRequest, slug: str, username: str, roles: frozenset[Role] = MANAGERS
) -> Membership:
    """Return the story's member of this name, user and story loaded. Raises Http404 or
    PermissionDenied."""
    story = story_for(request, slug, roles)
    found = Membership.objects.select_related("user").filter(story=story, user__username=username)
    member = found.first()
    if member is None:
        raise Http404
    member.story = story
    return member


def invitation_for(request: DeskRequest, pk: int, roles: frozenset[Role] = MANAGERS) -> Invitation:
    """Return an invitation, its story loaded. Raises Http404 or PermissionDenied."""
    invitation = Invitation.objects.select_related("story").filter(pk=pk).first()
    if invitation is None:
        raise Http404
    enter(request, invitation.story, roles)
    return invitation


def stories_open_to(user: User) -> QuerySet[Story]:
    """Return the stories of which the user is a member; for a superuser, all."""
    if user.is_superuser:
        return Story.objects.all()
    return Story.objects.filter(pk__in=user.memberships.order_by().values("story"))


def articles_shown_to(user: User) -> QuerySet[Article]:
    """Return the articles that the user may open."""
    return Article.objects.filter(story__in=stories_open_to(user))


def may_found_stories(user: User) -> bool:
    """Return whether the user may make a story: whoever the admin allows to add one."""
    if user.is_superuser or not user.is_active:
        return user.is_active
    return _FOUNDER.first(user=user.pk) is not None


def of_another(request: DeskRequest) -> HttpResponse | None:
    """Refuse what comes from the queue of another person, who was signed in here before: 401.

    Returns None where it is the user's own. To be asked before any other door: what it refuses
    waits for its owner, whatever the one who is here now may do.
    """
    if request.POST.get("user", str(request.user.pk)) == str(request.user.pk):
        return None
    here = str(request.user)
    told = f"You are signed in as {here} in this browser now: sign in again as who made this."
    return JsonResponse({"error": told, "signed_in_as": here}, status=401)
