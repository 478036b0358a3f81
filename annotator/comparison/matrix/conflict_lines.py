"""The rows of the conflicts page: each computed state with its ruling, and what counts of them.

`ConflictLine.state` is what every page and table counts by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.comparison.engine.accounts import Finding, distinct_findings
from annotator.comparison.engine.reason_records import Names, Reason
from annotator.comparison.engine.records import ComparedRow, RowState
from annotator.comparison.matrix.actions import stale_cells
from annotator.comparison.models import QuestionRow, Ruling
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.compute import RANKS
from annotator.comparison.question_rows.kept import ShownRow, row_of, rows_of
from annotator.comparison.question_rows.worth import summary_of
from annotator.comparison.stamps import ruling_basis
from annotator.vocabulary.models import Question
from articles.models import Source, Story


@dataclass(frozen=True)
class ConflictLine:
    """A question's row as it was computed, what was ruled on it and on its cells."""

    computed: QuestionRow
    ruling: Ruling | None = None
    cells: Sequence[Ruling] = ()
    stale_cells: int = 0
    names: Names = field(default_factory=dict)
    """What the sources that its reasons name are called."""
    compared: ComparedRow | None = None
    """Its cells, where they were computed for one member alone."""

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
    def reason(self) -> str:
        """Why the row has the state that was computed, in a sentence."""
        return Reason.of(self.computed.why).sentence(self.names)

    @property
    def findings(self) -> list[str]:
        """What in the row contradicts itself or its speaker, or changed its account: sentences."""
        found = distinct_findings(self.computed.findings)
        return [Finding(**one).sentence(self.names) for one in found]

    @property
    def lost(self) -> list[str]:
        """Where a copy states as its own what its original gives as a speaker's: sentences."""
        return [self._lost(one) for one in self.computed.lost]

    @property
    def told(self) -> list[str]:
        """The first of the findings and lost attributions, as lists show them: sentences."""
        shown = self.computed.shown
        found = [Finding(**one).sentence(self.names) for one in shown["findings"]]
        return found + [self._lost(one) for one in shown["lost"]]

    def _lost(self, one: Mapping[str, Any]) -> str:
        return (
            f"Attribution lost: {self.names.get(one['copy_source'], 'one source')} states as its "
            f"own what {self.names.get(one['original_source'], 'another')} gives as the words of "
            f"{one['speaker']}."
        )

    @property
    def finding(self) -> bool:
        """Whether it is news whatever its state: something in it contradicts itself."""
        return self.computed.finding

    @property
    def label(self) -> str:
        """What counts: the ruling's state; else the computed one, both of them if unsettled."""
        if self.state != self.computed.state or not self.unsettled:
            return self.state.value
        return f"unsettled ({self.computed.certain} → {self.computed.state})"

    @property
    def unsettled(self) -> bool:
        return self.computed.state != self.computed.certain

    @property
    def summary(self) -> str:
        """What the row says, in few words; of two rows that say the same, the same words."""
        return summary_of(self.computed, self.ruling)


def lines_of(story: Story, hidden: Hidden = (), only: Question | None = None) -> list[ConflictLine]:
    """Return the rows of the story, or of `only` one question, as they are kept; conflicts
    first."""
    rows = [row_of(only, hidden)] if only else rows_of(story, hidden)
    return sorted(lines_from(story, rows, hidden), key=line_order)


def lines_kept(rows: Iterable[QuestionRow], whole: bool = False) -> list[ConflictLine]:
    """Return these kept rows, in their order, with what was ruled on them; a number of statements
    that does not grow. `whole`: the rows come with all their lists."""
    listed = list(rows)
    ruled = Ruling.objects.filter(question__in=[row.pk for row in listed], article=None)
    rulings = {one.question_id: one for one in ruled.select_related("ruled_by")}
    names = _names(listed, whole)
    return [ConflictLine(row, rulings.get(row.pk), (), row.stale_cells, names) for row in listed]


def lines_from(story: Story, rows: Iterable[ShownRow], hidden: Hidden) -> list[ConflictLine]:
    """Return these rows of the story with what was ruled on them and their cells.

    To whoever has still to read an article that answers a question, what others ruled on its row
    does not show: they saw that article.
    """
    listed = list(rows)
    keys = [one.row.question_id for one in listed]
    rulings: dict[int, Ruling] = {}
    cells: dict[int, list[Ruling]] = {}
    ruled = Ruling.objects.filter(question__in=keys).select_related("ruled_by", "question")
    for one in ruled:
        if one.article_id is None:
            rulings[one.question_id] = one
        elif one.article_id not in hidden:
            cells.setdefault(one.question_id, []).append(one)
    of_rows = [one for key in keys for one in cells.get(key, [])]
    stale = stale_cells(story, of_rows, hidden)
    names = _names([shown.row for shown in listed], whole=True)
    found = []
    for shown in listed:
        row = shown.row
        of_cells = cells.get(row.question_id, [])
        ruling = rulings.get(row.question_id)
        if ruling and hidden and ruling.basis != ruling_basis(row.basis):
            ruling = None
        turned = sum(one.pk in stale for one in of_cells)
        found.append(ConflictLine(row, ruling, of_cells, turned, names, shown.compared))
    return found


def _names(rows: Iterable[QuestionRow], whole: bool) -> dict[Any, str]:
    """Return the names of the sources that these rows' reasons, and what is shown or `whole` of
    their findings, name; one statement."""
    keys: set[int] = set()
    for row in rows:
        findings = row.findings if whole else row.shown["findings"]
        lost = row.lost if whole else row.shown["lost"]
        keys |= Reason.of(row.why).named_sources()
        keys |= {one["source"] for one in findings}
        keys |= {one[name] for one in lost for name in ("copy_source", "original_source")}
    return dict(Source.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))


def line_order(line: ConflictLine) -> tuple[Any, ...]:
    """Return what lines are sorted by: stale rulings first, then conflicts."""
    stale = line.stale or line.stale_cells > 0
    return (
        not stale,
        RANKS.index(line.state),
        -line.computed.sources,
        line.question.wording,
        line.computed.question_id,
    )
