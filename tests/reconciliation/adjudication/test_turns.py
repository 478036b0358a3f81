"""Two adjudicators at the same moment take turns: one decides, the other is told."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from annotator.annotations.models import Annotation, ArticleProgress, Layer
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.decisions import PlaceChanged
from annotator.reconciliation.models import Decision, Rule
from tests.reconciliation.adjudication.test_actions import agree, place_at

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts side by side; what each returned, or the exception that it raised."""
    start, done = Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        start.wait(600)
        try:
            done[number] = acts[number]()
        except Exception as error:
            done[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(600)
    return done


def test_one_place_is_decided_once(read_twice, cy, dee):
    place = place_at(read_twice, "Karachi")
    keys = list(place.lanes[0].keys)
    done = at_once(
        lambda: actions.decide(read_twice, cy, stamp=place.stamp, accept=keys),
        lambda: actions.decide(read_twice, dee, stamp=place.stamp),
    )
    assert sorted(type(one).__name__ for one in done) == ["Decision", "PlaceChanged"]
    assert Decision.everything.count() == 1
    assert ArticleProgress.objects.get().decisions == 1


def test_an_act_and_a_decision_do_not_settle_a_place_twice(read_twice, cy, dee):
    place = place_at(read_twice, "minister")
    done = at_once(
        lambda: agree(read_twice, cy, Rule.AGREED),
        lambda: actions.decide(read_twice, dee, stamp=place.stamp),
    )
    assert sum(isinstance(one, Exception) for one in done) == 1, done
    assert Decision.everything.count() == 1
    assert Annotation.objects.filter(layer=Layer.GOLD).count() <= 1
    assert connection.is_usable()
    assert any(isinstance(one, PlaceChanged) or "nothing" in str(one) for one in done)
