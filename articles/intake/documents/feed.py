"""Read the entries of an RSS or Atom feed (no Django), in a process of its own: see `apart`."""

import html
import re
import time
from io import BytesIO
from typing import Any

import feedparser

from articles.intake.documents.contents import Unreadable

ENTRIES = 300
"""So many entries of a feed are read, as they stand in it: the newest first, as feeds do."""
LONGEST = 2_000
NO_FEED = "It is no feed: neither RSS nor Atom. Look for the feed's address on the site."
_TAG = re.compile(r"<[^<>]{0,500}>")


def read(raw: bytes) -> dict[str, Any]:
    """Return the title of a feed and its entries. Raises Unreadable.

    An entry has `own_name` (what the feed calls it), `address`, `title`, `source`, and
    `published_on`, an ISO day; each is '' where the feed does not say it.
    """
    # As a stream: of a string, feedparser would ask whether it is an address, and open that.
    found = feedparser.parse(BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    if not found.get("version") and not found.entries:
        raise Unreadable(NO_FEED)
    entries = [_entry(entry) for entry in found.entries[:ENTRIES]]
    return {
        "title": plain(found.feed.get("title")),
        "entries": [entry for entry in entries if entry["address"]],
    }


def plain(value: object) -> str:
    """Return a title as plain words: without tags, entities and characters that nobody sees."""
    words = html.unescape(_TAG.sub(" ", str(value or "")[: 2 * LONGEST]))
    words = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(words.split())[:LONGEST]


def _entry(entry: Any) -> dict[str, str]:
    source = entry.get("source") or {}
    return {
        "own_name": str(entry.get("id") or "")[:LONGEST],
        "address": str(entry.get("link") or "").strip()[: LONGEST + 1],
        "title": plain(entry.get("title")),
        "source": plain(source.get("title")),
        "published_on": _day(entry.get("published_parsed") or entry.get("updated_parsed")),
    }


def _day(moment: time.struct_time | None) -> str:
    if moment is None or not 1 <= moment.tm_year <= 9999:
        return ""
    return f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}"
