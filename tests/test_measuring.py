"""What a desk measures: for whoever has the token, by view and never by address, added up."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client import REGISTRY

from annotator.background.models import BackgroundTask
from annotator.background.presence import sign
from annotator.operations.measuring.requests import measured, route_of
from tests.background.tasks import count

TOKEN = "a-token-that-is-long-enough-and-not-easily-guessed"


@pytest.fixture
def metrics(settings, db):
    """metrics() is what a Prometheus with the token reads: each sample by its name and labels."""
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[str, float]:
        answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        lines = re.findall(r"^([^# ]\S*) (\S+)$", answer.content.decode(), re.MULTILINE)
        return {name: float(value) for name, value in lines}

    return read


def test_without_a_token_there_is_nothing(db, settings):
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    for given in ("", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN):
        refused = Client().get("/metrics", headers={"Authorization": given})
        assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert (
        Client().post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405
    )


def test_the_queue_and_its_workers(metrics, django_assert_num_queries):
    assert metrics()['annotator_tasks{state="waiting"}'] == 0
    assert "annotator_worker_heard_seconds" not in metrics()
    for number in range(3):
        count.ask(number)
    BackgroundTask.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    sign("somebody")
    with django_assert_num_queries(3):
        told = metrics()
    assert told['annotator_tasks{state="waiting"}'] == 3
    assert told['annotator_tasks{state="failed"}'] == 0
    assert told["annotator_oldest_waiting_task_seconds"] >= 3600
    assert told["annotator_workers"] == told["annotator_database_up"] == 1
    assert 0 <= told["annotator_worker_heard_seconds"] < 3600
    assert any(name.startswith("annotator_release{") for name in told)


def test_a_database_that_is_away_is_told(metrics):
    def refuse(*_: object) -> None:
        raise OperationalError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
        told = metrics()
    assert told["annotator_database_up"] == 0
    assert not any(name.startswith("annotator_tasks") for name in told)


@pytest.fixture
def measuring(settings):
    """From now on requests are measured; measuring(name, **labels) is a sample's value."""
    settings.MIDDLEWARE = [f"{measured.__module__}.{measured.__name__}", *settings.MIDDLEWARE]
    return lambda name, **labels: REGISTRY.get_sample_value(name, labels) or 0


def test_a_change_that_is_refused_is_counted_by_its_view_and_status(
    measuring, ada, article, reading, labels, as_user
):
    labels_of_it = {"method": "POST", "route": "annotations:changes", "status": "422"}
    before = measuring("annotator_request_seconds_count", **labels_of_it)
    asked = measuring("annotator_database_statements_total", route="annotations:changes")
    answer = as_user(ada).post(
        reverse("annotations:changes", args=[article.pk]), {"op": "nonsense"}
    )
    assert answer.status_code == 422
    assert measuring("annotator_request_seconds_count", **labels_of_it) == before + 1
    assert measuring("annotator_request_seconds_sum", **labels_of_it) > 0
    assert measuring("annotator_database_statements_total", route="annotations:changes") > asked
    assert measuring("annotator_database_seconds_total", route="annotations:changes") > 0


def test_nothing_of_an_address_is_kept(measuring, ada, as_user, metrics):
    client = as_user(ada)
    client.get("/stories/omar-reza/?q=omar")
    client.get("/no-such-page-of-omar/")
    client.generic("OMAR", "/")
    told = " ".join(metrics())
    assert "omar" not in told.lower()
    assert 'route="desk:story"' in told
    assert 'method="other"' in told


def test_what_no_view_answers_has_one_route(rf):
    assert route_of(rf.get("/")) == "none"
