"""Each format has a page in docs/formats/ that says what the registry says of it."""

from pathlib import Path

import pytest

from annotator.exchange.formats.registry import FORMATS

DOCS = Path(__file__).parents[3] / "docs" / "formats"


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_its_page_says_what_it_is_and_what_it_cannot_say(one):
    page = " ".join((DOCS / f"{one.name}.md").read_text().split())
    ways = {(True, True): "in and out", (False, True): "out only", (True, False): "in only"}
    way = ways[bool(one.read), bool(one.write)]
    assert page.startswith(f"# {one.title} `{one.name}`, `{one.ending}`, {way}.")
    for told in [*(aspect.value for aspect in one.loses if one.write), *one.cannot]:
        assert told[:1].lower() + told[1:] in page or told[:1].upper() + told[1:] in page, told


def test_no_page_is_of_a_format_that_is_none():
    named = {one.name for one in FORMATS} | {"README", "codebook"}
    assert {page.stem for page in DOCS.glob("*.md")} <= named
