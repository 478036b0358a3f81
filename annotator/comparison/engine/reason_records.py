"""Why a row has its state, and what in it contradicts itself, as data (pure).

What is kept are kinds, pairs, sources and allowances; the sentence is made where it is shown, with
the names that the sources have then. Numbers are written as fractions: 5/3.
"""

from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from annotator.comparison.engine.phrases import amount_in_words, days_in_words, number_in_words

Names = Mapping[Any, str]
"""What sources are called, by their keys."""
MOST_NAMED = 3
"""Sources of one value that a sentence names; the others are counted."""


def named(sources: tuple[Hashable, ...], names: Names, more: int = 0) -> str:
    """Return the sources by name: “A, B and 3 others”."""
    called = [*sorted(names.get(key, str(key)) for key in sources)]
    called += [f"{more:,} other{'' if more == 1 else 's'}"] if more else []
    return called[0] if len(called) == 1 else f"{', '.join(called[:-1])} and {called[-1]}"


@dataclass(frozen=True)
class Side:
    """One value with the sources that give it, or whose answers cannot be compared.

    `allows`: the ends of what *about* or *nearly* allows.
    """

    text: str
    sources: tuple[Hashable, ...]
    more: int = 0
    speaker: str = ""
    via: str = ""
    denied: bool = False
    allows: tuple[str, ...] = ()

    def who(self, names: Names) -> str:
        """Return the sources by name."""
        return named(self.sources, names, self.more)

    @property
    def several(self) -> bool:
        return len(self.sources) + self.more > 1

    def words(self, unit: str, mixed: bool) -> str:
        """Return what is said; `mixed`: whether another voice says the other value."""
        notes = []
        if self.allows:
            low, high = (Fraction(end) for end in self.allows)
            notes.append(f"{number_in_words(low)} to {amount_in_words(high, unit)}")
        if self.speaker:
            via = f", as {self.via} reports" if self.via else ""
            notes.append(f"said by {self.speaker}{via}")
        elif mixed:
            notes.append("in their own voice" if self.several else "in its own voice")
        return f"{self.text} ({'; '.join(notes)})" if notes else self.text


@dataclass(frozen=True)
class Lone:
    """What one reader of several alone read in an article of the source."""

    text: str
    source: Hashable
    readers: int

    def sentence(self, names: Names) -> str:
        """Say which reader stands alone."""
        who = named((self.source,), names)
        return f"One of {self.readers} readers of {who} reads {self.text}."


@dataclass(frozen=True)
class Reason:
    """Why a row has its state.

    `kind` is the state; `how` the two sides stand to each other: *apart*, *touch*, *exclude*,
    *denied*, *meet*, or nothing. `gap` and `allowed` are in `unit`, or days. `settling`: more than
    how many days lie between the two; None where that is not the reason. `notes` are sentences on
    what cannot be compared. `settled`: by settled answers alone, where that is another state.
    """

    kind: str
    sides: tuple[Side, ...] = ()
    how: str = ""
    gap: str = ""
    allowed: str = ""
    unit: str = ""
    days: bool = False
    settling: int | None = None
    sources: int = 0
    notes: tuple[str, ...] = ()
    lone: tuple[Lone, ...] = ()
    settled: "Reason | None" = None

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Reason":
        """Return the reason that `as_data` wrote."""
        given = dict(data)
        if not given:
            return cls("")
        sides = tuple(
            Side(**side | {"sources": tuple(side["sources"]), "allows": tuple(side["allows"])})
            for side in given.pop("sides", ())
        )
        lone = tuple(Lone(**one) for one in given.pop("lone", ()))
        settled = given.pop("settled", None)
        notes = tuple(given.pop("notes", ()))
        return cls(
            **given, sides=sides, lone=lone, notes=notes, settled=settled and cls.of(settled)
        )

    def named_sources(self) -> set[Any]:
        """Return the keys of all sources that its sentence names."""
        found = {key for side in self.sides for key in side.sources}
        found |= {one.source for one in self.lone}
        return found | (self.settled.named_sources() if self.settled else set())

    def sentence(self, names: Names) -> str:
        """Say for editors why the row has its state, with the sources' names."""
        parts = [_BY_KIND.get(self.kind, _agreement)(self, names), *self.notes]
        parts += [one.sentence(names) for one in self.lone]
        said = " ".join(part for part in parts if part)
        if self.settled:
            alone = self.settled.sentence(names)
            return f"By settled answers alone: {self.settled.kind}. {alone} By all: {said}"
        return said


