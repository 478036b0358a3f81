"""manage.py mcp: an assistant talks with it over stdio; what cannot be is told, with exit status 1."""

import asyncio
import json
import os
import re
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotator.exchange.management.commands import mcp as command
from annotator.exchange.management.commands.mcp import desk_address, reach_of
from tests.background.test_processes import url_of_the_tests

ROOT = Path(__file__).resolve().parents[3]
TOOLS = {"list_stories", "list_articles", "find_rows", "read_row", "read_highlights"}


def test_the_docs_name_every_tool():
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/assistants.md").read_text(), re.M)
    assert set(rows) == TOOLS


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_assistant_reads_and_quotes(desk):
    from mcp import Client, StdioServerParameters

    words = [
        "manage.py",
        "mcp",
        "--user",
        "mo",
        "--story",
        "pipeline",
        "--address",
        "https://desk.example/",
    ]
    environment = {**os.environ, "DATABASE_URL": url_of_the_tests(), "PYTHONPATH": str(ROOT)}
    server = StdioServerParameters(
        command=sys.executable, args=words, env=environment, cwd=str(ROOT)
    )

    async def talk():
        async with Client(server) as client:
            tools = (await client.list_tools()).tools
            stories = await client.call_tool("list_stories", {})
            row = await client.call_tool("read_row", {"story": "pipeline", "question": "length"})
            wrong = await client.call_tool("read_row", {"story": "pipeline", "question": "no\x00"})
            worse = await client.call_tool("read_highlights", {"article": "all of it"})
            return tools, stories, row, wrong, worse

    tools, stories, row, wrong, worse = asyncio.run(asyncio.wait_for(talk(), 120))
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    assert stories.structured_content["stories"][0]["title"] == "The pipeline"
    told = json.loads(row.content[0].text)
    assert [one["quote"] for one in told["answers"]] == ["800 km", "1100 km"]
    assert told["answers"][0]["address"].startswith("https://desk.example/articles/")
    assert wrong.is_error
    assert "a character that no text has" in wrong.content[0].text
    assert worse.is_error


def test_where_the_package_is_missing_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "annotator.exchange.assistant.server", None)
    with pytest.raises(CommandError, match=r"requirements/mcp\.txt"):
        call_command("mcp")
    assert (ROOT / "requirements/mcp.txt").is_file()


@pytest.mark.django_db
def test_what_cannot_be_read_is_refused(story, ada, mo):
    for asked, told in (
        (("nonsense", "", ""), "There is no story “nonsense”"),
        (("", "nobody", ""), "There is no active user “nobody”"),
        (("", "ada", ""), "ada neither settles nor manages any story"),
        (("pipeline", "ada", ""), "ada neither settles nor manages the story “pipeline”"),
        (("", "", "desk.example"), "--address is as https"),
        (("", "", "http://["), "--address is as https"),
    ):
        with pytest.raises(CommandError, match=told) as refused:
            reach_of(*asked)
        assert refused.value.returncode == 1
    assert reach_of("pipeline", "mo", "").user == mo
    assert command.EXTRA.endswith("requirements/mcp.txt")


def test_the_desks_address(settings):
    assert desk_address("https://desk.example/") == "https://desk.example"
    settings.ALLOWED_HOSTS, settings.HTTPS = ["*", ".desk.example"], True
    assert desk_address("") == "https://desk.example"
