"""What somebody chose of a draft on the preview: which paragraphs, and which part each is.

A paragraph is a line of the text as it would be stored, or a block of the page that was left out.
Choices are known by the draft's own text, so that none is ever applied to another text.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from articles.intake.drafts import TEXT_LIMIT, Draft
from articles.intake.fields import Refused
from articles.intake.regions import join_parts
from articles.models import Region
from articles.parts import BODY, Part

_NAME = re.compile(r"(role|drop|take)\.([0-9a-f]{16})\.([0-9]{1,7})")
MIXED = ""
"""The role of a paragraph of which only a part has one, or that has several."""


class Paragraph(NamedTuple):
    """One line that is shown: its text, its parts with a role (from its begin), is it in."""

    number: int
    text: str
    parts: tuple[Part, ...]
    is_in: bool

    @property
    def role(self) -> str:
        """The role that all of it has, body for none, MIXED for several."""
        if not self.parts:
            return BODY
        only = self.parts[0]
        whole = len(self.parts) == 1 and self.text[only.start : only.end] == self.text.strip()
        return only.role if whole else MIXED


class Choices:
    """What was chosen of drafts, by the key of each and the number of the paragraph."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        """Read the choices among what a form sent; what is none of them is passed over."""
        self._sent: dict[tuple[str, str, int], str] = {}
        for name, value in sent.items():
            found = _NAME.fullmatch(name)
            if found and (found[1] != "role" or value in Region.Role.values):
                self._sent[found[1], found[2], int(found[3])] = value

    def paragraphs(self, draft: Draft) -> list[Paragraph]:
        """Return the paragraphs of a draft as they were chosen to be."""
        key = key_of(draft)
        return [self._chosen(key, paragraph) for paragraph in paragraphs_of(draft)]

    def _chosen(self, key: str, paragraph: Paragraph) -> Paragraph:
        at = paragraph.number
        role = self._sent.get(("role", key, at), paragraph.role)
        if role != paragraph.role:
            paragraph = paragraph._replace(parts=_whole(paragraph.text, role))
        turned = ("drop" if paragraph.is_in else "take", key, at) in self._sent
        return paragraph._replace(is_in=paragraph.is_in != turned)

    def applied(self, draft: Draft) -> Draft:
        """Return the draft as it was chosen to be. Raises Refused where nothing of it is left."""
        chosen = self.paragraphs(draft)
        if chosen == paragraphs_of(draft):
            return draft
        lines: list[str] = []
        parts: list[Part] = []
        start = 0
        for paragraph in chosen:
            if paragraph.is_in:
                lines.append(paragraph.text)
                parts += [Part(start + p.start, start + p.end, p.role) for p in paragraph.parts]
                start += len(paragraph.text) + 1
        text = "\n".join(lines)
        if not text.strip():
            raise Refused("Every paragraph of it is left out. Keep one, or do not import it.")
        if len(text.encode()) > TEXT_LIMIT:
            raise Refused("With what was taken back in the text is too long. Take in less of it.")
        return replace(draft, text=text, chosen=tuple(join_parts(parts, text)))


def key_of(draft: Draft) -> str:
    """Return by what the choices of a draft are known: a fingerprint of all that it could hold."""
    told = json.dumps([draft.place, draft.text, [list(each) for each in draft.left_out]])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def paragraphs_of(draft: Draft) -> list[Paragraph]:
    """Return the paragraphs of a draft as it proposes them, empty lines among them."""
    shown: list[Paragraph] = []
    waiting = list(reversed(draft.left_out))
    parts = list(reversed(draft.regions))
    start = 0
    for at, line in enumerate(draft.text.split("\n")):
        while waiting and waiting[-1].line <= at:
            shown.append(_left_out(len(shown), *waiting.pop()[1:]))
        own = []
        while parts and parts[-1].start < start + len(line):
            part = parts.pop()
            low, high = part.start - start, min(part.end - start, len(line))
            if part.end - start > len(line):  # a list of several lines
                rest = draft.text[start + len(line) : part.end]
                behind = start + len(line) + len(rest) - len(rest.lstrip())
                parts.append(Part(behind, part.end, part.role))
            own.append(Part(low, low + len(line[low:high].rstrip()), part.role))
        shown.append(Paragraph(len(shown), line, tuple(own), True))
        start += len(line) + 1
    while waiting:
        shown.append(_left_out(len(shown), *waiting.pop()[1:]))
    return shown


def _left_out(number: int, text: str, role: str) -> Paragraph:
    return Paragraph(number, text, _whole(text, role), False)


def _whole(text: str, role: str) -> tuple[Part, ...]:
    """Return the part that is all of a text without the space at its ends; none for body."""
    lead = len(text) - len(text.lstrip())
    return () if role == BODY or not text.strip() else (Part(lead, len(text.rstrip()), role),)
