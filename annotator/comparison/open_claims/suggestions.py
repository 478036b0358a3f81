"""What open claims are like, sought in the background and kept: the writer of `OpenClaim.like`.

Only what is due is sought: claims that are new, and those that a new wording, or one that is gone,
may be like. It goes on in portions, each one a transaction.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction

from annotator.comparison.open_claims.claim_likeness import KnownWording, Like, likest
from annotator.comparison.tallies.word_weights import words_in
from annotator.comparison.tallies.words import make_due, word_index
from annotator.comparison.tally_models import ClaimWording, OpenClaim
from annotator.vocabulary.models import Question
from articles.models import Article, Story
from articles.sentences import sentence_around

KEPT = 10
"""Suggestions of each kind that are kept a claim: more than a page shows, for not everybody may
see all of them."""
PORTION = 100
"""Claims that are compared together."""

Tell = Callable[[int, int], None]
"""Is told how many claims are done, of how many."""


def seek_suggestions(story: Story, tell: Tell = lambda done, of: None) -> None:
    """Compare what is due with what is known; `tell` may raise to stop it between portions."""
    while _spread(story):
        pass
    of = OpenClaim.objects.filter(story=story, due=True).count()
    done = 0
    while found := _seek_portion(story):
        done += found
        tell(done, max(of, done))


@transaction.atomic
def _spread(story: Story) -> bool:
    """Make due what may be like new wordings. Return whether there may be more of them."""
    _lock(story)
    fresh = ClaimWording.objects.filter(story=story, fresh=True)
    if not OpenClaim.objects.filter(story=story, due=False).exists():
        fresh.update(fresh=False)
        return False
    portion = list(fresh.order_by("pk")[:PORTION])
    make_due(story, portion)
    fresh.filter(pk__in=[row.pk for row in portion]).update(fresh=False)
    return len(portion) == PORTION


@transaction.atomic
def _seek_portion(story: Story) -> int:
    """Compare some of the claims that are due. Return how many."""
    _lock(story)
    due = list(OpenClaim.objects.filter(story=story, due=True).order_by("pk")[:PORTION])
    if not due:
        return 0
    texts = dict(
        Article.objects.filter(pk__in={row.article_id for row in due})
        .order_by()
        .values_list("pk", "text")
    )
    around = ["".join(sentence_around(texts[row.article_id], row.start, row.end)) for row in due]
    wanted = [words_in(text) for text in around]
    index = word_index(story, frozenset().union(*wanted))
    near = [index.candidates(words, row.source) for row, words in zip(due, wanted, strict=True)]
    known = _known(story, {key for keys in near for key in keys})
    for row, text, keys in zip(due, around, near, strict=True):
        among = [known[key] for key in keys if key in known]
        questions, others = likest(index, text, among, KEPT)
        row.like = [[like.known.question, *_worded(like)] for like in questions]
        row.others = [_worded_claim(like) for like in others]
        row.due = False
    OpenClaim.objects.bulk_create(
        due,
        update_conflicts=True,
        unique_fields=["article", "start", "end"],
        update_fields=["like", "others", "due"],
    )
    return len(due)


def _known(story: Story, keys: Collection[int]) -> dict[int, KnownWording]:
    """Return these wordings, without those of questions that are out of use."""
    active = set(Question.objects.filter(story=story, active=True).values_list("pk", flat=True))
    rows = ClaimWording.objects.filter(pk__in=keys).order_by()
    read = ("pk", "text", "question", "source", "key", "article_id")
    return {
        pk: KnownWording(text, question or None, source or None, (key, article))
        for pk, text, question, source, key, article in rows.values_list(*read)
        if not question or question in active
    }


def _worded(like: Like) -> list[Any]:
    name: Any = like.known.name
    return [like.known.text, like.known.source or 0, name[1] or 0]


def _worded_claim(like: Like) -> list[Any]:
    name: Any = like.known.name
    return [name[0], *_worded(like)]


def _lock(story: Story) -> None:
    Story.objects.select_for_update(no_key=True).get(pk=story.pk)
