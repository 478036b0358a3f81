"""docs/security.md: each requirement stands there once, and what is said to hold it is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/security.md").read_text()
LEVEL_1 = """
1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1
3.4.2 3.5.1 3.5.2 3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5
6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2
8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 11.3.1 11.3.2 11.4.1 12.1.1
12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
"""
LEVEL_2 = """
1.1.1 1.1.2 1.2.6 1.2.7 1.2.8 1.2.9 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10 1.3.11
1.4.1 1.4.2 1.4.3 1.5.2 2.1.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1 3.3.2 3.3.3 3.3.4 3.4.3 3.4.4
3.4.5 3.4.6 3.5.4 3.5.5 3.7.1 3.7.2 4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.2 4.4.3 4.4.4 5.1.1 5.2.3
5.4.1 5.4.2 5.4.3 6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2
6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3
7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.2 8.2.3 8.4.1 9.2.2 9.2.3 9.2.4 10.1.1 10.1.2 10.2.1
10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11 10.5.1 10.5.2
10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3 11.1.1 11.1.2 11.2.1 11.2.2 11.2.3
11.3.3 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1 12.1.2 12.1.3 12.3.1 12.3.2 12.3.3 12.3.4 13.1.1
13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.2 13.4.3 13.4.4 13.4.5 14.1.1 14.1.2
14.2.2 14.2.3 14.2.4 14.3.2 14.3.3 15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.5
15.3.6 15.3.7 16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1
16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2
"""
"""The requirements of version 5.0.0 by level: their numbers alone."""
NUMBER = re.compile(r"\d+\.\d+\.\d+")


def rows() -> Iterator[list[str]]:
    """The cells of each row of the tables by chapter."""
    for line in PAGE.partition("\n## OWASP ASVS")[2].splitlines():
        if line.startswith("|") and NUMBER.match(line[2:]):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


ROWS = list(rows())


def is_there(named: str) -> bool:
    """Whether a test is there, named as tests/test_x.py::test_y, or in its class."""
    path, *names = named.split("::")
    if not (ROOT / path).is_file():
        return False
    inside = ast.parse((ROOT / path).read_text()).body if names else []
    for name in names:
        found = [one for one in inside if getattr(one, "name", None) == name]
        if not found:
            return False
        inside = getattr(found[0], "body", [])
    return True


def test_each_requirement_of_both_levels_stands_there_once():
    told = [number for row in ROWS for number in NUMBER.findall(row[0])]
    assert sorted(told) == sorted(f"{LEVEL_1} {LEVEL_2}".split())


def test_each_is_answered():
    """By what holds it, or, where it does not apply, by why."""
    for row in ROWS:
        assert len(row) == 4, row
        number, asked, how, held_by = row
        assert asked, number
        assert how, number
        assert "`" in held_by or how.startswith("Does not apply: "), number


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].split(",")[0])
def test_what_is_said_to_hold_them_is_there(row):
    for named in re.findall(r"`([^`]+)`", row[3]):
        assert is_there(named), named


def test_what_is_not_there_is_seen():
    assert is_there("tests/test_security_page.py::test_what_is_not_there_is_seen")
    for none in ("tests/test_none.py", "tests/test_audit.py::test_none", "tests/none/"):
        assert not is_there(none)


def test_what_is_not_met_is_listed_before_the_tables():
    """So that whoever runs a desk need not look for it."""
    told = NUMBER.findall(PAGE.partition("\n## OWASP ASVS")[2].partition("\n### ")[0])
    assert told[0] == "5.0.0"
    assert told[1:] == [row[0] for row in ROWS if "Not met" in row[2]]


def test_no_script_names_a_prototype():
    """What others name never becomes a part of what all objects have."""
    for path in (ROOT / "static").rglob("*.js"):
        assert not re.search(r"__proto__|\bprototype\b", path.read_text()), path.name
