"""Draw the lanes of a place: each way of reading it, and how it differs from the commonest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString

from annotator.annotations.detail import DetailType
from annotator.annotations.details import OWN_VOICE
from annotator.annotations.drawing.card_lines import value_and_what_it_is
from annotator.annotations.drawing.html import AnnotationRow, Tag
from annotator.annotations.recording.origins import suggestion_of
from annotator.reconciliation.places.likeness import CLAIM_REST, LINKS, differing
from annotator.reconciliation.places.machine_lane import MachineSaid, TakenMark
from annotator.reconciliation.places.place import Lane, Place, span_of

QUIET = frozenset(d.unsaid for d in CLAIM_REST if d.type == DetailType.CHOICE)
"""The choices that go without saying, unless somebody else says otherwise."""


class PlaceComment(NamedTuple):
    """A comment on a place's annotations."""

    by: str
    at: datetime
    text: str
    about: frozenset[UUID]
    by_reader: bool
    """Whether a reader of the article said it."""


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
    """Automatic acts: the rule and its share in per cent."""
    machine_lanes: Mapping[str, Sequence[MachineSaid]]
    """What machines say beside a place, by its key."""
    taken: Mapping[UUID, TakenMark]
    """Which annotations were accepted from machines, by key."""
    addresses: Mapping[str, str]
    """Where a card's forms go: decide, edit; `undo` ends in 0, for the decision. Where more
    `places` are: a query follows."""
    may_decide: bool
    csrf: str
    """The token by which a form posted without the script is taken as well."""

    def called(self, annotators: Iterable[int]) -> str:
        """Return what the annotators are called, in the order of the letters: “A, C”."""
        return ", ".join(sorted(self.letters.get(one, "?") for one in annotators))


def draw_lanes(place: Place, context: CardContext) -> str:
    """Draw the ways of reading a place, one under another, and who marked nothing here."""
    if not place.lanes:
        return draw_machine_lanes(place, context)
    reference = max(place.lanes, key=lambda lane: (len(lane.annotators), -lane.number)).row
    differs = differing(place.kind, [span_of(lane.row) for lane in place.lanes])
    labels = {lane.row["label"] for lane in place.lanes}
    there = len({who for lane in place.lanes for who in lane.annotators}) + len(place.absent)
    drawn = [
        _lane(lane, reference, differs, len(labels) > 1, there, context) for lane in place.lanes
    ]
    if place.absent:
        who = escape(context.called(place.absent))
        silent = "said nothing of it" if place.is_whole else "marked nothing here"
        drawn.append(
            f'<div class="lane absent"><span class="who">{who}</span>'
            f'<span class="quiet">{silent}</span></div>'
        )
    return "".join(drawn) + draw_machine_lanes(place, context)


def draw_machine_lanes(place: Place, context: CardContext) -> str:
    """Draw what machines say here: beside the readings, told as what it is, and not to be
    accepted as it stands."""
    return "".join(
        draw_machine_said(one, context, "next .editor", "closest form")
        for one in context.machine_lanes.get(place.key, ())
    )


def draw_machine_said(
    one: MachineSaid, context: CardContext, target: str, include: str
) -> SafeString:
    """Draw one mark of a machine, with a button that takes it as the draft of what is right."""
    row, tag = one.row, context.tags[one.row["label"]]
    sure = "" if one.confidence is None else f"{100 * one.confidence:.0f} % sure"
    take = ""
    if context.may_decide:
        included = f' hx-include="{include}"' if include else ""
        take = (
            f'<button type="button" hx-get="{context.addresses["edit"]}?from_machine={row["id"]}"'
            f' hx-target="{target}" hx-swap="innerHTML"{included}>Take as a draft</button>'
        )
    return SafeString(
        f'<div class="lane machine"><span class="who"><span dir="auto">{escape(one.machine)}</span>'
        f' <span class="chip quiet">machine</span></span><div class="what">'
        f'<q dir="auto">{escape(_shortened(row["quote"]), False)}</q><small>'
        f'<button type="button" class="chip {tag.look}" popovertarget="def-{row["label"]}"'
        f' title="What this label means">{escape(tag.text.split(" · ")[-1])}</button>'
        f'{_details(row, frozenset())}</small>{take}</div><span class="at">{sure}</span></div>'
    )


