"""The writer of the claims that answer no question, their tallies, and the wordings they are
compared with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from annotator.comparison.tallies.marks import ArticleMarks, ClaimMark
from annotator.comparison.tallies.words import index_wordings
from annotator.comparison.tally_models import ClaimTally, ClaimWording, OpenClaim
from annotator.vocabulary.models import Question
from articles.models import Story

BATCH = 500
_PLACED = ("source", "day", "start", "end", "key", "quote")

Place = tuple[int, date, int, int, UUID, str]
"""What is kept of an open claim, as `_PLACED` names it."""


def take_in_claims(story: Story, articles: Mapping[int, ArticleMarks]) -> None:
    """List the claims of these articles as they are now."""
    _take_in_open(story, articles)
    was: dict[int, dict[tuple[str, int, UUID, int], ClaimWording]] = defaultdict(dict)
    for row in ClaimWording.objects.filter(story=story, article__in=articles):
        was[row.article_id or 0][row.text, row.question, row.key or UUID(int=0), row.source] = row
    gone, come = [], []
    for pk, marks in articles.items():
        now = {(*wording, marks.source) for wording in _wordings(marks.claims)}
        gone += [row for key, row in was[pk].items() if key not in now]
        come += [
            ClaimWording(
                article_id=pk, story=story, text=text, question=question, key=key, source=source
            )
            for text, question, key, source in sorted(now - was[pk].keys(), key=str)
        ]
    replace_wordings(story, gone, come)


def take_in_questions(story: Story) -> None:
    """List how the story's active questions are worded now."""
    asked = Question.objects.filter(story=story, active=True).order_by("pk")
    now = dict(asked.values_list("pk", "wording"))
    rows = ClaimWording.objects.filter(story=story, article=None)
    was = {row.question: row for row in rows}
    gone = [row for pk, row in was.items() if now.get(pk) != row.text]
    kept = {row.question for row in was.values()} - {row.question for row in gone}
    come = [
        ClaimWording(story=story, source=0, question=pk, text=wording)
        for pk, wording in now.items()
        if pk not in kept
    ]
    replace_wordings(story, gone, come)


def replace_wordings(story: Story, gone: list[ClaimWording], come: list[ClaimWording]) -> None:
    """Take wordings away and add others; open claims that are like one of them are due then."""
    if not gone and not come:
        return
    ClaimWording.objects.filter(pk__in=[row.pk for row in gone]).delete()
    come = ClaimWording.objects.bulk_create(come, batch_size=BATCH)
    index_wordings(story, gone, come)


def _take_in_open(story: Story, articles: Mapping[int, ArticleMarks]) -> None:
    was: dict[int, dict[tuple[int, int], OpenClaim]] = defaultdict(dict)
    kept = OpenClaim.objects.filter(story=story, article__in=articles)
    for row in kept.defer("like", "others"):
        was[row.article_id][row.start, row.end] = row
    gone: list[OpenClaim] = []
    come: list[OpenClaim] = []
    for pk, marks in articles.items():
        now = _open_places(marks)
        gone += [row for row in was[pk].values() if _place(row) not in now]
        still = {_place(row) for row in was[pk].values()} & now
        come += [
            OpenClaim(
                article_id=pk, story=story, day_back=marks.day or date.min,
                **dict(zip(_PLACED, place, strict=True)),
            )
            for place in sorted(now - still)
        ]  # fmt: skip
    OpenClaim.objects.filter(pk__in=[row.pk for row in gone]).delete()
    OpenClaim.objects.bulk_create(come, batch_size=BATCH)
    sums: Counter[int] = Counter()
    for rows, sign in ((gone, -1), (come, 1)):
        for row in rows:
            sums[row.source] += sign
            sums[0] += sign
    _add_up(story, sums)


def _add_up(story: Story, sums: Counter[int]) -> None:
    kept = {row.source: row for row in ClaimTally.objects.filter(story=story, source__in=sums)}
    rows = []
    for source, change in sums.items():
        row = kept.get(source) or ClaimTally(story=story, source=source)
        row.count += change
        rows.append(row)
    ClaimTally.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["story", "source"], update_fields=["count"]
    )


def _open_places(marks: ArticleMarks) -> set[Place]:
    """Return where claims without a question stand, each place once, with the least of its keys."""
    found: dict[tuple[int, int], Place] = {}
    for one in sorted(marks.claims, key=lambda one: one.key, reverse=True):
        if not one.question:
            day = marks.day or date.max
            found[one.start, one.end] = (
                marks.source, day, one.start, one.end, one.key, one.quote,
            )  # fmt: skip
    return set(found.values())


def _place(row: OpenClaim) -> Place:
    return row.source, row.day, row.start, row.end, row.key, row.quote


def _wordings(claims: Iterable[ClaimMark]) -> Iterable[tuple[str, int, UUID]]:
    """Return the article's wordings: the same words on one question are one."""
    found: dict[tuple[str, int], tuple[str, int, UUID]] = {}
    for one in sorted(claims, key=lambda one: (one.start, one.key)):
        found.setdefault((one.quote.casefold(), one.question), (one.quote, one.question, one.key))
    return found.values()
