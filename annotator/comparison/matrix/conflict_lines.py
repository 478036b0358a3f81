"""The rows of the conflicts page: each computed state with its ruling, narrowed and sorted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms

from annotator.comparison.engine.records import RowState
from annotator.comparison.matrix.actions import stale_cells
from annotator.comparison.models import QuestionRow, Ruling
from annotator.comparison.question_rows.answers import Hidden, cell_rulings
from annotator.comparison.question_rows.columns import MOST
from annotator.comparison.question_rows.compute import RANKS, ruling_basis
from annotator.comparison.question_rows.refresh import outlets_of, question_rows
from annotator.vocabulary.models import Question
from articles.models import Article, Source, Story


@dataclass(frozen=True)
class ConflictLine:
    """A question's row as it was computed, what was ruled on it and on its cells."""

    computed: QuestionRow
    ruling: Ruling | None = None
    cells: Sequence[Ruling] = ()
    stale_cells: int = 0

    @property
    def question(self) -> Question:
        return self.computed.question

    @property
    def stale(self) -> bool:
        """Whether the row has changed since it was ruled on."""
        return self.ruling is not None and self.ruling.basis != ruling_basis(self.computed.basis)

    @property
    def state(self) -> RowState:
        """What the ruling says while it holds, else what was computed."""
        holds = self.ruling is not None and not self.stale
        return RowState(self.ruling.state if self.ruling and holds else self.computed.state)

    @property
    def unsettled(self) -> bool:
        return self.computed.state != self.computed.certain

    @property
    def summary(self) -> str:
        """What the row says, in few words; of two rows that say the same, the same words."""
        ruled = f", ruled {self.ruling.state}" if self.ruling else ""
        return f"{self.computed.certain} → {self.computed.state}{ruled}"


def lines_of(story: Story, hidden: Hidden = (), only: Question | None = None) -> list[ConflictLine]:
    """Return the rows of the story, or of `only` one question, all of them up to date; conflicts
    first."""
    return lines_from(story, question_rows(story, hidden, only), hidden)


def lines_from(story: Story, rows: Iterable[QuestionRow], hidden: Hidden) -> list[ConflictLine]:
    """Return these rows of the story with what was ruled on them, conflicts first.

    To whoever has still to read an article that answers a question, what others ruled on its row
    does not show: they saw that article.
    """
    rows = list(rows)
    ruled = Ruling.objects.filter(question__story=story, article=None).select_related("ruled_by")
    rulings = {ruling.question_id: ruling for ruling in ruled}
    cells = cell_rulings(story, hidden)
    listed = [one for row in rows for one in cells.get(row.question_id, [])]
    stale = stale_cells(story, listed, hidden)
    found = []
    for row in rows:
        of_cells = cells.get(row.question_id, [])
        ruling = rulings.get(row.question_id)
        if ruling and hidden and ruling.basis != ruling_basis(row.basis):
            ruling = None
        found.append(ConflictLine(row, ruling, of_cells, sum(one.pk in stale for one in of_cells)))
    return sorted(found, key=_sort_key)


def _sort_key(line: ConflictLine) -> tuple[Any, ...]:
    stale = line.stale or line.stale_cells > 0
    return (
        not stale,
        RANKS.index(line.state),
        -line.computed.sources,
        line.question.wording,
        line.computed.question_id,
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
            and (having != "ruled" or line.ruling is not None or bool(line.cells))
        )


class ConflictTotals(NamedTuple):
    """What stands above the list: rows by state, how many are unsettled, how many have a stale
    ruling."""

    states: list[tuple[str, int]]
    unsettled: int
    stale: int


def totals_of(lines: Iterable[ConflictLine]) -> ConflictTotals:
    """Count the rows by state, the unsettled ones and the ones with a stale ruling."""
    listed = list(lines)
    states = Counter(line.state for line in listed)
    return ConflictTotals(
        [(state.value, states[state]) for state in RANKS if states[state]],
        sum(line.unsettled for line in listed),
        sum(line.stale or line.stale_cells > 0 for line in listed),
    )
