"""Every table by program: the CSV of the page, the same as lines of JSON, as far as one may."""

import csv
import io
import json

import pytest

from annotator.cells import restored
from annotator.exchange.registry import TABLES
from tests.api.programs import SETTLED, problem, program_of
from tests.comparison.conftest import rows_ready
from tests.exchange import full_desk

pytestmark = pytest.mark.django_db


def test_lines_of_json_say_what_the_file_says(story, ada, bo, cy, mo, labels, as_user, work_done):
    full_desk.read_by_machine(full_desk.make(story, ada, bo, cy), story, mo)
    rows_ready()
    work_done()
    program, filled = program_of(cy), 0
    for table in TABLES:
        address = f"stories/pipeline/tables/{table.name}"
        file, lines = program.get(f"{address}.csv"), program.get(f"{address}.jsonl")
        assert file["Content-Type"] == "text/csv; charset=utf-8"
        assert lines["Content-Type"] == "application/jsonl; charset=utf-8"
        assert f"pipeline-{table.name.replace('_', '-')}-" in lines["Content-Disposition"]
        page = as_user(cy).get(f"/stories/pipeline/{table.file}")
        assert b"".join(page.streaming_content) == file.raw
        rows = list(csv.DictReader(io.StringIO(file.raw.decode(), newline="")))
        plain = [{name: restored(cell) for name, cell in row.items()} for row in rows]
        assert [json.loads(line) for line in lines.raw.decode().splitlines()] == plain
        filled += any(plain)
    assert filled == len(TABLES)


def test_filters_are_those_of_the_page(story, ada, bo, cy, labels):
    full_desk.make(story, ada, bo, cy)
    program, settled = program_of(cy), program_of(cy, "settled", **SETTLED)
    address = "stories/pipeline/tables/labels.jsonl"
    both = program.get(address).raw.splitlines()
    gold = program.get(f"{address}?layer=gold").raw.splitlines()
    assert 0 < len(gold) < len(both)
    assert settled.get(address).raw.splitlines() == gold
    problem(settled.get(f"{address}?layer=reading"), 403)
    problem(settled.get("stories/pipeline/tables/readings.csv"), 403)
    [fault] = problem(program.get(f"{address}?layer=silver"), 422)["errors"]
    assert fault["parameter"] == "layer"
    problem(program.get(f"{address}?bom=1"), 422)
    assert program.get(f"{address[:-5]}csv?bom=1").raw.startswith(b"\xef\xbb\xbf")
