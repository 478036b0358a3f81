"""The methods appendix tells what the desk holds, and why something is not known."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.exchange.methods.gathering import NamesShown, methods_facts
from annotator.exchange.methods.wording import methods_document
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from articles.models import Article, Region
from tests.conftest import assign
from tests.exchange.settled import agree
from tests.reconciliation.conftest import mark
from tests.vocabulary.codebook.publishing import new_edition


@pytest.fixture
def full(desk, story, ada, bo, cy):
    """The full desk; one part of a page that never counts, an automatic act, a new edition."""
    start = desk.globe.text.index("=Somebody")
    Region.objects.create(article=desk.globe, start=start, end=start + 20, role="caption")
    Article.objects.filter(pk=desk.copy.pk).update(title=r"A_B & $x$ \end{document} | *")
    story.guidelines = "Mark all of it."
    story.save()
    agree(desk.globe, cy)
    Assignment.objects.filter(article=desk.copy, annotator=bo).update(
        state="withdrawn", submitted_at=None
    )
    new_edition({"entity-person": "A human being."}, note="People only.")
    refresh_agreement.now(story.pk)
    return desk


def told(story, names=NamesShown.PSEUDONYMS, hidden=frozenset()) -> str:
    lines = []
    for block in methods_document(methods_facts(story, names, hidden)).blocks:
        lines += [getattr(block, "text", ""), *getattr(block, "items", ())]
        lines += [" ".join(row) for row in getattr(block, "rows", ())]
    return "\n".join(lines)


def test_every_number_is_the_desks(full, story):
    text = told(story)
    for words in (
        "3 articles of 3 sources",
        "Daily Meridian 1 2022-02-25",
        "1 corrected text of 1 article came in.",
        "Reader 1 3 9 1 0 0 0",
        "Reader 2 2 7 1 0 0 1",
        "1 reader 1\n2 readers 2",
        "those of the story 4 words",
        "When the story's guidelines were changed is not known",
        "edition 2 counts",
        " 19 3\n",
        "Machines asserted 1 contradiction: in no figure. What people found of them: 1 not so.",
        "Edition 1: The first.",
        "the label has changed its meaning since, and nobody has looked again",
        "Exact F1 spans compared",
        "no interval below 10 articles",
        "Adjudicator 1 1",
        "per cent of the readers had to agree",
        "0 readings handed back and 1 withdrawn, with 1 annotation",
        "caption (1); 1 highlight in readings",
    ):
        assert words in text, text
    assert "nobody 0" in text
    usernames = told(story, NamesShown.USERNAMES)
    assert "ada 3 9 1" in usernames
    assert "ada" not in text


def test_an_empty_story_says_so(story, labels):
    text = told(story)
    for words in (
        "There are no articles.", "Nobody was asked to read.", "Nothing was adjudicated.",
        "How far readers agree is not known, because no article that two have read",
    ):  # fmt: skip
        assert words in text


def test_what_came_in_settled_is_told_and_no_decision_is_made_up_for_it(story, article, cy, labels):
    for words in ("Kasur", "Karachi"):
        made = mark(article, cy, words, "entity-place")
        Annotation.objects.filter(pk=made.pk).update(layer="gold", origin="import")
    text = told(story)
    assert "No decision stands, and 2 annotations are settled." in text
    assert "2 of these came in settled, from a file." in text
    assert "Nothing was adjudicated." not in text


def test_what_one_has_still_to_read_is_left_out(full, story, cy, as_user):
    page = reverse("exchange:methods", args=[story.slug])
    client = as_user(cy)
    assert "3 articles of 3 sources" in client.get(page).content.decode()
    assign(full.globe, cy)
    text = client.get(page).content.decode()
    assert "2 articles of 2 sources" in text
    assert "Nothing is told of 1 article" in text
    assert "has still to read some" in text
    assert "The Globe" not in text.partition("<h1>")[2]


def test_the_page_and_its_two_files(full, story, cy, ada, as_user):
    client = as_user(cy)
    page, md, tex = (
        reverse(f"exchange:methods{name}", args=[story.slug])
        for name in ("", "_markdown", "_latex")
    )
    shown = client.get(page + "?names=usernames").content.decode()
    assert f'href="{md}?names=usernames"' in shown
    assert "<bdi>ada</bdi>" in shown
    written = client.get(md)
    assert written["Content-Type"] == "text/markdown; charset=utf-8"
    assert ".md" in written["Content-Disposition"]
    assert written.content.decode().startswith("# Methods: The pipeline\n")
    assert client.get(tex).content.decode().count(r"\end{document}") == 1
    for address in (page, md, tex):
        assert client.get(address + "?names=mine").status_code == 422
        assert as_user(ada).get(address).status_code == 403
    assert page in client.get(reverse("exchange:export", args=[story.slug])).content.decode()


def test_the_number_of_queries_does_not_grow(full, story, ada, bo):
    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            methods_facts(story, NamesShown.PSEUDONYMS)
        return len(counted)

    few = asked()
    for number in range(5):
        mark(full.globe, ada, full.globe.text[: number + 7], "claim-event")
    new_edition({"claim-event": "Other."})
    assert asked() == few
    assert few < 40


@pytest.mark.parametrize("format, begins", [("markdown", "# Methods"), ("latex", "% Compile")])
def test_the_command_counts_first_and_writes_it(full, story, format, begins):
    out = StringIO()
    call_command("export_methods", story=story.slug, format=format, stdout=out)
    assert out.getvalue().startswith(begins)
    assert "Reader 1" in out.getvalue()
