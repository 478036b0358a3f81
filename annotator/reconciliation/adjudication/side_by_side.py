"""The lanes of a place: each way of reading it, and in what it differs from the commonest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString

from annotator.annotations.drawing.html import AnnotationRow, Tag, value_in_words
from annotator.markup import EMPTY, fill, join
from annotator.reconciliation.places.likeness import LINKS, OWN_VOICE, differing
from annotator.reconciliation.places.place import Lane, Place, span_of

QUIET = frozenset({"exact", "asserted"})
"""Details that are not drawn, unless another reading says otherwise."""


class PlaceComment(NamedTuple):
    """A comment on a place's annotations."""

    by: str
    at: datetime
    text: str
    about: frozenset[UUID]


@dataclass(frozen=True)
class CardContext:
    """What all cards of an article share: its text, labels, people, addresses."""

    text: str
    tags: Mapping[str, Tag]
    letters: Mapping[int, str]
    """How each annotator is called on this page: A, B, C, or by name."""
    people: Mapping[int, str]
    """The names of the people who decided, by key."""
    comments: Sequence[PlaceComment]
    acts: Mapping[int, tuple[str, int]]
    """The rule of each automatic act and its share in per cent, by key."""
    addresses: Mapping[str, str]
    """Where a card's forms go: decide, edit, comment; `undo` ends in 0, for the decision."""
    may_decide: bool
    csrf: str
    """The token that lets a form be posted without the script."""

    def called(self, annotators: Iterable[int]) -> str:
        """Write how these annotators are called, in order: “A, C”."""
        return ", ".join(sorted(self.letters.get(one, "?") for one in annotators))


def draw_lanes(place: Place, context: CardContext) -> SafeString:
    """Draw the ways of reading a place, one under another, and who marked nothing here."""
    if not place.lanes:
        return EMPTY
    reference = max(place.lanes, key=lambda lane: (len(lane.annotators), -lane.number)).row
    differs = differing(place.kind, [span_of(lane.row) for lane in place.lanes])
    labels = {lane.row["label"] for lane in place.lanes}
    there = len({who for lane in place.lanes for who in lane.annotators}) + len(place.absent)
    drawn = [
        _lane(lane, reference, differs, len(labels) > 1, there, context) for lane in place.lanes
    ]
    if place.absent:
        drawn.append(
            fill(
                '<div class="lane absent"><span class="who">{}</span>'
                '<span class="quiet">marked nothing here</span></div>',
                context.called(place.absent),
            )
        )
    return join(drawn)


def _lane(
    lane: Lane,
    reference: AnnotationRow,
    differs: Collection[str],
    labels_differ: bool,
    there: int,
    context: CardContext,
) -> SafeString:
    row = lane.row
    who = context.called(lane.annotators) or "settled"
    tag = context.tags[row["label"]]
    name = tag.text.split(" · ")[-1]
    box = ""
    if context.may_decide:
        box = fill(
            '<input type="checkbox" name="accept" value="{}"{} aria-label="Reading {}, {}">',
            lane.keys[0], " checked" if lane.chosen else "", lane.number, who,
        )  # fmt: skip
    return fill(
        '<div class="lane"><label class="who">{}<kbd>{}</kbd> <span>{}</span></label>'
        '<div class="what"><q dir="auto">{}</q><small><button type="button" class="chip {}"'
        ' popovertarget="def-{}" title="What this label means">{}</button>{}</small>{}</div>'
        '<span class="at">{}</span></div>',
        box, lane.number, who, _edges(row, reference, context.text), tag.look, row["label"],
        fill("<b>{}</b>", name) if labels_differ else name, _details(row, differs), _asides(row),
        f"{len(lane.annotators)} of {there}" if lane.annotators else "",
    )  # fmt: skip


def _edges(row: AnnotationRow, reference: AnnotationRow, text: str) -> SafeString:
    """Draw the quote, with the words that only it has, or that only the commonest reading
    has."""
    start, end, first, last = row["start"], row["end"], reference["start"], reference["end"]
    if end <= first or last <= start or (start, end) == (first, last):
        return join([_shortened(row["quote"])])
    cuts = sorted({start, end, first, last})
    parts: list[str] = []
    for left, right in pairwise(cuts):
        mine, theirs = start <= left < end, first <= left < last
        words = _shortened(text[left:right])
        if mine and not theirs:
            words = fill("<ins>{}</ins>", words)
        elif theirs and not mine:
            words = fill("<del>{}</del>", words)
        parts.append(words)
    return join(parts)


def _shortened(words: str) -> str:
    return words if len(words) <= 240 else f"{words[:160]} … {words[-60:]}"


def _details(row: AnnotationRow, differs: Collection[str]) -> SafeString:
    details, names = row["details"], row["names"]
    shown_details: list[tuple[str, str]] = []
    if row["kind"] == "entity":
        shown_details.append((LINKS["entity"], names.get("entity", "")))
    elif row["kind"] == "stance":
        holder = names.get("stance_holder", OWN_VOICE)
        target = names.get("stance_target", "")
        shown_details.append((LINKS["stance"], f"{holder} → {target}" if target else ""))
    else:
        shown_details.append((LINKS["claim"], names.get("question", "")))
        value, comes_to = details.get("value", ""), value_in_words(details)
        also = comes_to and comes_to.casefold() != value.casefold()
        shown_details.append(
            ("value", f"{value} ({comes_to})" if value and also else value or comes_to)
        )
        for name in ("approximator", "modality", "as of", "scope"):
            shown_details.append((name, details.get(name.replace(" ", "_"), "")))
        shown_details.append(("said by", names.get("said_by", "")))
    return join(_detail(name, words, name in differs) for name, words in shown_details)


def _detail(name: str, words: str, differs: bool) -> SafeString:
    if not differs and (not words or words in QUIET):
        return EMPTY
    before = {"said by": "said by ", "as of": "as of ", "scope": "of "}.get(name, "")
    shown = before + words if words else f"no {name}"
    if differs:
        return fill(' · <b dir="auto">{}</b>', shown)
    return fill(' · <span dir="auto">{}</span>', shown)


def _asides(row: AnnotationRow) -> SafeString:
    """Draw note and flag, which count for nothing and matter to whoever decides."""
    asides = {"flag": "Asks", "note": "Notes"}
    return join(
        fill('<small class="{}" dir="auto">{}: {}</small>', name, word, row["details"][name])
        for name, word in asides.items()
        if row["details"].get(name)
    )
