"""Every command that the README and the docs name is known here, and is run.

A new name in the docs needs an entry in one of the three tables, which says how it is tried in its
smallest form; the options that the docs give a command of manage.py must be its own.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command, get_commands, load_command_class
from django.db import connection

from annotator.annotations.assignments import actions
from annotator.exchange.registry import TABLES
from annotator.people.models import User
from annotator.vocabulary.models import Label
from tests.annotations.recording.test_document_labels import give
from tests.documented import ROOT, commands, named
from tests.exchange.conftest import mark

APPS = get_commands()
OURS = frozenset(
    name for name, app in APPS.items() if str(app).startswith(("annotator", "articles"))
)
# Names that a desk's shell does not set, but the suite or the make that runs it does.
NOT_HANDED_ON = ("PYTEST_", "COVERAGE_", "MAKE", "MFLAGS", "HYPOTHESIS_", "DJANGO_", "DATABASE_URL")
NOT_HANDED_ON += ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "ANNOTATOR_", "DEBUG", "HTTPS")


def surroundings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}


def made(*words: str, where: Path = ROOT) -> str:
    """Run make; what is installed counts as installed. Return what it said."""
    kept = [
        f"--old-file={venv}/{what}" for venv in (".venv", ".venv313") for what in ("dev", "run")
    ]
    done = subprocess.run(
        ["make", "--no-print-directory", *kept, *words],
        cwd=where, env=surroundings(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout + done.stderr


def copied(folder: Path) -> Path:
    """Copy the tree, so that a target may make and remove what it likes; the packages are shared."""
    left = shutil.ignore_patterns(".*", "data", "__pycache__", "results", "node_modules")
    shutil.copytree(ROOT, folder / "copy", ignore=left)
    (folder / "copy" / ".venv").symlink_to(ROOT / ".venv")
    return folder / "copy"


def says(words: str, *target: str) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        assert words in made(*target)

    return run


def serves(target: str, folder: Path) -> Path:
    """Make the target in a copied tree: it serves until it is told to stop. Returns the tree."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/accounts/sign-in/"
    where = copied(folder)
    with (folder / "said").open("wb") as said:
        serving = subprocess.Popen(
            ["make", "--old-file=.venv/run", target, f"PORT={port}"],
            cwd=where, env=surroundings(), stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        while serving.poll() is None:
            try:
                assert b"Sign in" in urllib.request.urlopen(address, timeout=600).read()
                break
            except OSError:
                time.sleep(0.1)
        assert serving.poll() is None, (folder / "said").read_text()
    finally:
        if serving.poll() is None:
            os.killpg(serving.pid, 15)
        serving.wait(600)
    assert f"127.0.0.1:{port}" in (folder / "said").read_text()
    return where


def demo(folder: Path) -> None:
    """It makes the desk that it serves."""
    assert (serves("demo", folder) / "data" / "annotator.sqlite3").is_file()


def run(folder: Path) -> None:
    """On an empty desk: people see the demo's."""
    assert (serves("run", folder) / "data" / "secret_key").is_file()


def bench(folder: Path) -> None:
    told = f"--quick --database sqlite --only static --json {folder / 'figures.json'}"
    made("bench", f"ARGS={told}")
    assert (folder / "figures.json").is_file()


def clean(folder: Path) -> None:
    where = copied(folder)
    made("clean", where=where)
    assert not (where / ".venv").exists()


def lock(folder: Path) -> None:
    """Not run: it asks a registry for the newest of everything. What it would read and write is there."""
    told = made("--dry-run", "lock")
    assert told.count("uv pip compile") == 2
    for name in ("pyproject.toml", "requirements/run.txt", "requirements/dev.txt"):
        assert name in told
        assert (ROOT / name).is_file()


def install(folder: Path, lock: str = "run") -> None:
    """Not run: it asks a registry for what the tests run on. What it would install is locked."""
    (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (folder / "requirements").symlink_to(ROOT / "requirements")
    told = subprocess.run(
        ["make", "--dry-run", f".venv/{lock}"],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
    ).stdout
    assert "-m venv .venv" in told
    assert f"--require-hashes -r requirements/{lock}.txt" in told


def check_all(folder: Path) -> None:
    """With Python 3.13 where it is set up: setting it up would ask a registry."""
    there = (ROOT / ".venv313" / "dev").exists()
    said = made("check", "ARGS=--only format", *([] if there else ["PYTHON313="]))
    assert said.count("format passed") == 1 + there
    assert there or "No Python 3.13 here" in said


TARGETS: dict[str, Callable[[Path], None]] = {
    "demo": demo,
    "run": run,
    "test": says("format passed", "test", "ARGS=--only format"),
    "check": check_all,
    "lint": says("All checks passed!", "lint"),
    "types": says("no issues found", "types"),
    "floors": says("0 broken", "floors"),
    "audit": says("requirements/dev.txt: ", "audit"),
    "bench": bench,
    "faults": says("passed in", "faults", "ARGS=--only 'kill a worker'"),
    "lock": lock,
    "clean": clean,
    ".venv/run": install,
    ".venv/dev": partial(install, lock="dev"),
}
"""How each target of the Makefile is tried."""


def module(*words: str) -> None:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


MODULES: dict[str, Callable[[], None]] = {
    "tests": lambda: module("tests", "--only", "sqlite", "--", "tests/test_cells.py"),
}
"""How each module that is run by `python -m` is tried."""


@pytest.fixture
def desk(article, ada, labels, reading):
    """Ada has read the article: she has marked a claim, labelled the whole, and submitted."""
    mark(article, ada, labels["claim-quantity"], "1,100 kilometres")
    Label.objects.filter(kind="stance").update(of_articles=True)
    give(article, ada, "stance-favour", target="Omar Reza")
    actions.submit(article, ada)
    return article


def told(name: str, *words: object, **options: object) -> str:
    out = io.StringIO(newline="")
    call_command(name, *map(str, words), stdout=out, **options)
    return out.getvalue()


def written(name: str, folder: Path) -> str:
    """Run an export of the story as documented; return the path of its file."""
    path = folder / f"{name.partition('_')[2]}.csv"
    path.write_bytes(told(name, "--story", "pipeline", "--bom").encode())
    assert "story" in header_of(path)
    return str(path)


def header_of(path: Path) -> list[str]:
    """Return the columns that a file names in its first line, which ends with CRLF."""
    return path.read_bytes().decode("utf-8-sig").partition("\r\n")[0].split(",")


def export_table(folder: Path) -> None:
    """Write every table by its name: the older commands are names for some of them."""
    for table in TABLES:
        path = folder / table.file
        path.write_bytes(told("export_table", table.name, "--story", "pipeline", "--bom").encode())
        header = header_of(path)
        assert header[: len(table.columns)] == [column.name for column in table.columns]


def taken_in(kind: str) -> Callable[[Path], None]:
    """Import what the same desk has exported: all is there already."""

    def run(folder: Path) -> None:
        path = written(f"export_{kind}", folder)
        assert "stored, 1 there already." in told(f"import_{kind}", path, "--create")

    return run


def import_articles(folder: Path) -> None:
    (folder / "one.txt").write_text("A text of its own.\n")
    words = ["--story", "pipeline", "--source", "The Post", folder / "one.txt"]
    assert "Stored 1 article" in told("import_articles", *words)


def load_vocabulary(folder: Path) -> None:
    there = Label.objects.count()
    told("load_vocabulary")
    assert Label.objects.count() > there


def createsuperuser(folder: Path) -> None:
    told("createsuperuser", "--no-input", "--username", "root", "--email", "root@example.org")
    assert User.objects.get(username="root").is_superuser


def collectstatic(folder: Path) -> None:
    assert "static file" in told("collectstatic", "--no-input", "--dry-run")


def sendtestemail(folder: Path) -> None:
    told("sendtestemail", "you@example.org")
    assert mail.outbox[0].to == ["you@example.org"]


def backup(folder: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("of a SQLite desk; tests/desk/test_backup.py tries what it says of another")
    told("backup", folder / "copy.sqlite3")
    assert (folder / "copy.sqlite3").is_file()


def check(folder: Path) -> None:
    """With --deploy in a desk's own process: tests/test_frame.py, test_a_desk_checks_clean."""
    assert "no issues" in told("check")


def demo_desk(folder: Path) -> None:
    assert "The demo desk is made." in told("demo", "--no-serve")


COMMANDS: dict[str, Callable[[Path], None]] = {
    **{
        name: lambda folder, name=name: bool(written(name, folder)) and None
        for name in sorted(OURS)
        if name.startswith("export_") and name != "export_table"
    },
    "export_table": export_table,
    "import_labels": taken_in("labels"),
    "import_article_labels": taken_in("article_labels"),
    "import_readings": taken_in("readings"),
    "import_articles": import_articles,
    "load_vocabulary": load_vocabulary,
    "createsuperuser": createsuperuser,
    "collectstatic": collectstatic,
    "sendtestemail": sendtestemail,
    "backup": backup,
    "check": check,
    "demo": demo_desk,
    "migrate": lambda folder: told("migrate", "--check") and None,
}
"""How each command of manage.py is tried, on the tests' database."""

KNOWN = {"make": TARGETS, "python -m": MODULES, "manage.py": COMMANDS}


def test_every_command_that_is_named_is_known():
    found = {(command.program, command.name) for command in named(OURS)}
    assert len(found) > 20
    known = {(program, name) for program, table in KNOWN.items() for name in table}
    assert not found - known, "say in tests/test_documented_commands.py how these are tried"


def test_every_command_of_the_projects_own_is_told():
    assert {command.name for command in named(OURS) if command.program == "manage.py"} >= OURS


def test_the_options_that_are_named_are_its_own():
    asked = 0
    for command in named(OURS):
        if command.program == "manage.py":
            parser = load_command_class(APPS[command.name], command.name).create_parser("", "")
            for word in command.words:
                if (option := word.strip("[]")).startswith("-") and option.strip("-u"):
                    asked += 1
                    assert option in parser._option_string_actions, command
    assert asked > 10


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_target_of_make(target, tmp_path):
    TARGETS[target](tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", MODULES)
def test_a_module(name):
    MODULES[name]()


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.django_db
def test_a_command_of_manage_py(name, request, tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    if name != "demo":  # which fills an empty desk alone
        request.getfixturevalue("desk")
    COMMANDS[name](tmp_path)


@pytest.mark.parametrize(
    "page, found",
    [
        ("Run `make one` or `manage.py two --x`.", ["make one", "manage.py two"]),
        ("    su - desk -c 'cd app && make .venv/run'", ["make .venv/run"]),
        ("```sh\n.venv/bin/python -m tests --only x\n```", ["python -m tests"]),
        ("    apt-get install make git", []),
        ("We make sense of `ours` and of `make`.", ["manage.py ours"]),
    ],
)
def test_what_a_page_names_is_found(page, found):
    said = [f"{one.program} {one.name}" for one in commands(page, frozenset({"ours"}))]
    assert said == found
