"""Which engines the desk has, what each may be told, and how one is made."""

import sys
from types import ModuleType

import pytest

from annotator.machines.engines.desk import DeskEngines, Endpoint
from annotator.machines.engines.known import ENGINES, checked_options, engines_of, made_engine
from annotator.machines.engines.protocol import EngineFailed, ReaderMake
from annotator.machines.engines.registry import available, check_options, engine_for
from annotator.machines.models import Engine
from tests.machines.double import given, program_of

DESK = DeskEngines(
    {"local": Endpoint("local", "http://127.0.0.1:1/v1")}, {"double": program_of("honest")}
)


def test_all_engines_are_those_that_a_reader_can_have():
    assert [one.engine for one in available()] == list(ENGINES)
    assert set(ENGINES) <= set(Engine.values)


def test_what_is_not_switched_on_says_how_it_would_be():
    why = {one.engine: one.why_not for one in available()}
    assert (why["names"], why["cues"]) == ("", "")
    assert "MACHINE_ENDPOINTS" in why["endpoint"]
    assert "MACHINE_PROGRAMS" in why["program"]
    assert "pip install spacy" in why["spacy"]
    assert "pip install gliner" in why["gliner"]


def test_what_is_switched_on_can_be_used(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", ModuleType("spacy"))
    here = {one.engine: one for one in engines_of(DESK)}
    assert here["endpoint"].is_usable
    assert (here["program"].choices, here["spacy"].why_not) == (("double",), "")


def test_settings_switch_on(settings):
    settings.MACHINE_PROGRAMS = {"double": program_of("honest")}
    assert engine_for(ReaderMake("program")).read(given()).spans
    assert check_options("program", "", {}, "")["program"] == "double"


@pytest.mark.parametrize(
    "engine, model, options, whole",
    [
        ("names", "", {}, {}),
        ("cues", "", {"least": 0.5}, {"least": 0.5, "names": True}),
        ("endpoint", "m", {"seed": None},
         {"endpoint": "local", "max_tokens": 8_000, "temperature": 0.0, "seed": None,
          "window": 12_000, "overlap": 600, "structured": True}),
        ("program", "", {}, {"program": "double", "own": {}}),
    ],
)  # fmt: skip
def test_what_is_not_said_is_as_the_engine_has_it(engine, model, options, whole):
    assert checked_options(engine, model, options, "", DESK) == whole


@pytest.mark.parametrize(
    "engine, model, options, prompt, words",
    [
        ("oracle", "", {}, "", "no engine 'oracle'"),
        ("names", "m", {}, "", "has no model"),
        ("names", "", {}, "Mark.", "reads no prompt"),
        ("names", "", {"least": 1}, "", "least is no option"),
        ("cues", "", {"least": 2}, "", "least must be a number from 0 to 1"),
        ("cues", "", {"least": float("nan")}, "", "least must be"),
        ("cues", "", {"names": "yes"}, "", "names must be true or false"),
        ("endpoint", "", {}, "", "Name the model"),
        ("endpoint", "m", {"endpoint": "other"}, "", "endpoint must be one of: local"),
        ("endpoint", "m", {"max_tokens": 10**9}, "", "max_tokens must be a whole number"),
        ("endpoint", "m", {"seed": True}, "", "seed must be a whole number"),
        ("endpoint", "m", {"window": 600}, "", "overlap must be at most half"),
        ("endpoint", "m", {"key": "sk-1"}, "", "key is no option"),
        ("program", "", {"own": []}, "", "own must be an object"),
        ("spacy", "m", {}, "", "spaCy is not installed"),
    ],
)
def test_what_an_engine_does_not_take_is_refused_by_name(engine, model, options, prompt, words):
    with pytest.raises(ValueError, match=words):
        checked_options(engine, model, options, prompt, DESK)


@pytest.mark.parametrize(
    "options, words", [({}, "labels must say"), ({"labels": {"GPE": ""}}, "GPE")]
)
def test_labels_are_mapped(monkeypatch, options, words):
    monkeypatch.setitem(sys.modules, "spacy", ModuleType("spacy"))
    with pytest.raises(ValueError, match=words):
        checked_options("spacy", "m", options, "", DESK)


def test_a_make_that_the_desk_can_no_longer_run_failed():
    with pytest.raises(EngineFailed, match="MACHINE_ENDPOINTS"):
        made_engine(ReaderMake("endpoint", "m", options={"endpoint": "local"}), DeskEngines())
