"""What the feature structures of a CAS are here: an article, its highlights, or nothing."""

import re
from collections import Counter
from typing import Any

from annotator.exchange.formats.document import FormatDocument, FormatMark, layer_named
from annotator.exchange.formats.format import FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.xml.cas_types import (
    ABOUT_FEATURES,
    ARTICLE,
    DETAIL_FEATURES,
    DOCUMENT_LABEL,
    MARK,
)

STRUCTURE = frozenset(
    {"Sentence", "Token", "Lemma", "POS", "Stem", "Paragraph", "Heading", "Div", "Page", "Line",
     "Document", "Chunk", "Constituent", "ROOT", "Dependency", "MorphologicalFeatures", "NGram",
     "CompoundPart", "Split", "LinkingMorpheme", "SurfaceForm", "TagDescription",
     "TagsetDescription", "DocumentAnnotation", "DocumentMetaData"}
)  # fmt: skip
"""Types by which texts are cut up or described: nothing that an annotator says."""
_SAYING = ("value", "label")
_KNOWN = frozenset({"sofa", "begin", "end", "identifier", *_SAYING})
_WIKIDATA = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q\d{1,12})", re.ASCII)
_INITIAL_VIEW = "_InitialView"


def document_of(place: str, stem: str, analysis: Any, left: Counter[str]) -> FromFile:
    """Return the document of a CAS; adds to `left` what is not taken, with how often.

    One without a text is not taken.
    """
    for view in analysis.views:
        if view.sofa.sofaID != _INITIAL_VIEW:
            left[f"the view {view.sofa.sofaID}"] += 1
    text = analysis.get_view(_INITIAL_VIEW).sofa_string
    if not isinstance(text, str) or not text.strip():
        return NotTaken(place, "It has no text (sofaString).")
    marks: list[FormatMark] = []
    said: dict[str, str] = {}
    readers: tuple[str, ...] = ()
    for one in analysis.get_view(_INITIAL_VIEW).select_all_fs():
        kind = one.type.name
        if kind == ARTICLE:
            said |= {name: _text(one, name) for name in ABOUT_FEATURES if name != "readers"}
            readers = tuple(_text(one, "readers").split())
        elif kind in {MARK, DOCUMENT_LABEL}:
            marks.append(_ours(place, one, text))
        elif kind.rpartition(".")[2] in STRUCTURE:
            _describe(one, said)
            if not kind.endswith(("DocumentAnnotation", "DocumentMetaData")):
                left[kind.rpartition(".")[2]] += 1
        else:
            marks += _others(place, one, text, left)
    return FormatDocument(
        name=said.pop("name", "") or stem,
        text=text,
        marks=sorted(marks, key=lambda mark: (mark.start or 0, mark.end or 0)),
        readers=readers,
        place=place,
        **said,
    )


def _ours(place: str, one: Any, text: str) -> FormatMark:
    """Return the mark of a feature structure of our own type."""
    span = _span(place, one, text) if one.type.name == MARK else None
    part = getattr(one, "part", None)
    return FormatMark(
        label=_text(one, "label"),
        start=span[0] if span else None,
        end=span[1] if span else None,
        quote=text[slice(*span)] if span else "",
        layer=layer_named(_text(one, "layer")),
        annotator=_text(one, "annotator"),
        part=part if isinstance(part, int) and 0 <= part < 10_000 else 0,
        id=_text(one, "identifier"),
        details={name: told for name in DETAIL_FEATURES if (told := _text(one, name))},
        created_at=_text(one, "created_at"),
        updated_at=_text(one, "updated_at"),
        codebook_edition=_text(one, "codebook_edition"),
        place=place,
    )


def _others(place: str, one: Any, text: str, left: Counter[str]) -> list[FormatMark]:
    """Return the mark of an annotation of others: its value, or else its type, is its label."""
    kind = one.type.name.rpartition(".")[2]
    if not hasattr(one, "begin") or one.begin is None:
        left[f"{kind}, which has no words"] += 1
        return []
    if any(hasattr(one, name) for name in ("Governor", "Dependent")):
        left[f"{kind}, which links two annotations"] += 1
        return []
    if one.begin == one.end:
        left[f"{kind} without words"] += 1
        return []
    span = _span(place, one, text)
    label = next((told for name in _SAYING if (told := _text(one, name))), "") or kind
    if len({_text(one, name) for name in _SAYING} - {""}) > 1:
        left[f"label of {kind}, beside its value"] += 1
    details: dict[str, str] = {}
    identifier = _text(one, "identifier")
    if found := _WIKIDATA.match(identifier):
        details["entity_wikidata"] = found[1]
    elif identifier:
        left[f"identifier of {kind}, which is no address of Wikidata"] += 1
    for feature in one.type.all_features:
        if feature.name not in _KNOWN and getattr(one, feature.name, None) not in (None, ""):
            left[f"{feature.name} of {kind}"] += 1
    start, end = span
    return [FormatMark(label, start, end, text[start:end], details=details, place=place)]


def _describe(one: Any, said: dict[str, str]) -> None:
    """Add what a description of the document says of it; what is said of the article stands."""
    told = {
        "title": _text(one, "documentTitle"),
        "url": _text(one, "documentUri"),
        "name": _text(one, "documentId"),
        "language": _text(one, "language").replace("x-unspecified", ""),
    }
    for name, value in told.items():
        is_address = name != "url" or value.startswith(("http://", "https://"))
        if value and is_address and not said.get(name):
            said[name] = value


def _span(place: str, one: Any, text: str) -> tuple[int, int]:
    begin, end = one.begin, one.end
    if not (isinstance(begin, int) and isinstance(end, int) and 0 <= begin < end <= len(text)):
        raise FormatRefused(place, f"{one.type.name} at {begin}-{end} has no words of the text.")
    return begin, end


def _text(one: Any, name: str) -> str:
    told = getattr(one, name, None)
    return told if isinstance(told, str) else ""
