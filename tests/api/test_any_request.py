"""Whatever a program sends, it is answered as the schema says, and never by a mistake of ours."""

import re
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from annotator.people.models import Membership
from annotator.wsgi import application
from tests.access.asking import undone
from tests.api.programs import program_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 3
"""Of each operation and mode; the same ones each time, so that a failure is found again."""
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
TRIED = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def in_process():
    """The application keeps the test's own connection, as Django's own client sees to it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_request_is_answered_otherwise_than_the_schema_says(
    things, story, root, settings, in_process
):
    settings.API_REQUESTS_PER_MINUTE = 0
    Membership.objects.create(
        story=story, user=root, annotator=True, adjudicator=True, manager=True
    )
    headers = {"Authorization": f"Bearer {program_of(root).secret}"}
    schema: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        each = operation.path.rpartition("/")[2]
        if re.search("/(tables|formats)/", operation.path) and each not in {"labels.csv", "w3c"}:
            continue  # each is routed by the same function
        for mode in MODES:
            cases = operation.as_strategy(generation_mode=mode)

            @TRIED
            @given(case=cases, known=st.sampled_from([True, True, False]))
            def ask(case: Any, known: bool) -> None:
                nonlocal tried
                if known:
                    there = {name: things[name] for name in case.path_parameters or ()}
                    case.path_parameters.update(there)
                with undone():
                    case.call_and_validate(headers=headers, checks=CHECKS)
                tried += 1

            ask()
    assert tried > 200
