"""A story's questions in place: reword one, merge two, split the answers of one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.blindness import articles_hidden_from
from annotator.annotations.merging import merge_questions, merge_questions_preview
from annotator.annotations.models import Annotation
from annotator.annotations.plans import Plan
from annotator.annotations.splitting import split_question
from annotator.comparison.answers import Hidden, claims
from annotator.listing import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.vocabulary.actions import reword_question
from annotator.vocabulary.models import Question
from articles.models import Story

PAGE = {"tab": "sources", "way": "unanswered"}


class QuestionForm(forms.Form):
    """A question of the story, and what is to become of it."""

    question = forms.ModelChoiceField(
        Question.objects.none(),
        error_messages={
            "required": "Say which question.",
            "invalid_choice": "This question is not in use in this story. Choose another.",
        },
    )

    def __init__(self, data: Any, story: Story) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        for name in {"question", "into"} & fields.keys():
            fields[name].queryset = Question.objects.filter(story=story, active=True)


class RewordForm(QuestionForm):
    wording = forms.CharField(
        max_length=300, error_messages={"required": "Word the question, as “How long is it?”."}
    )


class MergeForm(QuestionForm):
    into = forms.ModelChoiceField(
        Question.objects.none(), error_messages={"required": "Choose the question to keep."}
    )


class SplitForm(RewordForm):
    answers = forms.ModelMultipleChoiceField(
        Annotation.objects.none(),
        error_messages={
            "required": "Choose at least one answer that is to answer the new question.",
            "invalid_choice": "One of these answers counts no longer. Look again.",
        },
    )

    def __init__(self, data: Any, story: Story, among: QuerySet[Annotation]) -> None:
        super().__init__(data, story)
        fields: dict[str, Any] = self.fields
        fields["answers"].queryset = among


@require_GET
def questions(request: DeskRequest, slug: str) -> HttpResponse:
    """The questions in use, with how many answers count."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    text = request.GET.get("text", "").strip()
    among = Question.objects.filter(story=story, active=True).order_by("wording", "pk")
    page = page_of(among.filter(wording__icontains=text) if text else among, request)
    counts = _answers(story, hidden).filter(question__in=[one.pk for one in page]).order_by()
    numbers = dict(counts.values_list("question").annotate(number=Count("pk")))
    rows = [(one, numbers.get(one.pk, 0)) for one in page]
    shown = {"story": story, "page": page, "rows": rows, "text": text, **PAGE}
    return render(request, "comparison/unanswered_questions.html", shown)


@require_GET
def question(request: DeskRequest, slug: str) -> HttpResponse:
    """One question: its wording, what it can be merged into, its answers to split off."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = QuestionForm(request.GET, story)
    if not form.is_valid():
        return _refused(request, story, form)
    asked = form.cleaned_data["question"]
    answers = _answers(story, hidden).filter(question=asked)
    read = answers.select_related("article__source", "said_by").defer("article__text")
    listed = read.order_by("article__published_on", "article", "start", "pk")
    others = Question.objects.filter(story=story, active=True, type=asked.type)
    shown = {"story": story, "question": asked, "page": page_of(listed, request), **PAGE}
    shown["others"] = others.exclude(pk=asked.pk)
    if "into" in request.GET:
        merging = MergeForm(request.GET, story)
        plan = _plan(merging, claims(story, hidden))
        if plan is None:
            return _refused(request, story, merging)
        shown |= {"into": merging.cleaned_data["into"], "plan": plan}
    return render(request, "comparison/unanswered_question.html", shown)


@require_POST
def reword(request: DeskRequest, slug: str) -> HttpResponse:
    story = story_for(request, slug, SETTLERS)
    form = RewordForm(request.POST, story)
    try:
        if form.is_valid():
            asked = form.cleaned_data["question"]
            done = reword_question(asked, form.cleaned_data["wording"], request.user)
            messages.success(request, f"The question is now “{done}”.")
            return redirect(_address(slug, done))
    except ValidationError as refused:
        form.add_error(None, forms.ValidationError(refused.messages))
    return _refused(request, story, form)


@require_POST
def merge(request: DeskRequest, slug: str) -> HttpResponse:
    story = story_for(request, slug, SETTLERS)
    form = MergeForm(request.POST, story)
    try:
        if form.is_valid():
            asked, into = form.cleaned_data["question"], form.cleaned_data["into"]
            merge_questions(into, [asked], request.user)
            messages.success(request, f"What answered “{asked}” answers “{into}” now.")
            return redirect(_address(slug, into))
    except ValidationError as refused:
        form.add_error(None, refused)
    return _refused(request, story, form)


@require_POST
def split(request: DeskRequest, slug: str) -> HttpResponse:
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    form = SplitForm(request.POST, story, _answers(story, hidden))
    try:
        if form.is_valid():
            given = form.cleaned_data
            keys = [answer.pk for answer in given["answers"]]
            made = split_question(given["question"], keys, given["wording"], request.user)
            messages.success(request, f"The new question is “{made}”.")
            return redirect(_address(slug, made))
    except ValidationError as refused:
        form.add_error(None, forms.ValidationError(refused.messages))
    return _refused(request, story, form)


def _plan(form: MergeForm, seen: Q) -> Plan | None:
    """What the merge would do; none where the form cannot be followed, and then it says why."""
    try:
        if form.is_valid():
            given = form.cleaned_data
            return merge_questions_preview(given["into"], [given["question"]], seen)
    except ValidationError as refused:
        form.add_error(None, refused)
    return None


def _answers(story: Story, hidden: Hidden) -> QuerySet[Annotation]:
    return Annotation.objects.filter(claims(story, hidden), question__isnull=False)


def _address(slug: str, asked: Question) -> str:
    return f"{reverse('comparison:question', args=[slug])}?question={asked.pk}"


def _refused(request: DeskRequest, story: Story, form: forms.Form) -> HttpResponse:
    told = [one for errors in form.errors.values() for one in errors]
    shown = {"story": story, "refused": told, **PAGE}
    shown["back"] = reverse("comparison:questions", args=[story.slug])
    return render(request, "comparison/unanswered_refused.html", shown, status=422)
