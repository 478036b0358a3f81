"""The rows of a story's list as HTML: no database, no template.

Fifty rows with their readers take a template most of the page's time; see decision 8.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from annotator.annotations.models import AssignmentState, Stage
from annotator.desk.reading_progress import READY, ArticleLine, ReaderProgress, sees_progress
from annotator.markup import EMPTY, fill, join
from annotator.people.models import Membership, Role

_STATE_CHIPS = {
    AssignmentState.SUBMITTED: fill('<span class="chip good">submitted</span>'),
    AssignmentState.IN_PROGRESS: fill('<span class="chip wait">in progress</span>'),
    AssignmentState.ASSIGNED: fill('<span class="chip">assigned</span>'),
}
STAGE_CHIPS = {
    READY: fill('<span class="chip good">ready</span> '),
    Stage.SETTLING: fill('<span class="chip wait">settling</span> '),
    Stage.FINISHED: fill('<span class="chip good">finished</span> '),
    Stage.REVISION: fill('<span class="chip wait">under revision</span> '),
}
"""The chip of a stage; an article that is being read has none."""


def article_rows(rows: Iterable[ArticleLine], membership: Membership) -> SafeString:
    """Draw one `<tr>` an article: one's own reading for annotators, readers for members who
    settle."""
    reads = Role.ANNOTATOR in membership.roles
    settles = sees_progress(membership)
    wanted = membership.story.readers
    # One look into the resolver, not one a row.
    before, after = reverse("annotations:workbench", args=[0]).split("0")
    return join(
        _row(row, f"{before}{row.article.pk}{after}", reads, settles, wanted) for row in rows
    )


def _row(row: ArticleLine, address: str, reads: bool, settles: bool, wanted: int) -> SafeString:
    article = row.article
    day = format_date(article.published_on, "j M Y") if article.published_on else "–"
    words = number_format(article.word_count, 0, use_l10n=True, force_grouping=True)
    cells = []
    if reads:
        cells.append(fill('<td data-name="My reading">{}</td>', _mine(row.mine)))
    if settles:
        readers = _readers(row, wanted)
        cells.append(fill('<td class="who" data-name="Readers">{}</td>', readers))
    return fill(
        '<tr><td class="title"><a href="{}" dir="auto">{}</a></td><td data-name="Source">{}</td>'
        '<td class="date" data-name="Date">{}</td><td class="fact" data-name="Language">{}</td>'
        '<td class="number" data-name="Words">{}</td>{}</tr>',
        address, article.title, _source(row), day, article.language or "–", words, join(cells),
    )  # fmt: skip


def _source(row: ArticleLine) -> SafeString:
    if not row.source:
        return fill('<span class="quiet">hidden</span>')
    return fill("<bdi>{}</bdi>", row.source)


def _mine(reading: ReaderProgress | None) -> SafeString:
    if reading is None:
        return fill('<span class="quiet">–</span>')
    return join([_STATE_CHIPS[AssignmentState(reading.state)], _due(reading)])


def _due(reader: ReaderProgress) -> SafeString:
    if reader.due_on is None or reader.state == AssignmentState.SUBMITTED:
        return EMPTY
    day = format_date(reader.due_on, "j M Y")
    if reader.overdue:
        return fill(
            ' <span class="chip bad">overdue</span> <span class="small">since {}</span>', day
        )
    return fill(' <span class="small">due {}</span>', day)


def _readers(row: ArticleLine, wanted: int) -> SafeString:
    if not row.shown:
        return fill('<span class="quiet">hidden until you submit</span>')
    names = join(
        fill(
            '<li><bdi>{}</bdi> <span class="quiet">{}</span>{}</li>',
            reader.annotator, reader.state, _due(reader),
        )
        for reader in row.readers
    )  # fmt: skip
    listed = fill(' <ul class="readers small">{}</ul>', names) if names else names
    stage = STAGE_CHIPS.get(row.stage, "")
    return fill("{}{} of {} submitted{}", stage, row.submitted, wanted, listed)
