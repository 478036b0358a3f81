"""The addresses of the API: its documentation, its description, and each operation."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, re_path

from annotator.api import views
from annotator.api.desk_api import api
from annotator.api.frame import framed

app_name = "api"


def operations() -> Iterator[URLPattern]:
    """Yield the addresses of the operations, each in its frame; ninja's own front page aside."""
    patterns: Any = api.urls[0]
    for pattern in patterns:
        if pattern.name != "api-root":
            pattern.callback = framed(pattern.callback)
            yield pattern


urlpatterns = [
    path("", views.docs, name="docs"),
    path("openapi.json", views.openapi, name="openapi"),
    *operations(),
    re_path(r"", framed(views.nothing), name="nothing"),
]
