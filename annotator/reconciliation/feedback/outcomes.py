"""What became of one annotator's spans once an article is settled.

Plain values in, plain values out: nothing here queries the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from annotator.annotations.details import OWN_VOICE
from annotator.annotations.drawing.card_lines import value_and_what_it_is
from annotator.annotations.drawing.html import AnnotationRow, shortened
from annotator.reconciliation.places.likeness import CLAIM_REST
from annotator.reconciliation.places.place import Place, PlaceState, StoredDecision, span_of

NOT_GIVEN = "nothing"
"""How a detail that is not given is called."""


class Fate(StrEnum):
    """What became of a span, or that there was none."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    MISSED = "missed"
    OPEN = "open"


class DetailChange(NamedTuple):
    """A detail in which the settled annotation differs from one's own: “edges: … → …”."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class SpanOutcome:
    """One span of one's own, or a settled one that one missed, and what was decided."""

    fate: Fate
    row: AnnotationRow
    """One's own annotation; where it was missed, the settled one."""
    changes: tuple[DetailChange, ...] = ()
    why: str = ""
    """Why a span was dropped."""
    decision: StoredDecision | None = None
    stale: bool = False
    """Whether the readings have changed since the decision."""


def span_outcomes(
    places: Iterable[Place], person: int, labels: Mapping[str, str]
) -> list[SpanOutcome]:
    """Return what became of each span of the person, and what they missed, in reading order.

    `labels` are the labels' names, by slug.
    """
    found = [one for place in places for one in _outcomes_at(place, person, labels)]
    return sorted(
        found, key=lambda one: (one.row["start"] or 0, one.row["end"] or 0, str(one.row["id"]))
    )


def settled_at(place: Place) -> list[AnnotationRow]:
    """Return what stands settled at the place: without what a decision lost or took away."""
    return [row for row in place.gold if row["layer"] == "gold" and not row["erased"]]


def _outcomes_at(place: Place, person: int, labels: Mapping[str, str]) -> list[SpanOutcome]:
    gold = settled_at(place)
    mine = [row for row in place.rows if row["annotator"] == person]
    stale = place.state == PlaceState.STALE
    latest = place.decisions[-1] if place.decisions else None
    if not gold and latest is None:
        return [SpanOutcome(Fate.OPEN, row) for row in mine]
    matched = _matched(mine, gold)
    found = []
    for row in mine:
        same = matched.get(str(row["id"]))
        if same is None:
            why = _why(latest, gold)
            found.append(SpanOutcome(Fate.DROPPED, row, (), why, latest, stale))
            continue
        changes = tuple(changed(row, same, labels))
        fate = Fate.CHANGED if changes else Fate.KEPT
        found.append(SpanOutcome(fate, row, changes, "", _decision_behind(place, same), stale))
    for row in gold:
        if not any(_shared(row, own) for own in mine):
            found.append(SpanOutcome(Fate.MISSED, row, (), "", _decision_behind(place, row), stale))
    return found


def _matched(
    mine: Sequence[AnnotationRow], gold: Sequence[AnnotationRow]
) -> dict[str, AnnotationRow]:
    """Return the settled span that each own span became, by the id of the own one.

    Each is taken once, the most alike first; spans that share nothing are not the same.
    """
    pairs = [(_alike(own, made), own, made) for own in mine for made in gold if _shared(own, made)]
    pairs.sort(key=lambda pair: (pair[1]["start"] or 0, pair[2]["start"] or 0))
    pairs.sort(key=lambda pair: pair[0], reverse=True)  # equals stay in reading order
    found: dict[str, AnnotationRow] = {}
    taken = set()
    for _, own, made in pairs:
        if str(own["id"]) not in found and made["id"] not in taken:
            found[str(own["id"])] = made
            taken.add(made["id"])
    return found


def _alike(own: AnnotationRow, made: AnnotationRow) -> tuple[bool, float, bool, bool]:
    one, two = span_of(own), span_of(made)
    shared = _shared(own, made)
    union = (one.end - one.start) + (two.end - two.start) - shared
    return one[:5] == two[:5], shared / max(union, 1), one.label == two.label, one.link == two.link


def _shared(one: AnnotationRow, two: AnnotationRow) -> int:
    """Return how many code points both hold; what is said of the whole article shares one."""
    if one["start"] is None or two["start"] is None:
        return int(one["start"] == two["start"])
    return max(0, min(one["end"], two["end"]) - max(one["start"], two["start"]))


def _decision_behind(place: Place, made: AnnotationRow) -> StoredDecision | None:
    """Return the decision that made this; None where an import did."""
    return next((one for one in reversed(place.decisions) if made["id"] in one.made), None)


def _why(decision: StoredDecision | None, gold: Sequence[AnnotationRow]) -> str:
    if decision is not None and decision.outcome == "none":
        return "none was right"
    if gold:
        return "another reading was accepted"
    return "what was settled here was taken away again"


def changed(
    own: AnnotationRow, made: AnnotationRow, labels: Mapping[str, str]
) -> list[DetailChange]:
    """Return edges, label and details that differ, in words; details compare by their likeness."""
    found = []
    if (own["start"], own["end"]) != (made["start"], made["end"]):
        found.append(DetailChange("edges", _quoted(own), _quoted(made)))
    if own["label"] != made["label"]:
        names = (labels.get(row["label"], row["label"]) for row in (own, made))
        found.append(DetailChange("label", *names))
    before, after = _details(own), _details(made)
    for name, (key, words) in before.items():
        other, now = after[name]
        if key != other:
            found.append(DetailChange(name, words or NOT_GIVEN, now or NOT_GIVEN))
    return found


def _quoted(row: AnnotationRow) -> str:
    return f"“{shortened(row['quote'])}”"


def _details(row: AnnotationRow) -> dict[str, tuple[str, str]]:
    """Return, by the name of a detail, what it is compared by and how it is said."""
    link, rest = span_of(row)[3:5]
    names = row["names"]
    if row["kind"] == "entity":
        return {"entity": (link, names.get("entity", ""))}
    if row["kind"] == "stance":
        holder = names.get("stance_holder", OWN_VOICE if rest[0] else "")
        target = row["details"].get("stance_target", "")
        target_words = names.get("stance_target", "")
        return {"holder": (rest[0], holder), "target": (target, target_words)}
    found = {"question": (link, names.get("question", ""))}
    for detail, key in zip(CLAIM_REST, rest, strict=True):
        found[detail.called] = (key, names.get(detail.name, key) if detail.is_thing else key)
    found["value"] = (found["value"][0], value_and_what_it_is(row["details"]))
    return found
