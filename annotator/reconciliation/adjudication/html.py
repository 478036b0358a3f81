"""Draw a place as a card: its sentence, its lanes, what was decided. Every value is escaped.

No database and no template: a window of a long article is drawn at each step.
"""

from html import escape
from uuid import uuid4

from django.utils.safestring import SafeString

from annotator.annotations.drawing.html import AnnotationRow
from annotator.reconciliation.adjudication.side_by_side import CardContext, draw_lanes
from annotator.reconciliation.models import Outcome, Rule
from annotator.reconciliation.places.place import Place, PlaceState, StoredDecision
from annotator.reconciliation.places.spans import Type
from annotator.reconciliation.places.window import PlaceWindow
from articles.sentences import sentence_around

WORDS = {
    Type.EDGES: "edges",
    Type.PUNCTUATION: "punctuation",
    Type.LABEL: "label",
    Type.DETAILS: "details",
}
STATE_CHIPS = {
    PlaceState.OPEN: "",
    PlaceState.AGREED: '<span class="chip good">agreed</span>',
    PlaceState.SETTLED: '<span class="chip good">settled</span>',
    PlaceState.STALE: '<span class="chip wait">look again</span>',
}


OUTCOME_WORDS = {
    Outcome.ACCEPTED: "Accepted by {}",
    Outcome.EDITED: "Edited by {}",
    Outcome.ADDED: "Added by {}",
    Outcome.NONE: "None is right, says {}",
}


def title(place: Place, context: CardContext) -> str:
    """Return what the place is about in words: “Edges and label differ; missed by B”."""
    parts = []
    differ = [WORDS[type] for type in place.types if type in WORDS]
    if differ:
        joined = " and ".join([", ".join(differ[:-1]), differ[-1]] if differ[1:] else differ)
        verb = "differ" if len(differ) > 1 or differ[0] in {"edges", "details"} else "differs"
        parts.append(f"{joined} {verb}")
    if Type.BLANK in place.types:
        parts.append("details left empty by some")
    if Type.SPLIT in place.types:
        parts.append("split")
    if Type.MISSED in place.types and place.absent:
        who = context.called(place.absent)
        parts.append(f"not said by {who}" if place.is_whole else f"missed by {who}")
    if Type.AGREED in place.types:
        parts.append("all agree")
    if Type.SINGLE in place.types:
        parts.append("a single reading")
    if not place.rows:
        parts.append("no reading" if place.decisions else "settled by an import")
    said = "; ".join(parts)
    return said[:1].upper() + said[1:]


def draw_card(place: Place, context: CardContext, note: str = "") -> SafeString:
    """Draw one place's card; `note` is what the adjudicator is to be told about it first."""
    key = place.key
    look = context.tags[_first(place)["label"]].look
    alert = f'<p class="trouble" role="alert">{escape(note)}</p>' if note else ""
    kind = f'<span class="chip {look}">{place.kind.capitalize()}</span>'
    share = f'<span class="at">{_share(place)}</span>'
    inside = _form(place, context) if context.may_decide else draw_lanes(place, context)
    return SafeString(
        f'<article class="card place {place.state}" id="p-{key}" tabindex="0" data-key="{key}"'
        f' aria-label="{escape(name_of(place, context))}"'
        f' data-shown="{" ".join(place.filters)}"'
        f' data-start="{place.start}" data-end="{place.end}">'
        f'<div class="head">{kind}<b>{escape(title(place, context))}</b>'
        f"{STATE_CHIPS[place.state]}{share}</div>{alert}{_sentence(place, context.text)}"
        f"{inside}{''.join(_outcome(decision, place, context) for decision in place.decisions)}"
        f"{_talk(place, context)}</article>"
    )


def draw_window(window: PlaceWindow, context: CardContext, *, ends: str = "both") -> SafeString:
    """Draw the cards of a window, and at its ends, both or one, a link to the places beyond.

    `ends` is *both*, *before* or *after*.
    """
    cards = "".join(draw_card(place, context) for place in window.places)
    before = after = ""
    if window.before and ends != "after":
        before = _beyond(window, "before", window.before, context)
    if window.after and ends != "before":
        after = _beyond(window, "after", window.after, context)
    return SafeString(before + cards + after)


def _beyond(window: PlaceWindow, end: str, number: int, context: CardContext) -> str:
    """Draw the link to what stands before or after a window; the script follows it by itself."""
    edge = window.places[0 if end == "before" else -1]
    at = "-".join(map(str, edge.position))
    query = f"show={window.show}&amp;{end}={at}"
    words = f"{number} {'earlier' if end == 'before' else 'further'} place{'s' * (number != 1)}"
    return (
        f'<a class="beyond" data-beyond="{end}" href="{context.addresses["places"]}{query}">'
        f"{words}</a>"
    )


def _first(place: Place) -> AnnotationRow:
    return place.lanes[0].row if place.lanes else (*place.rows, *place.gold)[0]


