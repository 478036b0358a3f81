"""What a card says beneath its quote, and that the page's script says the same."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from annotator.annotations.drawing.card_lines import CARD_LINES, card_lines, for_script
from tests.annotations.card_models import card_models

SCRIPTS = Path(__file__).parents[3] / "static" / "workbench"
ASK = """
import { readFileSync } from "node:fs";
import { cardLines, declare, isBare } from "./declared_details.js";
const { details, models } = JSON.parse(readFileSync(0, "utf8"));
declare({ ...details, questions: [] });
process.stdout.write(JSON.stringify(models.map((model) => [cardLines(model), isBare(model)])));
"""


def test_a_claim_in_the_order_of_its_details():
    details = {
        "question": "length", "value": "nearly 23 years", "value_low": "23", "value_high": "23",
        "unit": "year", "approximator": "nearly", "modality": "hedged", "as_of": "1999",
        "scope": "the north", "said_by": "omar", "note": "n", "flag": "f",
    }  # fmt: skip
    names = {"question": "How long?", "said_by": "Omar Reza"}
    assert card_lines("claim", details, names) == [
        ("answers", "How long?"), ("value", "nearly 23 years"), ("comes to", "nearly 23 year"),
        ("how sure", "hedged (may, reportedly)"), ("as of", "1999"), ("scope", "the north"),
        ("said by", "Omar Reza"), ("note", "n"), ("flag", "f"),
    ]  # fmt: skip


def test_what_goes_without_saying_is_left_out_and_an_empty_holder_is_said():
    said = {"value": "Yes", "answer_key": "yes", "modality": "asserted"}
    assert card_lines("claim", said, {}) == [("value", "Yes")]
    assert card_lines("claim", {"answer_key": "yes"}, {}) == [("comes to", "yes")]
    assert card_lines("stance", {}, {}) == [("holder", "the article itself")]
    assert card_lines("entity", {}, {}) == []


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node to run the script with")
def test_the_script_says_the_same_of_every_detail(tmp_path):
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "ask.js").write_text(ASK)
    models = card_models(2000)
    asked = [{name: model[name] for name in ("kind", "details", "names")} for model in models]
    done = subprocess.run(
        ["node", "ask.js"], cwd=tmp_path, text=True, capture_output=True, check=True,
        input=json.dumps({"details": for_script(), "models": asked}),
    )  # fmt: skip
    drawn = [
        [[list(line) for line in card_lines(one["kind"], one["details"], one["names"])], bare]
        for one in asked
        for bare in [not one["details"].keys() & {"entity", "question", "stance_target"}]
    ]
    every = {line.label for lines in CARD_LINES.values() for line in lines}
    assert {label for lines, _ in drawn for label, _ in lines} == every
    for told, wanted, one in zip(json.loads(done.stdout), drawn, asked, strict=True):
        assert told == wanted, one