def _lane(
    lane: Lane,
    reference: AnnotationRow,
    differs: Collection[str],
    labels_differ: bool,
    there: int,
    context: CardContext,
) -> str:
    row = lane.row
    who = context.called(lane.annotators) or "settled"
    tag = context.tags[row["label"]]
    name = tag.text.split(" · ")[-1]
    name = f"<b>{escape(name)}</b>" if labels_differ else escape(name)
    chip = (
        f'<button type="button" class="chip {tag.look}" popovertarget="def-{row["label"]}"'
        f' title="What this label means">{name}</button>'
    )
    box = ""
    if context.may_decide:
        checked = " checked" if lane.chosen else ""
        box = (
            f'<input type="checkbox" name="accept" value="{lane.keys[0]}"{checked}'
            f' aria-label="Reading {lane.number}, {escape(who)}">'
        )
    count = f"{len(lane.annotators)} of {there}" if lane.annotators else ""
    return (
        f'<div class="lane"><label class="who">{box}<kbd>{lane.number}</kbd>'
        f' <span>{escape(who)}</span></label><div class="what">'
        f"{_quote(row, reference, context.text)}"
        f"<small>{chip}{_details(row, differs)}</small>{_asides(row)}{_taken(lane, context)}</div>"
        f'<span class="at">{count}</span></div>'
    )


def _taken(lane: Lane, context: CardContext) -> str:
    """Draw from whose suggestions the lane was taken, and by whom."""
    found: dict[tuple[str, bool], list[int]] = {}
    for one in (context.taken[key] for key in lane.keys if key in context.taken):
        found.setdefault((one.machine, one.changed), []).append(one.annotator)
    return "".join(
        f'<small class="quiet">{escape(context.called(who))}: taken from'
        f" <bdi>{escape(suggestion_of(machine), False)}</bdi>{' and changed' * changed}</small>"
        for (machine, changed), who in found.items()
    )


def _quote(row: AnnotationRow, reference: AnnotationRow, text: str) -> str:
    if row["start"] is None:
        return ""
    return f'<q dir="auto">{_edges(row, reference, text)}</q>'


def _edges(row: AnnotationRow, reference: AnnotationRow, text: str) -> str:
    """Draw the quote, marking the words that it has beyond the commonest reading, and lacks."""
    start, end, first, last = row["start"], row["end"], reference["start"], reference["end"]
    if end <= first or last <= start or (start, end) == (first, last):
        return escape(_shortened(row["quote"]), False)
    cuts = sorted({start, end, first, last})
    parts = []
    for left, right in pairwise(cuts):
        mine, theirs = start <= left < end, first <= left < last
        words = escape(_shortened(text[left:right]), False)
        if mine and not theirs:
            words = f"<ins>{words}</ins>"
        elif theirs and not mine:
            words = f"<del>{words}</del>"
        parts.append(words)
    return "".join(parts)


def _shortened(words: str) -> str:
    return words if len(words) <= 240 else f"{words[:160]} … {words[-60:]}"


def _details(row: AnnotationRow, differs: Collection[str]) -> str:
    details, names = row["details"], row["names"]
    told: list[tuple[str, str]] = []
    if row["kind"] == "entity":
        told.append((LINKS["entity"], names.get("entity", "")))
    elif row["kind"] == "stance":
        holder = names.get("stance_holder", OWN_VOICE)
        target = names.get("stance_target", "")
        told.append((LINKS["stance"], f"{holder} → {target}" if target else ""))
    else:
        told.append((LINKS["claim"], names.get("question", "")))
        for detail in CLAIM_REST:
            words = (names if detail.is_thing else details).get(detail.name, "")
            if detail.name == "value":
                words = value_and_what_it_is(details)
            told.append((detail.called, words))
    return "".join(_detail(name, words, name in differs) for name, words in told)


def _detail(name: str, words: str, differs: bool) -> str:
    if not differs and (not words or words in QUIET):
        return ""
    shown = escape(words, False) if words else f"no {name}"
    before = {"said by": "said by ", "as of": "as of ", "scope": "of "}.get(name, "")
    shown = (before if words else "") + shown
    return f' · <b dir="auto">{shown}</b>' if differs else f' · <span dir="auto">{shown}</span>'


def _asides(row: AnnotationRow) -> str:
    """Draw note and flag, which count for nothing and matter to whoever decides."""
    said = {"flag": "Asks", "note": "Notes"}
    return "".join(
        f'<small class="{name}" dir="auto">{word}: {escape(row["details"][name], False)}</small>'
        for name, word in said.items()
        if row["details"].get(name)
    )
