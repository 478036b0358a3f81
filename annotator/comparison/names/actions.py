"""Many mentions linked to an entity in one act, by the words that texts use; and its undo.

The act is kept in the history of what it changed, under a name of its own. Every refusal is a
ValidationError.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Min
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.annotations.recording.rewrite import New, atomic_with_retry, rewrite
from annotator.comparison.names.surface_forms import narrowed, unlinked_among
from annotator.comparison.seen import Seen
from annotator.comparison.tallies.acts_lately import acts_begun_with
from annotator.comparison.tallies.name_uses import form_of
from annotator.comparison.tallies.take_in import take_in_if_few
from annotator.people.models import User
from annotator.vocabulary import retirement
from annotator.vocabulary.actions import make_entity
from annotator.vocabulary.models import Alias, Entity

RECENT = timedelta(days=14)
"""How long a link is listed with its undo."""
MOST_LISTED = 10
_LONGEST_ACT = timedelta(minutes=15)
"""How long after its name was made an act may still have been writing."""


class LinkAct(NamedTuple):
    """One act as it is listed: its name, what it linked to, how many, by whom and when."""

    act: str
    entity: str
    mentions: int
    by: str
    at: datetime


@atomic_with_retry
def link(
    seen: Seen, forms: Collection[str], entity: Entity | str, by: User, *, alias: bool = False
) -> tuple[str, int]:
    """Let every unlinked mention that is one of `forms`, case and spacing aside, name the entity.

    A text as `entity` is the name of a new one. With `alias` the entity has these forms as names
    from then on. Return the act's name and how many mentions changed.
    """
    if isinstance(entity, str):
        entity = make_entity(" ".join(entity.split())[:200], by)
    entity = Entity.objects.select_for_update().get(pk=entity.pk)
    if not entity.active:
        raise ValidationError(f"“{entity}” is out of use: choose another, or make it active first.")
    keys = _unlinked(seen, {form_of(form) for form in forms})
    if not keys:
        raise ValidationError(
            "Nothing is left to link: somebody has linked these words meanwhile. Look again."
        )
    act = f"{int(timezone.now().timestamp())}-{secrets.token_hex(4)}"
    key = entity.pk

    def change(batch: Sequence[Annotation]) -> Mapping[UUID, New]:
        return {one.pk: {"entity_id": key} for one in batch if one.entity_id is None}

    if alias:
        quotes = Annotation.objects.filter(pk__in=keys).values_list("quote").annotate(n=Count("pk"))
        written = [quote for quote, _ in sorted(quotes, key=lambda row: (-row[1], row[0]))]
        retirement.add_aliases(entity, written, by, f"Names {act}: linked to {entity.slug}")
    done = rewrite(keys, change, by, f"Names {act}: linked to {entity.slug}")
    take_in_if_few(seen.story, keys)
    return act, done


@atomic_with_retry
def undo(seen: Seen, act: str, by: User) -> int:
    """Unlink what the act linked and still names the same entity. Return how many mentions
    changed."""
    done = _history(act).filter(seen.within)
    linked = dict(
        done.filter(history_change_reason__startswith=f"Names {act}:").values_list(
            "id", "entity_id"
        )
    )
    if not linked:
        raise ValidationError("There is no such link in this story that you could undo.")
    if Annotation.history.filter(id__in=list(linked), history_change_reason=_undone(act)).exists():
        raise ValidationError("This link is undone already.")

    kept = Alias.history.filter(history_change_reason__startswith=f"Names {act}:")
    aliases = Alias.objects.filter(pk__in=kept.values("id"))
    retirement.drop_aliases(aliases, by, _undone(act))

    def change(batch: Sequence[Annotation]) -> Mapping[UUID, New]:
        return {o.pk: {"entity_id": None} for o in batch if o.entity_id == linked[o.pk]}

    count = rewrite(sorted(linked), change, by, _undone(act))
    take_in_if_few(seen.story, linked)
    return count


def recent_links(seen: Seen) -> list[LinkAct]:
    """Return the links of the last days that are not undone, the latest first. One statement."""
    since = timezone.now() - RECENT
    rows = acts_begun_with("Names ").filter(seen.within, history_date__gte=since).order_by()
    counted_acts = rows.values_list("history_change_reason").annotate(
        count=Count("id"),
        at=Max("history_date"),
        entity=Min("entity__name"),
        by=Min("history_user__username"),
    )
    acts: list[LinkAct] = []
    gone = set()
    for reason, count, at, entity, by in counted_acts:
        act, colon, _ = reason.removeprefix("Names ").partition(":")
        if colon:
            acts.append(LinkAct(act, entity or "", count, by or "", at))
        else:
            gone.add(act.removesuffix(" undone"))
    left = [one for one in acts if one.act not in gone]
    return sorted(left, key=lambda one: one.at, reverse=True)[:MOST_LISTED]


def _unlinked(seen: Seen, wanted: set[str]) -> list[UUID]:
    """Return the keys of annotations at places that nobody has linked, whoever made them."""
    among = unlinked_among(seen, narrowed(seen))
    quotes = among.values_list("quote", flat=True).distinct()
    chosen = [quote for quote in quotes if form_of(quote) in wanted]
    return sorted(among.filter(quote__in=chosen).values_list("pk", flat=True))


def _history(act: str) -> Any:
    """Return the history rows written when the act was: its name begins with its second."""
    second, _, rest = act.partition("-")
    if not (second.isdecimal() and second.isascii() and len(second) < 12 and rest.isalnum()):
        raise ValidationError("There is no such link in this story that you could undo.")
    begun = datetime.fromtimestamp(int(second), UTC)
    return Annotation.history.filter(history_date__range=(begun, begun + _LONGEST_ACT)).order_by()


def _undone(act: str) -> str:
    return f"Names {act} undone"
