"""The shapes that bodies have in common: a member that nobody reads is refused by name."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from annotator.annotations.details import DETAILS, ENTITY_DETAILS, TEXT_DETAILS
from annotator.api.problems import Fault, Placing


class BodyIn(Schema):
    """What a body gives. What it may not give is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


NEW_THINGS = {
    **{f"{name}_new": "the name of an entity to be found or made" for name in ENTITY_DETAILS},
    "question_new": "the wording of a question to be found or made",
    "question_type": "the type of that question",
    "question_unit": "the unit of that question",
}
"""By name, what is given instead of a slug for what is not in the vocabulary yet."""
DETAIL_NAMES = (*TEXT_DETAILS, *ENTITY_DETAILS, "question", *NEW_THINGS)


def placing(under: str = "") -> Placing:
    """Return where the fields of an annotation's form stand in a body: details among `details`.

    `under` is the pointer to what the annotation is told in.
    """

    def place(name: str, detail: str) -> Fault:
        at = f"/details/{name}" if name in DETAIL_NAMES else name and f"/{name}"
        return {"pointer": under + at, "detail": detail}

    return place


def _known_details(given: dict[str, str | None]) -> dict[str, str | None]:
    for name in given:
        if name not in DETAIL_NAMES:
            raise ValueError(f"“{name[:60]}” is no detail: use {', '.join(DETAIL_NAMES)}.")
    return given


def _described() -> dict[str, Any]:
    means = {detail.name: _means(detail) for detail in DETAILS} | NEW_THINGS
    text = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    properties = {name: text | {"description": means[name]} for name in DETAIL_NAMES}
    return {"properties": properties, "additionalProperties": False}


def _means(detail: Any) -> str:
    return str(detail.columns[0].meaning)


Details = Annotated[
    dict[str, str | None],
    AfterValidator(_known_details),
    Field(
        description="What the annotation says beside its label, by the names of the columns of "
        "labels.csv; an entity or a question goes by its slug.",
        json_schema_extra=_described(),
        examples=[{"question": "how-long-is-it", "value": "1,100 kilometres"}],
    ),
]