def _pair(reason: Reason, names: Names) -> str:
    """Return “A says 800 km, B 1,100 km”; of several sources “A and B say 800 km; C says 9”."""
    mixed = len({(side.speaker, side.via) for side in reason.sides}) > 1
    plain = not any(side.several or side.denied for side in reason.sides)
    said = []
    for n, side in enumerate(reason.sides):
        verb = ("deny" if side.several else "denies") if side.denied else _says(side)
        words = [side.who(names), "" if n and plain else verb, side.words(reason.unit, mixed)]
        said.append(" ".join(filter(None, words)))
    return (", " if plain else "; ").join(said)


def _says(side: Side) -> str:
    return "say" if side.several else "says"


def _two_values(reason: Reason, names: Names) -> str:
    """Say how two values stand to each other."""
    words = f"{_pair(reason, names)}: {_relation(reason)}."
    if reason.settling is None:
        return words
    when = (
        f"are more than {days_in_words(reason.settling)} apart"
        if reason.settling
        else "are of different dates"
    )
    return f"{words} The value can change, and the two {when}."


def _relation(reason: Reason) -> str:
    if reason.how == "denied":
        return "both cannot hold"
    if reason.how == "meet":
        return "both can hold"
    if reason.how == "exclude":
        return "they exclude each other"
    if not reason.gap:
        return "both cannot hold"
    if reason.days:
        return f"{days_in_words(int(Fraction(reason.gap)))} apart, they do not meet"
    allowed = Fraction(reason.allowed)
    would = f"{number_in_words(allowed)} would be allowed" if allowed else "nothing is allowed"
    if reason.how == "touch":
        return f"they touch, {would}"
    return f"{amount_in_words(Fraction(reason.gap), reason.unit)} apart, {would}"


def _agreement(reason: Reason, names: Names) -> str:
    words = "; ".join(
        f"{side.who(names)} {_says(side)} {side.words(reason.unit, False)}" for side in reason.sides
    )
    return f"{words}." if words else ""


def _one_voice(reason: Reason, names: Names) -> str:
    who = reason.sides[0].who(names)
    return f"{who}: {reason.sources} sources, one voice, for they share their wording."


def _single(reason: Reason, names: Names) -> str:
    return f"Only one source gives a value: {reason.sides[0].who(names)}."


def _scopes(reason: Reason, names: Names) -> str:
    said = ", ".join(f"{side.who(names)} of {side.text}" for side in reason.sides)
    return f"No two sources speak of the same: {said}."


def _incomparable(reason: Reason, names: Names) -> str:
    said = "; ".join(f"{side.who(names)}: {side.text}" for side in reason.sides)
    return f"No two sources’ answers can be compared: {said}."


def _selection(reason: Reason, names: Names) -> str:
    said = "; ".join(f"{side.who(names)}: {side.text}" for side in reason.sides)
    return f"Several answers can hold; not every article gives the same ones: {said}."


_BY_KIND: Mapping[str, Any] = {
    "unanswered": lambda reason, names: "" if reason.notes else "No article answers this.",
    "prediction only": lambda reason, names: "There are only predictions so far.",
    "single source": _single,
    "scope differs": _scopes,
    "not comparable": _incomparable,
    "selection differs": _selection,
    "conflict": _two_values,
    "superseded?": _two_values,
    "speakers differ": _two_values,
    "one voice": _one_voice,
    "agree within tolerance": _two_values,
}
