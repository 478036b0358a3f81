"""The pages for people: what they list is there, and what is there they list."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READERS = [
    *sorted((ROOT / "annotator/settings").glob("*.py")),
    ROOT / "annotator/environment.py",
    ROOT / "annotator/people/organisation/providers.py",
]
READ = r"""(?:read_switch|read_whole_number|read_list|read_networks|environ\.get|environment\.get|_needed)\(\s*"([A-Z_]+)\""""
LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as the forge makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """The links of a page that lead to no file, or to no heading in it."""
    found = []
    for link in LINK.findall(page.read_text()):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert not broken(page)


def test_a_broken_link_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Its `title`\n[a](#its-title) [b](page.md) [c](#no-title) [d](none.md)")
    assert broken(page) == ["#no-title", "none.md"]


def settings_told() -> dict[str, str]:
    """The variables of docs/configuration.md, each with what holds if it is not set."""
    rows = re.findall(
        r"^\| `([A-Z_]+)` \|.*\| (.+) \|$",
        (ROOT / "docs/configuration.md").read_text(),
        re.MULTILINE,
    )
    return dict(rows)


def test_every_setting_is_told_and_no_other():
    read = {name for file in READERS for name in re.findall(READ, file.read_text())}
    assert set(settings_told()) == read


def test_what_a_switch_is_if_not_set_is_told():
    read = "".join(file.read_text() for file in READERS)
    switches = re.findall(r'read_switch\("([A-Z_]+)", (True|False)\)', read)
    assert len(switches) > 3
    told = settings_told()
    for name, default in switches:
        assert told[name] == ("`on`" if default == "True" else "`off`"), name


def test_the_index_of_decisions_has_each_by_its_title():
    index = (ROOT / "docs/decisions/README.md").read_text()
    rows = re.findall(r"^\| \[(\d+)\]\(([^)]+)\) \| (.+?) \|", index, re.MULTILINE)
    records = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert [name for _, name, _ in rows] == [record.name for record in records]
    for number, name, title in rows:
        record = (ROOT / "docs/decisions" / name).read_text()
        assert record.startswith(f"# {number}. {title}\n"), name
        assert name.startswith(f"{int(number):04}-"), name


def test_a_record_that_another_replaces_says_so_in_the_index():
    index = (ROOT / "docs/decisions/README.md").read_text()
    for record in (ROOT / "docs/decisions").glob("[0-9]*.md"):
        row = next(line for line in index.splitlines() if record.name in line)
        by = re.search(r"\*\*Superseded\*\* by \[(\d+)\]", record.read_text())
        assert row.endswith(f"superseded by {by[1]} |" if by else "holds |"), record.name


def test_the_newest_version_is_in_the_changelog_with_its_day():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    newest, _, day = headings[1].partition(" - ")
    assert newest == f"[{version}]"
    assert date.fromisoformat(day)
