"""Who says what is marked, and who reports it, as the text around tells (pure: no Django).

Whoever a quotation belongs to is told beside it, or in the paragraph before where that one's
quotation goes on; of a sentence without marks, by its own verb of saying. Where nothing near tells,
or a pronoun could mean two, it is silent.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from annotator.annotations.proposals.passage import Passage
from annotator.annotations.proposals.speech.names import (
    NAME,
    KnownName,
    Registry,
    somebody,
    without_title,
)
from annotator.annotations.proposals.speech.quotations import (
    OPENING,
    Quotation,
    quotations,
    without_quotations,
)
from annotator.annotations.proposals.speech.sayings import Saying, sayings, sayings_by

BACK = 6
"""Paragraphs before the span's own that are looked at."""
LONGEST_PARAGRAPH = 6000
_BREAK = re.compile(r"(?<![.!?…])[.!?…]++[”’\"'»)•]{0,3}\s++(?=[A-ZÀ-ÞА-Я“«\"])")


_SUBJECT = re.compile(rf"(?:\A|[.!?]\s+)(?P<name>{NAME})(?=,| [a-z])")
_TO_WHOM = re.compile(
    r"(?!.*\b(?:to|that|it|was|is|he|she|they|had|has|would|will)\b)\s[\w’'. -]{1,60}[.,]?\s*\Z"
)


class Speaker(NamedTuple):
    """Somebody who speaks, and the words that say so."""

    named: KnownName
    words: str


class Speakers(NamedTuple):
    """Who said it, and who reports that they did."""

    said_by: Speaker | None = None
    via: Speaker | None = None


class _Paragraph:
    """A line of the text, with its quotations and acts of saying outside of them."""

    def __init__(self, text: str, start: int, end: int, names: Collection[str]) -> None:
        self.start = start
        self.words = text[start : min(end, start + LONGEST_PARAGRAPH)]
        self.quotations = quotations(self.words)
        self.blotted = without_quotations(self.words, self.quotations)
        found = sayings(self.blotted, 0, len(self.blotted))
        self.sayings = sorted(found + sayings_by(self.blotted, names))

    @property
    def all_quoted(self) -> bool:
        """Whether nothing is said outside of the quotation marks."""
        return bool(self.quotations) and not re.search(r"\w", self.blotted)

    @property
    def goes_on(self) -> bool:
        """Whether its last quotation is not closed."""
        return bool(self.quotations) and not self.quotations[-1].closed


def speakers_of(passage: Passage, registry: Registry) -> Speakers:
    """Return who speaks and who reports it; neither where the article says it itself."""
    return _Around(passage, registry).speakers()


