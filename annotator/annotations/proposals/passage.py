"""A marked span with what stands around it: its sentence, its clause, its paragraph (no Django).

Windows are bounded: a text of one endless line costs no more than any other.
"""

import re
from dataclasses import dataclass
from functools import cached_property

REACH = 1200
"""Code points on either side of the span in which its sentence ends."""
_STOP = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGen)(?<!\bSt)(?<!\bProf)(?<!\bSen)(?<!\bNo)"
    r"(?<!\bLt)(?<!\bCol)(?<!\b[A-Z])(?<![.!?…。！？؟۔])[.!?…。！？؟۔]++[”’\"'»“)\]]{0,3}\s++(?![a-zß-ÿа-я])"
    r"|(?<=[a-z]{2})[.!?][”’\"»]?(?=[A-Z][a-z])|(?<=[a-z]{2})[.!?][”»]\s|[。！？]"
)
_CLAUSE = re.compile(
    r"[;:()—–“”«»]|, |,”|\s(?:that|which|who|and|but|while|although|because|whereas|where|when|"
    r"after|since|as|if|though)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """The span `[start, end)` of a text, in code points; offsets are into the whole text."""

    text: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        """Return the marked words."""
        return self.text[self.start : self.end]

    @cached_property
    def paragraph(self) -> tuple[int, int]:
        """Return where the span's line begins and ends, at most so far off."""
        first = self.text.rfind("\n", max(0, self.start - 4 * REACH), self.start) + 1
        first = first or max(0, self.start - 4 * REACH)
        last = self.text.find("\n", self.end, self.end + 4 * REACH)
        return first, last if last >= 0 else min(len(self.text), self.end + 4 * REACH)

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """Return where the sentence or sentences of the span begin and end."""
        line, stop = self.paragraph
        first = max(line, self.start - REACH)
        # What is marked may begin with the space or the quotation mark after a stop.
        inner = self.start + len(self.quote) - len(self.quote.lstrip(" \n“\"'‘«"))
        for found in _STOP.finditer(self.text, first, stop):
            if found.end() > inner:
                break
            first = found.end()
        after = _STOP.search(self.text, max(inner, self.end - 1), min(stop, self.end + REACH))
        return min(first, self.start), after.end() if after else min(stop, self.end + REACH)

    @property
    def before(self) -> str:
        """Return what stands before the span in its sentence."""
        return self.text[self.sentence[0] : self.start]

    @property
    def after(self) -> str:
        """Return what stands after the span in its sentence."""
        return self.text[self.end : self.sentence[1]]

    @cached_property
    def lead(self) -> str:
        """Return what stands before the “that” with which the span's clause begins, if it does."""
        before = self.before[: len(self.before) - len(self.clause[0])]
        return before[-60:-5].rstrip() if re.search(r"\sthat\s\Z", before, re.IGNORECASE) else ""

    @cached_property
    def clause(self) -> tuple[str, str]:
        """Return what stands before and after the span in its own clause."""
        before, after = self.before, self.after
        *_, begins = 0, *(found.end() for found in _CLAUSE.finditer(before))
        cut = _CLAUSE.search(after)
        return before[begins:], after[: cut.start()] if cut else after
