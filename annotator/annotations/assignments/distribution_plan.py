"""Spread articles of a story over people: propose what `distribution.py` gives, and give it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from annotator.annotations.assignments import bulk
from annotator.annotations.assignments.actions import AssignmentRefused
from annotator.annotations.assignments.distribution import (
    ArticleReader,
    Reader,
    Short,
    Text,
    distribute,
)
from annotator.annotations.models import ENDED, Assignment
from annotator.people.models import User
from articles.models import Article, Story


@dataclass(frozen=True)
class ReaderShare:
    """One person's part: how many articles they have, how many come, and how many of each source,
    by

    its key.
    """

    person: User
    now: int
    new: int
    by_source: Counter[int]


@dataclass(frozen=True)
class Proposal:
    """What spreading would give. `closed` articles are left out: a manager closed their reading."""

    pairs: tuple[ArticleReader, ...]
    shares: tuple[ReaderShare, ...]
    short: tuple[Short, ...]
    closed: int

    @property
    def fingerprint(self) -> str:
        """A word that is another one where spreading would by now give something else."""
        return hashlib.sha256(repr(sorted(self.pairs)).encode()).hexdigest()[:16]


class OutdatedProposal(AssignmentRefused):
    """Somebody gave, took or finished something since the proposal was shown."""


def propose(story: Story, people: Sequence[User], articles: QuerySet[Article]) -> Proposal:
    """Return how the story's readers would be spread over these articles of it."""
    rows = list(articles.order_by("pk").values_list("pk", "source_id", "progress__closed_at"))
    live: Counter[int] = Counter()
    reading, had = set(), set()
    by_source: defaultdict[int, Counter[int]] = defaultdict(Counter)
    given = Assignment.objects.filter(bulk.NOT_UNDONE, article__story=story).order_by()
    columns = ("article_id", "annotator_id", "state", "article__source_id")
    for article, person, state, source in given.values_list(*columns):
        if state in ENDED:
            had.add((article, person))
            continue
        live[article] += 1
        reading.add((article, person))
        by_source[person][source] += 1
    texts = [Text(pk, source, live[pk]) for pk, source, closed in rows if closed is None]
    readers = [Reader(one.pk, by_source[one.pk].total(), by_source[one.pk]) for one in people]
    done = distribute(texts, readers, story.readers, reading, had - reading)
    source_of = {text.id: text.source for text in texts}
    new: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for article, person in done.pairs:
        new[person][source_of[article]] += 1
    shares = [
        ReaderShare(one, by_source[one.pk].total(), new[one.pk].total(), new[one.pk])
        for one in people
    ]
    return Proposal(done.pairs, tuple(shares), done.short, len(rows) - len(texts))


@transaction.atomic
def carry_out(
    story: Story,
    people: Sequence[User],
    articles: QuerySet[Article],
    fingerprint: str,
    by: User,
    due_on: date | None = None,
) -> datetime:
    """Give what was proposed, and nothing else; return the moment it was given, to take it back by.

    Raises Moved where the same request would by now give something else.
    """
    # The story's row stands for all its readers: nobody takes an article meanwhile.
    locked = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    bulk.lock_annotators(story.pk, people)
    proposal = propose(locked, people, articles)
    if proposal.fingerprint != fingerprint:
        raise OutdatedProposal(
            "Something changed while you looked: somebody began, took or was given an article. "
            "This is what would be given now."
        )
    now = timezone.now()
    bulk.store_pairs(proposal.pairs, by, now, due_on)
    return now
