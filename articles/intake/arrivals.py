"""Read what arrived from the web, fetched by the desk or sent by a browser, as a draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from articles.intake.came_as import MEDIA_TYPES
from articles.intake.decoding import Undecodable, decode
from articles.intake.drafts import DraftNote, DraftProblem, Incoming
from articles.intake.files import read_uploads

ENDINGS = {kind: ending for ending, kind in reversed(MEDIA_TYPES.items())} | {
    "application/xhtml+xml": ".html"
}
"""The ending of a file that is read in the same way."""
READ_TYPES = (
    *("text/html", "application/xhtml+xml", "application/pdf", "text/plain"),
    MEDIA_TYPES[".docx"],
)


@dataclass(frozen=True)
class Arrival:
    """What an address holds: the bytes as they came, their type, and what was said of both."""

    address: str
    content: bytes
    media_type: str
    charset: str = ""


def read_arrival(arrival: Arrival, values: Mapping[str, str]) -> Iterator[Incoming]:
    """Yield the draft of what arrived, or its problems; `values` as in `drafts.draft`.

    The address that it came from stands before the one that a page gives of itself.
    """
    name = f"arrived{ENDINGS.get(arrival.media_type, '.unknown')}"
    content, encoding = _as_utf_8(arrival)
    said = {"url": arrival.address} | {name: value for name, value in values.items() if value}
    for item in read_uploads([(name, content)], said):
        if isinstance(item, DraftProblem | DraftNote):
            yield replace(item, place=arrival.address)
            continue
        came = item.came and replace(
            item.came,
            content=arrival.content,
            media_type=arrival.media_type,
            name="",
            encoding=encoding or item.came.encoding,
            url=arrival.address,
        )
        told = encoding or item.encoding
        yield replace(item, place=arrival.address, encoding=told, came=came)


def _as_utf_8(arrival: Arrival) -> tuple[bytes, str]:
    """Return the bytes as UTF-8 where the server says their encoding, and which that was.

    Else, and where what it says is not so, the bytes as they came: a page tells it in its head.
    """
    if not (arrival.charset and ENDINGS.get(arrival.media_type) in {".html", ".txt"}):
        return arrival.content, ""
    try:
        text, encoding, _ = decode(arrival.content, arrival.charset)
    except Undecodable:
        return arrival.content, ""
    return text.encode(errors="surrogatepass"), encoding
