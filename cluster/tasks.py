"""The task that the cluster's worker runs again and again: it only reads, and from the replica."""

from annotator.background.work import Progress, work
from annotator.operations.replica import read_from_replica

STEPS = 5


@work("Count highlights")
def count_highlights(progress: Progress, number: int) -> None:
    """Count all highlights a few times, and tell how far that is."""
    from annotator.annotations.models import Annotation

    def counted() -> None:
        for step in range(STEPS):
            Annotation.objects.count()
            progress.tell(step + 1, STEPS)

    read_from_replica(counted, lambda as_of: None)
