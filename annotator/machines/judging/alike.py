"""Where nearly the words of a quote stand, told as a span is told in a corrected text (pure: no
Django).

Only a long quote is looked for so, and only where it is sure: hardly a word differs, none that
differs is a number, a negation or a limit, and no other place would do.
"""

from articles.versions.overlay import Overlay
from articles.versions.turning_words import is_number, turns
from articles.versions.words import LINE, Words

LEAST_WORDS = 8
LEAST_LETTERS = 40
"""A shorter quote is not looked for by its words: too many sentences would do."""
SAME = 0.85
"""So much of the words must be the same, and of the place, too."""


def is_long(quote: Words) -> bool:
    """Return whether a quote has words enough to be told by them."""
    return len(quote) >= LEAST_WORDS and sum(map(len, quote.keys)) >= LEAST_LETTERS


def nearly(quote: Words, text: Words) -> tuple[int, int] | None:
    """Return where in the text nearly the words of a long quote stand, or None."""
    found = _image(quote, text)
    if found is None:
        return None
    start, end = text.starts[found[0]], text.ends[found[1] - 1]
    # Without that place, no other may be nearly as good.
    if _image(quote, Words(f"{text.text[:start]}\n{text.text[end:]}")):
        return None
    return start, end


def _image(quote: Words, text: Words) -> tuple[int, int] | None:
    """Return the words of the text that are nearly those of the quote, half-open, or None."""
    laid, count = Overlay(quote, text), len(quote)
    if laid.kept(0, count) < SAME * count or min(laid.to[0], laid.to[-1]) < 0:
        return None
    first, last = laid.to[0], laid.to[-1] + 1
    if (
        not 0 < last - first <= count / SAME
        or max(text.breaks[first + 1 : last], default=0) >= LINE
    ):
        return None
    differ = [key for key, to in zip(quote.keys, laid.to, strict=True) if to < 0]
    back = zip(text.keys[first:last], laid.back[first:last], strict=True)
    differ += [key for key, old in back if old < 0]
    if any(is_number(key) or turns(key) for key in differ):
        return None
    return first, last
