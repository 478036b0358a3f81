"""Where attribution is lost, as it is kept: the writer of `KeptLoss`, and what a page reads."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from annotator.comparison.models import KeptLoss, StorySnapshot
from annotator.comparison.shared_wording.attribution import (
    LostAttribution,
    Statement,
    lost_attributions,
)
from articles.models import Source, Story


def refresh_losses(story: Story) -> None:
    """Keep where attribution is lost in the story, as it is found now.

    What changes while it looks makes it due again; so does whatever stops it.
    """
    snapshots = StorySnapshot.objects.filter(pk=story.pk)
    snapshots.update(losses_due=False)
    try:
        _store(story, lost_attributions(story, ()))
    except BaseException:
        snapshots.update(losses_due=True)
        raise


@transaction.atomic
def _store(story: Story, found: Collection[LostAttribution]) -> None:
    KeptLoss.objects.filter(story=story).delete()
    KeptLoss.objects.bulk_create(
        [
            KeptLoss(
                story=story, place=place, source=one.stated.source,
                quoted_article_id=one.quoted.article, stated_article_id=one.stated.article,
                quoted=list(one.quoted), stated=list(one.stated),
            )
            for place, one in enumerate(found)
        ],
        batch_size=500,
    )  # fmt: skip


def kept_losses(story: Story, hidden: Collection[int], source: Source | None) -> QuerySet[KeptLoss]:
    """Return what is kept, in the order of the articles that lose it, without what is hidden."""
    found = KeptLoss.objects.filter(story=story).order_by("place")
    found = found.exclude(quoted_article__in=hidden).exclude(stated_article__in=hidden)
    return found.filter(source=source.pk) if source else found


def loss_kept(kept: KeptLoss) -> LostAttribution:
    """Return the loss as it was found."""
    return LostAttribution(Statement(*kept.quoted), Statement(*kept.stated))


def losses_behind(story: Story) -> bool:
    """Return whether something has changed since it was last looked for."""
    return StorySnapshot.objects.filter(pk=story.pk, losses_due=True).exists()
