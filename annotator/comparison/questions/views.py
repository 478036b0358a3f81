"""A story's questions in place: reword one, merge two, split the answers of one."""

from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.curation_log import actions
from annotator.comparison.models import Curation, QuestionRow
from annotator.comparison.posting import Act, act_on_form, refusal_page
from annotator.comparison.question_rows.answers import Hidden, counted_claims
from annotator.comparison.question_rows.kept import rows_behind
from annotator.comparison.questions.forms import (
    MergeForm,
    QuestionForm,
    QuestionListForm,
    RewordForm,
    SplitForm,
    answers_in,
    planned_merge,
)
from annotator.comparison.waiting import asks_progress, being_behind, progress_part
from annotator.operations.replica import reads_from_replica
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.models import Question
from articles.models import Story

PAGE = {"tab": "sources", "subtab": "unanswered"}
QUESTIONS = (
    Curation.Kind.MERGED_QUESTIONS, Curation.Kind.SPLIT_QUESTION, Curation.Kind.REWORDED,
    Curation.Kind.SET, Curation.Kind.SORTED,
)  # fmt: skip


@require_GET
@reads_from_replica
def questions(request: DeskRequest, slug: str) -> HttpResponse:
    """List the active questions, with how many answers count."""
    story = story_for(request, slug, SETTLERS)
    if asks_progress(request):
        return progress_part(request, story)
    hidden = articles_hidden_from(request.user, story)
    form = QuestionListForm(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    among = Question.objects.filter(story=story, active=True).order_by("wording", "pk")
    page = page_of(among.filter(wording__icontains=text) if text else among, request)
    numbers = _numbers(story, hidden, [one.pk for one in page])
    rows = [(one, numbers.get(one.pk, 0)) for one in page]
    shown = {"story": story, "page": page, "rows": rows, "filter": {"form": form}, **PAGE}
    shown["curated"] = actions.recent_curations(story, QUESTIONS)
    shown |= being_behind(story, not hidden and rows_behind(story))
    return render(request, "comparison/unanswered_questions.html", shown)


@require_GET
def question(request: DeskRequest, slug: str) -> HttpResponse:
    """Show one question: its wording, what it can be merged into, its answers to split off."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = QuestionForm(request.GET, story)
    if not form.is_valid():
        return _refusal_page(request, story, form)
    chosen = form.cleaned_data["question"]
    answers = answers_in(story, hidden).filter(question=chosen)
    read = answers.select_related("article__source", "said_by").defer("article__text")
    listed = read.order_by("article__published_on", "article", "start", "pk")
    others = Question.objects.filter(story=story, active=True, type=chosen.type)
    shown = {"story": story, "question": chosen, "page": page_of(listed, request), **PAGE}
    shown["others"] = others.exclude(pk=chosen.pk)
    shown["curated"] = actions.recent_curations(story, QUESTIONS, of=chosen.pk)
    if "into" in request.GET:
        merging = MergeForm(request.GET, story)
        plan = planned_merge(merging, counted_claims(story, hidden))
        if plan is None:
            return _refusal_page(request, story, merging)
        shown |= {"into": merging.cleaned_data["into"], "plan": plan}
    return render(request, "comparison/unanswered_question.html", shown)


@require_POST
def reword(request: DeskRequest, slug: str) -> HttpResponse:
    """Give a question another wording."""
    story = story_for(request, slug, SETTLERS)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        chosen = given["question"]
        actions.reword(chosen, given["wording"], request.user)
        wording = " ".join(given["wording"].split())
        return f"The question is now “{wording}”.", _address(slug, chosen.pk)

    return _act_on_form(request, RewordForm(request.POST, story), act)


@require_POST
def merge(request: DeskRequest, slug: str) -> HttpResponse:
    """Merge a question into another."""
    story = story_for(request, slug, SETTLERS)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        chosen, into = given["question"], given["into"]
        actions.merge_questions(into, chosen, request.user)
        return f"What answered “{chosen}” answers “{into}” now.", _address(slug, into.pk)

    return _act_on_form(request, MergeForm(request.POST, story), act)


@require_POST
def split(request: DeskRequest, slug: str) -> HttpResponse:
    """Let some answers to a question answer a new one."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        keys = [answer.pk for answer in given["answers"]]
        done = actions.split_question(given["question"], keys, given["wording"], request.user)
        return f"{done.told}.", _address(slug, done.subject)

    return _act_on_form(request, SplitForm(request.POST, story, answers_in(story, hidden)), act)


def _numbers(story: Story, hidden: Hidden, questions: list[int]) -> dict[int, int]:
    """Return how many answers of each question count: as is kept, or, for whom articles are
    hidden, as is counted without these."""
    if not hidden:
        kept = QuestionRow.objects.filter(question__in=questions).order_by()
        return dict(kept.values_list("question", "answers"))
    counts = answers_in(story, hidden).filter(question__in=questions).order_by()
    return dict(counts.values_list("question").annotate(number=Count("pk")))


def _address(slug: str, question: int) -> str:
    return f"{reverse('comparison:question', args=[slug])}?question={question}"


def _act_on_form(request: DeskRequest, form: forms.Form, act: Act) -> HttpResponse:
    back = reverse("comparison:questions", args=[request.membership.story.slug])
    return act_on_form(request, form, act, subtab=PAGE["subtab"], back=back)


def _refusal_page(request: DeskRequest, story: Story, form: forms.Form) -> HttpResponse:
    back = reverse("comparison:questions", args=[story.slug])
    return refusal_page(request, form, subtab=PAGE["subtab"], back=back)
