"""Let what people said of places beside the annotations follow a corrected text: dismissed
suggestions, and proposed parts of the page. Beneath the actions."""

from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from annotator.annotations.models import Dismissal, RegionChange
from articles.models import Article
from articles.versions.anchoring import AnchorOutcome, Placed, place

State = RegionChange.State


def follow(article: Article, old: str) -> dict[str, list[Any]]:
    """Put each at its words in the article's new text, or let it go where they are gone.

    Returns what `put_back` takes.
    """
    dismissals = list(Dismissal.objects.filter(article=article))
    proposals = list(RegionChange.objects.filter(article=article, state=State.PROPOSED))
    before: dict[str, list[Any]] = {
        "dismissals": [[d.annotator_id, d.start, d.end, d.at.isoformat()] for d in dismissals],
        "proposals": [[p.pk, p.start, p.end] for p in proposals],
    }
    spans = [(d.start, d.end) for d in dismissals] + [(p.start, p.end) for p in proposals]
    placed = place(old, article.text, spans)
    kept = []
    for one, now in zip(dismissals, placed, strict=False):
        if _stands(now):
            one.pk, one.start, one.end = None, now.start or 0, now.end or 0
            kept.append(one)
    _replace_dismissals(article, kept)
    for proposal, now in zip(proposals, placed[len(dismissals) :], strict=True):
        if _stands(now):
            proposal.start, proposal.end = now.start or 0, now.end or 0
        else:
            proposal.state, proposal.decided_at = State.DROPPED, timezone.now()
    RegionChange.objects.bulk_update(proposals, ["start", "end", "state", "decided_at"])
    return before


def put_back(article: Article, before: dict[str, list[Any]]) -> None:
    """Put each back where it stood before the text was corrected."""
    _replace_dismissals(
        article,
        [
            Dismissal(article=article, annotator_id=who, start=start, end=end, at=_time(at))
            for who, start, end, at in before.get("dismissals", [])
        ],
    )
    stood = {pk: (start, end) for pk, start, end in before.get("proposals", [])}
    proposals = list(RegionChange.objects.filter(pk__in=stood))
    for proposal in proposals:
        proposal.start, proposal.end = stood[proposal.pk]
        proposal.state, proposal.decided_at = State.PROPOSED, None
    RegionChange.objects.bulk_update(proposals, ["start", "end", "state", "decided_at"])


def _stands(now: Placed) -> bool:
    return now.outcome in (AnchorOutcome.CARRIED, AnchorOutcome.MOVED)


def _time(written: str) -> Any:
    return parse_datetime(written) or timezone.now()


def _replace_dismissals(article: Article, dismissals: list[Dismissal]) -> None:
    Dismissal.objects.filter(article=article).delete()
    Dismissal.objects.bulk_create(dismissals, ignore_conflicts=True)
