"""Find articles that are one voice on one question: their answers stand in the same sentence.

Which of a row's articles are so joined is kept with the row.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from annotator.comparison.copies.shingles import earliest_voices, sentence_copies
from annotator.comparison.engine.records import Answer
from articles.models import Article
from articles.sentences import sentence_around

BATCH = 200
"""Articles whose texts are in memory at once."""

SpanInArticle = tuple[int, int, int]
"""An article, and the start and end of a span in it, code points, half-open."""


class Joined(NamedTuple):
    """Two articles whose sentences are one: the later one, the earlier one, and the share."""

    copy: int
    original: int
    share: float


def joined_by_sentences(
    rows: Mapping[int, Sequence[Answer]], least: float
) -> dict[int, list[Joined]]:
    """Return which articles of each row give an answer in a sentence that shares `least` or more.

    `rows`: the answers to each question. Articles are read batch by batch.
    """
    several = {key: said for key, said in rows.items() if len({one.article for one in said}) > 1}
    sentences = _sentences(_place(answer) for said in several.values() for answer in said)
    found = {}
    for key, said in several.items():
        placed = sorted({(one.published or date.max, *_place(one)) for one in said})
        copies = sentence_copies(((row[1], sentences[row[1:]]) for row in placed), least)
        found[key] = [Joined(*pair) for pair in copies]
    return found


def row_voices(voices_of: Mapping[Hashable, Hashable], joined: Iterable[Any]) -> Any:
    """Return the voices of one row: whole articles', and those of articles joined by their
    sentences."""
    pairs = [
        (voices_of.get(copy, copy), voices_of.get(original, original))
        for copy, original, *_ in joined
    ]
    if not pairs:
        return voices_of
    return {**voices_of, **earliest_voices(pairs, {key: key for pair in pairs for key in pair})}


def _place(answer: Answer) -> SpanInArticle:
    article: Any = answer.article
    return article, answer.name.start, answer.name.end


def _sentences(places: Iterable[SpanInArticle]) -> dict[SpanInArticle, str]:
    """Return the sentence around each place."""
    spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for article, start, end in places:
        spans[article].add((start, end))
    found = {}
    keys = sorted(spans)
    for first in range(0, len(keys), BATCH):
        texts = (
            Article.objects.filter(pk__in=keys[first : first + BATCH])
            .order_by()
            .values_list("pk", "text")
        )
        for article, text in texts:
            for start, end in spans[article]:
                found[article, start, end] = "".join(sentence_around(text, start, end))
    return found
