"""Read news of agencies in ninjs, IPTC's news in JSON, versions 1 to 3 (pure).

https://iptc.org/standards/ninjs/. The versions name the same things differently: `body_text` and
`bodies`, `byline` and `by`, `versioncreated` and `versionCreated`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import Format, FormatRefused, FromFile, NotTaken
from annotator.exchange.formats.strict_json import json_of, list_at, object_at, text_at, utf_8
from articles.intake.pages.blocks import blocks_of
from articles.intake.pages.tree import TooLarge, parse, without_unseen

_READ = frozenset(
    {
        *("uri", "type", "language", "headline", "headlines", "title", "by", "byline", "bodies"),
        *("versioncreated", "firstcreated", "contentcreated", "pubstatus", "embargoed"),
        *("embargoeduntil", "infosource", "infosources", "copyrightholder", "altids", "standard"),
        *("$standard", "profile", "version", "representationtype", "mimetype", "charcount"),
        *("wordcount", "slugline"),
    }
)
_CONCEPTS = frozenset(
    {
        *("person", "people", "organisation", "organisations", "place", "places", "subject"),
        *("subjects", "event", "events", "object", "objects", "genre", "genres", "entities"),
    }
)
_HOLDERS = ("items", "entries")
_UNUSABLE = ("canceled", "cancelled", "withheld")
_MARKUP = ("html", "xhtml", "xml")


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield an article a news item that has a text. Raises FormatRefused."""
    unread: Counter[str] = Counter()
    names: set[str] = set()
    for number, item in enumerate(_items(name, json_of(name, utf_8(name, content))), 1):
        place = f"{name}, item {number}"
        yield from _item(place, object_at(place, item, "An item"), unread, names)
    for what, times in unread.items():
        yield NotTaken(name, f"{what} ({times:,} in all).")


def _items(name: str, value: Any) -> Sequence[Any]:
    """Return the items of a file: one, a list, or a list under the name that services give it."""
    if isinstance(value, list):
        return value
    page = object_at(name, value, "The file")
    if "uri" in page:
        return [page]
    for holder in _HOLDERS:
        if holder in page:
            return list_at(name, page[holder], holder)
    raise FormatRefused(name, "It is no ninjs: an item has a “uri”, a list of them “items”.")


def _item(
    place: str, given: Mapping[str, Any], unread: Counter[str], names: set[str]
) -> Iterator[FromFile]:
    # Of names that differ by capitals alone, the first counts.
    item: dict[str, Any] = {}
    for key, value in given.items():
        item.setdefault(key.lower(), value)
    status = text_at(item, "pubstatus")
    if status in _UNUSABLE:
        yield NotTaken(place, f"Its publisher has it {status}: it is not to be used.")
        return
    kind = text_at(item, "type") or "text"
    if kind not in ("text", "composite"):
        unread[f"Items of the type {kind[:40]} are not read"] += 1
        return
    if until := text_at(item, "embargoed", "embargoeduntil"):
        yield NotTaken(place, f"It is under embargo until {until[:40]}, which nothing here keeps.")
    headline = " ".join(_headline(place, item).split())
    text = _text(place, item, headline, unread)
    if not text:
        yield NotTaken(place, "It has no text.")
        return
    _count_unread(item, unread)
    others = len(_headlines(item)) - 1
    if others > 0:
        unread["Of several headlines the main one is read"] += others
    yield FormatDocument(
        name=_unlike(text_at(item, "uri") or place, names),
        text=text,
        source=_source(item),
        title=headline or " ".join(text_at(item, "title", "slugline").split()),
        byline=" ".join(text_at(item, "by", "byline").split()),
        url=_address(item),
        language=text_at(item, "language").replace("_", "-"),
        published_on=_day(item),
        place=place,
    )


