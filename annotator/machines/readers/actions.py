"""What a manager does to machine readers: the only writer of them, of their accounts, of what a
story wants of them and of what its people see.

Every refusal is a ValidationError whose message is for the manager.
"""

from collections.abc import Mapping
from decimal import Decimal
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from annotator.annotations.article_progress import readings_changed
from annotator.machines.access import readers_open_to
from annotator.machines.engines.protocol import ReaderMake
from annotator.machines.models import (
    OPEN_RUNS,
    AidRule,
    MachineReader,
    MachineReading,
    MachineRun,
    RunState,
    Shows,
    StoryReader,
    fits,
)
from annotator.machines.readers.make import make_hash
from annotator.machines.runs import asking
from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Story

MOST = 50
"""Machine readers of a story: each is a line of every figure that compares readers."""
UNAIDED = 20


class MachineRefused(ValidationError):
    """It cannot be done to the machine reader; the message says why, and what to do."""


def make_reader(
    story: Story,
    *,
    name: str,
    engine: str,
    model: str = "",
    version: str = "",
    options: Mapping[str, Any] | None = None,
    prompt: str = "",
    by: User,
) -> StoryReader:
    """Make a reader with an account of its own, and let it read for the story. Return what the
    story wants of it. Raises ValidationError.

    One of another story that is made of just this, and that `by` cannot choose, is let read.
    """
    cleaned = _cleaned_options(engine, model, options or {}, prompt)
    made = make_hash(ReaderMake(engine, model, version, cleaned, prompt))
    if twin := MachineReader.objects.filter(make=made).first():
        if not readers_open_to(by).filter(pk=twin.pk).exists():
            return add_reader(story, twin, by)
        raise MachineRefused(f"“{twin}” is made of just this: choose it instead.")
    with transaction.atomic():
        account = User(
            username=_free_username(name), first_name=name, is_machine=True, is_active=False
        )
        account.set_unusable_password()
        account._history_user = by  # type: ignore[attr-defined]
        account.save()
        reader = MachineReader(
            account=account, name=name, engine=engine, model=model, version=version,
            options=cleaned, prompt=prompt, make=made, created_by=by, created_at=timezone.now(),
        )  # fmt: skip
        reader.full_clean()
        reader._history_user = by  # type: ignore[attr-defined]
        reader.save()
        facts = {"machine": account.username, "engine": engine, "make": made}
        record(TrustKind.MACHINE_MADE, by=by, story=story, facts=facts)
        return add_reader(story, reader, by)


@transaction.atomic
def add_reader(story: Story, reader: MachineReader, by: User) -> StoryReader:
    """Let a reader that the desk has read for the story: nobody sees anything of it, and it counts
    nowhere, until that is changed. Raises ValidationError where it does already."""
    # Two managers at once wait for each other.
    Story.objects.select_for_update(no_key=True).only("pk").get(pk=story.pk)
    there = StoryReader.objects.filter(story=story, reader=reader).first()
    if there is not None:
        told = "was taken off: put it back" if there.removed_at else "reads for the story already"
        raise MachineRefused(f"“{reader}” {told}.")
    if StoryReader.objects.filter(story=story, removed_at=None).count() >= MOST:
        raise MachineRefused(f"A story has {MOST} machine readers at most: take one off first.")
    now = timezone.now()
    wanted = StoryReader(story=story, reader=reader, added_by=by, added_at=now)
    _save(wanted, by, "added")
    AidRule.objects.create(
        of=wanted, shows=Shows.NOTHING, unaided_percent=UNAIDED, seed=token_hex(16), since=now,
        by=by,
    )  # fmt: skip
    return wanted


@transaction.atomic
def change_settings(
    wanted: StoryReader,
    *,
    shows: str,
    unaided_percent: int,
    daily_articles: int | None,
    most_cost: Decimal | None,
    by: User,
) -> StoryReader:
    """Change what people see of a machine, from now on, and how much it may read.

    A reading that was begun keeps the rule of its beginning. The seed stays: by a larger share the
    readings that see nothing are the same and some more.
    """
    found = _locked(wanted)
    rule = current_rule(found)
    if rule is None or (rule.shows, rule.unaided_percent) != (shows, unaided_percent):
        seed = rule.seed if rule else token_hex(16)
        following = AidRule(
            of=found, shows=shows, unaided_percent=unaided_percent, seed=seed,
            since=timezone.now(), by=by,
        )  # fmt: skip
        following.full_clean()
        following.save()
        _tell(found, by, "shown", shows=shows, unaided=unaided_percent)
    if (found.daily_articles, found.most_cost) != (daily_articles, most_cost):
        found.daily_articles, found.most_cost = daily_articles, most_cost
        _save(found, by, "limits")
    return found


