"""What settled answers say of a lead: which stand over its passages, and whether they confirm it.

*Confirmed* is offered where a kept row counts as a conflict, superseded or speakers that differ, or
holds something that contradicts itself, and a settled answer over the one passage and a settled
answer over the other, compared by the engine with nothing else, cannot both hold.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from annotator.annotations.models import Assignment, AssignmentState, Layer
from annotator.comparison.counted import DONE
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import BRIEF_STATES, Answer, QuestionRecord
from annotator.comparison.models import Lead, LeadVerdict, QuestionRow
from annotator.comparison.question_rows.answers import (
    answers_in,
    cell_rulings,
    question_record,
)
from annotator.comparison.stamps import barred_from
from annotator.vocabulary.models import Kind, Question
from articles.models import Story

BATCH = 1000
BRIEF = {state.value for state in BRIEF_STATES}
Grounds = dict[str, Any]
"""By `a` and `b`: the settled answers over the passage, each with its revision, whether the article
is settled, and where the quote stands."""


@dataclass(frozen=True)
class Confirmation:
    """Two settled answers that cannot both hold, one over each passage, and whose row it is."""

    question: Question
    row: QuestionRow
    one: Answer
    other: Answer
    says: str
    """What the engine calls the two: a state of a row, or what contradicts itself."""


def grounds_of(leads: Q) -> dict[int, Grounds]:
    """Return what each of these leads rests on now; three statements, whatever their number."""
    found: dict[int, Grounds] = {}
    read = ("pk", "found_a", "article_a__progress__stage", "found_b", "article_b__progress__stage")
    for pk, found_a, stage_a, found_b, stage_b in (
        Lead.objects.filter(leads).order_by().values_list(*read)
    ):
        found[pk] = {
            "a": {"found": found_a, "settled": stage_a in DONE, "answers": []},
            "b": {"found": found_b, "settled": stage_b in DONE, "answers": []},
        }
    for side in "ab":
        marks = f"article_{side}__annotations__"
        over = Lead.objects.filter(leads, has_settled(side), is_over(side)).order_by()
        for pk, key, revision in over.values_list("pk", f"{marks}id", f"{marks}revision"):
            if pk in found:
                found[pk][side]["answers"].append([str(key), revision])
    for one in found.values():
        for side in "ab":
            one[side]["answers"].sort()
    return found


def is_over(side: str) -> Q:
    """Return that a settled answer stands over the passage, as a condition on Lead and its joined
    annotation."""
    marks = f"article_{side}__annotations__"
    return Q(
        **{
            f"{marks}layer": Layer.GOLD, f"{marks}kind": Kind.CLAIM, f"{marks}erased_at": None,
            f"{marks}question__active": True, f"{marks}start__lt": F(f"end_{side}"),
            f"{marks}end__gt": F(f"start_{side}"),
        }
    )  # fmt: skip


def has_settled(side: str) -> Q:
    """Return that gold of the side's article counts, as a condition on Lead: it is settled, or
    nobody has submitted anything."""
    done = AssignmentState.SUBMITTED
    submitted = Assignment.objects.filter(article=OuterRef(f"article_{side}"), state=done)
    return Q(**{f"article_{side}__progress__stage__in": DONE}) | Q(~Exists(submitted))


def basis_of(grounds: Grounds) -> str:
    """Return a name for what a lead rests on."""
    return hashlib.sha256(json.dumps(grounds, sort_keys=True).encode()).hexdigest()


def row_now(questions: Collection[int]) -> dict[int, list[Any]]:
    """Return what counts of these questions' rows, as a verdict keeps it; one statement."""
    kept = QuestionRow.objects.filter(pk__in=questions, question__active=True).order_by()
    return {pk: [pk, state, finding] for pk, state, finding in kept.values_list(
        "pk", "counted_state", "finding"
    )}  # fmt: skip


