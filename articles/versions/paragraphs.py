"""Two versions of a text side by side, paragraph by paragraph (pure: no Django).

A row holds what stands between two line ends that both versions have.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.versions.difference import TextChange, difference

SAME, GONE, NEW = "same", "gone", "new"


class VersionRun(NamedTuple):
    """Words that both versions have, or the old one alone, or the new one alone."""

    kind: str
    text: str


class ComparedParagraph(NamedTuple):
    """One row: its runs in reading order, what is gone before what came in its place."""

    runs: Sequence[VersionRun]
    old_start: int
    new_start: int

    @property
    def is_changed(self) -> bool:
        """Whether the versions differ here."""
        return any(run.kind != SAME for run in self.runs)

    @property
    def old(self) -> list[VersionRun]:
        """What the old version has."""
        return [run for run in self.runs if run.kind != NEW]

    @property
    def new(self) -> list[VersionRun]:
        """What the new version has."""
        return [run for run in self.runs if run.kind != GONE]


def compared_paragraphs(
    old: str, new: str, changes: Sequence[TextChange] | None = None
) -> list[ComparedParagraph]:
    """Return the rows in order, without those that are empty in both versions."""
    found: list[ComparedParagraph] = []
    runs: list[VersionRun] = []
    begins = (0, 0)
    for run, after in _runs(old, new, difference(old, new) if changes is None else changes):
        if run is not None:
            runs.append(run)
            continue
        if any(one.text.strip() for one in runs):
            found.append(ComparedParagraph(tuple(runs), *begins))
        runs, begins = [], after
    if any(one.text.strip() for one in runs):
        found.append(ComparedParagraph(tuple(runs), *begins))
    return found


def _runs(
    old: str, new: str, changes: Sequence[TextChange]
) -> Iterator[tuple[VersionRun | None, tuple[int, int]]]:
    """Yield each run, and None where both versions end a line; with where both are then."""
    for change in changes:
        gone = old[change.old_start : change.old_end]
        came = new[change.new_start : change.new_end]
        if change.kind != "equal":
            after = change.old_end, change.new_end
            if gone:
                yield VersionRun(GONE, gone), after
            if came:
                yield VersionRun(NEW, came), after
            continue
        at = 0
        for number, line in enumerate(gone.split("\n")):
            if number:
                at += 1
                yield None, (change.old_start + at, change.new_start + at)
            at += len(line)
            if line:
                yield VersionRun(SAME, line), (change.old_start + at, change.new_start + at)
