"""Hand JSON to the forms of the pages, which say what is right: no rule is written twice."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from ninja import Schema

from annotator.api.problems import Placing, in_body, in_query, refused


def sent(given: Schema, *, leave: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return what a body gives, as a form takes it: a null is an empty field, and what is not
    given is not there. `leave`: members that no field of the form takes."""
    values = given.model_dump(exclude_unset=True, exclude=set(leave))
    return {name: "" if value is None else value for name, value in values.items()}


def as_address(given: Schema, *, leave: frozenset[str] = frozenset()) -> QueryDict:
    """Return filters as the address of a page has them."""
    query = QueryDict(mutable=True)
    for name, value in given.model_dump(exclude_none=True, exclude=set(leave)).items():
        query[name] = str(value)
    return query


PAGING = frozenset({"cursor", "limit"})
"""The parameters of a list that no filter knows."""


def narrowed(filters: Any) -> QuerySet[Any]:
    """Return what a page's filters leave. Raises Problem, 422, where one cannot be used."""
    if not filters.form.is_valid():
        raise refused(filters.form, in_query)
    found: QuerySet[Any] = filters.qs
    return found


def checked(form: forms.BaseForm, place: Placing = in_body) -> dict[str, Any]:
    """Return the values of a form. Raises Problem, 422, where it is refused."""
    if not form.is_valid():
        raise refused(form, place)
    values: dict[str, Any] = form.cleaned_data
    return values


def as_form(body: Schema, **more: Any) -> dict[str, Any]:
    """Return a body with `details` as the forms of the pages take it: flat, words only."""
    given = body.model_dump(exclude_unset=True)
    details = given.pop("details", None) or {}
    flat = {name: "" if value is None else str(value) for name, value in given.items()}
    if "link" in flat:
        flat["link"] = "1" if given["link"] else ""
    if given.get("unmake"):
        flat["unmake"] = ",".join(given["unmake"])
    return {**flat, **{name: value or "" for name, value in details.items()}, **more}
