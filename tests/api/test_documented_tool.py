"""docs/api.md alone is enough: its code is run as it stands, over HTTP, with a token."""

import re
import time
from pathlib import Path

import pytest

from annotator.api.describing.openapi import REFUSALS
from annotator.people.models import Membership
from annotator.vocabulary.actions import load_default_labels
from tests.api.programs import program_of
from tests.conftest import person
from tests.waiting_work import run_what_waits

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.mark.django_db(transaction=True)
def test_the_tool_of_the_page_works(live_server, story, monkeypatch):
    load_default_labels()
    nel = person("nel")
    Membership.objects.create(story=story, user=nel, annotator=True, manager=True)
    monkeypatch.setenv("ANNOTATOR_URL", live_server.url)
    monkeypatch.setenv("ANNOTATOR_TOKEN", program_of(nel).secret)
    monkeypatch.setenv("ANNOTATOR_USER", "nel")
    # While the tool waits, the worker works.
    monkeypatch.setattr(time, "sleep", lambda seconds: run_what_waits())
    names: dict = {}
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.M | re.S)
    for block in blocks:
        exec(compile(block, PAGE.name, "exec"), names)
    names["api"].close()  # and with it the server's thread, and its connection to the database
    assert len(blocks) >= 8
    assert names["said"] == {"The Globe": ["1,100 km"]}
    assert names["row"]["state"] == "prediction only"
    assert [one["id"] for one in names["articles"]] == [names["article"]["id"]]
    assert [one["quote"] for one in names["claims"]] == ["1,100 kilometres"]
    assert names["changed"].json()["readers"] == 1


def test_the_page_names_every_status_that_the_schema_names():
    told = set(re.findall(r"^\| (\d{3}) \|", PAGE.read_text(), re.M))
    assert told - {"405", "503"} == {str(status) for status in REFUSALS}
