"""What is known of an article, as variables of its source in a REFI-QDA project (pure)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.exchange.formats.qualitative.codes import guid_in, guid_of
from annotator.exchange.formats.xml_files import inner_text, local_name, tag
from articles.xml_text import xml_text

NAMES = {
    "source": "Outlet",
    "title": "Title",
    "byline": "Byline",
    "url": "Address",
    "language": "Language",
    "published_on": "Published on",
    "readers": "Read by",
}
OF_CASES = {"stance": "Stance", "stance_target": "Stance target"}
OTHERS = {
    "source": ("source", "publisher", "newspaper", "medium", "publication", "outlet"),
    "title": ("headline",),
    "byline": ("author", "authors"),
    "url": ("url", "link", "web address"),
    "published_on": ("date", "publication date", "published", "date published"),
}
"""How other people call what we have a name for."""
_BY_NAME = {
    name: ours for ours, names in OTHERS.items() for name in (*names, NAMES[ours].lower())
} | {"language": "language", "read by": "readers"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def variables_written(of_cases: bool) -> str:
    """Return the declarations of the variables, those of cases where there are any."""
    names = NAMES | (OF_CASES if of_cases else {})
    told = [_declared(ours, name) for ours, name in names.items()]
    return tag("Variables", {}, "\n" + "".join(told)) + "\n"


def _declared(ours: str, name: str) -> str:
    kind = "Date" if ours == "published_on" else "Text"
    said = {"guid": guid_of(f"variable {ours}"), "name": name, "typeOfVariable": kind}
    return tag("Variable", said) + "\n"


def value_written(ours: str, value: str) -> str:
    """Return a value of a variable, by our name of it."""
    is_day = ours == "published_on" and _DAY.fullmatch(value)
    of = tag("VariableRef", {"targetGUID": guid_of(f"variable {ours}")})
    told = tag("DateValue" if is_day else "TextValue", {}, xml_text(value))
    return tag("VariableValue", {}, of + told) + "\n"


def variable_names(project: Any) -> Mapping[str, str]:
    """Return the names of the variables of a project by guid."""
    declared = project.findall("{*}Variables/{*}Variable")
    return {guid_in(one.get("guid", "")): one.get("name", "").strip() for one in declared}


def values_read(element: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each variable of a source or case: our name of it or '', its own name, the value."""
    for one in element.findall("{*}VariableValue"):
        of = one.find("{*}VariableRef")
        guid = guid_in(of.get("targetGUID", "")) if of is not None else ""
        name = names.get(guid, guid)
        values = [inner_text(each) for each in one if local_name(each) != "VariableRef"]
        if values and values[0]:
            yield _BY_NAME.get(name.casefold(), ""), name, values[0]
