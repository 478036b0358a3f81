"""What two annotations are compared by: an annotation's label, link and details, normalised.

The link is what pairing scores: the question of a claim, the entity of a mention, holder and target
of a stance. The rest is what only naming looks at. Note, flag and wording do not count.
"""

from collections.abc import Mapping

from annotator.annotations.detail import Compared, Detail
from annotator.annotations.details import CLAIM, DETAILS, ENTITY, KINDS, OWN_VOICE, STANCE
from annotator.reconciliation.places.spans import Span
from annotator.text import fold


def _compared(kind: str, by: Compared) -> tuple[Detail, ...]:
    return tuple(d for d in DETAILS if kind in d.kinds and by in d.compared)


RESTS = {kind: tuple(d.called for d in _compared(kind, Compared.REST)) for kind in KINDS}
"""The names of `Span.rest`, by kind."""
LINKS = {kind: " and ".join(d.called for d in _compared(kind, Compared.LINK)) for kind in KINDS}
"""What `Span.link` is, by kind."""
CLAIM_REST = _compared(CLAIM, Compared.REST)
"""The details of a claim that only naming looks at, as they stand in `Span.rest`."""
_REST_NAMES = tuple(detail.name for detail in CLAIM_REST)
_VALUE = _REST_NAMES.index("value")
_UNSAID = tuple(detail.unsaid for detail in CLAIM_REST)


def likeness(kind: str, details: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the link and the rest of an annotation's details, in which a thing stands as its slug.

    What an answer leaves unsaid means something once it says anything: exactly, asserted, in the
    article's own voice. So does an empty holder beside a target.
    """
    given = details.get
    if kind == ENTITY:
        return given("entity", ""), ()
    if kind == STANCE:
        holder, target = given("stance_holder", ""), given("stance_target", "")
        if not target:
            return "", (holder,)
        holder = holder or OWN_VOICE
        return f"{holder} → {target}", (holder,)
    rest = [given(name, "") for name in _REST_NAMES]
    rest[_VALUE] = compared_value(details)
    if any(rest):
        rest = [said or unsaid for said, unsaid in zip(rest, _UNSAID, strict=True)]
    return given("question", ""), tuple(rest)


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
