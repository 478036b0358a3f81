"""Say what became of a lead, and take that back: the only writer of verdicts."""

import hashlib
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.comparison.curation_log.actions import close_curation, record_curation
from annotator.comparison.leads.grounds import (
    Confirmation,
    basis_of,
    confirmations,
    grounds_of,
    has_settled,
    is_over,
    missing_of,
    row_now,
    stale_verdicts,
)
from annotator.comparison.matrix.actions import RowChanged, ruling_refusal
from annotator.comparison.models import Curation, Lead, LeadState, LeadVerdict
from annotator.comparison.seen import leads_seen
from annotator.people.models import User
from annotator.refusals import refusal
from articles.models import Story

MOST_AT_ONCE = 500
"""Leads that one step confirms; the next step goes on."""
BATCH = 50
NOT_CONFIRMED = (
    "Settled answers do not confirm it: it takes one over each passage, to one question, that "
    "cannot both hold. Settle the articles first, or leave it open."
)
CHANGED = "What this lead rests on has changed in the meantime: look at it as it is now."


@transaction.atomic
def judge(
    lead: Lead, by: User, *, verdict: str, reason: str = "", note: str = "", basis: str
) -> LeadVerdict:
    """Say what became of the lead; `basis` names what was looked at. A stale verdict gives way.

    Raises RowChanged where that is another by now; ValidationError where settled answers do not
    confirm it, a reason is missing, it is judged already, or who may not judge now.
    """
    if complaint := ruling_refusal(by, lead.story):
        raise ValidationError(complaint)
    held = Lead.objects.select_for_update().get(pk=lead.pk)
    if held.state == LeadState.TAKEN_BACK:
        raise ValidationError("This lead was taken back with its import.")
    grounds = grounds_of(Q(pk=lead.pk))[lead.pk]
    if basis_of(grounds) != basis:
        raise RowChanged(CHANGED)
    found: Confirmation | None = None
    if verdict == LeadState.CONFIRMED:
        found = confirmations(lead.story, [lead]).get(lead.pk)
        if found is None:
            raise ValidationError(NOT_CONFIRMED)
    if verdict == LeadState.NOT_SO and not reason:
        raise ValidationError({"reason": "Say why it is not so."})
    made = LeadVerdict(
        lead=lead, verdict=verdict, reason=reason if verdict == LeadState.NOT_SO else "",
        note=note.strip(), by=by, at=timezone.now(),
        missing=" ".join(missing_of(lead, grounds))[:500] if verdict == LeadState.OPEN else "",
        question=found.question if found else None,
        rests_on={**grounds, "row": row_now([found.question.pk])[found.question.pk]}
        if found else {**grounds, "row": None},
    )  # fmt: skip
    _close_stale(lead, by)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise refusal(error, LeadVerdict) from error
    Lead.objects.filter(pk=lead.pk).update(state=verdict)
    return made


def _close_stale(lead: Lead, by: User) -> None:
    standing = list(LeadVerdict.objects.filter(lead=lead))
    stale = stale_verdicts(standing)
    LeadVerdict.objects.filter(pk__in=stale).update(undone_at=timezone.now(), undone_by=by)


@transaction.atomic
def undo_verdict(lead: Lead, by: User) -> None:
    """Take the verdict on the lead back; it stays on record. Raises RowChanged where there is none
    any more, ValidationError for who may not judge now."""
    if complaint := ruling_refusal(by, lead.story):
        raise ValidationError(complaint)
    Lead.objects.select_for_update().get(pk=lead.pk)
    standing = LeadVerdict.objects.filter(lead=lead)
    if not standing.update(undone_at=timezone.now(), undone_by=by):
        raise RowChanged("This lead has no verdict any more.")
    Lead.objects.filter(pk=lead.pk).update(state=LeadState.UNREAD)


def confirmable(story: Story) -> list[tuple[Lead, Confirmation]]:
    """Return the leads that nobody has decided and settled answers confirm, as many as one step
    takes, each with what confirms it."""
    waiting = leads_seen(story).filter(
        has_settled("a"), has_settled("b"), is_over("a"), is_over("b"),
        state__in=(LeadState.UNREAD, LeadState.OPEN),
    )  # fmt: skip
    # A join tells a lead once for each answer over it.
    keys = sorted(set(waiting.values_list("pk", flat=True)))
    found: list[tuple[Lead, Confirmation]] = []
    for first in range(0, len(keys), BATCH):
        some = Lead.objects.filter(pk__in=keys[first : first + BATCH]).order_by("pk")
        listed = list(some.select_related("article_a__source", "article_b__source").defer(
            "article_a__text", "article_b__text"
        ))  # fmt: skip
        confirmed = confirmations(story, listed)
        found += [(one, confirmed[one.pk]) for one in listed if one.pk in confirmed]
        if len(found) >= MOST_AT_ONCE:
            break
    return found[:MOST_AT_ONCE]


def plan_basis(plan: Sequence[tuple[Lead, Confirmation]]) -> str:
    """Return a name for a plan: which leads by which answers."""
    told = [f"{lead.pk} {one.one.name.key} {one.other.name.key}" for lead, one in plan]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@atomic_with_retry
def confirm_all(story: Story, by: User, basis: str) -> Curation:
    """Confirm all that settled answers confirm, in one step that one step undoes.

    `basis` names the plan that was looked at. Raises RowChanged where it is another by now,
    ValidationError where it is empty, or for who may not judge now.
    """
    if complaint := ruling_refusal(by, story):
        raise ValidationError(complaint)
    Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    plan = confirmable(story)
    if not plan:
        raise ValidationError("Settled answers confirm no lead that waits.")
    if plan_basis(plan) != basis:
        raise RowChanged("Some of these leads changed since you looked: look at them anew.")
    keys, now = [lead.pk for lead, _ in plan], timezone.now()
    list(Lead.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    LeadVerdict.objects.filter(lead__in=keys).update(undone_at=now, undone_by=by)
    grounds, rows = grounds_of(Q(pk__in=keys)), row_now({one.question.pk for _, one in plan})
    made = LeadVerdict.everything.bulk_create(
        [
            LeadVerdict(
                lead=lead, verdict=LeadState.CONFIRMED, by=by, at=now, question=one.question,
                rests_on={**grounds[lead.pk], "row": rows[one.question.pk]},
            )
            for lead, one in plan
        ],
        500,
    )  # fmt: skip
    Lead.objects.filter(pk__in=keys).update(state=LeadState.CONFIRMED)
    told = f"{len(made):,} lead{'' if len(made) == 1 else 's'} confirmed by what is settled"
    details = {"verdicts": [one.pk for one in made]}
    return record_curation(
        story, Curation.Kind.CONFIRMED_LEADS, told, by, {}, keys[0], None, details
    )


@atomic_with_retry
def undo_confirmed(act: Curation, by: User) -> int:
    """Take back the verdicts of the act that stand, and return how many. Raises ValidationError."""
    if complaint := ruling_refusal(by, act.story):
        raise ValidationError(complaint)
    act = Curation.objects.select_for_update().get(pk=act.pk)
    if act.kind != Curation.Kind.CONFIRMED_LEADS:
        raise ValidationError("This confirmed no leads: undo it where it was done.")
    if act.undone_at is not None:
        raise ValidationError("This is undone already.")
    close_curation(act, by)
    standing = LeadVerdict.objects.filter(pk__in=act.details["verdicts"])
    keys = list(standing.values_list("lead", flat=True))
    Lead.objects.filter(pk__in=keys).update(state=LeadState.UNREAD)
    return standing.update(undone_at=act.undone_at, undone_by=by)
