"""Why articles that answer a question are one voice there: what each shares with earlier ones."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from annotator.comparison.copies.actions import copy_threshold
from annotator.comparison.models import Copy
from annotator.comparison.question_rows.columns import MatrixColumn
from articles.models import Story


class Shared(NamedTuple):
    """What an article shares with another, and how much of the shorter one's wording that is."""

    other: MatrixColumn
    sentence: bool
    percent: str


def shared_with(
    story: Story, columns: Mapping[int, MatrixColumn], keys: Collection[int], joined: Iterable[Any]
) -> dict[int, list[Shared]]:
    """Return, for each of the articles `keys`, the others of `columns` that it is one voice with.

    They share their whole wording, or the sentence of the answer (`joined`). One statement.
    """
    found: dict[int, list[Shared]] = defaultdict(list)

    def note(one: int, other: int, share: float, sentence: bool) -> None:
        for key, with_it in ((one, other), (other, one)):
            if key in keys and with_it in columns:
                found[key].append(Shared(columns[with_it], sentence, f"{share:.0%}"))

    copies = Copy.objects.filter(
        story=story,
        share__gt=0,
        share__gte=copy_threshold(story),
        article__in=keys,
        original__in=keys,
    )
    whole = set()
    rows = copies.order_by("-share", "pk").values_list("article_id", "original_id", "share")
    for one, other, share in rows:
        note(one, other, share, False)
        whole.add(frozenset((one, other)))
    for one, other, share in joined:
        if frozenset((one, other)) not in whole:
            note(one, other, share, True)
    return found
