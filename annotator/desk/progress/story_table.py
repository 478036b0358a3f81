"""The rows of a story's list as HTML: every value escaped, no database, no template.

Fifty rows with their readers take a template most of the page's time; see decision 8.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString

from annotator.annotations.models import AssignmentState, Stage
from annotator.desk.reading_progress import READY, ArticleLine, ReaderProgress, sees_progress
from annotator.people.models import Membership, Role

_STATE_CHIPS = {
    AssignmentState.SUBMITTED: '<span class="chip good">submitted</span>',
    AssignmentState.IN_PROGRESS: '<span class="chip wait">in progress</span>',
    AssignmentState.ASSIGNED: '<span class="chip">assigned</span>',
}
STAGE_CHIPS = {
    READY: '<span class="chip good">ready</span> ',
    Stage.SETTLING: '<span class="chip wait">settling</span> ',
    Stage.FINISHED: '<span class="chip good">finished</span> ',
    Stage.REVISION: '<span class="chip wait">under revision</span> ',
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
    drawn = (_row(row, f"{before}{row.article.pk}{after}", reads, settles, wanted) for row in rows)
    return SafeString("".join(drawn))


def _row(row: ArticleLine, address: str, reads: bool, settles: bool, wanted: int) -> str:
    article = row.article
    day = format_date(article.published_on, "j M Y") if article.published_on else "–"
    words = number_format(article.word_count, 0, use_l10n=True, force_grouping=True)
    cells = [
        f'<tr><td class="title"><a href="{address}" dir="auto">'
        f"{escape(article.title)}</a></td>"
        f'<td data-name="Source">{_source(row)}</td>'
        f'<td class="date" data-name="Date">{day}</td>'
        f'<td class="fact" data-name="Language">{escape(article.language) or "–"}</td>'
        f'<td class="number" data-name="Words">{words}</td>'
    ]
    if reads:
        mine = '<span class="quiet">–</span>'
        if row.mine:
            mine = _STATE_CHIPS[AssignmentState(row.mine.state)] + _due(row.mine)
        cells.append(f'<td data-name="My reading">{mine}</td>')
    if settles:
        cells.append(f'<td class="who" data-name="Readers">{_readers(row, wanted)}</td>')
    return "".join(cells) + "</tr>"


def _source(row: ArticleLine) -> str:
    if not row.source:
        return '<span class="quiet">hidden</span>'
    return f"<bdi>{escape(row.source)}</bdi>"


def _due(reader: ReaderProgress) -> str:
    if reader.due_on is None or reader.state == AssignmentState.SUBMITTED:
        return ""
    day = format_date(reader.due_on, "j M Y")
    if reader.overdue:
        return f' <span class="chip bad">overdue</span> <span class="small">since {day}</span>'
    return f' <span class="small">due {day}</span>'


def _readers(row: ArticleLine, wanted: int) -> str:
    if not row.shown:
        return '<span class="quiet">hidden until you submit</span>'
    names = "".join(
        f"<li><bdi>{escape(str(reader.annotator))}</bdi> "
        f'<span class="quiet">{reader.state}</span>{_due(reader)}</li>'
        for reader in row.readers
    )
    listed = f' <ul class="readers small">{names}</ul>' if names else ""
    return f"{STAGE_CHIPS.get(row.stage, '')}{row.submitted} of {wanted} submitted{listed}"
