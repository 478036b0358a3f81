"""Read UIMA CAS: our own, and of others every annotation that has words."""

import io
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.archive import is_zip, unzipped
from annotator.exchange.formats.format import FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.strict_json import json_of, object_at, utf_8, written
from annotator.exchange.formats.xml.cas_marks import document_of
from annotator.exchange.formats.xml.cas_types import (
    checked_description,
    checked_types,
    own_description,
    own_types,
    type_system,
)
from annotator.exchange.formats.xml_files import local_name, parsed

_XMI = "{http://www.omg.org/XMI}XMI"
_NO_OFFSET = "Not mapping"
"""What dkpro-cassis warns of where an offset is none."""


def read_xmi(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document for each XMI file of an archive. Raises FormatRefused."""
    from cassis import load_cas_from_xmi

    files = unzipped(name, content) if is_zip(content) else {name: content}
    found: dict[str, bytes] = {}
    described: list[tuple[str, bytes]] = []
    left: Counter[str] = Counter()
    for path, inside in files.items():
        place = f"{name}, {path}" if is_zip(content) else name
        if not path.lower().endswith((".xmi", ".xml")) and is_zip(content):
            left[f"{PurePosixPath(path).suffix or 'other'} files"] += 1
            continue
        root = parsed(place, inside)
        if root.tag == _XMI:
            found[place] = inside
        elif local_name(root) == "typeSystemDescription":
            checked_description(place, root)
            described.append((place, inside))
        else:
            raise FormatRefused(place, f"It begins with <{local_name(root)}>: this is no XMI.")
    if not found:
        raise FormatRefused(name, "It holds no .xmi file. Export it again as UIMA CAS XMI.")
    if len(described) != 1:
        told = f"It needs one type system (TypeSystem.xml), and has {len(described)}. Zip both."
        raise FormatRefused(name, told)
    where, types = described[0]
    system = _system(where, types)
    for place, inside in found.items():
        load = partial(load_cas_from_xmi, io.BytesIO(inside), typesystem=system)
        yield _document(place, load, left)
    yield from _told(name, left)


def _system(place: str, types: bytes) -> Any:
    from cassis import load_typesystem

    if types == own_description():
        return type_system()
    return _loaded(place, partial(load_typesystem, io.BytesIO(types)))


def read_json(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document for each JSON file of an archive, or of one alone. Raises FormatRefused."""
    from cassis import load_cas_from_json

    files = unzipped(name, content) if is_zip(content) else {name: content}
    left: Counter[str] = Counter()
    number = 0
    systems = {own_types(): type_system()}  # and of the file before: most archives have one alone
    for path, inside in files.items():
        place = f"{name}, {path}" if is_zip(content) else name
        if not path.lower().endswith(".json") and is_zip(content):
            left[f"{PurePosixPath(path).suffix or 'other'} files"] += 1
            continue
        text = utf_8(place, inside)
        said = object_at(place, json_of(place, text), "The file")
        checked_types(place, said.get("%TYPES"))
        types = written(said["%TYPES"])
        if types not in systems:
            alone = f'{{"%TYPES":{types},"%FEATURE_STRUCTURES":[],"%VIEWS":{{}}}}'
            systems = {types: _loaded(place, partial(load_cas_from_json, alone)).typesystem}
        load = partial(load_cas_from_json, text, systems[types], merge_typesystem=False)
        number += 1
        yield _document(place, load, left)
    if not number:
        raise FormatRefused(name, "It holds no .json file. Export it again as UIMA CAS JSON.")
    yield from _told(name, left)


def _document(place: str, load: Callable[[], Any], left: Counter[str]) -> FromFile:
    analysis = _loaded(place, load)
    stem = PurePosixPath(place.rpartition(", ")[2]).stem
    document: FromFile = _loaded(place, partial(document_of, place, stem, analysis, left))
    return document


def _loaded(place: str, load: Callable[[], Any]) -> Any:
    """Return what dkpro-cassis makes of a file. Raises FormatRefused for whatever stops it."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            loaded = load()
        except FormatRefused:
            raise
        except Exception as error:  # it knows no error of its own for a file that is wrong
            reason = f"{type(error).__name__} {str(error)[:120]}".strip().rstrip(".")
            raise FormatRefused(
                place, f"dkpro-cassis cannot read it ({reason}). Export it again."
            ) from error
    if any(str(one.message).startswith(_NO_OFFSET) for one in told):
        where = "An offset is behind the end of the text or inside of a character."
        raise FormatRefused(place, f"{where} A CAS counts UTF-16 units.")
    return loaded


def _told(name: str, left: Counter[str]) -> Iterator[NotTaken]:
    for what, number in left.items():
        yield NotTaken(name, f"Not read: {what} ({number:,}).")
