"""The highlights of a TEI file: elements inside of its text, and annotations that stand off."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.exchange.formats.document import FormatMark, layer_named
from annotator.exchange.formats.format import FormatProblem
from annotator.exchange.formats.xml.tei_elements import POINTING
from annotator.exchange.formats.xml.tei_text import ElementSpan, TeiText
from annotator.exchange.formats.xml_files import (
    XML_ID,
    at_line,
    inner_text,
    local_name,
    on_one_line,
)

_RANGE = re.compile(
    r"#string-range\(\s*([^\s,()]+)\s*,\s*(\d{1,12})\s*,\s*(\d{1,12})\s*\)", re.ASCII
)
_WIKIDATA = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q\d{1,12})", re.ASCII)
_UUID = re.compile(r"a-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
_OURS = re.compile(r"mark-\d+", re.ASCII)
_OF_MARK = frozenset({"layer", "part", "codebook_edition"})
_UNREAD = tuple(name for name in (*POINTING, "subtype", "role") if name not in {"ref", "corresp"})
_OF_ANNOTATION = frozenset({"note", "revisionDesc", "respStmt"})


@dataclass
class TeiMarks:
    """Makes marks of a file: by the elements with ids that they may point to, and its text."""

    place: str
    text: TeiText
    ids: Mapping[str, Any]
    not_read: Counter[str] = field(default_factory=Counter)

    def inline(self) -> Iterator[FormatMark]:
        """Yield a mark for each name, date or quotation inside of the text."""
        whole = self.text.text
        for span in self.text.marked:
            if span.is_empty:
                self.not_read[f"<{local_name(span.element)}> without a text"] += 1
                continue
            element = span.element
            typed = () if _label_of(element) != local_name(element) else ("type",)
            for name in (*_UNREAD, *typed):
                if element.get(name):
                    self.not_read[f"{name} of <{local_name(element)}>"] += 1
            yield FormatMark(
                label=_label_of(element),
                start=span.start,
                end=span.end,
                quote=whole[span.start : span.end],
                annotator=self.person(element.get("resp", "")),
                id=element.get(XML_ID, ""),
                details=self._named(element),
                place=at_line(self.place, element),
            )

    def standing_off(self, root: Any) -> Iterator[FormatMark | FormatProblem]:
        """Yield the marks of annotations and spans, and what is wrong with others."""
        for element in root.iter("{*}annotation", "{*}span"):
            place = at_line(self.place, element)
            targets = (element.get("target") or "").replace(", ", ",").split()
            if local_name(element) == "span" and element.get("from"):
                targets = [f"{element.get('from')} {element.get('to', '')}".strip()]
            for target in targets:
                found = self._target(target)
                if isinstance(found, str):
                    yield FormatProblem(place, f"Its target {target[:80]} {found}")
                    continue
                for label in self._labels(element):
                    yield self._annotation(element, label, found, place)

    def _annotation(
        self, element: Any, label: str, span: tuple[int, int] | None, place: str
    ) -> FormatMark:
        said, notes = self._said(element)
        given = element.get(XML_ID, "")
        ours = _UUID.fullmatch(given)
        details = {n: text for n, text in said.items() if n not in _OF_MARK}
        if notes:
            details["note"] = "\n".join(notes)
        if "entity_wikidata" not in details:
            details |= self._named(element)
        part = said.get("part", "")
        times = {
            one.get("status", ""): one.get("when", "")
            for one in element.iterfind("{*}revisionDesc//{*}change")
        }
        return FormatMark(
            label=label,
            start=span[0] if span else None,
            end=span[1] if span else None,
            quote=self.text.text[slice(*span)] if span else "",
            layer=layer_named(said.get("layer")),
            annotator=self.person(element.get("resp") or self._first_change(element)),
            part=int(part) if part.isascii() and part.isdecimal() and len(part) < 5 else 0,
            id=ours[1] if ours else ("" if _OURS.fullmatch(given) else given),
            details=details,
            created_at=times.get("created", ""),
            updated_at=times.get("modified", ""),
            codebook_edition=said.get("codebook_edition", ""),
            place=place,
        )

    def _first_change(self, element: Any) -> str:
        change = element.find("{*}revisionDesc//{*}change[@who]")
        respons = element.find("{*}respStmt")
        if change is not None:
            return str(change.get("who"))
        return f"#{respons.get(XML_ID, '')}" if respons is not None else ""

    def _said(self, element: Any) -> tuple[dict[str, str], list[str]]:
        """Return what features say of an annotation, by their names, and its notes."""
        said: dict[str, str] = {}
        notes = []
        for note in element.iterfind("{*}note"):
            features = note.findall("{*}fs/{*}f")
            for one in features:
                value = one[0] if len(one) else None
                given = value.get("value") if value is not None else None
                said[one.get("name", "")] = given if given is not None else inner_text(one)
            if not features and inner_text(note):
                notes.append(inner_text(note))
        kind = local_name(element)
        for other in element if kind == "annotation" else ():
            if local_name(other) not in _OF_ANNOTATION:
                self.not_read[f"<{local_name(other)[:40]}> of an annotation"] += 1
        for name in ("cert", "evidence", "sameAs", "key", "subtype"):
            if element.get(name):
                self.not_read[f"{name} of <{kind}>"] += 1
        if local_name(element) == "span" and inner_text(element).strip():
            notes.append(" ".join(inner_text(element).split()))
        return said, notes

    def _labels(self, element: Any) -> list[str]:
        """Return the labels of an annotation: the categories that it points to, or its type."""
        found = []
        for pointer in (element.get("ana") or "").split():
            name = pointer.removeprefix("#")
            category = self.ids.get(name)
            found.append((category.get("n") if category is not None else "") or name)
        above = element.getparent()
        kind = element.get("type") or (above.get("type") if above is not None else "")
        return found or [kind or local_name(element)]

    def _target(self, target: str) -> tuple[int, int] | str | None:
        """Return where a pointer leads, None for the whole text, or what is wrong with it."""
        if ranged := _RANGE.fullmatch(target):
            within = self.text.by_id.get(ranged[1])
            if within is None or within.is_empty:
                return "leads to nothing in the text. Correct its id."
            if not within.kept:
                return 'counts in a text whose blanks are not kept. Add xml:space="preserve" there.'
            start = within.start + int(ranged[2])
            end = start + int(ranged[3])
            if not start < end <= within.end:
                return "leads behind the end of its element. Correct its numbers."
            return start, end
        spans: list[ElementSpan] = []
        for one in target.split():
            span = self.text.by_id.get(one.removeprefix("#"))
            if span is None or span.is_empty:
                return "leads to nothing in the text. Correct its id."
            spans.append(span)
        start, end = spans[0].start, spans[-1].end
        if end <= start:
            return "ends before it begins. Correct its ends."
        return None if (start, end) == (0, len(self.text.text)) else (start, end)

    def person(self, pointer: str) -> str:
        """Return the name of whom a pointer names; what stands there, where it leads nowhere."""
        name = pointer.partition(" ")[0].removeprefix("#")
        element = self.ids.get(name)
        if element is None:
            return name
        for one in element.iter("{*}name", "{*}persName"):
            return on_one_line(inner_text(one))
        return name

    def _named(self, element: Any) -> dict[str, str]:
        """Return which entity an element names: by address, or by whom it points to in the file."""
        named: dict[str, str] = {}
        for pointer in f"{element.get('ref', '')} {element.get('corresp', '')}".split():
            found = _WIKIDATA.match(pointer)
            entry = self.ids.get(pointer.removeprefix("#")) if pointer.startswith("#") else None
            if named and (found or entry is not None):
                self.not_read["references beside the first"] += 1
            elif found:
                named = {"entity_wikidata": found[1]}
            elif entry is not None:
                named = _entry(entry)
            else:
                self.not_read["references that lead to no Wikidata number"] += 1
        return named


def _entry(entry: Any) -> dict[str, str]:
    """Return name and Wikidata number of an entry of a list of persons, places or others."""
    said: dict[str, str] = {}
    for one in entry.iter("{*}persName", "{*}placeName", "{*}orgName", "{*}name"):
        said["entity_name"] = on_one_line(inner_text(one))
        break
    for address in (entry.get("sameAs", ""), entry.get("corresp", ""), *_idnos(entry)):
        number = address if re.fullmatch(r"Q\d{1,12}", address, re.ASCII) else ""
        if (found := _WIKIDATA.match(address)) or number:
            said["entity_wikidata"] = found[1] if found else number
            break
    return {name: text for name, text in said.items() if text}


def _idnos(entry: Any) -> list[str]:
    return [inner_text(one).strip() for one in entry.iterfind("{*}idno")]


def _label_of(element: Any) -> str:
    """Return the name of an element, with its type where it is that of any name."""
    name, kind = local_name(element), (element.get("type") or "").strip()
    return f"{name}:{kind[:60]}" if kind and name in {"name", "rs"} else name
