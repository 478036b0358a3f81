"""Take leads in, and take an import back: the only writer of imports and of leads."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from annotator.comparison.leads.intake.lead_rows import LeadRow
from annotator.comparison.leads.intake.plan import LeadPlan, Tell, plan_leads, standing_keys
from annotator.comparison.models import Lead, LeadImport, LeadState
from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Story

BATCH = 500
MOST_TOLD = 20


@transaction.atomic
def store_leads(plan: LeadPlan, name: str, by: User | None) -> LeadImport:
    """Store the leads of a plan, all or nothing. Raises ValidationError where it has problems."""
    if plan.problems:
        raise ValidationError([str(one) for one in plan.problems[:MOST_TOLD]])
    batch = LeadImport.objects.create(
        story=plan.story, name=name[:200], at=timezone.now(), by=by, waiting=None
    )
    return _fill(batch, plan)


def keep_rows(story: Story, name: str, rows: Sequence[LeadRow], by: User) -> LeadImport:
    """Keep the rows of a large file, for a worker to take in."""
    return LeadImport.objects.create(
        story=story, name=name[:200], at=timezone.now(), by=by, waiting=list(rows)
    )


def take_in(batch: LeadImport, tell: Tell) -> LeadImport:
    """Take in what was kept of a large file; what was taken in already is left alone.

    Raises ValidationError where an article is gone meanwhile: then nothing is stored, and the
    import says why.
    """
    if batch.waiting is None or batch.undone_at is not None:
        return batch
    plan = plan_leads(batch.story, [LeadRow.of_data(one) for one in batch.waiting], tell)
    if plan.problems:
        told = [str(one) for one in plan.problems[:MOST_TOLD]]
        refused = LeadImport.objects.filter(pk=batch.pk)
        refused.update(waiting=None, refused="\n".join(told))
        raise ValidationError(told)
    with transaction.atomic():
        held = LeadImport.objects.select_for_update().defer("waiting").get(pk=batch.pk)
        if held.undone_at is not None:  # taken back while the quotes were looked for
            return held
        return _fill(held, plan)


def _fill(batch: LeadImport, plan: LeadPlan) -> LeadImport:
    """Store the plan's leads in the batch, under the lock of the story: two imports take turns."""
    Story.objects.select_for_update(no_key=True).get(pk=batch.story_id)
    there = set(standing_keys(plan.story))
    fresh = [one for one in plan.fresh if one.key not in there]
    for lead in fresh:
        lead.batch = batch
    Lead.objects.bulk_create(fresh, BATCH)
    batch.leads, batch.waiting, batch.refused = len(fresh), None, ""
    batch.known = plan.known + len(plan.fresh) - len(fresh)
    batch.save(update_fields=["leads", "known", "waiting", "refused"])
    record(TrustKind.IMPORTED, by=batch.by, story=plan.story, facts={"leads": len(fresh)})
    return batch


@transaction.atomic
def take_back(batch: LeadImport, by: User) -> int:
    """Take back the leads of an import that nobody has judged, and return how many; judged ones
    stay. What still waits for a worker never comes in. Raises ValidationError where it is taken
    back."""
    batch = LeadImport.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at is not None:
        raise ValidationError("This import is taken back already.")
    unread = Lead.objects.filter(batch=batch, state=LeadState.UNREAD)
    count = unread.update(state=LeadState.TAKEN_BACK)
    batch.waiting, batch.undone_at, batch.undone_by = None, timezone.now(), by
    batch.save(update_fields=["waiting", "undone_at", "undone_by"])
    facts = {"act": "imported leads", "number": batch.pk, "leads": count}
    record(TrustKind.BULK_ACT_UNDONE, by=by, story=batch.story, facts=facts)
    return count


@transaction.atomic
def put_back(batch: LeadImport, by: User) -> int:
    """Bring back the leads of an import that was taken back, and return how many: but for those
    that came in again since. Raises ValidationError where it was not taken back."""
    batch = LeadImport.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at is None:
        raise ValidationError("This import is not taken back.")
    Story.objects.select_for_update(no_key=True).get(pk=batch.story_id)
    there = Lead.objects.filter(story=batch.story_id).exclude(state=LeadState.TAKEN_BACK)
    gone = Lead.objects.filter(batch=batch, state=LeadState.TAKEN_BACK)
    back = list(gone.exclude(key__in=there.values("key")).values_list("pk", flat=True))
    count = sum(
        Lead.objects.filter(pk__in=back[first : first + BATCH]).update(state=LeadState.UNREAD)
        for first in range(0, len(back), BATCH)
    )
    batch.undone_at = batch.undone_by = None
    batch.save(update_fields=["undone_at", "undone_by"])
    facts = {"act": "imported leads", "number": batch.pk, "leads": count}
    record(TrustKind.BULK_ACT, by=by, story=batch.story, facts=facts)
    return count
