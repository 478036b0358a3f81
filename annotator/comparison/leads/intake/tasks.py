"""What is done in the background: the leads of a large file are taken in."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from annotator.background.work import Progress, TaskFailed, work
from annotator.comparison.leads.intake.actions import keep_rows, take_in
from annotator.comparison.leads.intake.lead_rows import LeadRow
from annotator.comparison.models import LeadImport
from annotator.people.models import User
from articles.models import Story


@work("Take in leads")
def take_in_leads(progress: Progress, batch: int) -> None:
    """Take in the leads of a large file; one that is gone has none."""
    found = LeadImport.objects.select_related("story", "by").filter(pk=batch).first()
    if found is None:
        return
    try:
        take_in(found, progress.tell)
    except ValidationError as error:
        raise TaskFailed(" ".join(error.messages)[:500]) from error


@transaction.atomic
def keep_for_later(story: Story, name: str, rows: Sequence[LeadRow], by: User) -> LeadImport:
    """Keep the rows of a large file, and ask that a worker takes them in."""
    batch = keep_rows(story, name, rows, by)
    take_in_leads.ask(batch.pk, story_id=story.pk, by=by, title=f"Leads: {name}")
    return batch
