"""Things of the vocabulary as a page offers them to a field that finds what it names."""

from collections.abc import Iterable

from annotator.vocabulary.models import Entity, Question


def offered_entities(entities: Iterable[Entity]) -> list[dict[str, str]]:
    """Return the entities as choices: `value` is the slug, `text` the name."""
    return [{"value": one.slug, "text": one.name} for one in entities]


def offered_questions(questions: Iterable[Question]) -> list[dict[str, str]]:
    """Return the questions as choices: `value` is the slug, `text` the wording."""
    return [{"value": one.slug, "text": one.wording} for one in questions]
