"""The codes of a REFI-QDA project, for the labels of the desk, written and read (pure).

Each kind is a code with which nothing is coded, and its labels stand beneath it. The guid of a
label follows from its slug, so that it is the same in every file and on every desk; by that it is
known again, whatever its name is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid5

from annotator.exchange.formats.document import LabelEntry, Vocabulary
from annotator.exchange.formats.format import FormatRefused
from annotator.exchange.formats.xml_files import at_line, inner_text, local_name, tag
from annotator.vocabulary.codebook.qdc_labels import COLOURS, DESK
from articles.xml_text import xml_text


@dataclass(frozen=True)
class ProjectCode:
    """A code of a file: its guid, its name, and that of the code above it."""

    guid: str
    name: str
    above: str = ""


def guid_of(said: str) -> str:
    """Return the guid of a label by its slug, or of anything else by a plain name of it."""
    return str(uuid5(DESK, said))


def guid_in(text: str) -> str:
    """Return a guid as it is compared: programs write it in either case, with braces or not."""
    return text.strip().strip("{}").replace("\u2010", "-").lower()


def codes_written(vocabulary: Vocabulary, used: Iterable[str]) -> str:
    """Return the code book: the labels of the vocabulary, and those that are used beside them."""
    labels = {one.slug: one for one in vocabulary.labels}
    for slug in used:
        kind = slug.partition("-")[0]
        labels.setdefault(slug, LabelEntry(slug, kind if kind in COLOURS else "", slug))
    # QualCoder drops what is coded with the second of two codes of one name.
    names = Counter(one.name.casefold() for one in labels.values())
    for slug, one in labels.items():
        if names[one.name.casefold()] > 1:
            labels[slug] = replace(one, name=f"{one.name} ({one.kind or slug})")
    codes = [_code(one) for one in labels.values() if one.kind not in COLOURS]
    for kind, colour in COLOURS.items():
        if beneath := [_code(one) for one in labels.values() if one.kind == kind]:
            said = {"guid": guid_of(kind), "name": kind.capitalize(), "isCodable": "false"}
            codes.append(tag("Code", said | {"color": colour}, "\n" + "".join(beneath)) + "\n")
    inside = f"\n<Codes>\n{''.join(codes)}</Codes>\n"
    return tag("CodeBook", {}, inside) + "\n" if codes else ""


def _code(label: LabelEntry) -> str:
    said = {"guid": guid_of(label.slug), "name": label.name or label.slug, "isCodable": "true"}
    if colour := COLOURS.get(label.kind):
        said["color"] = colour
    parts = [label.definition, f"Example:\n{label.example}" if label.example else ""]
    told = "\n\n".join(part for part in parts if part)
    return tag("Code", said, tag("Description", {}, xml_text(told)) if told else "") + "\n"


def codes_read(place: str, book: Any) -> dict[str, ProjectCode]:
    """Return the codes of a code book by guid. Raises FormatRefused for one without a name."""
    found: dict[str, ProjectCode] = {}
    for code, above in _every_code(book, ""):
        name = " ".join(code.get("name", "").split())
        guid = guid_in(code.get("guid", ""))
        if not name or not guid:
            told = "A code needs a name and a guid. Export the project again."
            raise FormatRefused(at_line(place, code), told)
        found[guid] = ProjectCode(guid, name, above)
    return found


def _every_code(element: Any, above: str) -> Iterator[tuple[Any, str]]:
    for child in element:
        if local_name(child) == "Code":
            yield child, above
            yield from _every_code(child, " ".join(child.get("name", "").split()))
        elif local_name(child) == "Codes":
            yield from _every_code(child, above)


def definitions(book: Any) -> int:
    """Return how many codes of a code book are described."""
    return sum(
        bool(inner_text(code.find("{*}Description")).strip()) for code, _ in _every_code(book, "")
    )
