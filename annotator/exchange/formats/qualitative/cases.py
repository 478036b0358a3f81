"""Outlets and stances as cases of a REFI-QDA project, so that its programs compare them (pure)."""

from collections.abc import Hashable, Iterator
from itertools import chain, islice
from typing import Any

from annotator.exchange.formats.document import FormatMark
from annotator.exchange.formats.qualitative.codes import guid_in, guid_of
from annotator.exchange.formats.qualitative.guids_apart import GuidsApart
from annotator.exchange.formats.qualitative.variables import value_written
from annotator.exchange.formats.xml_files import opening, tag

Stance = tuple[str, str]
"""A label, and the slug of its target or ''."""
_PIECE = 500
"""References that are sent together."""


class CaseCount:
    """Collects which sources and selections each case is made of; names alone are in memory."""

    def __init__(self, guids: GuidsApart) -> None:
        self._guids = guids
        self.outlets: set[str] = set()
        self.stances: set[Stance] = set()

    @property
    def any(self) -> bool:
        """Whether there is a stance, of which a case has variables of its own."""
        return bool(self.stances)

    def outlet(self, name: str, source: str) -> None:
        """Add a source to the case of its outlet."""
        self.outlets.add(name)
        self._guids.add(("outlet", name), source)

    def stance(self, mark: FormatMark, source: str = "", selection: str = "") -> None:
        """Add a source or a selection to the case of a stance."""
        key = (mark.label, mark.details.get("stance_target", ""))
        self.stances.add(key)
        if source:
            self._guids.add(("source", key), source)
        if selection:
            self._guids.add(("selection", key), selection)

    def refs(self, name: str, *key: Hashable) -> Iterator[str]:
        """Yield an element of this name for each guid of a case."""
        for guid in self._guids.of(key):
            yield tag(name, {"targetGUID": guid}) + "\n"


def cases_written(count: CaseCount) -> Iterator[str]:
    """Yield the cases in pieces: outlets by name, then stances by label and target."""
    if not (count.outlets or count.stances):
        return
    yield "<Cases>\n"
    for name in sorted(count.outlets):
        refs = count.refs("SourceRef", "outlet", name)
        yield from _case(f"outlet {name}", name, value_written("source", name), refs)
    for stance in sorted(count.stances):
        label, target = stance
        name = f"{label}: {target}" if target else label
        values = value_written("stance", label)
        values += value_written("stance_target", target) if target else ""
        refs = chain(
            count.refs("SourceRef", "source", stance),
            count.refs("SelectionRef", "selection", stance),
        )
        yield from _case(f"stance {label} {target}", name, values, refs)
    yield "</Cases>\n"


def is_ours(case: Any) -> bool:
    """Return whether a case is one that Annotator makes: it tells nothing that is not told else."""
    name = case.get("name", "")
    label, _, target = name.partition(": ")
    ours = {guid_of(f"outlet {name}"), guid_of(f"stance {label} {target}")}
    return guid_in(case.get("guid", "")) in ours


def _case(said: str, name: str, values: str, refs: Iterator[str]) -> Iterator[str]:
    yield opening("Case", {"guid": guid_of(said), "name": name}) + "\n" + values
    while some := "".join(islice(refs, _PIECE)):
        yield some
    yield "</Case>\n"
