"""Set an annotation's label and details and make them canonical; nothing is saved here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from annotator.annotations.details import ANSWER, BY_NAME, COMES_TO, OF_KIND, TEXT_DETAILS
from annotator.annotations.models import Annotation
from annotator.annotations.models.choices import Proposed
from annotator.annotations.values import normalise
from annotator.people.models import User
from annotator.prepared import Prepared, Slot, columns, made
from annotator.vocabulary.actions import (
    entity_called,
    find_entity,
    get_or_make_entity,
    get_or_make_question,
)
from annotator.vocabulary.codebook.editions import current_expression
from annotator.vocabulary.models import Entity, Kind, Label, Question

_LABEL = Prepared(
    lambda: (
        Label.objects.filter(slug=Slot("slug", models.CharField()), active=True)
        .order_by()
        .values_list(*columns(Label), current_expression())
    )
)
OF_DOCUMENT: dict[str, frozenset[str]] = {
    kind: frozenset({"stance_target", "note"}) & names for kind, names in OF_KIND.items()
}
"""The details that a document label of each kind has."""


@dataclass(frozen=True)
class NewQuestion:
    """A question that the change brings along, to be made if the story has none like it."""

    wording: str
    type: str
    unit: str = ""


Details = Mapping[str, str | Entity | Question | NewQuestion | None]
"""Detail names to values. An entity detail given as a string is a name: found or made."""


def set_label(annotation: Annotation, slug: str) -> None:
    """Set the label, judged under the codebook of now; details that its kind lacks are emptied.

    Raises ValidationError where the label is out of use, or is not for whole articles.
    """
    if annotation.label_id == slug:
        return
    found = _LABEL.first(slug=slug)
    if found is None:
        raise ValidationError({"label": f"“{slug}” is no label in use."})
    *of_label, edition = found
    label = made(Label, of_label)
    if annotation.is_document_label and not label.of_articles:
        raise ValidationError({"label": f"“{label}” is not for whole articles."})
    annotation.label, annotation.kind = label, label.kind
    annotation.codebook_edition = edition
    for name in BY_NAME.keys() - OF_KIND[label.kind]:
        setattr(annotation, name, BY_NAME[name].empty)


def set_details(annotation: Annotation, details: Details, by: User) -> None:
    """Set the details given; an answer is made canonical as a whole.

    Raises ValidationError where a detail does not fit the annotation.
    """
    if annotation.is_document_label:
        _refuse_beyond_document(annotation.kind, details)
    foreign = {name for name, value in details.items() if value} - OF_KIND[annotation.kind]
    if foreign:
        raise ValidationError(
            dict.fromkeys(foreign, f"A highlight of the kind {annotation.kind} has no such detail.")
        )
    for name, value in details.items():
        if name in OF_KIND[annotation.kind]:
            setattr(annotation, name, _resolved(annotation, name, value, by))
    if annotation.kind == Kind.CLAIM and details.keys() & {"question", *ANSWER}:
        # A new wording is read afresh, unless the change says itself what it comes to.
        if "value" in details and not details.keys() & set(COMES_TO):
            for name in COMES_TO:
                setattr(annotation, name, "")
        given = {name: getattr(annotation, name) for name in ANSWER}
        published = annotation.article.published_on
        for name, text in normalise.normalise_answer(given, annotation.question, published).items():
            setattr(annotation, name, text)


def with_its_name(label: str, quote: str, details: Details) -> Details:
    """Return the details of a new highlight, linked to the one entity that is called so exactly.

    Where the label is no entity's, an entity is given, or none or several are called so, they
    stay as they are.
    """
    if details.get("entity") or not Label.objects.filter(slug=label, kind=Kind.ENTITY).exists():
        return details
    entity = entity_called(quote)
    if entity is None:
        return details
    return {**details, "entity": entity, "proposed": Proposed.TAKEN}


def _refuse_beyond_document(kind: str, details: Details) -> None:
    """Raise ValidationError where a detail is given that no document label of the kind has."""
    beyond = {name for name, value in details.items() if value} - OF_DOCUMENT[kind]
    if "stance_target" in beyond:
        raise ValidationError({"stance_target": "Only a stance is toward somebody or something."})
    if beyond:
        told = "A label of a whole article has no such detail."
        raise ValidationError(dict.fromkeys(beyond, told))


def _resolved(
    annotation: Annotation, name: str, value: Any, by: User
) -> str | Entity | Question | None:
    """Return a detail's value as the model stores it; what is given by name is found or made."""
    if name in TEXT_DETAILS:
        return str(value or "")
    if isinstance(value, NewQuestion):
        return get_or_make_question(
            annotation.article.story, value.wording, by, type=value.type, unit=value.unit
        )
    if isinstance(value, str):
        return get_or_make_entity(value, by) if value else None
    if isinstance(value, Entity) and not value.active:
        # Merged away while the change was under way: its name is an alias of what it became.
        return find_entity(value.name) or value
    if isinstance(value, Question) and value.story_id != annotation.article.story_id:
        raise ValidationError({"question": "This question is another story's."})
    return value  # type: ignore[no-any-return]
