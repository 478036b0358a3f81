"""Finding an entity of the registry by what somebody has typed of one of its names."""

import re
import unicodedata
from typing import Any

from rapidfuzz import fuzz, process

from annotator.vocabulary.models import Alias, Entity

MOST = 12
LEAST_RATIO = 75
"""From which of rapidfuzz's ratios, 0 to 100, a name counts as near to what is typed."""
SHORTEST_COMPARED = 4
"""Letters that must be typed before spellings are compared: short words resemble everything."""
_MARKS_BETWEEN = re.compile(r"[\W_]+")


def plain(words: str) -> str:
    """Return the words without regard to case, accents and the marks between them."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    return _MARKS_BETWEEN.sub(" ", letters).strip()


def entities_called(query: str, limit: int = MOST) -> list[dict[str, Any]]:
    """Return active entities that the words may name, with slug, name, hint and aliases.

    Those whose name or alias holds the words come first, and of them those that begin with them;
    then those that are spelt much like them.
    """
    typed = " ".join(query.split())
    if not typed:
        return []
    found = Entity.objects.filter(active=True, name__icontains=typed)
    called = Entity.objects.filter(active=True, aliases__name__icontains=typed)
    holding = list((found | called).distinct().prefetch_related("aliases")[:200])
    wanted = typed.casefold()
    holding.sort(key=lambda e: (not e.name.casefold().startswith(wanted), len(e.name), e.name))
    near = _near(plain(typed), limit) if len(holding) < limit else []
    every = {entity.pk: entity for entity in [*holding, *near]}
    return [_shown(entity) for entity in list(every.values())[:limit]]


def _near(typed: str, limit: int) -> list[Entity]:
    """Return the entities with the likest names: but for a slip, an accent, an order of words."""
    if len(typed) < SHORTEST_COMPARED:
        return []
    names = list(Entity.objects.filter(active=True).order_by().values_list("pk", "name"))
    rows = Alias.objects.filter(entity__active=True).order_by().values_list("entity_id", "name")
    names += rows
    spelt = [plain(name) for _, name in names]
    like = process.extract(
        typed, spelt, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_RATIO, limit=2 * limit
    )
    keys = list(dict.fromkeys(names[at][0] for _, _, at in like))[:limit]
    by_key = Entity.objects.prefetch_related("aliases").in_bulk(keys)
    return [by_key[key] for key in keys]


def _shown(entity: Entity) -> dict[str, Any]:
    aliases = [alias.name for alias in entity.aliases.all()]
    return {
        "slug": entity.slug,
        "name": entity.name,
        "hint": entity.description or ", ".join(aliases[:4]),
        "aliases": aliases,
    }
