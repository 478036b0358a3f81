"""Draw two versions of a text side by side, or one in the other: what is gone, what is new."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.safestring import SafeString

from annotator.markup import fill, join
from articles.versions.paragraphs import GONE, NEW, ComparedParagraph, VersionRun

AROUND = 1
"""So many unchanged paragraphs stand before and after one that changed; others are folded up."""


def inline(rows: Sequence[ComparedParagraph]) -> SafeString:
    """Draw one column: what is gone struck out before what came in its place."""
    return fill('<div class="versions-inline">{}</div>', _folded(rows, _inline_row))


def side_by_side(rows: Sequence[ComparedParagraph], was: str, now: str) -> SafeString:
    """Draw two columns, headed `was` and `now`."""
    head = fill('<div class="row head"><b>{}</b><b>{}</b></div>', was, now)
    return fill('<div class="versions-side">{}{}</div>', head, _folded(rows, _side_row))


def _folded(
    rows: Sequence[ComparedParagraph], draw: Callable[[ComparedParagraph], SafeString]
) -> SafeString:
    return join(_in_order(rows, draw))


def _in_order(
    rows: Sequence[ComparedParagraph], draw: Callable[[ComparedParagraph], SafeString]
) -> Iterator[SafeString]:
    near = {
        at + step
        for at, row in enumerate(rows)
        if row.is_changed
        for step in range(-AROUND, AROUND + 1)
    }
    folded: list[ComparedParagraph] = []
    for at, row in enumerate(rows):
        if at not in near:
            folded.append(row)
            continue
        yield from _fold(folded, draw)
        folded = []
        yield draw(row)
    yield from _fold(folded, draw)


def _fold(
    rows: Sequence[ComparedParagraph], draw: Callable[[ComparedParagraph], SafeString]
) -> Iterator[SafeString]:
    if not rows:
        return
    words = "1 paragraph as it was" if len(rows) == 1 else f"{len(rows)} paragraphs as they were"
    yield fill(
        '<details class="as-before"><summary>{}</summary>{}</details>',
        words, join(draw(row) for row in rows),
    )  # fmt: skip


def _inline_row(row: ComparedParagraph) -> SafeString:
    return fill('<p dir="auto">{}</p>', _runs(row.runs))


def _side_row(row: ComparedParagraph) -> SafeString:
    changed = " changed" if row.is_changed else ""
    return fill(
        '<div class="row{}"><p dir="auto">{}</p><p dir="auto">{}</p></div>',
        changed, _runs(row.old), _runs(row.new),
    )  # fmt: skip


def _runs(runs: Iterable[VersionRun]) -> SafeString:
    return join(_run(run) for run in runs)


def _run(run: VersionRun) -> SafeString:
    # A line end that only one version has stays to be seen.
    words = join(run.text.split("\n"), fill("<br>"))
    if run.kind == GONE:
        return fill("<del>{}</del>", words)
    return fill("<ins>{}</ins>", words) if run.kind == NEW else words