def _text(place: str, item: Mapping[str, Any], headline: str, unread: Counter[str]) -> str:
    """Return the item's text, its headline first: with markup where there is one, for only that
    says for certain where a paragraph ends."""
    bodies = [body for body in _bodies(item) if body[1].strip()]
    if not bodies:
        return ""
    chosen = next((body for body in bodies if body[0]), bodies[0])
    if len(bodies) > 1:
        unread["Of several bodies one is read, with its paragraphs"] += len(bodies) - 1
    text = _plain(place, chosen[1]) if chosen[0] else chosen[1]
    if not text.strip():
        return ""
    first = text.lstrip().partition("\n")[0]
    return text if not headline or " ".join(first.split()) == headline else f"{headline}\n{text}"


def _bodies(item: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """Yield each body, and whether it is markup; the main one first."""
    listed = [one for one in _objects(item.get("bodies")) if isinstance(one.get("value"), str)]
    for one in sorted(listed, key=lambda one: text_at(one, "role") != "main"):
        kind = (text_at(one, "contenttype") or text_at(one, "contentType")).lower()
        yield any(word in kind for word in _MARKUP), one["value"]
    for key, value in item.items():
        if key.startswith("body_") and isinstance(value, str):
            yield key.removeprefix("body_").startswith(_MARKUP), value


def _plain(place: str, markup: str) -> str:
    """Return the text of a marked-up body, a line a block, as a saved page is read."""
    tree = parse(markup)
    if tree is None:
        return ""
    try:
        return "\n".join(block.text for block in blocks_of(without_unseen(tree)))
    except TooLarge as error:
        raise FormatRefused(place, str(error)) from error


def _headline(place: str, item: Mapping[str, Any]) -> str:
    listed = _headlines(item)
    chosen = next((one for one in listed if text_at(one, "role") == "main"), (listed or [{}])[0])
    kind = (text_at(chosen, "contenttype") or text_at(chosen, "contentType")).lower()
    named = sorted(key for key in item if key.startswith("headline_"))
    value = text_at(chosen, "value") or text_at(item, "headline", "headline_main", *named)
    return _plain(place, value) if any(word in kind for word in _MARKUP) else value


def _headlines(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in _objects(item.get("headlines")) if text_at(one, "value")]


def _source(item: Mapping[str, Any]) -> str:
    """Return who the item is from: the first party that it names, else whose the rights are."""
    named = (*_objects(item.get("infosources")), *_objects(item.get("infosource")))
    found = next((text_at(one, "name") for one in named if text_at(one, "name")), "")
    return " ".join((found or text_at(item, "copyrightholder")).split())


def _address(item: Mapping[str, Any]) -> str:
    """Return the first of its names that is an address of the web."""
    ids = item.get("altids")
    others = [text_at(one, "value") for one in _objects(ids)]
    if isinstance(ids, dict):
        others = [value for value in ids.values() if isinstance(value, str)]
    return next(
        (one for one in (text_at(item, "uri"), *others) if one.startswith(("http://", "https://"))),
        "",
    )


def _day(item: Mapping[str, Any]) -> str:
    """Return the day of this version, as it is written where it was made."""
    return text_at(item, "versioncreated", "firstcreated", "contentcreated")[:10]


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _count_unread(item: Mapping[str, Any], unread: Counter[str]) -> None:
    for key, value in item.items():
        if key in _READ or key.startswith(("body_", "headline_")) or value in (None, "", [], {}):
            continue
        if key in _CONCEPTS:
            times = len(value) if isinstance(value, list) else 1
            told = "Subjects, people, organisations, places and the like have no place in the text"
            unread[f"{told}, and are not read"] += times
        else:
            unread[f"“{key[:40]}” is not read"] += 1


def _unlike(name: str, names: set[str]) -> str:
    """Return a name that no item before has."""
    made, number = name, 1
    while made in names:
        number += 1
        made = f"{name} ({number})"
    names.add(made)
    return made


def _recognises(name: str, content: bytes) -> bool:
    head = content.lower()
    return b'"uri"' in head and any(
        word in head
        for word in (b'"versioncreated"', b'"pubstatus"', b'"body_text"', b'"body_xhtml"', b"ninjs")
    )


NINJS = Format(
    name="ninjs",
    title="ninjs",
    sentence="IPTC's news in JSON, in which agencies send their articles; versions 1 to 3.",
    ending=".json",
    media_type="application/json",
    says=frozenset(),
    read=read,
    recognises=_recognises,
)
