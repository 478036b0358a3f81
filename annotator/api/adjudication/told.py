"""Tell of places and decisions: readers by letters, as on the page where they are settled."""

from collections.abc import Collection, Iterable, Mapping

from annotator.annotations.models import ArticleProgress, Assignment, AssignmentState, Stage
from annotator.api.adjudication.schemas import (
    DecisionOut,
    LaneOut,
    PlaceOut,
    ReadingOut,
    SettlingOut,
)
from annotator.machines.names import letters_of
from annotator.people.models import User
from annotator.reconciliation.adjudication import turn
from annotator.reconciliation.places.load import Readings, readings_of
from annotator.reconciliation.places.place import Place, PlaceState, StoredDecision
from articles.models import Article


def places_out(article: Article, readings: Readings, places: Collection[Place]) -> list[PlaceOut]:
    """Return the places, one statement for whoever decided on them."""
    letters = letters_of(article, readings.submitted, readings.machines)
    names = _usernames(one.by for place in places for one in place.decisions)
    return [_place(place, letters, names) for place in places]


def decisions_out(decisions: Collection[StoredDecision]) -> list[DecisionOut]:
    """Return the decisions, one statement for whoever made them."""
    names = _usernames(one.by for one in decisions)
    return [_decision(one, names) for one in decisions]


def _readings(article: Article, readings: Readings) -> list[ReadingOut]:
    """Return people's submitted readings, each by its reader's letter; one statement."""
    letters = letters_of(article, readings.submitted, readings.machines)
    done = Assignment.objects.filter(article=article, state=AssignmentState.SUBMITTED)
    found = done.order_by().values_list("pk", "annotator_id")
    told = [ReadingOut(assignment=pk, reader=letters.get(who, "?")) for pk, who in found]
    return sorted(told, key=lambda one: one.reader)


def _usernames(keys: Iterable[int]) -> dict[int, str]:
    among = User.objects.filter(pk__in=set(keys)).order_by()
    return dict(among.values_list("pk", "username"))


def _place(place: Place, letters: Mapping[int, str], names: Mapping[int, str]) -> PlaceOut:
    return PlaceOut(
        key=place.key,
        stamp=place.stamp,
        kind=place.kind,  # type: ignore[arg-type]
        state=place.state,
        types=[type.value for type in place.types],
        start=place.start,
        end=place.end,
        whole=place.is_whole,
        lanes=[
            LaneOut(
                annotations=list(lane.keys),
                readers=sorted(letters.get(one, "?") for one in lane.annotators),
                label=lane.row["label"],
                start=lane.row["start"],
                end=lane.row["end"],
                quote=lane.row["quote"],
                details=lane.row["details"],
                chosen=lane.chosen,
            )
            for lane in place.lanes
        ],
        absent=sorted(letters.get(one, "?") for one in place.absent),
        decisions=[_decision(one, names) for one in place.decisions],
    )


def _decision(decision: StoredDecision, names: Mapping[int, str]) -> DecisionOut:
    return DecisionOut(
        id=decision.pk,
        kind=decision.kind,  # type: ignore[arg-type]
        outcome=decision.outcome,  # type: ignore[arg-type]
        reason=decision.reason,
        decided_by=names.get(decision.by, "?"),
        decided_at=decision.at,
        act=decision.act,
    )


def settling_out(article: Article, user: User, progress: ArticleProgress | None) -> SettlingOut:
    """Return how far the article is settled, and whether the user may settle it now."""
    readings = readings_of(article)
    return SettlingOut(
        stage=Stage(progress.stage) if progress else Stage.READING,
        settled=sum(place.state == PlaceState.SETTLED for place in readings.places),
        places=len(readings.places),
        refusal=turn.settle_refusal(article, user, progress),
        readings=_readings(article, readings),
        machines=list(readings.machines.values()),
    )
