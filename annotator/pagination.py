"""Cut a list into pages of fifty, whatever the list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

SIZE = 50


def page_of(rows: Any, request: HttpRequest, name: str = "page") -> Page[Any]:
    """Return the page that the address asks for; the nearest one where it asks for nonsense."""
    return Paginator(rows, SIZE).get_page(request.GET.get(name))
