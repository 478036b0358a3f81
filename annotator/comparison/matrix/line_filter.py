"""Strings to values: what the list of conflicts is narrowed to, and how it is sorted."""

from collections.abc import Iterable
from typing import Any

from django import forms

from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import MOST
from annotator.comparison.question_rows.compute import RANKS
from annotator.comparison.question_rows.refresh import outlets_of
from annotator.vocabulary.models import Question
from articles.models import Article, Source, Story


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
        seen = Article.objects.filter(story=story).exclude(pk__in=hidden).order_by()
        sources = Source.objects.filter(pk__in=seen.values("source"))
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
            outlets = outlets_of(line.computed for line in found)
            found = [line for line in found if source.pk in outlets[line.computed.pk]]
        if wanted.get("sort") == "wording":
            found.sort(key=lambda line: line.question.wording.casefold())
        elif wanted.get("sort") in {"-sources", "-answers"}:
            found.sort(key=lambda line: -getattr(line.computed, wanted["sort"][1:]))
        return found

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
            and (having != "lost" or bool(line.computed.lost))
            and (having != "ruled" or line.ruling is not None or bool(line.cells))
        )
