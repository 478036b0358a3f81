"""Read the lines of one .ann file: what is marked, and what is said of each mark."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.exchange.formats.document import DETAIL_COLUMNS
from annotator.exchange.formats.format import FormatRefused
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.standoff.brat_words import (
    ARTICLE_LABEL,
    ATTRIBUTES,
    DETAILS,
    HIGHLIGHT,
    NOTE,
    QID,
)
from annotator.exchange.formats.strict_json import json_of

_PLACES = re.compile(r"(\S+) +([0-9]{1,12} +[0-9]{1,12}(?:;[0-9]{1,12} +[0-9]{1,12})*) *")
_NAMED = re.compile(r"\S+ +(\S+) +([^\s:]+):(\S+) *")
_NOT_TAKEN = {"R": "Relations (R)", "E": "Events (E)", "*": "Equivalences (*)"}
_WIKIDATA = frozenset({"wikidata", "wd", "wikidata.org"})


class TextBound(NamedTuple):
    """A T line: its label, its fragments in code points, and the words it gives them."""

    id: str
    label: str
    fragments: list[tuple[int, int]]
    words: str
    place: str


@dataclass
class AnnLines:
    """What an .ann file says: its T lines, and by their ids what is said of each."""

    place: str
    bound: list[TextBound] = field(default_factory=list)
    details: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, dict[str, Any]] = field(default_factory=dict)
    of_text: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Labels of the article and highlights that no fragment can hold, with their places."""

    @property
    def of_nothing(self) -> set[str]:
        """The ids of which something is said, and which no T line has."""
        said = self.details.keys() | self.notes.keys() | self.beside.keys()
        return said - {bound.id for bound in self.bound}


def ann_lines(place: str, content: str, unread: Unread) -> AnnLines:
    """Return what the lines of a file say, counting what is not read.

    Raises FormatRefused, naming the line, where a T line is broken.
    """
    found = AnnLines(place)
    for number, line in enumerate(content.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        where = f"{place}, line {number}"
        name, _, rest = line.partition("\t")
        said, _, tail = rest.partition("\t")
        match name[:1]:
            case "T":
                found.bound.append(_text_bound(where, name, said, tail))
            case "A" | "M":
                _attribute(where, said, found, unread)
            case "N":
                _name(where, said, tail, found, unread)
            case "#":
                _note(where, said, tail, found, unread)
            case sign:
                what = _NOT_TAKEN.get(sign, "Lines that begin otherwise than brat's")
                unread.add(where, f"{what} are not read.")
    return found


def _text_bound(place: str, name: str, said: str, words: str) -> TextBound:
    match = _PLACES.fullmatch(said)
    if match is None:
        told = 'This is no mark of brat. Write "T1", a tab, "Label 0 5", a tab, and the words.'
        raise FormatRefused(place, told)
    label, places = match.groups()
    fragments = []
    for each in places.split(";"):
        start, end = each.split()
        fragments.append((int(start), int(end)))
    return TextBound(name, label, fragments, words, place)


def _attribute(place: str, said: str, found: AnnLines, unread: Unread) -> None:
    name, target, value = (*said.split(), "", "", "")[:3]
    name = next((known for known in ATTRIBUTES if known == name.lower()), name)
    plain = value.replace("_", " ")
    if not target.startswith("T"):
        unread.add(place, "Attributes of events and relations are not read.")
    elif name in DETAIL_COLUMNS and (plain or value) and plain in ATTRIBUTES.get(name, (plain,)):
        if name in found.details[target]:
            unread.add(place, "Of several values of one attribute the last is read.")
        found.details[target][name] = plain if name in ATTRIBUTES else value
    else:
        unread.add(place, f"The attribute “{name[:40]}” is not read.")


def _name(place: str, said: str, tail: str, found: AnnLines, unread: Unread) -> None:
    match = _NAMED.fullmatch(said)
    target, base, number = match.groups() if match else ("", "", "")
    if base.lower() not in _WIKIDATA or not QID.fullmatch(number):
        unread.add(place, f"Names by numbers of “{base[:40]}” are not read: Wikidata's are (Q42).")
        return
    if found.details[target].get("entity_wikidata", number) != number:
        unread.add(place, "A second number of Wikidata for the same words is not read.")
        return
    found.details[target]["entity_wikidata"] = number
    if tail.strip():
        found.details[target]["entity_name"] = tail.strip()


def _note(place: str, said: str, tail: str, found: AnnLines, unread: Unread) -> None:
    kind, target = (*said.split(), "", "")[:2]
    if kind == NOTE and target.startswith("T"):
        found.notes[target].append(tail.strip())
        return
    told = _told(place, tail) if kind in {DETAILS, ARTICLE_LABEL, HIGHLIGHT} else None
    if told is None:
        unread.add(place, f"Notes of the type “{kind[:40]}” on {target[:1] or '?'} are not read.")
    elif kind == DETAILS:
        found.beside[target] = told
    else:
        found.of_text.append((place, told))


def _told(place: str, tail: str) -> dict[str, Any] | None:
    """Return what a note of ours says; None where somebody changed it into something else."""
    try:
        value = json_of(place, tail)
    except FormatRefused:
        return None
    return value if isinstance(value, dict) else None
