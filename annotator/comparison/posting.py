"""A form that was sent from a page of comparison: acted on, or refused with what to do about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from annotator.people.access import DeskRequest

Act = Callable[[dict[str, Any]], tuple[str, str]]
"""Takes the form's values; returns what was done, in words, and where to go."""


def act_on_form(
    request: DeskRequest, form: forms.Form, act: Act, *, subtab: str, back: str
) -> HttpResponse:
    """Redirect to where the act leads, with its words as a message.

    Answer 422 where form or act refuses; nothing is stored then. `subtab`: the tab of the page that
    the form was sent from; `back`: the address of that page.
    """
    try:
        if form.is_valid():
            words, address = act(form.cleaned_data)
            messages.success(request, words)
            return redirect(address)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return refusal_page(request, form, subtab=subtab, back=back)


def refusal_page(request: DeskRequest, form: forms.Form, *, subtab: str, back: str) -> HttpResponse:
    """Draw the page that says why nothing was changed, with status 422."""
    shown = {
        "story": request.membership.story, "tab": "sources", "subtab": subtab, "back": back,
        "refused": [one for errors in form.errors.values() for one in errors],
    }  # fmt: skip
    return render(request, "comparison/refused.html", shown, status=422)
