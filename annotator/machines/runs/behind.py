"""Which readings of machines are behind: what they were given is another today.

In lists that is told by dates and versions, in a fixed number of statements: the text was
corrected since, or the story's questions, the codebook or, for engines that go by it, the
registry's names were changed. What really changed a run finds out by the hash of the input, and
asks no engine where nothing did.
"""

from datetime import datetime

from django.db.models import F, Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotator.machines.models import GIVEN_NAMES, MachineReading, MachineReadingState, stands
from annotator.vocabulary.models import Alias, CodebookEdition, Entity, Question
from articles.models import Story

State = MachineReadingState


def asked_since(story: Story) -> datetime | None:
    """Return when what machines look for in the story was last changed: a question of it, or the
    codebook. Two statements; None where there is neither."""
    questions = Question.history.filter(story=story.pk).aggregate(at=Max("history_date"))["at"]
    editions = CodebookEdition.objects.exclude(published_at=None)
    codebook = editions.aggregate(at=Max("published_at"))["at"]
    return max((at for at in (questions, codebook) if at is not None), default=None)


def is_behind(changed_at: datetime | None, to: str = "") -> Q:
    """Return the readings that are behind, where what is looked for was last changed then.

    `to` leads to a reading, beside a `looked_at`. One whose last try failed is told as failed.
    """
    old = Q(**{f"{to}text_version__lt": F(f"{to}article__version")}) | _named_since(to)
    if changed_at is not None:
        old |= Q(looked_at__lt=changed_at)
    failed_not = Q(**{f"{to}state__in": [one for one in State if one != State.FAILED]})
    return stands(to) & failed_not & old


def _named_since(to: str) -> Q:
    """Return the readings of engines that go by the registry, where a name of it changed since."""
    renamed = Q()
    for history in (Entity.history, Alias.history):
        newest = history.order_by("-history_date").values("history_date")[:1]
        renamed |= Q(looked_at__lt=Subquery(newest))
    return Q(**{f"{to}reader__engine__in": GIVEN_NAMES}) & renamed


def with_looked_at() -> QuerySet[MachineReading]:
    """Return the readings with `looked_at`: when what they are given was last made up."""
    return MachineReading.objects.annotate(looked_at=Coalesce("checked_at", "submitted_at"))
