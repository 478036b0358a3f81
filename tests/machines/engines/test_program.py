"""A program of the desk's own reads, and ends with all that it started."""

from pathlib import Path
from time import monotonic

import pytest

from annotator.machines.engines.desk import DeskEngines, OwnProgram
from annotator.machines.engines.program import ProgramEngine, program_engine
from annotator.machines.engines.protocol import EngineFailed, ReaderMake
from annotator.machines.judging.judge import judge
from tests.machines.double import TEXT, given, program_of

BYTES = 50_000


def engine(way, own=None, environment=None, **more):
    make = ReaderMake("program", options=own or {})
    return ProgramEngine(program_of(way, **more), make, environment or {}, BYTES)


def test_it_reads_an_article():
    answer = engine("honest").read(given())
    assert [one.quote for one in judge(answer, given()).kept][:2] == ["The", "She"]
    assert (answer.tokens_in, answer.tokens_out, answer.cost) == (11, 7, 0.25)
    assert answer.version == "double 1"


def test_it_is_given_no_more_of_the_environment_than_it_names():
    told = {"PATH": "/usr/bin", "LANG": "C.UTF-8", "SECRET_KEY": "hidden", "HF_HOME": "/models"}
    program = program_of("environment", environment=("HF_HOME", "NOT_SET"))
    answer = ProgramEngine(program, ReaderMake("program"), told).read(given())
    assert {"HF_HOME", "LANG", "PATH"} <= set(answer.version.split())
    assert not {"SECRET_KEY", "NOT_SET"} & set(answer.version.split())


@pytest.mark.parametrize(
    "way, seconds, again, words",
    [
        ("stall", 0.5, True, "took more than 0.5 seconds"),
        ("drip", 0.5, True, "took more than 0.5 seconds"),
        ("huge", 60, False, "more than 0.05 MB"),
        ("prose", 60, False, "no JSON with spans"),
        ("nothing", 60, False, "it answered nothing"),
        ("complain", 60, False, r"^double failed: no model \[31m here$"),
    ],
)
def test_what_goes_wrong_is_told_and_bounded(way, seconds, again, words):
    with pytest.raises(EngineFailed, match=words) as failed:
        engine(way, seconds=seconds).read(given())
    assert failed.value.again is again


@pytest.mark.parametrize("way", ["lie", "repeat", "overlap", "instruct", "strange", "cut off"])
def test_whatever_it_says_nothing_wrong_is_left(way):
    judged = judge(ProgramEngine(program_of(way), ReaderMake("program")).read(given()), given())
    assert all(TEXT[one.start : one.end] == one.quote for one in judged.kept)
    assert not any("<" in value for one in judged.kept for value in one.details.values())


@pytest.mark.parametrize("way", ["deaf", "noise"])
def test_neither_deafness_nor_noise_holds_it_up(way):
    long = given("Karachi waits for nobody. " * 20_000)
    answer = ProgramEngine(program_of(way), ReaderMake("program"), most_bytes=10_000_000).read(long)
    assert bool(answer.spans) is (way == "noise")


def test_what_it_started_ends_with_it(tmp_path):
    noted = tmp_path / "pid"
    with pytest.raises(EngineFailed, match="took more than"):
        engine("child", {"pid": str(noted)}, seconds=2).read(given())
    until = monotonic() + 30
    while is_running(noted.read_text()):
        assert monotonic() < until


def is_running(pid: str) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_one_that_is_not_there_is_told():
    gone = OwnProgram("gone", ("/not/there",))
    with pytest.raises(EngineFailed, match="gone could not be started: No such file"):
        ProgramEngine(gone, ReaderMake("program")).read(given())


def test_a_make_says_what_it_is_told():
    desk = DeskEngines(programs={"double": program_of("honest")})
    made = program_engine(ReaderMake("program", "m", options={"own": {"depth": 3}}), desk)
    assert (made.make.model, made.make.options) == ("m", {"depth": 3})
