"""A text as quotes are compared with it that were typed anew: blanks, quotation marks, hyphens and
composed accents do not count (pure: no Django)."""

import unicodedata
from array import array
from collections.abc import Iterator

_SINGLE = "‘’‚‛ʼ`´′"
_DOUBLE = "“”„‟«»″"
_DASHES = "‐‑‒–—―−"
_SAME = dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"')
_SAME |= dict.fromkeys(_DASHES, "-") | {"…": "..."}
# Joiners make other words of the same letters, in Persian and Hindi: they stay.
_KEPT = "\u200c\u200d"


class FoldedText:
    """The folded signs of a text, and which of its code points each comes from."""

    def __init__(self, text: str) -> None:
        signs: list[str] = []
        self.origins = array("q")
        for at, sign in enumerate(text):
            for folded in _folded(sign):
                if folded == " " and (not signs or signs[-1] == " "):
                    continue
                signs.append(folded)
                self.origins.append(at)
        self.signs = "".join(signs)

    def places(self, quote: str, first: int, last: int, most: int) -> Iterator[tuple[int, int]]:
        """Yield where a quote stands between two offsets of the text, at most so many places."""
        wanted = FoldedText(quote).signs.strip()
        at = self.signs.find(wanted) if wanted else -1
        while at >= 0 and most > 0:
            end = at + len(wanted)
            start, stop = self.origins[at], self.origins[end - 1] + 1
            if first <= start and stop <= last and self._is_whole(at, end):
                yield start, stop
                most -= 1
            at = self.signs.find(wanted, at + 1)

    def _is_whole(self, at: int, end: int) -> bool:
        """Return whether no sign of the text is cut: an accent, or one of three points."""
        following = self.signs[end : end + 1]
        if following and (unicodedata.combining(following) or self._shares(end - 1, end)):
            return False
        return at == 0 or not self._shares(at - 1, at)

    def _shares(self, one: int, other: int) -> bool:
        return self.origins[one] == self.origins[other]


def _folded(sign: str) -> str:
    if sign.isascii():
        return " " if sign.isspace() else _SAME.get(sign, sign)
    if sign in _SAME:
        return _SAME[sign]
    if sign.isspace():
        return " "
    if unicodedata.category(sign) == "Cf" and sign not in _KEPT:
        return ""
    return unicodedata.normalize("NFD", sign)
