"""The rows of the conflicts page: each computed state with its ruling, and what counts of them.

`ConflictLine.state` is what every page and table counts by.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.comparison.engine.accounts import Finding
from annotator.comparison.engine.reason_records import Names, Reason
from annotator.comparison.engine.records import RowState
from annotator.comparison.matrix.actions import stale_cells
from annotator.comparison.models import QuestionRow, Ruling
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.compute import RANKS, ruling_basis
from annotator.comparison.question_rows.refresh import question_rows
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
        """What in the row contradicts itself or its speaker, or changed its account: sentences.

        Two articles between which a source changed its account are marked each, and told once.
        """
        told: dict[tuple[object, ...], str] = {}
        for one in self.computed.findings:
            pair = frozenset((one["one"], one["other"]))
            key = (one["mark"], one["source"], one["speaker"], pair)
            told.setdefault(key, Finding(**one).sentence(self.names))
        return list(told.values())

    @property
    def lost(self) -> list[str]:
        """Where a copy states as its own what its original gives as a speaker's: sentences."""
        return [
            f"Attribution lost: {self.names.get(one['copy_source'], 'one source')} states as its "
            f"own what {self.names.get(one['original_source'], 'another')} gives as the words of "
            f"{one['speaker']}."
            for one in self.computed.lost
        ]

    @property
    def finding(self) -> bool:
        """Whether it is news whatever its state: something in it contradicts itself."""
        return bool(self.computed.findings)

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
    rulings: dict[int, Ruling] = {}
    cells: dict[int, list[Ruling]] = {}
    ruled = Ruling.objects.filter(question__story=story).select_related("ruled_by", "question")
    for one in ruled:
        if one.article_id is None:
            rulings[one.question_id] = one
        elif one.article_id not in hidden:
            cells.setdefault(one.question_id, []).append(one)
    listed = [one for row in rows for one in cells.get(row.question_id, [])]
    stale, names = stale_cells(story, listed, hidden), _names(rows)
    found = []
    for row in rows:
        of_cells = cells.get(row.question_id, [])
        ruling = rulings.get(row.question_id)
        if ruling and hidden and ruling.basis != ruling_basis(row.basis):
            ruling = None
        turned = sum(one.pk in stale for one in of_cells)
        found.append(ConflictLine(row, ruling, of_cells, turned, names))
    return sorted(found, key=_sort_key)


def _names(rows: Iterable[QuestionRow]) -> dict[Any, str]:
    """Return the names of the sources that these rows' reasons name, in one statement."""
    keys: set[int] = set()
    for row in rows:
        keys |= Reason.of(row.why).named_sources()
        keys |= {one["source"] for one in row.findings}
        keys |= {one[name] for one in row.lost for name in ("copy_source", "original_source")}
    return dict(Source.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))


def _sort_key(line: ConflictLine) -> tuple[Any, ...]:
    stale = line.stale or line.stale_cells > 0
    return (
        not stale,
        RANKS.index(line.state),
        -line.computed.sources,
        line.question.wording,
        line.computed.question_id,
    )


class ConflictTotals(NamedTuple):
    """What stands above the list: rows by state, how many are unsettled, have a stale ruling, are a
    finding, or lost a speaker."""

    states: list[tuple[str, int]]
    unsettled: int
    stale: int
    findings: int
    lost: int


def totals_of(lines: Iterable[ConflictLine]) -> ConflictTotals:
    """Count the rows by what counts, and by what else stands on them."""
    listed = list(lines)
    states = Counter(line.state for line in listed)
    return ConflictTotals(
        [(state.value, states[state]) for state in RANKS if states[state]],
        sum(line.unsettled for line in listed),
        sum(line.stale or line.stale_cells > 0 for line in listed),
        sum(line.finding for line in listed),
        sum(bool(line.computed.lost) for line in listed),
    )
