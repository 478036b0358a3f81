"""Say what is wrong as problem+json (RFC 9457): the place, and what to do about it.

Whatever a door, a form or an action raises becomes a problem here, and nowhere else.
"""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import DatabaseError, DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as WrongShape

from annotator.annotations.revision.review import LookedAtAlready
from annotator.comparison.curation_log.sorting import AnswersChanged
from annotator.comparison.matrix.actions import RowChanged
from annotator.operations.outage import database_is_away
from annotator.reconciliation.adjudication.decisions import PlaceChanged

CONTENT_TYPE = "application/problem+json"
Fault = dict[str, str | int]
"""One thing that is wrong: `detail`, and its place: a JSON `pointer` into the body, the `line` of a
table, or the name of a `parameter`."""
Placing = Callable[[str, str], Fault]
"""Takes the name of a form's field, '' for the whole form, and what is wrong; returns the fault."""


class Problem(Exception):
    """What stands against a request, to be answered as problem+json."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults = status, detail, list(faults)
        self.headers, self.more = headers or {}, more

    def answer(self) -> HttpResponse:
        """Return the answer."""
        told: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        if self.faults:
            told["errors"] = self.faults
        answer = JsonResponse(
            told, status=self.status, content_type=CONTENT_TYPE, headers=dict(self.headers)
        )
        answer["Cache-Control"] = "no-store"
        return answer


def in_body(name: str, detail: str) -> Fault:
    """Return a fault at a member of the body; of the whole body where the name is ''."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return {"pointer": f"/{escaped}" if name else "", "detail": detail}


def in_line(line: int, detail: str) -> Fault:
    """Return a fault at a line of the body, which is a table; of all of it where the line is 0."""
    return {"line": line, "detail": detail} if line else in_body("", detail)


def in_query(name: str, detail: str) -> Fault:
    """Return a fault at a parameter of the address."""
    return {"parameter": name, "detail": detail}


def unfit(faults: Iterable[Fault]) -> Problem:
    """Return the problem of what was understood and does not fit: 422, and nothing is stored."""
    listed = list(faults)
    told = " ".join(dict.fromkeys(str(fault["detail"]) for fault in listed))
    return Problem(422, told or "This does not fit. Nothing was stored.", faults=listed)


def refused(
    form: forms.BaseForm,
    place: Placing = in_body,
) -> Problem:
    """Return the problem of a form that is not valid."""
    return unfit(
        place("" if name == "__all__" else name, str(text))
        for name, texts in form.errors.items()
        for text in texts
    )


def from_action(error: ValidationError, place: Placing = in_body) -> Problem:
    """Return the problem of an action's refusal, at its members where it names them."""
    if hasattr(error, "error_dict"):
        return unfit(
            place("" if name == "__all__" else name, text)
            for name, texts in error.message_dict.items()
            for text in texts
        )
    return unfit(place("", text) for text in error.messages)


def from_shape(error: WrongShape) -> Problem:
    """Return the problem of a body or parameters that are not of the shape that is asked for."""
    faults: list[Fault] = []
    for one in error.errors:
        source, *where = one["loc"]
        # Of a body the first step is the name of the operation's own argument.
        steps = where[1:] if source == "body" else where
        told = f"{one['msg']}." if not str(one["msg"]).endswith(".") else str(one["msg"])
        if source in {"body", "form", "file"}:
            path = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
            faults.append({"pointer": path, "detail": told})
        else:
            faults.append(in_query(".".join(map(str, where)), told))
    return unfit(faults)


def of_http_error(error: HttpError) -> Problem:
    """Return the problem of what the frame refuses: no token, or a body that cannot be read."""
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        told = (
            "This needs a token that is in force. Send it as “Authorization: Bearer ann_…”; "
            "tokens are made and revoked on the page of your account."
        )
        return Problem(401, told, headers={"WWW-Authenticate": 'Bearer realm="annotator"'})
    cause = error.__cause__
    told = str(cause) if isinstance(cause, UnreadableBody) else "It is not JSON."
    return Problem(error.status_code, f"The body cannot be read. {told}")


class UnreadableBody(ValueError):
    """The body is not JSON that can be stored; the message says where and why."""


def answer_problems(api: NinjaAPI) -> None:
    """Let the API answer whatever is raised as a problem; of our own mistakes, the frame tells."""

    def answering(kind: type[Any], to_problem: Callable[[Any], Problem]) -> None:
        api.add_exception_handler(kind, lambda request, error: to_problem(error).answer())

    answering(Problem, lambda error: error)
    answering(WrongShape, from_shape)
    answering(HttpError, of_http_error)
    answering(ValidationError, from_action)
    answering(LookedAtAlready, lambda error: Problem(409, " ".join(error.messages)))
    answering(PlaceChanged, lambda error: Problem(409, str(error)))
    answering(AnswersChanged, lambda error: Problem(409, str(error)))
    answering(RowChanged, lambda error: Problem(409, str(error)))
    answering(Http404, lambda error: NOT_FOUND)
    answering(PermissionDenied, lambda error: Problem(403, str(error) or "You may not do this."))
    answering(RequestDataTooBig, lambda error: TOO_LARGE)
    answering(SuspiciousOperation, lambda error: Problem(400, "This request cannot be read."))
    answering(UnreadablePostError, lambda error: Problem(400, "The body did not come whole."))
    for kind in (DataError, OverflowError):
        answering(kind, lambda error: TOO_MUCH)
    api.add_exception_handler(DatabaseError, _answer_outage)
    api.add_exception_handler(Exception, _pass_on)


def _answer_outage(request: HttpRequest, error: Any) -> HttpResponse:
    if not database_is_away(error):
        raise error
    told = "The database is away for a moment. Nothing was changed; try again."
    return Problem(503, told, headers={"Retry-After": "3"}).answer()


def _pass_on(request: HttpRequest, error: Any) -> HttpResponse:
    raise error


NOT_FOUND = Problem(
    404,
    "There is nothing at this address for you: it does not exist, or you are no member of its "
    "story.",
)
TOO_MUCH = Problem(
    422, "Something in it is too long or too large to be stored. Nothing was stored."
)
TOO_LARGE = Problem(413, "The body is larger than the desk takes at once (20 MB). Send less.")