@transaction.atomic
def set_counts(wanted: StoryReader, counts: bool, by: User) -> int:
    """Let a machine count as a reader of the story, or not; return how many articles it changes.

    Raises MachineRefused for one that was taken off.
    """
    found = _locked(wanted)
    if found.removed_at is not None:
        raise MachineRefused(f"“{found.reader}” was taken off the story: put it back first.")
    if found.counts == counts:
        return 0
    found.counts = counts
    _save(found, by, "counts" if counts else "counts no more")
    return _its_articles_changed(found)


@transaction.atomic
def take_off(wanted: StoryReader, by: User) -> StoryReader:
    """Take a machine off the story: it reads and counts no more, and nobody sees its marks, which
    stay stored."""
    found = _locked(wanted)
    if found.removed_at is not None:
        return found
    counted, found.counts, found.removed_at = found.counts, False, timezone.now()
    _save(found, by, "taken off")
    stopped = MachineRun.objects.filter(of=found, state__in=OPEN_RUNS)
    stopped.update(
        state=RunState.STOPPED, ended_at=timezone.now(), resumes_at=None,
        why="The machine was taken off the story.",
    )  # fmt: skip
    if counted:
        _its_articles_changed(found)
    return found


@transaction.atomic
def put_back(wanted: StoryReader, by: User) -> StoryReader:
    """Put a machine back that was taken off; it does not count, whatever it did before."""
    found = _locked(wanted)
    if found.removed_at is not None:
        found.removed_at = None
        _save(found, by, "put back")
    return found


def current_rule(wanted: StoryReader) -> AidRule | None:
    """Return what people see of a machine now, as its last rule says."""
    return AidRule.objects.filter(of=wanted).order_by("since", "pk").last()


def counted_articles(wanted: StoryReader) -> list[int]:
    """Return the articles of the story that the machine has read as they are now: those that
    change where it begins or ceases to count."""
    read = MachineReading.objects.filter(
        fits(), reader=wanted.reader_id, article__story=wanted.story_id
    )
    return list(read.order_by("article").values_list("article", flat=True))


def _its_articles_changed(wanted: StoryReader) -> int:
    articles = counted_articles(wanted)
    readings_changed(articles)
    return len(articles)


def _cleaned_options(
    engine: str, model: str, options: Mapping[str, Any], prompt: str
) -> dict[str, Any]:
    try:
        return asking.check_options(engine, model, options, prompt)
    except ValidationError:
        raise
    except ValueError as error:
        raise MachineRefused({"options": str(error)}) from error


def _free_username(name: str) -> str:
    stem = f"machine-{slugify(name)[:100].strip('-_') or 'reader'}"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    free, number = stem, 2
    while free in taken:
        free, number = f"{stem}-{number}", number + 1
    return free


def _locked(wanted: StoryReader) -> StoryReader:
    rows = StoryReader.objects.select_for_update(of=("self",)).select_related("reader", "story")
    return rows.get(pk=wanted.pk)


def _save(wanted: StoryReader, by: User, done: str) -> None:
    """Store it with its history row, and tell the trust log. Raises ValidationError in the
    constraint's words."""
    wanted._history_user = by  # type: ignore[attr-defined]
    wanted.validate_constraints()
    try:
        with transaction.atomic():
            wanted.save()
            _tell(wanted, by, done)
    except IntegrityError:  # somebody else did the same just now
        wanted.validate_constraints()
        raise


def _tell(wanted: StoryReader, by: User, done: str, **facts: Any) -> None:
    told = {"machine": wanted.reader.account.username, "done": done, **facts}
    record(TrustKind.MACHINE_CHANGED, by=by, story=wanted.story, facts=told)
