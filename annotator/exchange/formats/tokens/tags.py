"""Tags of tokens (IOB1, IOB2, IOE, BIOES, BILOU), and what they span (pure)."""

import re
from collections.abc import Iterable, Iterator, Sequence

OUTSIDE = "O"
NO_LABEL = "(no label)"
_TAG = re.compile(r"[BIESLUM](?:-(\S+))?")
_OPENS = frozenset("BSU")
_CLOSES = frozenset("ESLU")


def is_tag(word: str) -> bool:
    """Return whether a word is a tag of any of these schemes."""
    return word == OUTSIDE or _TAG.fullmatch(word) is not None


def tagged(tokens: Iterable[tuple[int, int]], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return a tag of IOB2 for each token; `spans` are in order, lie apart and cut no token."""
    tags = []
    waiting = iter(spans)
    begin, end, label = next(waiting, (-1, -1, ""))
    for start, _ in tokens:
        while 0 <= end <= start:
            begin, end, label = next(waiting, (-1, -1, ""))
        inside = begin <= start < end
        tags.append(f"{'B' if start == begin else 'I'}-{label}" if inside else OUTSIDE)
    return tags


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the first token of each span of one sentence, that behind its last, and its label.

    One rule reads all the schemes: B, S and U begin a span, as does whatever follows none of its
    label; E, S, L and U end one.
    """
    first, label, open_ = 0, "", False
    for number, tag in enumerate(tags):
        match = _TAG.fullmatch(tag)
        own = (match[1] or NO_LABEL) if match else ""
        if open_ and (match is None or tag[0] in _OPENS or own != label):
            yield first, number, label
            open_ = False
        if match and not open_:
            first, label, open_ = number, own, True
        if match and tag[0] in _CLOSES:
            yield first, number + 1, label
            open_ = False
    if open_:
        yield first, len(tags), label
