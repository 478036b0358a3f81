"""The figures of a machine as one member may see them: as they are kept, or of what is left."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db.models import Q

from annotator.background import worker_is_there
from annotator.background.work import is_pending
from annotator.machines.models import StoryReader
from annotator.reconciliation.machine_figures.counting import kept_comparisons, kept_figures
from annotator.reconciliation.machine_figures.figures import FiguresOfMachine
from annotator.reconciliation.models import MachineComparison

MOST = 300
"""Articles that are added up for a page, where some of them must not be seen: their figures take it
a fifth of a second."""


class SeenFigures(NamedTuple):
    """What a page can say of a machine."""

    figures: FiguresOfMachine | None
    because: str
    """Why there are none; else empty."""
    hidden: int
    """Articles that are left out, since the member has still to read them."""
    due: bool
    """Whether the figures are being counted again."""
    worker: bool


def seen_figures(wanted: StoryReader, hidden: Collection[int], kinds: Sequence[str]) -> SeenFigures:
    """Return the figures of all articles as they are kept, or, where the member has still to read
    some, of the others; a fixed number of statements. The effect is wanted of these `kinds`."""
    kept = MachineComparison.objects.filter(of=wanted)
    left_out = kept.filter(article__in=hidden).count() if hidden else 0
    # To who has still to read it is never told that something has just changed.
    due = not hidden and is_pending(f"machines {wanted.story_id}")
    worker = not due or worker_is_there()
    if left_out:
        every = kept.count()
        if every > MOST:
            because = (
                f"the figures are kept of all {every:,} articles, and you have still to read "
                f"{left_out:,} of them"
            )
            return SeenFigures(None, because, left_out, due, worker)
        others = kept_comparisons(wanted, ~Q(pk__in=hidden))
        figures = FiguresOfMachine.of([one for _, one in others], kinds)
        return SeenFigures(figures, "", left_out, due, worker)
    figures_of_all = kept_figures(wanted)
    because = "" if figures_of_all else "the figures have not been counted yet"
    return SeenFigures(figures_of_all, because, 0, due, worker)