class _Around:
    """The paragraphs at and before the span."""

    def __init__(self, passage: Passage, registry: Registry) -> None:
        self.passage, self.registry = passage, registry
        start, end = passage.paragraph
        self.paragraphs = [_Paragraph(passage.text, start, end, registry.slugs)]
        while start > 0 and len(self.paragraphs) <= BACK:
            before = passage.text.rfind("\n", max(0, start - 1 - LONGEST_PARAGRAPH), start - 1) + 1
            if passage.text[before : start - 1].strip():
                self.paragraphs.append(_Paragraph(passage.text, before, start - 1, registry.slugs))
            if before == 0 or before >= start:
                break
            start = before

    def speakers(self) -> Speakers:
        own = self.paragraphs[0]
        quote = self.passage.quote
        first = self.passage.start - own.start + len(quote) - len(quote.lstrip(f" {OPENING}"))
        last = self.passage.end - own.start - (len(quote) - len(quote.rstrip(" ”»\"’'.,")))
        for one in own.quotations:
            if one.start <= first and last <= one.end + 1:
                return self._in_quotation(own, one, first)
        return self._in_sentence(own, first, last)

    def _in_quotation(self, own: _Paragraph, one: Quotation, first: int) -> Speakers:
        outer = self._of_quotation(0, one)
        begins = max([one.start, *(m.end() for m in _BREAK.finditer(own.words, one.start, first))])
        inner = [
            saying
            for saying in sayings(own.words, begins, first)
            if saying.follows and not saying.pronoun
        ]
        if inner and outer and (said := self._speaker(0, inner[-1])):
            return Speakers(said, outer if outer.named != said.named else None)
        return Speakers(outer)

    def _of_quotation(self, back: int, one: Quotation) -> Speaker | None:
        """Return whose the quotation of the paragraph so many back is."""
        own = self.paragraphs[back]
        for saying in own.sayings:
            if 0 <= saying.start - one.end <= 4 and not saying.according:
                return self._speaker(back, saying)
        before = [saying for saying in own.sayings if saying.end <= one.start]
        if before:
            between = own.blotted[before[-1].end : one.start]
            if not _BREAK.search(between) or (before[-1].start >= 4 and len(between) <= 60):
                return self._speaker(back, before[-1])
        after = [s for s in own.sayings if s.start >= one.end and s.according]
        if after and not _BREAK.search(own.blotted[one.end : after[0].start]):
            return self._speaker(back, after[0])
        earlier = back + 1 < len(self.paragraphs)
        if own.all_quoted and earlier and self.paragraphs[back + 1].goes_on:
            return self._of_quotation(back + 1, self.paragraphs[back + 1].quotations[-1])
        return None

    def _in_sentence(self, own: _Paragraph, first: int, last: int) -> Speakers:
        begins = max([0, *(m.end() for m in _BREAK.finditer(own.blotted, 0, first + 1))])
        stop = _BREAK.search(own.blotted, max(first, last - 1))
        ends = stop.end() if stop else len(own.blotted)
        said: Saying | None = None
        reports: Saying | None = None
        for saying in own.sayings:
            if not begins <= saying.start < ends:
                continue
            if saying.according or own.words[: saying.start].endswith(("as ", "As ")):
                if saying.according or not saying.follows or saying.start >= last:
                    reports = saying
            elif _governs(own.blotted, saying, first, last, ends):
                said = saying
        if said is None and reports is None:
            return Speakers()
        by = self._speaker(0, said) if said else None
        via = self._speaker(0, reports) if reports else None
        if said and by is None:
            return Speakers()
        return Speakers(by, via if via != by else None) if by else Speakers(via)

    def _speaker(self, back: int, saying: Saying) -> Speaker | None:
        if saying.pronoun:
            return self._meant(back, saying)
        own = self.paragraphs[back]
        at = own.start + saying.start
        named = somebody(saying.who, self.passage.text, at + 1, self.registry)
        return Speaker(named, saying.words) if named else None

    def _subject(self, back: int, before: int) -> Speaker | None:
        """Return the only person with whom a sentence of the paragraph begins, as a speaker.

        A person has a title, or a comma behind.
        """
        words = self.paragraphs[back].blotted[:before]
        at = self.paragraphs[back].start + before
        named = {
            found
            for match in _SUBJECT.finditer(words)
            if " " in (bare := without_title(match["name"]))
            and (bare != match["name"] or words[match.end() : match.end() + 1] == ",")
            and (found := somebody(match["name"], self.passage.text, at, self.registry))
        }
        if len(named) != 1:
            return None
        only = named.pop()
        return Speaker(only, only.name)

    def _meant(self, back: int, pronoun: Saying) -> Speaker | None:
        """Return the only one who was named as a speaker last before the pronoun, if it is one."""
        for further in range(back, len(self.paragraphs)):
            if further == back + 1 and (subject := self._subject(back, pronoun.start)):
                return subject
            named = [
                saying
                for saying in self.paragraphs[further].sayings
                if not saying.pronoun and (further > back or saying.end <= pronoun.start)
            ]
            meant = {
                speaker.named for saying in named if (speaker := self._speaker(further, saying))
            }
            if named:
                words = f"{pronoun.words}: {named[-1].words}"
                return Speaker(meant.pop(), words) if len(meant) == 1 else None
        return self._subject(back, pronoun.start) if len(self.paragraphs) == back + 1 else None


def _governs(text: str, saying: Saying, first: int, last: int, ends: int) -> bool:
    """Return whether what stands at the span is what is said."""
    if saying.end <= first:
        between = text[saying.end : first]
        return saying.follows and not re.search(r"[;•]", between)
    if saying.start >= last:
        before = text[: saying.start].rstrip()
        closing = before.endswith((",", "”", '"', "»", ",’")) or saying.inverted
        rest = text[saying.end : ends]
        told = saying.words.endswith(("told", "informed", "tells")) and _TO_WHOM.match(rest)
        return closing and (not saying.follows or bool(told)) and len(rest) <= 120
    # The verb is among the marked words: what follows it is what they say.
    return saying.follows or last - saying.end <= 30
