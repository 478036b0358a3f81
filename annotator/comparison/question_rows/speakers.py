"""What the speakers of answers are called, question by question."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from annotator.text import fold
from annotator.vocabulary.models import Entity


class SpeakerNames:
    """What the speakers of answers are called, question by question.

    Two speakers of one name in one question are told apart by their slugs.
    """

    def __init__(self, rows: Collection[Any]) -> None:
        keys: dict[int, set[int]] = defaultdict(set)
        for row in rows:
            keys[row.question_id].update(filter(None, (row.said_by_id, row.via_id)))
        wanted = set().union(*keys.values()) if keys else set()
        found = Entity.objects.filter(pk__in=wanted).order_by().values_list("pk", "name", "slug")
        known = {pk: (name, slug, fold(name)) for pk, name, slug in found} if wanted else {}
        self.of_question = {question: _told_apart(keys[question], known) for question in keys}


def _told_apart(keys: Iterable[int], known: Mapping[int, tuple[str, str, str]]) -> dict[int, str]:
    """Return the names of these speakers."""
    here = {key: known[key] for key in keys if key in known}
    called = Counter(folded for _, _, folded in here.values())
    return {
        key: name if called[folded] == 1 else f"{name} ({slug})"
        for key, (name, slug, folded) in here.items()
    }
