"""The form in which an adjudicator writes what is right."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from annotator.annotations.details import BY_NAME, COMES_TO, ENTITY_DETAILS
from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.workbench.detail_fields import rows_of_kinds
from annotator.machines.names import called_machine
from annotator.people.access import DeskRequest
from annotator.reconciliation.adjudication.partials import keys_of
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.machine_lane import machine_said
from annotator.reconciliation.places.place import Place
from annotator.text import plain_number
from annotator.vocabulary.models import Kind, Label
from articles.models import Article


def editor(
    request: DeskRequest, article: Article, trouble: str = "", status: int = 200
) -> HttpResponse:
    """Draw the form, filled with what was sent, or with the lane that is ticked, or the first one.

    A `status` other than 200 lets it replace the form that was sent.
    """
    sent = request.POST if request.method == "POST" else request.GET
    place = _place_named(article, sent.get("stamp", ""))
    fields = (
        _fields_sent(sent) if request.method == "POST" else _fields_at_first(article, place, sent)
    )
    labels = Label.objects.filter(active=True)
    if place is not None:
        labels = labels.filter(kind=place.kind)
    shown = {
        "article": article,
        "place": place,
        "stamp": sent.get("stamp", ""),
        "op": uuid4(),
        "fields": fields,
        "kinds": [(kind, [one for one in labels if one.kind == kind]) for kind in Kind.values],
        "questions": article.story.questions.filter(active=True),
        "detail_rows": rows_of_kinds(fields),
        "comes_to": COMES_TO,
        "trouble": trouble,
    }
    answer = render(request, "reconciliation/_edit.html", shown, status=status)
    if status != 200:
        home = f"#p-{place.key} .editor" if place else "#adding"
        answer["HX-Retarget"], answer["HX-Reswap"] = home, "innerHTML"
    return answer


def _place_named(article: Article, stamp: str) -> Place | None:
    """Return the place that `stamp` names, as it is now, if there is one."""
    if not stamp:
        return None
    keys, _ = keys_of(stamp)
    wanted = set(keys)
    for place in readings_of(article).places:
        if wanted & {row["id"] for row in (*place.rows, *place.gold)}:
            return place
    return None


def _fields_sent(sent: QueryDict) -> dict[str, Any]:
    return {name: sent.get(name, "") for name in sent}


def _fields_at_first(article: Article, place: Place | None, sent: QueryDict) -> dict[str, Any]:
    """Return what the form begins with: what is ticked, or what a machine's lane says."""
    asked = keys_of(sent.getlist("from_machine"))[0]
    if said := asked and machine_said(article, asked):
        fields = _fields_of(said[0].row)
        return fields | {"reason": f"Taken from {called_machine(said[0].machine)}."}
    if place is None or not (place.lanes or place.rows or place.gold):
        start, end = (plain_number(sent.get(name)) or 0 for name in ("start", "end"))
        return {"start": start, "end": end, "quote": article.text[start:end]}
    ticked = [lane for lane in place.lanes if str(lane.keys[0]) in sent.getlist("accept")]
    return _fields_of(
        (*[lane.row for lane in (*ticked, *place.lanes)], *place.rows, *place.gold)[0]
    )


def _fields_of(row: AnnotationRow) -> dict[str, Any]:
    """Return what the form begins with where it begins with an annotation."""
    fields: dict[str, Any] = {name: row[name] for name in ("label", "start", "end", "quote")}
    fields |= {name: row["details"].get(name, "") for name in BY_NAME}
    for name in ENTITY_DETAILS:
        fields[f"{name}_new"] = fields[f"{name}_was"] = row["names"].get(name, "")
    return fields
