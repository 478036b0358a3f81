"""Why articles that answer a question are one voice there: what each shares with earlier ones."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q

from annotator.comparison.copies.actions import copy_threshold
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.models import Copy, QuestionCell
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import MatrixColumn, columns_of

MOST = 500
"""Pairs of articles that a page tells of."""


class Shared(NamedTuple):
    """What an article shares with another, and how much of the shorter one's wording that is."""

    other: MatrixColumn
    sentence: bool
    percent: str


def shared_with(
    line: ConflictLine, keys: Collection[int], hidden: Hidden
) -> dict[int, list[Shared]]:
    """Return, for each of the articles `keys`, others that answer the question too and that it is
    one voice with: at most `MOST` pairs of the whole wording, the largest share first.

    They share their whole wording, or the sentence of the answer. A number of statements that does
    not grow.
    """
    story, question = line.question.story, line.question
    copies = Copy.objects.filter(
        Q(article__in=keys) | Q(original__in=keys), story=story, share__gte=copy_threshold(story)
    )
    listed = copies.order_by("-share", "pk").values_list("article_id", "original_id", "share")
    pairs = [(one, other, share, False) for one, other, share in listed[:MOST]]
    whole = {frozenset(pair[:2]) for pair in pairs}
    pairs += [
        (one, other, share, True)
        for one, other, share in line.computed.joined
        if (one in keys or other in keys) and frozenset((one, other)) not in whole
    ]
    if not pairs:
        return {}
    others = {key for pair in pairs for key in pair[:2]}
    cells = QuestionCell.objects.filter(question=question, article__in=others).order_by()
    answering = cells.values_list("article_id", flat=True)
    columns = {one.article: one for one in columns_of(story, hidden, list(answering))}
    found: dict[int, list[Shared]] = defaultdict(list)
    for one, other, share, sentence in pairs:
        for key, with_it in ((one, other), (other, one)):
            if key in keys and key in columns and with_it in columns:
                found[key].append(Shared(columns[with_it], sentence, f"{share:.0%}"))
    return found
