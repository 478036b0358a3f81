"""Outlets and stances as cases of a REFI-QDA project, so that its programs compare them (pure)."""

from typing import Any

from annotator.exchange.formats.document import FormatMark
from annotator.exchange.formats.qualitative.codes import guid_in, guid_of
from annotator.exchange.formats.qualitative.variables import value_written
from annotator.exchange.formats.xml_files import tag

Stance = tuple[str, str]
"""A label, and the slug of its target or ''."""


class CaseCount:
    """Collects which sources and selections each case is made of: guids, and nothing else."""

    def __init__(self) -> None:
        self.outlets: dict[str, list[str]] = {}
        self.stances: dict[Stance, tuple[list[str], list[str]]] = {}

    @property
    def any(self) -> bool:
        """Whether there is a stance, of which a case has variables of its own."""
        return bool(self.stances)

    def outlet(self, name: str, source: str) -> None:
        """Add a source to the case of its outlet."""
        self.outlets.setdefault(name, []).append(source)

    def stance(self, mark: FormatMark, source: str = "", selection: str = "") -> None:
        """Add a source or a selection to the case of a stance."""
        key = (mark.label, mark.details.get("stance_target", ""))
        sources, selections = self.stances.setdefault(key, ([], []))
        if source:
            sources.append(source)
        if selection:
            selections.append(selection)


def cases_written(count: CaseCount) -> str:
    """Return the cases: outlets by name, then stances by label and target."""
    told = []
    for name, sources in sorted(count.outlets.items()):
        inside = value_written("source", name) + _refs("SourceRef", sources)
        told.append(_case(f"outlet {name}", name, inside))
    for (label, target), (sources, selections) in sorted(count.stances.items()):
        name = f"{label}: {target}" if target else label
        values = value_written("stance", label)
        values += value_written("stance_target", target) if target else ""
        refs = _refs("SourceRef", sources) + _refs("SelectionRef", selections)
        told.append(_case(f"stance {label} {target}", name, values + refs))
    return tag("Cases", {}, "\n" + "".join(told)) + "\n" if told else ""


def is_ours(case: Any) -> bool:
    """Return whether a case is one that Annotator makes: it tells nothing that is not told else."""
    name = case.get("name", "")
    label, _, target = name.partition(": ")
    ours = {guid_of(f"outlet {name}"), guid_of(f"stance {label} {target}")}
    return guid_in(case.get("guid", "")) in ours


def _case(said: str, name: str, inside: str) -> str:
    return tag("Case", {"guid": guid_of(said), "name": name}, "\n" + inside) + "\n"


def _refs(name: str, guids: list[str]) -> str:
    return "".join(tag(name, {"targetGUID": guid}) + "\n" for guid in guids)
