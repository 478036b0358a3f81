"""What an act changed beside annotations (vocabulary, sources, whose an article is), and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from annotator.annotations.curation.merge import naming
from annotator.annotations.curation.plans import number
from annotator.annotations.models import Annotation
from annotator.people.models import User
from annotator.vocabulary import retirement
from annotator.vocabulary.models import Alias, Entity, Question
from articles.changes import note_articles
from articles.models import Article, Source

UNTRACKED = {"id", "created_at"}
MOST_NAMED = 3
Columns = dict[str, Any]
Changed = Mapping[str, Any]
"""One thing as a bulk act keeps it: its model, key and name, and its columns before and after; None
before for what the act made, None after for what it deleted."""


def snapshot(things: Iterable[models.Model]) -> dict[tuple[str, str], Columns]:
    """Return each thing's columns by its model and key, as JSON holds them; deferred ones not."""
    found = {}
    for thing in things:
        found[thing._meta.label_lower, str(thing.pk)] = _columns(thing) | {"": str(thing)}
    return found


def changes(
    before: Mapping[tuple[str, str], Columns], after: Mapping[tuple[str, str], Columns]
) -> list[dict[str, Any]]:
    """Return what differs: of a thing that was there the columns, of a new or deleted one all."""
    found = []
    for model, pk in sorted({*before, *after}):
        was, now = before.get((model, pk)), after.get((model, pk))
        all_of_it = now or was or {}
        names = [n for n in all_of_it if n and not (was and now and was[n] == now[n])]
        if names:
            found.append(
                {
                    "model": model, "pk": pk, "called": all_of_it[""],
                    "before": None if was is None else {n: was[n] for n in names},
                    "after": None if now is None else {n: now[n] for n in names},
                }
            )  # fmt: skip
    return found


def things_plan(things: Sequence[Changed]) -> list[str]:
    """Tell what giving the things back would do."""
    will: list[str] = []
    going_back: dict[int, int] = defaultdict(int)
    for each in things:
        if each["model"] == Article._meta.label_lower:
            going_back[each["before"]["source_id"]] += 1
        elif each["after"] is None:
            will.append(f"“{_called(each)}” will be there again.")
        elif each["before"] is None:
            word = "removed" if each["model"] == Alias._meta.label_lower else "taken out of use"
            will.append(f"“{_called(each)}” will be {word}.")
        else:
            names = ", ".join(name.removesuffix("_id") for name in each["before"])
            will.append(f"“{each['called']}” will be as it was: {names}.")
    names_of = dict(Source.objects.filter(pk__in=list(going_back)).values_list("pk", "name"))
    names_of |= {
        int(each["pk"]): each["called"]
        for each in things
        if each["model"] == Source._meta.label_lower
    }
    will += [
        f"{number(count, 'article')} will be of “{names_of.get(source, 'its source')}” again."
        for source, count in going_back.items()
    ]
    return will


def things_refusals(things: Sequence[Changed], moved: Iterable[str]) -> list[str]:
    """Return why the things cannot be given back, in words.

    `moved`: keys of the annotations that the undo takes along. Others that name a thing which the
    act made stand in the way.
    """
    now = _stored(things)
    changed = [each for each in things if _differs(each, now.get((each["model"], each["pk"])))]
    found = [
        f"“{_called(each)}” was changed since. Undo that first." for each in changed[:MOST_NAMED]
    ]
    if len(changed) > MOST_NAMED:
        found.append(f"So were {len(changed) - MOST_NAMED:,} more.")
    taken_along = set(moved)
    for each in things:
        thing = now.get((each["model"], each["pk"]))
        if each["after"] is None:
            found += _name_taken(each)
        elif each["before"] is None and isinstance(thing, Entity | Question):
            which = naming([thing]) if isinstance(thing, Entity) else Q(question=thing)
            keys = map(str, Annotation.objects.filter(which).values_list("pk", flat=True))
            if others := set(keys) - taken_along:
                told = number(len(others), "highlight has", "highlights have")
                found.append(f"{told} come to name “{thing}” since. Link them to another first.")
    return found


def restore_things(things: Sequence[Changed], by: User, reason: str) -> None:
    """Give every thing back what it had; what the act made goes out of use, or goes.

    What it deleted comes back first, with its key: the others refer to it.
    """
    for each in things:
        if each["after"] is None:
            model = _model(each)
            model(pk=each["pk"], **_values(model, each["before"])).save(force_insert=True)
    now = _stored(things)
    alike: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    # A number can be on one entity only: who gives it up comes before who takes it back.
    for each in sorted(things, key=lambda each: bool((each["before"] or {}).get("wikidata"))):
        thing: Any = now.get((each["model"], each["pk"]))
        if each["after"] is None:
            continue
        if each["before"] is None:
            if isinstance(thing, Alias):
                retirement.drop_aliases([thing], by, reason)
            else:
                retirement.deactivate([thing], by, reason)
            continue
        values = _values(type(thing), each["before"])
        if isinstance(thing, Article | Source):
            alike[(type(thing), *sorted(values.items()))].append(thing.pk)
        else:
            retirement.restore_values(thing, by, reason, **values)
    for (model, *columns), keys in alike.items():
        for first in range(0, len(keys), 500):
            model.objects.filter(pk__in=keys[first : first + 500]).update(**dict(columns))
        if model is Article:
            note_articles(keys)


def _columns(thing: models.Model) -> Columns:
    unread = UNTRACKED | thing.get_deferred_fields()
    fields = [f for f in thing._meta.concrete_fields if f.attname not in unread]
    values = {field.attname: getattr(thing, field.attname) for field in fields}
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in values.items()}


def _values(model: type[models.Model], columns: Mapping[str, Any]) -> Columns:
    """Return the columns as the model holds them: a time is no text there."""
    found = {}
    for name, value in columns.items():
        field: Any = model._meta.get_field(name)
        found[name] = value if name.endswith("_id") else field.to_python(value)
    return found


def _stored(things: Sequence[Changed]) -> dict[tuple[str, str], models.Model]:
    """Return the things as they are now, in one statement for 500 of a model; no text is read."""
    keys: dict[str, list[str]] = defaultdict(list)
    for each in things:
        keys[each["model"]].append(each["pk"])
    found = {}
    for name, of_it in keys.items():
        model: Any = apps.get_model(name)
        rows = model.objects.defer("text") if model is Article else model.objects
        for first in range(0, len(of_it), 500):
            for thing in rows.filter(pk__in=of_it[first : first + 500]):
                found[name, str(thing.pk)] = thing
    return found


def _differs(each: Changed, thing: models.Model | None) -> bool:
    """Tell whether the thing is another than the act left it."""
    if thing is None or each["after"] is None:
        return thing is not None or each["after"] is not None
    columns = _columns(thing)
    return any(columns[name] != value for name, value in each["after"].items())


def _name_taken(each: Changed) -> list[str]:
    """Return the refusal where another source has the name or slug of one that was deleted."""
    was = each["before"]
    taken = Source.objects.filter(Q(name=was["name"]) | Q(slug=was["slug"])).first()
    if taken is None or str(taken.pk) == each["pk"]:
        return []
    return [
        f"There is a source “{taken}” ({taken.slug}) by now, where “{was['name']}” ({was['slug']}) "
        "would come back. Rename that one first."
    ]


def _called(each: Changed) -> str:
    values = each["after"] or {}
    return str(values.get("name") or values.get("wording") or each["called"])


def _model(each: Changed) -> type[models.Model]:
    return apps.get_model(each["model"])
