"""Read the body of an answer, unpacked where it came packed, and never more than is wanted."""

import zlib
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse

from annotator.fetching.asking import FetchFailed

CHUNK = 65_536


def unpacked(answer: HTTPResponse, most: int) -> Iterator[bytes]:
    """Yield the body, unpacked where it came packed. Raises FetchFailed where it is too large."""
    packing = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packing in {"", "identity"}:
        yield from _bounded(_body(answer, most), most)
    elif packing in {"gzip", "x-gzip", "deflate"}:
        yield from _bounded(_inflated(_body(answer, most)), most)
    else:
        raise FetchFailed("It is packed in a way that was not asked for.")


def _body(answer: HTTPResponse, most: int) -> Iterator[bytes]:
    told = answer.length
    if told is not None and told > most:
        raise FetchFailed(_too_large(most))
    came = 0
    while chunk := answer.read(CHUNK):
        came += len(chunk)
        if came > most:  # packed or behind what was packed, it is too large as well
            raise FetchFailed(_too_large(most))
        yield chunk
    if told is not None and came < told:
        raise HTTPException


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(wbits=47)  # gzip or zlib, as its head says
    for chunk in chunks:
        while chunk:
            yield unpacking.decompress(chunk, CHUNK)
            chunk = unpacking.unconsumed_tail
    yield unpacking.flush()
    if not unpacking.eof:
        raise HTTPException


def _bounded(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise FetchFailed(_too_large(most))
        yield chunk


def _too_large(most: int) -> str:
    return f"It has more than {most / 1_000_000:g} MB, which is not read."
