"""W3C Web Annotation: one JSON-LD page of annotations, with the texts that they are about.

https://www.w3.org/TR/annotation-model/. Positions count code points, as the recommendation has it
(§ 4.2.5); each annotation has a quote selector beside its position, which decides between equal
quotes. What the model has no word for stands under names of our own (`annotator:`).
"""

from collections.abc import Iterator
from typing import Any

from annotator.exchange.formats.document import MACHINE, FormatDocument, FormatMark
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.strict_json import written
from annotator.exchange.formats.web.w3c_bodies import WIKIDATA
from annotator.exchange.formats.web.w3c_reading import CONTEXT, read
from articles.text import context

TERMS = "urn:annotator:terms:"


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield the page, an annotation a line."""
    context_of = [CONTEXT, {"annotator": TERMS}]
    yield f'{{"@context":{written(context_of)},"type":"AnnotationPage","items":[\n'.encode()
    comma = ""
    for document in out.documents():
        source = _address(out, document)
        for mark in document.marks:
            yield f"{comma}{written(_annotation(document, mark, source))}".encode()
            comma = ",\n"
    yield b'\n],"annotator:sources":[\n'
    comma = ""
    for document in out.documents():
        said = {"id": _address(out, document), "type": "Text", "format": "text/plain"}
        own = {f"annotator:{name}": value for name, value in document.about().items()}
        own["annotator:story"] = document.story
        own["annotator:readers"] = list(document.readers)  # type: ignore[assignment]
        yield f"{comma}{written({**said, **own, 'value': document.text})}".encode()
        comma = ",\n"
    yield b"\n]}\n"


def _address(out: Outgoing, document: FormatDocument) -> str:
    return out.address(document) if out.base else f"urn:annotator:article:{document.name}"


def _annotation(document: FormatDocument, mark: FormatMark, source: str) -> dict[str, Any]:
    bodies: list[dict[str, str]] = [_body("tagging", mark.label)]
    if qid := mark.details.get("entity_wikidata"):
        bodies.append(
            {"type": "SpecificResource", "purpose": "identifying", "source": WIKIDATA + qid}
        )
    if note := mark.details.get("note"):
        bodies.append(_body("commenting", note))
    target: Any = source
    if mark.start is not None:
        before, after = context(document.text, *mark.span)
        start, end = mark.span
        quote = {
            "type": "TextQuoteSelector",
            "exact": mark.quote,
            "prefix": before,
            "suffix": after,
        }
        position = {"type": "TextPositionSelector", "start": start, "end": end}
        target = {"source": source, "selector": [quote, position]}
    own: dict[str, Any] = {"layer": mark.layer, "part": mark.part, "details": dict(mark.details)}
    if mark.codebook_edition:
        own["codebook_edition"] = mark.codebook_edition
    return {
        **({"id": f"urn:uuid:{mark.id}"} if mark.id else {}),
        "type": "Annotation",
        "motivation": "tagging" if mark.start is not None else "classifying",
        **({"creator": _creator(mark)} if mark.annotator else {}),
        **({"created": mark.created_at} if mark.created_at else {}),
        **({"modified": mark.updated_at} if mark.updated_at else {}),
        "body": bodies,
        "target": target,
        **{f"annotator:{name}": value for name, value in own.items()},
    }


def _creator(mark: FormatMark) -> dict[str, str]:
    """Return who made it: a person, or a program with what it is made of."""
    if mark.layer != MACHINE:
        return {"type": "Person", "nickname": mark.annotator}
    made_of = {"name": mark.software} if mark.software else {}
    return {"type": "Software", "nickname": mark.annotator, **made_of}


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file that begins so names the context of web annotations."""
    return CONTEXT.encode() in content[:4096]


W3C = Format(
    name="w3c",
    title="W3C Web Annotation",
    sentence="JSON-LD, the standard of the web; Recogito and many libraries read it.",
    ending=".jsonld",
    media_type="application/ld+json; charset=utf-8",
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Definitions of labels.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
