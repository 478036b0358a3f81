"""Rows of *My articles*, lines of the home page, as HTML: no database, no template.

Fifty rows of it took a template most of the page's time (decision 28).
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from annotator.annotations.models import AssignmentState
from annotator.desk.home.own_articles import OwnReading
from annotator.markup import EMPTY, fill, join
from annotator.navigation import way


class HomeLine(NamedTuple):
    """Something that waits: what it is, and the one control that leads to it.

    A line of a `kind` is new: it is opened by a POST, after which it is new no more.
    """

    title: str
    about: SafeString
    address: str
    act: str
    chips: SafeString = EMPTY
    when: SafeString = EMPTY
    kind: str = ""
    article: int | None = None
    """Of a line at which others may be seen: who is at its article."""


def home_lines(lines: Iterable[HomeLine], csrf: str, first: bool) -> SafeString:
    """Draw one `<li>` a line; of the `first` list the first line is the one that ⏎ opens."""
    return join(_line(line, csrf, first and not n) for n, line in enumerate(lines))


def _line(line: HomeLine, csrf: str, first: bool) -> SafeString:
    words = fill(
        '{}<span class="unseen"> {}</span>{}', line.act, line.title, _ENTER if first else EMPTY
    )
    look = "primary" if first else "usual"
    if line.kind:
        control = fill(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken"'
            ' value="{}"><button name="kind" value="{}" class="{}" data-open>{}</button></form>',
            line.address, csrf, line.kind, look, words,
        )  # fmt: skip
    else:
        control = fill('<a class="button {}" href="{}" data-open>{}</a>', look, line.address, words)
    return fill(
        '<li><div><b dir="auto">{}</b> {}{}<p class="quiet small">{}</p>{}</div>'
        '<span class="when small">{}</span>{}</li>\n',
        line.title, _NEW if line.kind else EMPTY, line.chips, line.about,
        fill('<span class="here small" data-at="{}" hidden></span>', line.article)
        if line.article else EMPTY,
        line.when, control,
    )  # fmt: skip


_ENTER = fill(" <kbd>⏎</kbd>")
_NEW = fill('<span class="chip new">new</span> ')

_CHIPS = {
    AssignmentState.SUBMITTED: fill('<span class="chip good">submitted</span>'),
    AssignmentState.IN_PROGRESS: fill('<span class="chip wait">in progress</span>'),
    AssignmentState.ASSIGNED: fill('<span class="chip">assigned</span>'),
    AssignmentState.HANDED_BACK: fill('<span class="chip bad">handed back</span>'),
    AssignmentState.WITHDRAWN: fill('<span class="chip quiet">withdrawn</span>'),
}


def reading_rows(rows: Iterable[OwnReading]) -> SafeString:
    """Draw one `<tr>` an assignment."""
    # One look into the resolver for each kind of address, not one a row.
    read, reviewed = (
        name.split("0")
        for name in (way("article", 0), reverse("reconciliation:reviewed", args=[0]))
    )
    story = reverse("desk:story", args=["0"]).split("0")
    return join(
        _row(row, str(row.article).join(read), str(row.article).join(reviewed), story)
        for row in rows
    )


def _row(row: OwnReading, read: str, reviewed: str, story: list[str]) -> SafeString:
    source = fill("<bdi>{}</bdi>", row.source) if row.source else _HIDDEN
    late = fill('<span class="chip bad">overdue</span> ') if row.overdue else EMPTY
    day = format_date(row.due_on, "j M Y") if row.due_on else "–"
    when = timezone.localtime(row.last or row.submitted_at or row.assigned_at)
    return fill(
        '<tr><td class="title"><a href="{}" dir="auto">{}</a></td><td data-name="Source">{}</td>'
        '<td class="story small" data-name="Story"><a href="{}"><bdi>{}</bdi></a></td>'
        '<td class="number" data-name="Words">{}</td><td>{}{}</td>'
        '<td class="date" data-name="Deadline">{}{}</td>'
        '<td class="number" data-name="My marks">{}</td>'
        '<td class="date" data-name="Last change"><time datetime="{}">{}</time></td></tr>\n',
        read, row.title, source, row.story_slug.join(story), row.story_title,
        number_format(row.words, 0, use_l10n=True, force_grouping=True),
        _CHIPS[AssignmentState(row.state)], _note(row, reviewed), late, day, row.marks or 0,
        when.isoformat(), format_date(when, "j M Y, H:i"),
    )  # fmt: skip


_HIDDEN = fill('<span class="quiet">hidden</span>')


def _note(row: OwnReading, reviewed: str) -> SafeString:
    """Draw what stands beside the state: the way to the review, or why it is not done."""
    if row.state == AssignmentState.SUBMITTED:
        if not row.finished:
            return EMPTY
        return fill(
            ' <a class="small" href="{}" aria-label="Reviewed: {}">reviewed</a>',
            reviewed,
            row.title,
        )
    if not row.reason:
        return EMPTY
    sent_back = "sent back: " if row.state == AssignmentState.IN_PROGRESS else ""
    return fill(' <span class="small">{}<bdi>{}</bdi></span>', sent_back, row.reason)
