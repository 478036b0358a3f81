"""The language of a text where nobody says it: found where it is sure, else left empty."""

import pytest

from articles.intake.drafts import AsRead, Draft, draft
from articles.intake.languages import detect_language
from benchmarks.pages import languages, told


@pytest.mark.parametrize("language", languages())
def test_an_article_is_known_by_its_letters(language):
    text = "\n".join(told(language).texts("headline", "standfirst", "p"))
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "19 41 2021", "Ferry sinks", "Roe", "www.quay.example", "…"])
def test_what_is_too_short_is_in_no_language(text):
    assert detect_language(text) == ""


def only(values: dict[str, str], text: str) -> Draft:
    (found,) = draft("here", {"source": "Post", **values}, text, AsRead())
    assert isinstance(found, Draft)
    return found


def test_what_is_said_is_not_looked_for_and_what_is_found_is_told():
    french = "\n".join(told("fr").texts("p"))
    said, found = only({"language": "en"}, french), only({}, french)
    assert (said.language, said.detected, said.told()) == ("en", False, [])
    assert (found.language, found.detected) == ("fr", True)
    assert found.told() == ["Nobody said its language: it reads as fr."]
