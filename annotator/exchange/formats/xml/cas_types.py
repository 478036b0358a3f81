"""The types of a CAS that Annotator writes, and what the names of a type system may be."""

import json
import re
from functools import cache
from keyword import iskeyword
from typing import Any

from annotator.exchange.formats.document import ABOUT, DETAIL_COLUMNS
from annotator.exchange.formats.format import FormatRefused
from annotator.exchange.formats.strict_json import written
from annotator.exchange.formats.xml_files import at_line, inner_text

MARK = "annotator.Mark"
DOCUMENT_LABEL = "annotator.DocumentLabel"
ARTICLE = "annotator.Article"
META_DATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
OWN_FEATURES = {
    "label": "label",
    "layer": "layer",
    "annotator": "annotator",
    "identifier": "id",
    "created_at": "created_at",
    "updated_at": "updated_at",
    "codebook_edition": "codebook_edition",
}
"""The features of a mark beside its details and its part, and where a mark has each."""
DETAIL_FEATURES = (*DETAIL_COLUMNS, "stance_target_wikidata")
ABOUT_FEATURES = (*(name for name in ABOUT if name != "language"), "readers")
_STRING = "uima.cas.String"
_META_FEATURES = "documentTitle documentId documentUri collectionId documentBaseUri"
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*(\[\])?")


@cache
def type_system() -> Any:
    """Return the types that Annotator writes, as dkpro-cassis has them.

    Made once: for each of them it makes a class, which takes longer than to read an article.
    """
    from cassis import TypeSystem

    types = TypeSystem()
    told = "What an annotator says of words: label, who and when, and details as in labels.csv."
    _made(types, MARK, "uima.tcas.Annotation", told, (*OWN_FEATURES, *DETAIL_FEATURES))
    told = "What an annotator says of a whole article."
    _made(types, DOCUMENT_LABEL, "uima.cas.AnnotationBase", told, (*OWN_FEATURES, *DETAIL_FEATURES))
    told = "What is known of an article beside its text; readers have read it to the end."
    _made(types, ARTICLE, "uima.cas.AnnotationBase", told, ABOUT_FEATURES)
    _made(types, META_DATA, "uima.tcas.DocumentAnnotation", "", _META_FEATURES.split())
    types.create_feature(types.get_type(META_DATA), "isLastSegment", "uima.cas.Boolean")
    for name in (MARK, DOCUMENT_LABEL):
        types.create_feature(types.get_type(name), "part", "uima.cas.Integer")
    return types


@cache
def own_description() -> bytes:
    """Return the types that Annotator writes, as XML."""
    said: str = type_system().to_xml()
    return said.encode()


@cache
def own_types() -> str:
    """Return the types that Annotator writes, as JSON in one line."""
    from cassis import Cas

    return written(json.loads(Cas(typesystem=type_system()).to_json())["%TYPES"])


def _made(types: Any, name: str, above: str, told: str, features: Any) -> None:
    made = types.create_type(name, above, description=told)
    for feature in features:
        types.create_feature(made, feature, _STRING)


def checked_description(place: str, root: Any) -> None:
    """Check the names of a type system in XML. Raises FormatRefused for one that is none.

    Of the names of types and features dkpro-cassis makes classes, by code that is put together
    from them: whoever sends a file must not write that code.
    """
    for element in root.iter("{*}name", "{*}supertypeName", "{*}rangeTypeName", "{*}elementType"):
        _checked(at_line(place, element), inner_text(element))


def checked_types(place: str, types: Any) -> None:
    """Check the names of a type system in JSON. Raises FormatRefused for one that is none."""
    if not isinstance(types, dict):
        raise FormatRefused(place, "It has no %TYPES. Write it with its type system (FULL).")
    for name, features in types.items():
        _checked(place, name)
        if not isinstance(features, dict):
            raise FormatRefused(place, f"{name[:80]} of %TYPES must be an object {{ … }}.")
        for key, said in features.items():
            if not key.startswith("%"):
                _checked(place, key)
            named = [said] if key in {"%NAME", "%SUPER_TYPE"} else _names_of(said)
            for each in named:
                _checked(place, each if isinstance(each, str) else "")


def _names_of(feature: Any) -> list[str]:
    if not isinstance(feature, dict):
        return []
    names = ("%NAME", "%RANGE", "%ELEMENT_TYPE")
    return [feature[name] for name in names if isinstance(feature.get(name), str)]


def _checked(place: str, name: str) -> None:
    if not _NAME.fullmatch(name.strip()):
        raise FormatRefused(place, f"“{name[:60]}” cannot be the name of a type or a feature.")
    if iskeyword(name.strip()):
        told = f"dkpro-cassis cannot read a feature called {name}, a word of Python. Rename it."
        raise FormatRefused(place, told)
