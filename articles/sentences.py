"""The sentence around a span, for whoever reads it apart from its article (pure: no Django)."""

import re
from collections.abc import Iterator

LONGEST_SIDE = 160
"""Code points on either side, at most."""
_NEAR = LONGEST_SIDE + 40

# A small letter goes on: “3 a.m. on Monday” is one sentence.
_STOPS = ".!?…。！？؟۔"
_ENDS_HERE = re.compile(rf"[{_STOPS}]++[”’\"')\]]*+\s+(?![a-zß-ÿа-я])")
# A row of stops is tried once, at its first one: each of 25,000 would go through all behind it.
_ENDS = re.compile(rf"(?<![{_STOPS}]){_ENDS_HERE.pattern}")


def sentence_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before the span in its sentence, the span, and what stands after it.

    A sentence ends at its stop or its line; what is longer is cut at a word and marked by “…”.
    """
    # What stands further off is cut anyway: a long line is not gone through for each of its spans.
    near, far = max(0, start - _NEAR), min(len(text), end + _NEAR)
    line, stop = text.rfind("\n", near, start), text.find("\n", end, far)
    first, stop = near if line < 0 else line + 1, far if stop < 0 else stop
    for found in _ends(text, first, min(stop, start + _NEAR)):
        if found.end() > start:
            break
        first = found.end()
    last = next(_ends(text, max(end - 1, start), stop), None)
    before, after = text[first:start], text[end : last.end() if last else stop]
    if len(before) > LONGEST_SIDE:
        before = "… " + before[-LONGEST_SIDE:].split(" ", 1)[-1]
    else:
        before = before.lstrip()
    if len(after) > LONGEST_SIDE:
        after = after[:LONGEST_SIDE].rsplit(" ", 1)[0] + " …"
    return before, text[start:end], after.rstrip()


def _ends(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield the ends of sentences from `start` on, one that begins amid a row of stops too."""
    here = _ENDS_HERE.match(text, start, stop)
    if here:
        yield here
        start = here.end()
    yield from _ENDS.finditer(text, start, stop)
