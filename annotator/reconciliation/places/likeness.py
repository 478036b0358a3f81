"""What two annotations are compared by: an annotation's label, link and details, normalised.

The link is what pairing scores: the question of a claim, the entity of a mention, holder and target
of a stance. The rest is what only naming looks at. Note, flag and wording do not count.
"""

from collections.abc import Mapping

from annotator.reconciliation.places.spans import Span
from annotator.text import fold

RESTS: dict[str, tuple[str, ...]] = {
    "claim": ("value", "approximator", "modality", "as of", "scope", "said by"),
    "entity": (),
    "stance": ("holder",),
}
"""The names of `Span.rest`, by kind."""
LINKS = {"claim": "question", "entity": "entity", "stance": "holder and target"}
"""What `Span.link` is, by kind."""
OWN_VOICE = "the article itself"


def likeness(kind: str, details: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the link and the rest of an annotation's details, in which a thing stands as its slug.

    What an answer leaves unsaid means something once it says anything: exactly, asserted, in the
    article's own voice. So does an empty holder beside a target.
    """
    given = details.get
    if kind == "entity":
        return given("entity", ""), ()
    if kind == "stance":
        holder, target = given("stance_holder", ""), given("stance_target", "")
        if not target:
            return "", (holder,)
        holder = holder or OWN_VOICE
        return f"{holder} → {target}", (holder,)
    value = compared_value(details)
    as_of, scope, said_by = given("as_of", ""), given("scope", ""), given("said_by", "")
    approximator, modality = given("approximator", ""), given("modality", "")
    if value or approximator or modality or as_of or scope or said_by:
        approximator, modality = approximator or "exact", modality or "asserted"
        said_by = said_by or OWN_VOICE
    return given("question", ""), (value, approximator, modality, as_of, scope, said_by)


def compared_value(details: Mapping[str, str]) -> str:
    """Return a claim's value as it is compared: its interval with the unit, its key, or its
    words."""
    given = details.get
    low, high = given("value_low", ""), given("value_high", "")
    if low or high:
        bounds = given("value_bounds", "") or "[]"
        return f"{bounds[0]}{low}, {high}{bounds[-1]} {given('unit', '')}".rstrip()
    return given("answer_key", "") or fold(given("value", ""))


def differing(kind: str, spans: list[Span]) -> set[str]:
    """Return the names of the details, by `LINKS` and `RESTS`, that are not the same in all
    spans."""
    found = set()
    if len({span.link for span in spans}) > 1:
        found.add(LINKS[kind])
    for position, name in enumerate(RESTS[kind]):
        if len({span.rest[position] for span in spans}) > 1:
            found.add(name)
    return found
