"""docs/formats.md says of every table what its declaration says."""

import re
from pathlib import Path

import pytest

from annotator.exchange.registry import TABLES

FORMATS = (Path(__file__).parents[2] / "docs" / "formats.md").read_text()
every = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def section(file: str) -> str:
    [found] = re.findall(rf"^## {re.escape(file)}\n(.*?)(?=^## )", FORMATS, re.M | re.S)
    return found


def documented(file: str) -> list[tuple[str, str]]:
    """Each column of the file's own table, with what it holds; several names may share a row."""
    lines = section(file).partition("| column | holds |\n|---|---|\n")[2].splitlines()
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        names, means = re.fullmatch(r"\| (.*?) \| (.*) \|", line).groups()
        found += [(name.strip("`"), means.replace("\\|", "|")) for name in names.split(", ")]
    return found


@every
def test_every_column_is_documented_in_its_place(table):
    assert documented(table.file) == [tuple(column) for column in table.columns]


@every
def test_its_sentence_stands_in_its_section(table):
    assert table.sentence in " ".join(section(table.file).split())


@every
def test_its_address_and_its_filters_are_told(table):
    [query] = re.findall(rf"/stories/SLUG/{re.escape(table.file)}\?(\S+)", FORMATS)
    told = {pair.partition("=")[0] for pair in query.split("&")}
    assert told == set(table.filters.base_fields)
    assert f"`{table.name}`" in FORMATS.partition("### export_table")[2].partition("###")[0]
