"""Strings to values: what the list of conflicts is narrowed to, and how it is sorted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from annotator.comparison.engine.records import BRIEF_STATES
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.models import QuestionCell, QuestionRow
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import MOST, sources_of
from annotator.comparison.question_rows.compute import RANKS
from annotator.vocabulary.models import Question
from articles.models import Source, Story

HAVING = {
    "unsettled": ~Q(state=F("certain")),
    "stale": Q(stale=True),
    "ruled": Q(ruled=True),
    "finding": Q(finding=True),
    "lost": Q(attribution_lost=True),
}


def is_told(line: ConflictLine) -> bool:
    """Return whether a brief tells of the row: of what sources contradict each other, themselves or
    their speakers on, of a lost speaker, of a stale ruling."""
    stale = line.stale or line.stale_cells > 0
    return line.state in BRIEF_STATES or line.finding or line.computed.attribution_lost or stale


def told_rows(rows: QuerySet[QuestionRow]) -> QuerySet[QuestionRow]:
    """Return the kept rows that a brief tells of: as `is_told` says."""
    return rows.filter(
        Q(counted_state__in=BRIEF_STATES)
        | Q(finding=True)
        | Q(attribution_lost=True)
        | Q(stale=True)
    )


class LineFilter(forms.Form):
    """What the list can be narrowed to. A field with a wrong value narrows nothing."""

    text = forms.CharField(label="Question has", required=False)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Any state"), *((state.value, state.value) for state in RANKS)],
    )
    source = forms.ModelChoiceField(
        label="Answered by",
        required=False,
        queryset=Source.objects.none(),
        empty_label="Any source",
    )
    type = forms.ChoiceField(
        label="Type", required=False, choices=[("", "Any type"), *Question.Type.choices]
    )
    having = forms.ChoiceField(
        label="Only",
        required=False,
        choices=[
            ("", "All rows"),
            ("unsettled", "Unsettled"),
            ("stale", "Stale rulings"),
            ("ruled", "Ruled on"),
            ("finding", "Contradicting themselves"),
            ("lost", "Attribution lost"),
        ],
    )
    sort = forms.ChoiceField(
        label="Sort by",
        required=False,
        choices=[
            ("", "Conflicts first"),
            ("wording", "Question"),
            ("-sources", "Most sources first"),
            ("-answers", "Most answers first"),
        ],
    )

    pin = forms.ModelMultipleChoiceField(
        label="Pin sources",
        required=False,
        queryset=Source.objects.none(),
        help_text=f"Up to {MOST}, each a column.",
    )

    def __init__(self, data: Any, *, story: Story, hidden: Hidden, wide: bool) -> None:
        """Offer the sources of articles that may be seen.

        They can be pinned where there are too many articles to be a column each: `wide`.
        """
        super().__init__(data)
        self.wide = wide
        sources = sources_of(story, hidden)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]
        self.fields["pin"].queryset = sources  # type: ignore[attr-defined]
        if not wide:
            del self.fields["pin"]
        self.is_valid()

    def clean_pin(self) -> list[Source]:
        pinned = list(self.cleaned_data["pin"])
        if len(pinned) > MOST:
            raise forms.ValidationError(f"Pin {MOST} sources at most: leave some out.")
        return pinned

    @property
    def form(self) -> "LineFilter":
        """The form itself, by the name under which the filters of other lists hold theirs."""
        return self

    def chosen(self, lines: Iterable[ConflictLine]) -> list[ConflictLine]:
        """Return the lines that the filter admits, sorted as it says."""
        wanted = self.cleaned_data
        found = [line for line in lines if self._admits(line)]
        if source := wanted.get("source"):
            found = [line for line in found if source.pk in line.computed.outlets]
        if wanted.get("sort") == "wording":
            found.sort(key=lambda line: line.question.wording.casefold())
        elif wanted.get("sort") in {"-sources", "-answers"}:
            found.sort(key=lambda line: -getattr(line.computed, wanted["sort"][1:]))
        return found

    def narrow(self, rows: QuerySet[QuestionRow]) -> QuerySet[QuestionRow]:
        """Return the kept rows that the filter admits, sorted as it says: as `chosen` does."""
        wanted = self.cleaned_data
        rows = rows.filter(HAVING.get(wanted.get("having") or "", Q()))
        if text := wanted.get("text"):
            rows = rows.filter(sorting__contains=text.casefold())
        if state := wanted.get("state"):
            rows = rows.filter(counted_state=state)
        if type := wanted.get("type"):
            rows = rows.filter(question__type=type)
        if source := wanted.get("source"):
            cells = QuestionCell.objects.filter(question=OuterRef("pk"), source=source.pk)
            rows = rows.filter(Exists(cells.filter(counts=True)))
        if wanted.get("sort") == "wording":
            return rows.order_by("sorting", "pk")
        if wanted.get("sort") in {"-sources", "-answers"}:
            return rows.order_by(wanted["sort"], *rows.query.order_by)
        return rows

    def _admits(self, line: ConflictLine) -> bool:
        wanted = self.cleaned_data
        having = wanted.get("having")
        return (
            wanted.get("text", "").casefold() in line.question.wording.casefold()
            and wanted.get("state") in {"", None, line.state.value}
            and wanted.get("type") in {"", None, line.question.type}
            and (having != "unsettled" or line.unsettled)
            and (having != "stale" or line.stale or line.stale_cells > 0)
            and (having != "finding" or line.finding)
            and (having != "lost" or line.computed.attribution_lost)
            and (having != "ruled" or line.ruling is not None or bool(line.cells))
        )
