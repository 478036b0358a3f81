"""A place as a card: its sentence, its lanes, what was decided.

No database and no template: a long article has a thousand places.
"""

from collections.abc import Sequence
from uuid import uuid4

from django.utils.safestring import SafeString

from annotator.annotations.drawing.html import AnnotationRow
from annotator.markup import EMPTY, fill, join
from annotator.reconciliation.adjudication.side_by_side import CardContext, draw_lanes
from annotator.reconciliation.models import Outcome, Rule
from annotator.reconciliation.places.place import Place, PlaceState, StoredDecision
from annotator.reconciliation.places.spans import Type
from articles.sentences import sentence_around

TYPE_WORDS = {
    Type.EDGES: "edges",
    Type.PUNCTUATION: "punctuation",
    Type.LABEL: "label",
    Type.DETAILS: "details",
}
STATE_CHIPS = {
    PlaceState.OPEN: "",
    PlaceState.AGREED: fill('<span class="chip good">agreed</span>'),
    PlaceState.SETTLED: fill('<span class="chip good">settled</span>'),
    PlaceState.STALE: fill('<span class="chip wait">stale</span>'),
}


OUTCOME_WORDS = {
    Outcome.ACCEPTED: "Accepted by {}",
    Outcome.EDITED: "Edited by {}",
    Outcome.ADDED: "Added by {}",
    Outcome.NONE: "None is right, says {}",
}


def title(place: Place, context: CardContext) -> str:
    """Write the title of a place: “Edges and label differ; missed by B”."""
    parts = []
    differ = [TYPE_WORDS[type] for type in place.types if type in TYPE_WORDS]
    if differ:
        joined = " and ".join([", ".join(differ[:-1]), differ[-1]] if differ[1:] else differ)
        verb = "differ" if len(differ) > 1 or differ[0] in {"edges", "details"} else "differs"
        parts.append(f"{joined} {verb}")
    if Type.BLANK in place.types:
        parts.append("details left blank by some")
    if Type.SPLIT in place.types:
        parts.append("split")
    if Type.MISSED in place.types and place.absent:
        parts.append(f"missed by {context.called(place.absent)}")
    if Type.AGREED in place.types:
        parts.append("all agree")
    if Type.SINGLE in place.types:
        parts.append("a single reading")
    if not place.rows:
        parts.append("no reading" if place.decisions else "settled by an import")
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def draw_card(place: Place, context: CardContext, note: str = "") -> SafeString:
    """Draw one place's card; `note` is what the adjudicator is to know about it first."""
    key = place.key
    look = context.tags[_first(place)["label"]].look
    alert = fill('<p class="trouble" role="alert">{}</p>', note) if note else ""
    types = " ".join(type.value.replace(" ", "-") for type in place.types)
    inside = _form(place, context) if context.may_decide else draw_lanes(place, context)
    return fill(
        '<article class="card place {}" id="p-{}" tabindex="-1" data-key="{}"'
        ' data-state="{}" data-kind="{}" data-types="{}" data-start="{}" data-end="{}">'
        '<div class="head"><span class="chip {}">{}</span><b>{}</b>{}<span class="at">{}</span>'
        "</div>{}{}{}{}{}</article>",
        place.state, key, key, place.state, place.kind, types, place.start, place.end,
        look, place.kind.capitalize(), title(place, context), STATE_CHIPS[place.state],
        _share(place), alert, _sentence(place, context.text), inside,
        join(_outcome(decision, place, context) for decision in place.decisions),
        _talk(place, context),
    )  # fmt: skip


def draw_cards(places: Sequence[Place], context: CardContext) -> SafeString:
    """Draw the places' cards, one after another."""
    return join(draw_card(place, context) for place in places)


def _first(place: Place) -> AnnotationRow:
    return place.lanes[0].row if place.lanes else (*place.rows, *place.gold)[0]


def _share(place: Place) -> str:
    """Write how many marked something here, of all who submitted: “2 of 3”."""
    if not place.rows:
        return ""
    there = len({row["annotator"] for row in place.rows})
    return f"{there} of {there + len(place.absent)}"


