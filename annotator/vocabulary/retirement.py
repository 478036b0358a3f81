"""Take labels, entities and questions out of use; none is deleted, since annotations name them."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from annotator.text import fold
from annotator.vocabulary.actions import make_entity
from annotator.vocabulary.changes import things_changed
from annotator.vocabulary.models import Alias, Entity, Label, Question

Term = TypeVar("Term", Label, Entity, Question)
ALIAS_LENGTH = 200


def lock_for_merge(kept: Term, others: Sequence[Term]) -> tuple[Term, list[Term]]:
    """Lock the rows that are to be merged and return them, so that nothing new refers to them
    meanwhile.

    Returns the row that is kept, and the others. Raises ValidationError where there is nothing to
    merge, or where the row that is kept is out of use.
    """
    model: Any = type(kept)
    keys: set[Any] = {other.pk for other in others} - {kept.pk}
    rows: dict[Any, Term] = {
        row.pk: row
        for row in model.objects.select_for_update().filter(pk__in={*keys, kept.pk}).order_by("pk")
    }
    if not keys or len(rows) <= len(keys):
        raise ValidationError("Choose at least one other thing to merge.")
    if not rows[kept.pk].active:
        raise ValidationError(f"“{kept}” is out of use: make it active first, or keep another.")
    return rows[kept.pk], [rows[key] for key in sorted(keys)]


def ask_anew(question: Question, by: AbstractUser | None, reason: str = "") -> None:
    """Note that the question asks for more than before: who read until now may have missed it."""
    question.asked_at = timezone.now()
    _update([question], ["asked_at"], by, reason)


@transaction.atomic
def deactivate(things: Sequence[Term], by: AbstractUser | None, reason: str = "") -> int:
    """Take out of use the things that are in use, and return how many; annotations keep them."""
    if not things:
        return 0
    model: Any = type(things[0])
    keys = [thing.pk for thing in things]
    found = model.objects.select_for_update().filter(pk__in=keys, active=True).order_by("pk")
    active = list(found)
    for thing in active:
        thing.active = False
    _update(active, ["active"], by, reason)
    return len(active)


@transaction.atomic
def take_over(kept: Entity, others: Sequence[Entity], by: AbstractUser | None) -> list[str]:
    """Give `kept` the names and aliases of the others as aliases, and a number where it has none.

    The others keep their own aliases and go out of use. Returns the aliases added.
    """
    reason = f"Merged into {kept.slug}"[:100]
    names = names_to_add(kept, others)
    aliases = [Alias(entity=kept, name=name) for name in names]
    bulk_create_with_history(aliases, Alias, default_user=by, default_change_reason=reason)
    giver = wikidata_giver(kept, others)
    if giver is not None:
        number, giver.wikidata = giver.wikidata, ""
        _update([giver], ["wikidata"], by, reason)
        kept.wikidata = number
        _update([kept], ["wikidata"], by, f"Merged with {giver.slug}")
    deactivate(others, by, reason)
    return names


def names_to_add(kept: Entity, others: Sequence[Entity]) -> list[str]:
    """Return the names that a merge would add to `kept`; case and runs of space do not count."""
    known = {fold(kept.name)}
    aliases: dict[int, list[str]] = {}
    rows = Alias.objects.filter(entity__in=[kept, *others]).order_by("pk")
    for entity, name in rows.values_list("entity_id", "name"):
        aliases.setdefault(entity, []).append(name)
    known |= {fold(name) for name in aliases.get(kept.pk, ())}
    new = []
    for other in others:
        for name in (other.name, *aliases.get(other.pk, ())):
            if fold(name) not in known:
                known.add(fold(name))
                new.append(name)
    return new


def wikidata_giver(kept: Entity, others: Sequence[Entity]) -> Entity | None:
    """Return the entity whose Wikidata number `kept` takes over, or None if it has its own."""
    if kept.wikidata:
        return None
    return next((other for other in others if other.wikidata), None)


def split_off(entity: Entity, name: str, forms: set[str], by: AbstractUser | None) -> Entity:
    """Make a new entity out of another one; the aliases that are among `forms`, folded, move to it.

    Raises ValidationError for a name that is empty, too long or that of an entity in use.
    """
    name = " ".join(name.split())
    for known in Entity.objects.filter(active=True).values_list("name", flat=True).iterator():
        if fold(known) == fold(name):
            raise ValidationError(
                f"There is an entity “{known}” already: link the highlights to it in the list of "
                "annotations, or give a name that tells the two apart."
            )
    made = make_entity(name, by)
    reason = f"Split off from {entity.slug}"
    aliases = [alias for alias in entity.aliases.all() if fold(alias.name) in forms]
    for alias in aliases:
        alias.entity = made
    _update(aliases, ["entity"], by, reason)
    return made


def restore_values(thing: Any, by: AbstractUser | None, reason: str, **values: Any) -> None:
    """Give the thing back the values it had before, as if it had not changed: a question is not
    asked

    anew.
    """
    for name, value in values.items():
        setattr(thing, name, value)
    _update([thing], list(values), by, reason)


def add_aliases(
    entity: Entity, names: Iterable[str], by: AbstractUser | None, reason: str
) -> list[Alias]:
    """Add the names that the entity lacks as aliases, and return these; the first spelling
    counts."""
    known = {
        fold(entity.name),
        *map(fold, entity.aliases.values_list("name", flat=True)),
    }
    new = []
    for name in names:
        if fold(name) not in known and len(name) <= ALIAS_LENGTH:
            known.add(fold(name))
            new.append(Alias(entity=entity, name=" ".join(name.split())))
    bulk_create_with_history(new, Alias, default_user=by, default_change_reason=reason[:100])
    return new


def drop_aliases(aliases: Iterable[Alias], by: AbstractUser | None, reason: str) -> None:
    """Delete these aliases from their entities; the history keeps them."""
    for alias in aliases:
        alias._history_user = by  # type: ignore[attr-defined]
        alias._change_reason = reason[:100]  # type: ignore[attr-defined]
        alias.delete()


def _update(things: list[Any], fields: list[str], by: AbstractUser | None, reason: str) -> None:
    if things:
        bulk_update_with_history(
            things, type(things[0]), fields, default_user=by, default_change_reason=reason[:100]
        )
        things_changed.send(sender=type(things[0]), things=things)
