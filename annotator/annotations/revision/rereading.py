"""What an answer comes to once its words were corrected: proposed, and stored by a person's act."""

from datetime import date
from typing import NamedTuple

from annotator.annotations.models import Annotation
from annotator.annotations.values import extract
from annotator.vocabulary.models import Question

READ_OFF = (Question.Type.QUANTITY, Question.Type.DATE)


class Reread(NamedTuple):
    """The details that follow from the corrected words, by their names; and the value in words."""

    details: dict[str, str]
    was: str
    becomes: str


def reread(annotation: Annotation, words: str, published: date | None) -> Reread | None:
    """Return what the answer says in its corrected words, or None where it stays as it is.

    Only what was the reading of the old words is read anew: a value that somebody wrote otherwise
    is theirs to change.
    """
    if annotation.kind != "claim" or not annotation.value or words == annotation.quote:
        return None
    question = annotation.question
    kind, unit = (question.type, question.unit) if question else (None, "")
    if annotation.value == annotation.quote and kind not in READ_OFF:
        return Reread({"value": words[:500]}, annotation.value, words[:500])
    was = extract.extract(annotation.quote, kind, unit, published=published)
    now = extract.extract(words, kind, unit, published=published)
    if was is None or now is None or was.value != annotation.value or was.value == now.value:
        return None
    return Reread({"value": now.value}, was.value, now.value)
