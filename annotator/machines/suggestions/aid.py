"""Which machines' suggestions one person's reading of one article sees.

The rules of the moment in which it was begun hold for it for good, so that nobody can change in
the midst of a reading whether it is helped. Nothing is written: it is drawn anew each time.
"""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from annotator.annotations.details import SAID_DETAILS
from annotator.annotations.models import Annotation
from annotator.annotations.suggestions.suggesters import Aid, MarkProposal
from annotator.machines.models import Engine, Shows, stands
from annotator.machines.suggestions.begun import standing_with_begun
from annotator.machines.suggestions.rules import rules_of
from annotator.people.models import User
from articles.models import Article

_THINGS = tuple(detail.name for detail in SAID_DETAILS if detail.is_thing)


def aid_from_machines(article: Article, user: User) -> Aid:
    """Return what the user's reading of the article sees of machines; who has none sees nothing.

    Where the rule of any machine draws it as unaided, it sees nothing of all of them, nor the
    registry's names: what is still shown would be help. A machine that reads names stands in for
    the registry, whatever is shown of it.
    """
    rules = rules_of(article.story_id)
    if not rules:
        return Aid()
    mine = standing_with_begun().filter(article=article, annotator=user)
    reading = list(mine.values_list("begun", flat=True))
    if not reading:
        return Aid()
    moment = reading[0] or timezone.now()
    if rules.withholds(moment, user.pk, article.pk):
        return Aid(names=False, withheld=True)
    there = [rule for rule in rules.at(moment) if rule.removed_at is None]
    shown = [rule.reader for rule in there if rule.shows == Shows.SUGGESTIONS]
    return Aid(
        _proposals(article, shown, moment) if shown else (),
        names=not any(rule.engine == Engine.NAMES for rule in there),
    )


def _proposals(
    article: Article, readers: Collection[int], before: datetime
) -> tuple[MarkProposal, ...]:
    """Return what these machines had marked of the article's text of today before a moment."""
    marks = Annotation.machine_marks.filter(
        stands("machine_mark__reading__"),
        article=article, text_version=article.version, start__isnull=False, label__active=True,
        machine_mark__reading__reader__in=readers,
        machine_mark__reading__text_version=article.version,
        machine_mark__reading__submitted_at__lt=before,
    )  # fmt: skip
    whole = marks.select_related("machine_mark__reading__reader", *_THINGS)
    ordered = whole.order_by("start", "end", "label", "part", "pk")
    return tuple(_proposal(mark) for mark in ordered if _is_in_use(mark))


def _is_in_use(mark: Annotation) -> bool:
    """Tell whether all that it names is still in use: else nobody could accept it."""
    things = (getattr(mark, name) for name in _THINGS)
    return all(thing is None or thing.active for thing in things)


def _proposal(mark: Annotation) -> MarkProposal:
    start, end = mark.span
    told = mark.machine_mark
    details, names = {}, {}
    for detail in SAID_DETAILS:
        value = getattr(mark, detail.name)
        if not value:
            continue
        details[detail.name] = value.slug if detail.is_thing else value
        if detail.is_thing:
            names[detail.name] = str(value)
    return MarkProposal(
        str(mark.pk), start, end, mark.label_id, mark.kind, details, names, told.confidence,
        told.reading.reader.name,
    )  # fmt: skip
