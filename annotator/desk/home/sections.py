"""The lists of the home page: what each line says, and where it leads."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from annotator.annotations.curation.plans import number
from annotator.annotations.models import AssignmentState, NoticeKind, Stage
from annotator.desk.home.html import HomeLine, home_lines
from annotator.desk.home.own_articles import OwnReading
from annotator.desk.home.stuck import Stuck, StuckReading, StuckStory, SwitchedOff
from annotator.desk.home.waiting import MOST, SHOWN, News, ToSettle, Waiting
from annotator.markup import EMPTY, fill, join
from annotator.navigation import way


class HomeSection(NamedTuple):
    """One list of the home page: its name, its heading, its lines as HTML, and ways to the rest."""

    name: str
    heading: str
    lines: SafeString
    more: Sequence[tuple[str, str]] = ()
    """Address and words of each way."""
    left: int = 0
    """How many stand nowhere else, and come when those that are shown are opened."""


class _Listed(NamedTuple):
    name: str
    heading: str
    lines: list[HomeLine]
    more: Sequence[tuple[str, str]] = ()
    left: int = 0


def home_sections(waiting: Waiting, stuck: Stuck | None, csrf: str) -> list[HomeSection]:
    """Return the lists that hold anything, in the order in which they are worked through."""
    found = [*_to_be_done(waiting), *(_stuck(stuck) if stuck else ())]
    found = [one for one in found if one.lines]
    return [
        HomeSection(
            one.name, one.heading, home_lines(one.lines, csrf, not n), one.more, max(0, one.left)
        )
        for n, one in enumerate(found)
    ]


def told(count: int) -> str:
    """Return a number of things that wait, of which no more than `MOST` are counted."""
    return f"{MOST}+" if count > MOST else str(count)


def _to_be_done(waiting: Waiting) -> list[_Listed]:
    mine = reverse("desk:my_articles")
    all_mine = [(mine, f"All {told(waiting.to_read)}")] if waiting.to_read > SHOWN else []
    reading = [_reading(one, one.article in waiting.sent_back) for one in waiting.reading]
    stories = waiting.stories_to_settle if waiting.to_settle > SHOWN else ()
    differences = [
        (reverse("desk:differences", args=[slug]), f"All {told(count)} of {title}")
        for slug, title, count in stories[:SHOWN]
    ]
    replies, settled = waiting.replies, waiting.settled
    return [
        _Listed("read", "To read", reading, all_mine),
        _Listed("settle", "To settle", [_settling(one) for one in waiting.settling], differences),
        _Listed(
            "answer", "To answer", [_reply(one) for one in replies[:SHOWN]],
            left=len(replies) - SHOWN,
        ),
        _Listed(
            "corrected", "Corrected since you read it",
            [_corrected(one) for one in waiting.corrected[:SHOWN]],
            left=len(waiting.corrected) - SHOWN,
        ),
        _Listed(
            "settled", "Settled since you were here", [_settled(one) for one in settled[:SHOWN]],
            [(f"{mine}?state=submitted", "All that you have read")] if len(settled) > SHOWN else (),
            left=len(settled) - SHOWN,
        ),
    ]  # fmt: skip


def _stuck(stuck: Stuck) -> list[_Listed]:
    return [
        _Listed(
            "overdue", "Overdue", [_overdue(one) for one in stuck.overdue[:SHOWN]],
            _lists(stuck.overdue, "desk:given", "?state=overdue"),
        ),
        _Listed(
            "handed-back", "Handed back", [_handed_back(one) for one in stuck.handed_back[:SHOWN]],
            _lists(stuck.handed_back, "desk:assignments", "?progress=handed+back"),
        ),
        _Listed("stuck", "Waiting in your stories", [
            line for story in stuck.stories for line in _story_lines(story)
        ]),
        _Listed("webhooks", "Switched off", [_webhook(one) for one in stuck.webhooks[:SHOWN]],
                left=len(stuck.webhooks) - SHOWN),
    ]  # fmt: skip


def _lists(rows: Sequence[StuckReading], view: str, query: str) -> list[tuple[str, str]]:
    """Return the ways to the whole lists, one a story, where not all of them are shown."""
    stories = {one.story_slug: one.story_title for one in rows} if len(rows) > SHOWN else {}
    return [
        (reverse(view, args=[slug]) + query, f"All of {title}") for slug, title in stories.items()
    ]


def _reading(one: OwnReading, new: bool) -> HomeLine:
    begun = one.state == AssignmentState.IN_PROGRESS
    source = fill("<bdi>{}</bdi>", one.source) if one.source else "Source hidden"
    words = number_format(one.words, 0, use_l10n=True, force_grouping=True)
    about = fill("{} · {} words · <bdi>{}</bdi>", source, words, one.story_title)
    if begun and one.reason:
        about = fill("sent back: <bdi>{}</bdi><br>{}", one.reason, about)
    overdue = fill('<span class="chip bad">overdue</span>') if one.overdue else EMPTY
    return HomeLine(
        one.title,
        about,
        reverse("desk:open_notice", args=[one.article]) if new else way("article", one.article),
        "Look again" if begun and one.reason else "Go on" if begun else "Read",
        overdue,
        fill("due {}", _day(one.due_on)) if one.due_on else EMPTY,
        NoticeKind.SENT_BACK if new else "",
    )


def _settling(one: ToSettle) -> HomeLine:
    found = [
        number(count, *words)
        for count, words in (
            (one.differing, ("place differs", "places differ")),
            (one.stale, ("decision to look at again", "decisions to look at again")),
            (one.agreed, ("place agreed", "places agreed")),
            (one.flags, ("flag", "flags")),
        )
        if count
    ]
    places = ", ".join(found) or ("not counted yet" if one.differing is None else "all settled")
    chip = EMPTY
    if one.stage in (Stage.SETTLING, Stage.REVISION):
        chip = fill('<span class="chip wait">{}</span>', one.stage)
    return HomeLine(
        one.title,
        fill("<bdi>{}</bdi> · {} · <bdi>{}</bdi>", one.source, places, one.story_title),
        reverse("reconciliation:settle", args=[one.article]),
        "Settle",
        chip,
        _since(one.since),
        article=one.article,
    )


def _reply(one: News) -> HomeLine:
    quote = one.quote or ""
    short = f"{quote[:80]}…" if len(quote) > 80 else quote
    on = fill('on “<bdi dir="auto">{}</bdi>” · ', short) if short else EMPTY
    return _news(one, "Answer", fill("{}<bdi>{}</bdi>", on, one.story_title))


def _settled(one: News) -> HomeLine:
    return _news(one, "See", fill("what became of your marks · <bdi>{}</bdi>", one.story_title))


def _corrected(one: News) -> HomeLine:
    about = fill(
        "what the correction left behind, and what is new · <bdi>{}</bdi>", one.story_title
    )
    return _news(one, "Look", about)


def _news(one: News, act: str, about: SafeString) -> HomeLine:
    address = reverse("desk:open_notice", args=[one.article])
    return HomeLine(one.title, about, address, act, EMPTY, _since(one.at), one.kind)


def _overdue(one: StuckReading) -> HomeLine:
    given = reverse("desk:given", args=[one.story_slug])
    about = fill("with <bdi>{}</bdi> · <bdi>{}</bdi>", one.person, one.story_title)
    late = fill('<span class="late">since {}</span>', _day(one.due_on)) if one.due_on else EMPTY
    return HomeLine(one.title, about, f"{given}?state=overdue", "Reassign", EMPTY, late)


def _handed_back(one: StuckReading) -> HomeLine:
    assign = reverse("desk:assignments", args=[one.story_slug])
    about = fill(
        "by <bdi>{}</bdi>: <bdi>{}</bdi> · <bdi>{}</bdi>", one.person, one.reason, one.story_title
    )
    return HomeLine(one.title, about, f"{assign}?progress=handed+back", "Assign")


def _story_lines(story: StuckStory) -> list[HomeLine]:
    lines = []
    if story.to_settle:
        waits = number(story.to_settle, "article waits", "articles wait")
        if story.has_adjudicator:
            address, act, why = reverse("desk:differences", args=[story.slug]), "Look", ""
        else:
            address, act = reverse("desk:members", args=[story.slug]), "Add one"
            why = ": the story has none"
        about = fill("{} for an adjudicator{}", waits, why)
        lines.append(HomeLine(story.title, about, address, act))
    if story.unread:
        unread = number(story.unread, "article has no reader", "articles have no reader")
        address = reverse("desk:assignments", args=[story.slug]) + "?progress=nobody"
        lines.append(HomeLine(story.title, join([unread]), address, "Assign"))
    return lines


def _webhook(one: SwitchedOff) -> HomeLine:
    why = "it says that it is gone" if one.is_gone else "it has failed for days"
    about = fill("a webhook is switched off: {} · <bdi>{}</bdi>", why, one.story_title)
    address = reverse("webhooks:webhook", args=[one.story_slug, one.key])
    return HomeLine(one.name, about, address, "Look")


def _day(day: date | None) -> str:
    return format_date(day, "j M Y") if day else ""


def _since(at: datetime | None) -> SafeString:
    if at is None:
        return EMPTY
    when = timezone.localtime(at)
    return fill(
        'since <time datetime="{}">{}</time>', when.isoformat(), format_date(when, "j M, H:i")
    )
