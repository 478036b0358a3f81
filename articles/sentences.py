"""The sentence around a span, for whoever reads it apart from its article (pure: no Django)."""

import re

LONGEST_SIDE = 160
"""Code points on either side, at most."""
_NEAR = LONGEST_SIDE + 40

# A small letter goes on: “3 a.m. on Monday” is one sentence.
_ENDS = re.compile(r"[.!?…。！？؟۔]+[”’\"')\]]*\s+(?![a-zß-ÿа-я])")


def sentence_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before the span in its sentence, the span, and what stands after it.

    A sentence ends at its stop or its line; what is longer is cut at a word and marked by “…”.
    """
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    first = line
    # What stands further off is cut anyway: a long line is not gone through for each of its spans.
    for found in _ENDS.finditer(text, max(line, start - _NEAR), stop):
        if found.end() > start:
            break
        first = found.end()
    last = _ENDS.search(text, max(end - 1, start), min(stop, end + _NEAR))
    before, after = text[first:start], text[end : last.end() if last else stop]
    if len(before) > LONGEST_SIDE:
        before = "… " + before[-LONGEST_SIDE:].split(" ", 1)[-1]
    else:
        before = before.lstrip()
    if len(after) > LONGEST_SIDE:
        after = after[:LONGEST_SIDE].rsplit(" ", 1)[0] + " …"
    return before, text[start:end], after.rstrip()