def name_of(place: Place, context: CardContext) -> str:
    """Return what the place is called aloud: what is said of it, and its words."""
    quote = context.text[place.start : place.end]
    words = about_whole(place) if place.is_whole else quote[:40] + "…" * bool(quote[40:])
    return f"{title(place, context)}: {words}"


def about_whole(place: Place) -> str:
    """Return what a place says the whole article is judged by: “the whole article, toward …”."""
    target = (*place.rows, *place.gold)[0]["names"].get("stance_target", "")
    return f"the whole article, toward {target}" if target else "the whole article"


def _share(place: Place) -> str:
    """Return “2 of 3”: how many marked something here, of the annotators who submitted."""
    if not place.rows:
        return ""
    there = len({row["annotator"] for row in place.rows})
    return f"{there} of {there + len(place.absent)}"


def _sentence(place: Place, text: str) -> str:
    if place.is_whole:
        words = about_whole(place)
        return f'<p class="sentence">Of {escape(words, False)}</p>'
    before, words, after = sentence_around(text, place.start, place.end)
    return (
        f'<q class="sentence" dir="auto">{escape(before, False)}<b>{escape(words, False)}</b>'
        f"{escape(after, False)}</q>"
    )


def _form(place: Place, context: CardContext) -> str:
    to = context.addresses
    look = "" if place.state == PlaceState.SETTLED else ' class="primary"'
    accept = "Decide again" if place.decisions else "Accept"
    edit = (
        f'<button type="button" data-do="edit" hx-get="{to["edit"]}" hx-include="closest form"'
        f' hx-target="next .editor" hx-swap="innerHTML">Edit <kbd>E</kbd></button>'
    )
    if place.is_whole:
        edit = '<button type="button" data-do="edit-whole">Something else <kbd>E</kbd></button>'
    return (
        f'<form method="post" action="{to["decide"]}" hx-post="{to["decide"]}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{context.csrf}">'
        f'<input type="hidden" name="stamp" value="{place.stamp}">'
        f'<input type="hidden" name="op" value="{uuid4()}">'
        f"{draw_lanes(place, context)}"
        f'<div class="act"><input name="reason" maxlength="2000" dir="auto" aria-label="Reason"'
        f' placeholder="Reason, for whoever asks later (R)"><div class="buttons">'
        f'<button{look} data-do="accept">{accept} <kbd>⏎</kbd></button>'
        f"{edit}"
        f'<button name="none" value="on" data-do="none">None is right <kbd>0</kbd></button>'
        f'<button type="button" data-do="discuss">Discuss <kbd>D</kbd></button>'
        f'</div></div></form><div class="editor"></div>'
    )


def _outcome(decision: StoredDecision, place: Place, context: CardContext) -> str:
    who = escape(context.people.get(decision.by, "?"))
    if decision.act is None:
        said = OUTCOME_WORDS[Outcome(decision.outcome)].format(who)
    else:
        rule, share = context.acts[decision.act]
        of = f"{len(_readers(decision, place))} of {len(decision.submitted)}"
        how = "all agreed" if rule == Rule.AGREED else f"by majority, {of} ({share} % asked for)"
        said = f"Settled in one step by {who}: {how}"
    reason = f' <q dir="auto">{escape(decision.reason, False)}</q>' if decision.reason else ""
    read = " · had read it" if decision.had_read else ""
    undo = ""
    if context.may_decide:
        to = context.addresses["undo"].replace("/0/", f"/{decision.pk}/")
        undo = (
            f'<button type="button" class="plain" data-do="undo" hx-post="{to}">'
            f"Undo <kbd>U</kbd></button>"
        )
    return (
        f'<p class="outcome" data-decision="{decision.pk}"><span>{said}, '
        f'<time datetime="{decision.at.isoformat()}">{decision.at:%-d %b %Y, %H:%M} UTC</time>'
        f"{read}{reason}</span>{undo}</p>"
    )


def _readers(decision: StoredDecision, place: Place) -> set[int]:
    """Return the annotators whose reading the decision accepted, of the ones still there."""
    return {row["annotator"] for row in place.rows if row["id"] in decision.accepted}


def _talk(place: Place, context: CardContext) -> str:
    """Draw what was said about this place; the page has the form in which to say more."""
    here = {row["id"] for row in (*place.rows, *place.gold)}
    said = [one for one in context.comments if here & one.about]
    lines = "".join(
        f'<li><b>{escape(one.by)}</b> <time class="quiet" datetime="{one.at.isoformat()}">'
        f'{one.at:%-d %b, %H:%M}</time><span dir="auto">{escape(one.text, False)}</span></li>'
        for one in said
    )
    if said:
        return f'<div class="talk"><ol>{lines}</ol></div>'
    return '<div class="talk" hidden></div>' if context.may_decide else ""
