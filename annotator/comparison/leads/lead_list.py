"""The list of a story's leads: what it is narrowed to, how it is sorted, what a line shows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from annotator.comparison.leads.grounds import (
    Grounds,
    grounds_of,
    has_settled,
    is_over,
    stale_verdicts,
)
from annotator.comparison.models import Lead, LeadFound, LeadState, LeadVerdict
from annotator.comparison.question_rows.columns import sources_of
from annotator.comparison.seen import leads_seen
from annotator.vocabulary.models import Question
from articles.models import Source, Story

STATES = (LeadState.UNREAD, LeadState.CONFIRMED, LeadState.NOT_SO, LeadState.OPEN)
STALE = "stale"
NOBODY = "-"
"""Stands in the address for leads that say not who asserts them."""
MOST_NAMES = 200
"""Of those who assert leads so many are offered; one more is taken by its name in the address."""
SORTS: dict[str, tuple[Any, ...]] = {
    "": ("pk",),
    "-came": ("-pk",),
    "-confidence": (F("confidence").desc(nulls_last=True), "pk"),
    "confidence": (F("confidence").asc(nulls_last=True), "pk"),
    "source": ("article_a__source__name", "article_b__source__name", "pk"),
}


@dataclass(frozen=True)
class LeadLine:
    """A lead as the list shows it."""

    lead: Lead
    grounds: Grounds
    verdict: LeadVerdict | None
    stale: bool

    @property
    def settled(self) -> int:
        """Over how many of its passages a settled answer stands."""
        return sum(bool(self.grounds[side]["answers"]) for side in "ab")


class LeadFilter(forms.Form):
    """Which leads are listed, and in what order."""

    text = forms.CharField(label="Has the words", required=False, max_length=200)
    state = forms.ChoiceField(
        label="State", required=False,
        choices=[
            ("", "Any state"), *((one.value, one.label.capitalize()) for one in STATES),
            (STALE, "Judged, and changed since"),
        ],
    )  # fmt: skip
    source = forms.ModelChoiceField(
        Source.objects.none(), label="Source", empty_label="Every source", required=False
    )
    asserted_by = forms.ChoiceField(label="Asserted by", required=False)
    question = forms.ModelChoiceField(
        Question.objects.none(), label="Question", empty_label="Any question", required=False
    )
    settled = forms.ChoiceField(
        label="Settled answers", required=False,
        choices=[
            ("", "With or without"), ("both", "Over both passages"), ("one", "Over one at least"),
            ("none", "Over neither"),
        ],
    )  # fmt: skip
    found = forms.ChoiceField(
        label="Its quotes", required=False,
        choices=[("", "Found or not"), ("found", "Both in the text"), ("lost", "One is not there")],
    )  # fmt: skip
    sort = forms.ChoiceField(
        label="Sort by", required=False,
        choices=[
            ("", "As they came"), ("-came", "Latest first"), ("-confidence", "Surest first"),
            ("confidence", "Least sure first"), ("source", "Source"),
        ],
    )  # fmt: skip

    def __init__(self, data: Any, story: Story, hidden: Collection[int]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["source"].queryset = sources_of(story, hidden).order_by("name")
        fields["question"].queryset = story.questions.filter(active=True).order_by("wording")
        said = leads_seen(story, hidden).values_list("asserted_by", flat=True).distinct()
        listed = list(said.order_by("asserted_by")[:MOST_NAMES])
        if (asked := self.data.get("asserted_by")) and len(listed) == MOST_NAMES:
            listed += said.filter(asserted_by=asked).exclude(asserted_by__in=listed)
        names = [(one or NOBODY, one or "Nobody is named") for one in listed]
        fields["asserted_by"].choices = [("", "Anybody"), *names]

    def narrowed(self, leads: QuerySet[Lead]) -> QuerySet[Lead]:
        """Return the leads that the form leaves, in its order; the form has been found valid."""
        asked = self.cleaned_data
        for condition in _conditions(asked):
            leads = leads.filter(condition)
        if asked["state"] == STALE:
            judged = LeadVerdict.objects.filter(lead__in=leads.values("pk"))
            stale = stale_verdicts(judged)
            leads = leads.filter(pk__in=judged.filter(pk__in=stale).values("lead"))
        return leads.order_by(*SORTS[asked["sort"]])


def _conditions(asked: dict[str, Any]) -> Iterable[Q]:
    if words := asked["text"]:
        yield Q(sentence__icontains=words) | Q(quote_a__icontains=words) | Q(
            quote_b__icontains=words
        )  # fmt: skip
    if asked["state"] and asked["state"] != STALE:
        yield Q(state=asked["state"])
    if source := asked["source"]:
        yield Q(article_a__source=source) | Q(article_b__source=source)
    if name := asked["asserted_by"]:
        yield Q(asserted_by="" if name == NOBODY else name)
    if asked["question"]:
        yield Q(question=asked["question"])
    if settled := asked["settled"]:
        over_a, over_b = (Q(pk__in=_settled_over(side)) for side in "ab")
        both, one = over_a & over_b, over_a | over_b
        yield {"both": both, "one": one, "none": ~one}[settled]
    if found := asked["found"]:
        there = Q(found_a__in=PLACED, found_b__in=PLACED)
        yield there if found == "found" else ~there


PLACED = (LeadFound.EXACT, LeadFound.ALIKE)


def _settled_over(side: str) -> Any:
    return Lead.objects.filter(has_settled(side), is_over(side)).order_by().values("pk")


def lines_of_leads(leads: Iterable[Lead]) -> list[LeadLine]:
    """Return these leads as lines, each with its verdict; a number of statements that does not
    grow."""
    listed = list(leads)
    keys = [one.pk for one in listed]
    grounds = grounds_of(Q(pk__in=keys)) if keys else {}
    found = LeadVerdict.objects.filter(lead__in=keys).select_related("by", "question")
    verdicts = {one.lead_id: one for one in found}
    stale = stale_verdicts(verdicts.values())
    return [
        LeadLine(
            one, grounds[one.pk], (said := verdicts.get(one.pk)), bool(said and said.pk in stale)
        )
        for one in listed
    ]
