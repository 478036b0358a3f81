"""The door before all doors of the API: a token, its turn, its scope.

Behind it stand the doors of the pages, with the token's person as the user: a scope narrows what
they may do, and widens nothing. No session opens the API, so that no other site can use one.
"""

from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.security import HttpBearer

from annotator.api.problems import Problem
from annotator.people.access import DeskRequest
from annotator.people.models import PersonalToken, TokenScope
from annotator.people.signing_in.required import lacks_factor
from annotator.people.tokens.access import token_presented
from annotator.people.tokens.limits import take_turn


class ApiRequest(DeskRequest):
    """A request that came in by a token."""

    token: PersonalToken


class Bearer(HttpBearer):
    """Takes a token that has a scope."""

    def __init__(self, scope: TokenScope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> PersonalToken | None:
        """Let the token's person in, and return the token; None where it opens nothing.

        Raises Problem: 429 where it was used too often, 403 where it lacks the scope, or its
        person a second factor that the desk asks for.
        """
        found = token_presented(token)
        if found is None:
            return None
        if wait := take_turn(found):
            told = f"This token has asked too often within a minute: wait {wait} seconds."
            raise Problem(429, told, headers={"Retry-After": str(wait)})
        entering: Any = request
        # The log's line names the user, too; it looks where Django keeps one that was asked for.
        entering.user = entering._cached_user = found.user
        entering.token = found
        if lacks_factor(found.user):
            told = (
                "This desk asks for a second factor from everybody who may change the work of "
                "others, and from their programs: set one up on the page of your account."
            )
            raise Problem(403, told)
        check_scope(entering, self.scope)
        return found


def check_scope(request: ApiRequest, scope: TokenScope) -> None:
    """Check that the token has a scope. Raises Problem, 403."""
    if scope not in request.token.scopes:
        told = (
            f"The token “{request.token.name}” lacks the scope {scope.value}: make one that has "
            "it, on the page of your account."
        )
        raise Problem(403, told)


def sees_settled_only(request: ApiRequest) -> bool:
    """Return whether the token reads nothing but what is settled."""
    return request.token.reads == TokenScope.READ_SETTLED


def ask_of_readings(request: ApiRequest, given: Schema, *names: str) -> None:
    """Raise Problem, 403, where a token that reads what is settled alone narrows a list by what
    rests on readings: what is left would tell of them."""
    asked = [name for name in names if getattr(given, name) is not None]
    if asked and sees_settled_only(request):
        told = (
            f"By {', '.join(asked)} only a token with the scope {TokenScope.READ.value} may narrow."
        )
        raise Problem(403, told)