def stale_verdicts(verdicts: Iterable[LeadVerdict]) -> set[int]:
    """Return the keys of the verdicts of which something that they rest on has changed; four
    statements for a thousand of them."""
    listed = list(verdicts)
    some = (listed[first : first + BATCH] for first in range(0, len(listed), BATCH))
    return {key for one in some for key in _stale(one)}


def _stale(listed: Sequence[LeadVerdict]) -> set[int]:
    grounds = grounds_of(Q(pk__in=[one.lead_id for one in listed]))
    rows = row_now({one.rests_on["row"][0] for one in listed if one.rests_on.get("row")})
    stale = set()
    for one in listed:
        row = one.rests_on.get("row")
        now = {**grounds.get(one.lead_id, {}), "row": row and rows.get(row[0])}
        if one.rests_on != now:
            stale.add(one.pk)
    return stale


def confirmations(story: Story, leads: Collection[Lead]) -> dict[int, Confirmation]:
    """Return what confirms each of these leads, by its key; where nothing does, none. A number of
    statements that does not grow."""
    placed = [one for one in leads if one.start_a is not None and one.start_b is not None]
    if not placed:
        return {}
    articles = {key for one in placed for key in (one.article_a_id, one.article_b_id)}
    answers = answers_in(story, articles)
    news = Q(counted_state__in=BRIEF) | Q(finding=True)
    kept = QuestionRow.objects.filter(news, pk__in=list(answers), due=False, question__active=True)
    rows = list(kept.select_related("question").order_by("pk"))
    ruled = cell_rulings(story, (), [row.question for row in rows])
    found: dict[int, Confirmation] = {}
    for row in rows:
        record = question_record(row.question)
        barred = barred_from(ruled.get(row.pk, ()))
        counted = [
            one for one in answers[row.pk]
            if one.settled and not one.aside and one.article not in barred
        ]  # fmt: skip
        for lead in placed:
            if lead.pk not in found and (pair := _contradicting(lead, counted, record)):
                found[lead.pk] = Confirmation(row.question, row, *pair)
    return found


def _contradicting(
    lead: Lead, counted: Iterable[Answer], record: QuestionRecord
) -> tuple[Answer, Answer, str] | None:
    """Return two answers, one over each passage, that cannot both hold, and their name."""
    listed = list(counted)
    one = [each for each in listed if covers(each, lead, "a")]
    other = [each for each in listed if covers(each, lead, "b")]
    for mine, yours in product(one, other):
        if mine.name.key == yours.name.key:
            continue
        row = compare(record, [mine, yours])
        if row.state in BRIEF_STATES:
            return mine, yours, row.state.value
        if row.findings:
            return mine, yours, str(row.findings[0].mark)
    return None


def covers(answer: Answer, lead: Lead, side: str) -> bool:
    """Return whether the answer stands over the passage of this side."""
    start, end = getattr(lead, f"start_{side}"), getattr(lead, f"end_{side}")
    passage = answer.name
    return bool(
        start is not None
        and answer.article == getattr(lead, f"article_{side}_id")
        and passage.start < end
        and passage.end > start
    )


def missing_of(lead: Lead, grounds: Grounds) -> list[str]:
    """Return what a verdict by settled answers waits for, in sentences."""
    told = []
    for side in "ab":
        of, article = grounds[side], getattr(lead, f"article_{side}")
        if getattr(lead, f"start_{side}") is None:
            told.append(f"Of “{article}”, {getattr(lead, f'get_found_{side}_display')()}.")
        elif not of["answers"]:
            state = "no settled answer stands over the passage"
            told.append(
                f"“{article}” is {'settled, but ' + state if of['settled'] else 'not settled'}."
            )
    return list(dict.fromkeys(told))


def grounds_in_words(grounds: Mapping[str, Any]) -> str:
    """Return the settled answers that a verdict rests on, each with its revision."""
    return " ".join(
        f"{key}@{revision}"
        for side in "ab"
        for key, revision in grounds.get(side, {}).get("answers", ())
    )
