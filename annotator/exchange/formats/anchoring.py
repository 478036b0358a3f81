"""Find where a quote stands in a text, where its offsets do not say so (pure)."""

from collections.abc import Iterator

MOST_PLACES = 1_000
"""So many places of one quote are weighed: a single letter may stand everywhere."""


def anchored(
    text: str, quote: str, start: int | None = None, prefix: str = "", suffix: str = ""
) -> tuple[int, int] | None:
    """Return where the quote stands, or None where it stands nowhere.

    Of several places that one is meant whose surroundings are most like `prefix` and `suffix`, and
    of those the one nearest to `start`; without either, the first.
    """
    if not quote:
        return None
    if start is not None and text[start : start + len(quote)] == quote and not (prefix or suffix):
        return start, start + len(quote)
    best: tuple[int, int, int] | None = None
    for at in _places(text, quote):
        alike = _alike_before(text, at, prefix) + _alike_after(text, at + len(quote), suffix)
        far = abs(at - start) if start is not None else at
        if best is None or (-alike, far) < best[:2]:
            best = (-alike, far, at)
    return (best[2], best[2] + len(quote)) if best else None


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)


def _alike_before(text: str, at: int, prefix: str) -> int:
    """Return how many characters before `at` are the prefix's, from its end on."""
    number = 0
    while number < len(prefix) and number < at and text[at - 1 - number] == prefix[-1 - number]:
        number += 1
    return number


def _alike_after(text: str, at: int, suffix: str) -> int:
    number = 0
    while number < len(suffix) and at + number < len(text) and text[at + number] == suffix[number]:
        number += 1
    return number
