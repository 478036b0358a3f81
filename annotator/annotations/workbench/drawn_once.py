"""Parts of the workbench that are the same for everybody: drawn once in a process, not a page.

What follows from the vocabulary is kept by what the vocabulary says, so that it is never old.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from annotator.annotations.drawing import html
from annotator.annotations.drawing.html import Tag
from annotator.annotations.workbench.detail_fields import rows_of_asides, rows_of_kinds
from annotator.vocabulary.models import Kind

Drawn = TypeVar("Drawn")


class LabelRow(NamedTuple):
    """A label as pages show it."""

    slug: str
    kind: str
    name: str
    definition: str
    example: str
    counterexample: str
    polarity: int | None
    key: str
    of_articles: bool
    active: bool


class LabelParts(NamedTuple):
    """What the page shows of the vocabulary: how labels look, and three runs of HTML."""

    tags: dict[str, Tag]
    palette: SafeString
    meanings: SafeString
    given: SafeString


def details_form() -> SafeString:
    """Return the empty form of an annotation's details."""
    return _afresh_in_debug(_details_form)


def label_parts(labels: tuple[LabelRow, ...]) -> LabelParts:
    """Return what the page shows of these labels, which are all there are, in their order."""
    return _afresh_in_debug(_label_parts, labels)


@cache
def _details_form() -> SafeString:
    rows = {"detail_rows": rows_of_kinds({}), "aside_rows": rows_of_asides()}
    return render_to_string("annotations/_details.html", rows)


@lru_cache(maxsize=4)
def _label_parts(labels: tuple[LabelRow, ...]) -> LabelParts:
    active = [label for label in labels if label.active]
    kinds = [(kind, [label for label in active if label.kind == kind]) for kind in Kind.values]
    whole = {"whole_labels": [label for label in active if label.of_articles]}
    return LabelParts(
        {label.slug: html.tag(label.kind, label.name, label.polarity) for label in labels},
        render_to_string("annotations/_palette_rows.html", {"kinds": kinds}),
        render_to_string("annotations/_meanings.html", {"kinds": kinds}),
        render_to_string("annotations/_given_labels.html", whole),
    )


def _afresh_in_debug(draw: Callable[..., Drawn], *given: Any) -> Drawn:
    """Draw, or take what was drawn; whoever works on the templates sees each change at once."""
    again: Callable[..., Drawn] = getattr(draw, "__wrapped__", draw) if settings.DEBUG else draw
    return again(*given)
