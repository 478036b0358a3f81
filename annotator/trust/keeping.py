"""Let go of lines that are older than the desk keeps them: the only one that deletes any."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from annotator.trust.models import TrustLine


def sweep(portion: int) -> int:
    """Delete lines older than TRUST_LOG_DAYS, so many at most; return how many. 0: none ever."""
    if not settings.TRUST_LOG_DAYS:
        return 0
    oldest = timezone.now() - timedelta(days=settings.TRUST_LOG_DAYS)
    lines: QuerySet[TrustLine] = QuerySet(TrustLine)  # plain: the log's own deletes nothing
    old = list(lines.filter(at__lt=oldest).order_by("at").values_list("pk", flat=True)[:portion])
    if old:
        lines.filter(pk__in=old).delete()
    return len(old)
