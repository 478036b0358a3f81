"""What apps above add to the page of one's own account."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from annotator.people.models import User

Section = Callable[[HttpRequest, User], SafeString]
"""Draws a section of the page, which begins with its own heading."""
_SECTIONS: list[Section] = []


def add_section(section: Section) -> None:
    """Let the page have this section too, after the others; called once, when an app is ready."""
    if section not in _SECTIONS:
        _SECTIONS.append(section)


def further_sections(request: HttpRequest, user: User) -> list[SafeString]:
    """Return the sections that apps above have added, drawn."""
    return [section(request, user) for section in _SECTIONS]
