"""Make the demo's decisions: one article settled and finished, one begun and left to the
visitor."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.people.models import User
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.models import Rule
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import Lane, Place, PlaceState
from articles.models import Article


class NoSuchPlace(ValueError):
    """No open place has these words; the message names them."""


def settle(article: Article, told: Mapping[str, Any], users: Mapping[str, User]) -> None:
    """Do what the manifest tells of one article: acts, decisions, comments, and finishing."""
    by = users[told["by"]]
    for rule, share in told["acts"]:
        rule = Rule(rule)
        listed = plan(readings_of(article), rule, share)
        actions.settle_automatically(article, by, rule=rule, share=share, places=listed.stamp)
    for row in told["decisions"]:
        place = _open_place(article, row["quote"])
        accepted = [key for lane in _lanes(place, row["accept"]) for key in lane.keys]
        actions.decide(article, by, stamp=place.stamp, accept=accepted, reason=row["reason"])
    for row in told["comments"]:
        place = _open_place(article, row["quote"])
        about = [marked["id"] for marked in place.rows]
        actions.comment(article, users[row["by"]], about=about, text=row["text"])
    for row in told.get("whole", ()):
        details = {"stance_target": row.get("target"), "note": row.get("note", "")}
        actions.settle_whole(article, by, label=row["label"], details=details)
    if told["finished"]:
        actions.finish(article, by)


def _open_place(article: Article, quote: str) -> Place:
    for place in readings_of(article).places:
        if place.state != PlaceState.SETTLED and any(
            lane.row["quote"] == quote for lane in place.lanes
        ):
            return place
    raise NoSuchPlace(f"“{quote}” is no open place of “{article}”.")


def _lanes(place: Place, wanted: Sequence[str]) -> list[Lane]:
    """Return the lanes that have one of these quotes or labels; where several do, the commonest."""
    chosen = []
    for one in wanted:
        fitting = [lane for lane in place.lanes if one in {lane.row["quote"], lane.row["label"]}]
        if not fitting:
            raise NoSuchPlace(f"No reading at “{place.lanes[0].row['quote']}” has “{one}”.")
        chosen.append(max(fitting, key=lambda lane: len(lane.annotators)))
    return chosen
