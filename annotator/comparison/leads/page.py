"""What the page of one lead shows: both passages, what is settled beside them, and the rows."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.records import Answer, AnswerInCell
from annotator.comparison.leads.forms import LeadVerdictForm
from annotator.comparison.leads.grounds import (
    Confirmation,
    basis_of,
    confirmations,
    covers,
    grounds_of,
    missing_of,
    stale_verdicts,
)
from annotator.comparison.matrix.actions import ruling_refusal
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_from
from annotator.comparison.matrix.words import passage_words, row_words
from annotator.comparison.models import Lead, LeadState, LeadVerdict, QuestionRow
from annotator.comparison.question_rows.answers import answers_in, question_record
from annotator.comparison.question_rows.kept import ShownRow, row_of
from annotator.comparison.seen import count_unread, leads_seen
from annotator.people.access import DeskRequest
from annotator.people.models import Role
from annotator.vocabulary.models import Question
from articles.models import Article, Story

AROUND = 320
"""Code points on either side of a passage."""
NEAR = 400
"""A settled answer so far from a passage is near it."""
MOST_NEAR = 8
MOST_ROWS = 8


class SettledBeside(NamedTuple):
    """A settled answer over a passage or near it."""

    question: Question
    words: SafeString
    quote: str
    over: bool
    at: str


class LeadPassage(NamedTuple):
    """One side of a lead: the words in their surroundings, and what is settled beside them."""

    side: str
    article: Article
    quote: str
    found: str
    before: str
    words: str
    after: str
    differs: bool
    """Whether the machine's words are others than those of the text."""
    at: str
    settled: Sequence[SettledBeside]
    more: int


def lead_page(request: DeskRequest, story: Story, lead: Lead, form: Any = None) -> dict[str, Any]:
    """Return what the page shows; a number of statements that does not grow with the story."""
    hidden = articles_hidden_from(request.user, story)
    rules = Role.ADJUDICATOR in request.membership.roles
    not_now = ruling_refusal(request.user, story) if rules else ""
    grounds = grounds_of(Q(pk=lead.pk))[lead.pk]
    verdict = LeadVerdict.objects.filter(lead=lead).select_related("by", "question").first()
    answers = answers_in(story, {lead.article_a_id, lead.article_b_id})
    questions = Question.objects.filter(pk__in=list(answers), active=True).in_bulk()
    confirmed = None if hidden else confirmations(story, [lead]).get(lead.pk)
    basis = basis_of(grounds)
    return {
        "story": story, "tab": "sources", "subtab": "leads", "lead": lead, "verdict": verdict,
        "stale": bool(verdict) and bool(stale_verdicts([verdict] if verdict else [])),
        "passages": [_passage(lead, side, answers, questions) for side in "ab"],
        "rows": _rows(story, lead, answers, questions, hidden), "confirmation": confirmed,
        "missing": missing_of(lead, grounds), "proposal": _proposal(lead, confirmed, grounds),
        "form": form or LeadVerdictForm(initial={"basis": basis}), "basis": basis,
        "rules": rules, "ruling_refusal": not_now, "next": next_lead(story, lead, hidden),
        "past": LeadVerdict.everything.filter(lead=lead, undone_at__isnull=False)
        .select_related("by", "undone_by").order_by("-at")[:5],
        "unread_leads": count_unread(story, hidden),
    }  # fmt: skip


def next_lead(story: Story, lead: Lead, hidden: Collection[int]) -> int | None:
    """Return the next lead that waits, behind this one or from the beginning."""
    waiting = leads_seen(story, hidden).filter(state=LeadState.UNREAD).exclude(pk=lead.pk)
    keys = waiting.order_by("pk").values_list("pk", flat=True)
    return keys.filter(pk__gt=lead.pk).first() or keys.first()


def _proposal(lead: Lead, confirmed: Confirmation | None, grounds: dict[str, Any]) -> str:
    """Return which verdict a rule proposes: by what is settled, nothing else; never stored."""
    if confirmed:
        return LeadState.CONFIRMED.value
    absent = any(grounds[side]["found"] == "absent" for side in "ab")
    if absent and grounds["a"]["settled"] and grounds["b"]["settled"]:
        return LeadState.NOT_SO.value
    return LeadState.OPEN.value if missing_of(lead, grounds) else ""


def _passage(
    lead: Lead, side: str, answers: dict[int, list[Answer]], questions: dict[int, Question]
) -> LeadPassage:
    article: Article = getattr(lead, f"article_{side}")
    start, end = getattr(lead, f"start_{side}"), getattr(lead, f"end_{side}")
    quote = getattr(lead, f"quote_{side}")
    found = getattr(lead, f"get_found_{side}_display")()
    settled = _settled(lead, side, answers, questions) if start is not None else []
    before = words = after = ""
    at = reverse("annotations:workbench", args=[article.pk])
    if start is not None and end is not None:
        text = article.text
        words, at = text[start:end], _at(article.pk, start)
        before, after = _around(text, start, end)
    shown = settled[:MOST_NEAR]
    return LeadPassage(
        side, article, quote, found, before, words, after, words != quote.strip(), at, shown,
        len(settled) - len(shown),
    )  # fmt: skip


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after the span, cut at a word and marked by “…”."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _at(article: int, start: int) -> str:
    return f"{reverse('reconciliation:settle', args=[article])}?at={start}"


def _settled(
    lead: Lead, side: str, answers: dict[int, list[Answer]], questions: dict[int, Question]
) -> list[SettledBeside]:
    """Return the settled answers over the passage, then those near it."""
    key, start = getattr(lead, f"article_{side}_id"), getattr(lead, f"start_{side}")
    end = getattr(lead, f"end_{side}")
    found: list[tuple[bool, int, SettledBeside]] = []
    for pk, question in questions.items():
        here = [
            one for one in answers[pk]
            if one.settled and one.article == key
            and one.name.start < end + NEAR and one.name.end > start - NEAR
        ]  # fmt: skip
        if not here:
            continue
        cell = compare(question_record(question), here).cells.get(key)
        said: list[AnswerInCell] = [*cell.said, *cell.aside] if cell else []
        for one in said:
            over, passage = covers(one.answer, lead, side), one.answer.name
            beside = SettledBeside(
                question, passage_words(one), passage.quote, over, _at(key, passage.start)
            )
            found.append((not over, abs(passage.start - start), beside))
    return [one for *_, one in sorted(found, key=lambda each: each[:2])]


def _rows(
    story: Story,
    lead: Lead,
    answers: dict[int, list[Answer]],
    questions: dict[int, Question],
    hidden: Collection[int],
) -> list[tuple[ConflictLine, SafeString]]:
    """Return the rows that both articles answer as they are kept, conflicts first."""
    pair = {lead.article_a_id, lead.article_b_id}
    both = [
        question for pk, question in questions.items()
        if {one.article for one in answers[pk] if not one.aside} == pair
    ]  # fmt: skip
    if hidden:
        shown = [row_of(one, hidden) for one in both[:MOST_ROWS]]
    else:
        kept = QuestionRow.objects.filter(pk__in=[one.pk for one in both]).exclude(state="")
        listed = kept.select_related("question").order_by("rank", "pk")[:MOST_ROWS]
        shown = [ShownRow(row) for row in listed]
    for one in shown:
        one.row.question = questions.get(one.row.question_id, one.row.question)
        one.row.question.story = story
    return [(line, row_words(line)) for line in lines_from(story, shown, hidden)]
