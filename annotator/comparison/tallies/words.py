"""The writer of the index of words, and what is found by it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from annotator.comparison.tallies.word_weights import (
    TOO_COMMON,
    Found,
    WordIndex,
    words_in_each,
)
from annotator.comparison.tally_models import ClaimWording, OpenClaim, WordTally
from articles.models import Story

BATCH = 500
ALL = ""
"""The word whose tally counts all wordings."""
MANY = 200
"""If so many wordings go at once, all open claims are compared again."""


def index_wordings(
    story: Story, gone: Sequence[ClaimWording], come: Sequence[ClaimWording]
) -> None:
    """Take wordings out of the index of words and put others in.

    Open claims that are like one that is gone are due.
    """
    if gone:
        _make_like_ones_due(story, gone)
    out, new = _by_word(gone), _by_word(come)
    touched = sorted(out.keys() | new.keys())
    kept = {row.word: row for row in WordTally.objects.filter(story=story, word__in=touched)}
    rows = []
    for word in touched:
        row = kept.get(word) or WordTally(story=story, word=word)
        row.count += len(new.get(word, ())) - len(out.get(word, ()))
        left = {key for key, _ in out.get(word, ())}
        # Once a word was too common it finds nothing, until few enough wordings have it anew.
        common = row.count > TOO_COMMON or word == ALL
        listed = [pair for pair in row.wordings if pair[0] not in left]
        row.wordings = [] if common else [*listed, *map(list, new.get(word, ()))]
        rows.append(row)
    # A word that stands in no wording any more is not kept: it may be gone for good.
    if empty := [row.pk for row in rows if not row.count and row.pk]:
        WordTally.objects.filter(pk__in=empty).delete()
    rows = [row for row in rows if row.count]
    WordTally.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["story", "word"],
        update_fields=["count", "wordings"],
        batch_size=BATCH,
    )


def word_index(story: Story, among: Iterable[str]) -> WordIndex:
    """Return the index of these words of the story; one statement."""
    rows = WordTally.objects.filter(story=story, word__in=[*among, ALL]).order_by()
    read = {word: (count, having) for word, count, having in rows.values_list(
        "word", "count", "wordings"
    )}  # fmt: skip
    total, _ = read.pop(ALL, (0, []))
    counts = {word: count for word, (count, _) in read.items()}
    return WordIndex(total, counts, {word: having for word, (_, having) in read.items()})


def make_due(story: Story, wordings: Collection[ClaimWording]) -> None:
    """Let the open claims that are like one of these wordings be compared again."""
    split = words_in_each(row.text for row in wordings)
    index = word_index(story, frozenset().union(*split))
    near = {key for found in split for key in index.candidates(found, None)}
    rows = ClaimWording.objects.filter(pk__in=near, question=0).order_by()
    places = list(rows.values_list("article_id", "text"))
    OpenClaim.objects.filter(
        story=story,
        due=False,
        article__in={article for article, _ in places},
        quote__in={text for _, text in places},
    ).update(due=True)


def _make_like_ones_due(story: Story, gone: Sequence[ClaimWording]) -> None:
    if len(gone) > MANY:
        OpenClaim.objects.filter(story=story, due=False).update(due=True)
    else:
        make_due(story, gone)


def _by_word(wordings: Sequence[ClaimWording]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = defaultdict(list)
    each = words_in_each(row.text for row in wordings)
    for row, listed in zip(wordings, each, strict=True):
        for word in (ALL, *listed):
            found[word].append((row.pk, row.source))
    return found