def _sentence(place: Place, text: str) -> SafeString:
    sentence = sentence_around(text, place.start, place.end)
    return fill('<q class="sentence" dir="auto">{}<b>{}</b>{}</q>', *sentence)


def _form(place: Place, context: CardContext) -> SafeString:
    to = context.addresses
    look = "" if place.state == PlaceState.SETTLED else fill(' class="primary"')
    accept = "Decide again" if place.decisions else "Accept"
    return fill(
        '<form method="post" action="{}" hx-post="{}" hx-target="#p-{}" hx-swap="outerHTML">{}'
        '<input type="hidden" name="stamp" value="{}"><input type="hidden" name="op" value="{}">{}'
        '<div class="act"><input name="reason" maxlength="2000" dir="auto" aria-label="Reason"'
        ' placeholder="Reason, for whoever asks later (R)"><div class="buttons">'
        '<button{} data-do="accept">{} <kbd>⏎</kbd></button>'
        '<button type="button" data-do="edit" hx-get="{}" hx-include="closest form"'
        ' hx-target="#p-{} .editor" hx-swap="innerHTML">Edit <kbd>E</kbd></button>'
        '<button name="none" value="on" data-do="none">None is right <kbd>0</kbd></button>'
        '<button type="button" data-do="discuss">Discuss <kbd>D</kbd></button>'
        '</div></div></form><div class="editor"></div>',
        to["decide"], to["decide"], place.key, _token(context), place.stamp, uuid4(),
        draw_lanes(place, context), look, accept, to["edit"], place.key,
    )  # fmt: skip


def _outcome(decision: StoredDecision, place: Place, context: CardContext) -> SafeString:
    who = context.people.get(decision.by, "?")
    if decision.act is None:
        words = OUTCOME_WORDS[Outcome(decision.outcome)].format(who)
    else:
        rule, share = context.acts[decision.act]
        how = "all agreed" if rule == Rule.AGREED else f"a majority of {share} % or more"
        words = f"Settled in one step by {who}: {how}"
    reason = fill(' <q dir="auto">{}</q>', decision.reason) if decision.reason else ""
    read = " · had read it" if decision.had_read else ""
    undo = EMPTY
    if context.may_decide:
        undo = fill(
            '<button type="button" class="plain" data-do="undo" hx-post="{}"'
            ' hx-target="#p-{}" hx-swap="outerHTML">Undo <kbd>U</kbd></button>',
            context.addresses["undo"].replace("/0/", f"/{decision.pk}/"), place.key,
        )  # fmt: skip
    return fill(
        '<p class="outcome" data-decision="{}"><span>{}, <time datetime="{}">{} UTC</time>{}{}'
        "</span>{}</p>",
        decision.pk, words, decision.at.isoformat(), f"{decision.at:%-d %b %Y, %H:%M}", read,
        reason, undo,
    )  # fmt: skip


def _talk(place: Place, context: CardContext) -> SafeString:
    """Draw what was said about this place, and where to say more."""
    here = {row["id"] for row in (*place.rows, *place.gold)}
    comments = [one for one in context.comments if here & one.about]
    lines = join(
        fill(
            '<li><b>{}</b> <time class="quiet" datetime="{}">{}</time>'
            '<span dir="auto">{}</span></li>',
            one.by, one.at.isoformat(), f"{one.at:%-d %b, %H:%M}", one.text,
        )
        for one in comments
    )  # fmt: skip
    if not context.may_decide:
        return fill('<div class="talk"><ol>{}</ol></div>', lines) if comments else lines
    about = join(fill('<input type="hidden" name="about" value="{}">', key) for key in sorted(here))
    to = context.addresses["comment"]
    return fill(
        '<div class="talk"{}><ol>{}</ol>'
        '<form method="post" action="{}" hx-post="{}" hx-target="#p-{}" hx-swap="outerHTML">{}{}'
        '<textarea name="text" rows="2" maxlength="5000" dir="auto" aria-label="Comment"'
        ' placeholder="Ask or explain; the annotators see it"></textarea>'
        "<button>Send</button></form></div>",
        "" if comments else " hidden", lines, to, to, place.key, _token(context), about,
    )  # fmt: skip


def _token(context: CardContext) -> SafeString:
    return fill('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.csrf)
