"""Names of answers, so that what has not changed is not sent again, and nothing is overwritten."""

import hashlib
import json
import re

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from annotator.api.problems import Problem

_TAGS = re.compile(r'(?:W/)?("[^"]*")|(\*)')


def tag_of(content: bytes) -> str:
    """Return the strong tag of a body."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def written(answer: Schema) -> bytes:
    """Return the body of an answer, as the API writes it."""
    return json.dumps(answer.model_dump(), cls=NinjaJSONEncoder).encode()


def with_tag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give what was read its tag; answer 304, without a body, to who has just this already."""
    tag = tag_of(response.content)
    response["ETag"] = tag
    if tag in _named(request.headers.get("If-None-Match", "")):
        kept = {name: response[name] for name in ("ETag", "Cache-Control", "Vary")}
        return HttpResponse(status=304, headers=kept)
    return response


def check_match(request: HttpRequest, now: Schema) -> None:
    """Raise Problem, 412, where If-Match names another state than the one that stands now.

    `now` is what a GET of the same address would answer. Without the header anything goes.
    """
    asked = request.headers.get("If-Match")
    if asked is None or {"*", tag_of(written(now))} & _named(asked):
        return
    told = "It was changed in the meantime. Get it again, look at it, and send the new ETag."
    raise Problem(412, told)


def _named(header: str) -> set[str]:
    return {tag or star for tag, star in _TAGS.findall(header)}
