"""The list of leads: narrowed, sorted, counted, blind; and its table."""

import csv
import io

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.comparison.leads import lead_list
from annotator.comparison.models import Lead, LeadVerdict
from tests.comparison.conftest import rows_ready
from tests.comparison.leads.making import asserted, brought
from tests.comparison.sources import ask, settle, telling
from tests.conftest import assign

AT = "/stories/pipeline/leads/"


@pytest.fixture
def length(story, labels):
    return ask(story)


@pytest.fixture
def leads(story, length, ada, cy):
    """Four leads: of the first both passages are settled, of the second a quote is nowhere."""
    post, globe, echo = (
        telling(story, name, number, ada, length)
        for name, number in (("Post", "1100"), ("Globe", "2000"), ("Echo", "3000"))
    )
    for article in (post, globe):
        settle(article, Annotation.objects.get(article=article))
    found = brought(
        story, None,
        asserted(post, "1100 km", globe, "2000 km", "First.", question="length", asserted_by="m", confidence=0.5),
        asserted(post, "1100 km", echo, "nowhere at all", "Second.", asserted_by="m", confidence=0.9),
        asserted(echo, "Monday", globe, "Monday", "=Third.", asserted_by="n"),
        asserted(echo, "3000 km", globe, "Monday", "Fourth."),
    )  # fmt: skip
    Lead.objects.filter(pk=found[2].pk).update(state="not so")
    LeadVerdict.objects.create(
        lead=found[2], verdict="not so", reason="same", note="=No.", by=cy, at=found[2].batch.at
    )
    return found


def listed(client, query="") -> list[str]:
    return [line.lead.sentence for line in client.get(AT + query).context["lines"]]


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("", "First. Second. =Third. Fourth."),
        ("?state=unread", "First. Second. Fourth."),
        ("?state=not+so", "=Third."),
        ("?state=stale", "=Third."),
        ("?asserted_by=m", "First. Second."),
        ("?asserted_by=-", "Fourth."),
        ("?text=nowhere", "Second."),
        ("?text=FOURTH", "Fourth."),
        ("?settled=both", "First."),
        ("?settled=one", "First. Second."),
        ("?settled=none", "=Third. Fourth."),
        ("?found=lost", "Second."),
        ("?found=found", "First. =Third. Fourth."),
        ("?sort=-confidence", "Second. First. =Third. Fourth."),
        ("?sort=-came", "Fourth. =Third. Second. First."),
        ("?sort=source", "=Third. Fourth. Second. First."),
        ("?state=wet", ""),
        ("?source=987654", ""),
        ("?page=nonsense", "First. Second. =Third. Fourth."),
    ],
)
def test_it_is_narrowed_and_sorted(query, there, leads, cy, as_user):
    assert " ".join(listed(as_user(cy), query)) == there


def test_by_source_and_question(leads, length, cy, as_user):
    source = leads[1].article_b.source_id
    assert listed(as_user(cy), f"?source={source}") == ["Second.", "=Third.", "Fourth."]
    assert listed(as_user(cy), f"?question={length.pk}") == ["First."]


def test_of_very_many_who_assert_the_first_are_offered(leads, cy, as_user, monkeypatch):
    monkeypatch.setattr(lead_list, "MOST_NAMES", 1)
    assert listed(as_user(cy), "?asserted_by=n") == ["=Third."]
    assert listed(as_user(cy), "?asserted_by=nobody+here") == []


def test_its_head_counts_and_its_precision_is_told(leads, mo, cy, as_user):
    page = as_user(mo).get(AT).content.decode()
    assert "<b>3</b>unread" in page
    assert "0% (0% to 79%), n = 1" in page
    assert "not known yet: none is decided" in page
    assert "it is not in the article" in page
    assert "Settled answers stand over both passages." in page
    conflicts = as_user(cy).get(reverse("comparison:conflicts", args=["pipeline"])).content.decode()
    assert '3<span class="unseen"> unread</span>' in conflicts


def test_an_empty_list_says_what_a_lead_is(story, mo, cy, as_user):
    assert "A lead is two quotes of two articles" in as_user(cy).get(AT).content.decode()
    assert "Bring leads" in as_user(mo).get(AT).content.decode()


def test_who_may(leads, ada, stranger, client, as_user):
    assert as_user(ada).get(AT).status_code == 403
    assert as_user(stranger).get(AT).status_code == 404
    assert client.get(AT).status_code == 302
    assert as_user(ada).post(AT).status_code == 405


def test_of_an_article_that_one_has_still_to_read_nothing_is_told(leads, cy, as_user):
    assign(leads[0].article_b, cy)  # the Globe
    client = as_user(cy)
    assert listed(client) == ["Second."]
    page = client.get(AT).content.decode()
    assert "<b>1</b>unread" in page
    assert "=Third" not in page
    assert "<bdi>n</bdi>" not in page
    assert [row["sentence"] for row in table(client)] == ["Second."]


def table(client):
    sent = client.get("/stories/pipeline/leads.csv")
    return list(csv.DictReader(io.StringIO(sent.getvalue().decode())))


def test_the_table(leads, cy, as_user):
    rows_ready()
    rows = table(as_user(cy))
    first, second, third, _ = rows
    post = leads[0].article_a
    wanted = {
        "story": "pipeline", "asserted_by": "m", "confidence": "0.5", "sentence": "First.",
        "question": "length", "state": "unread", "a_source": "Post", "a_article_id": str(post.pk),
        "a_start": str(leads[0].start_a), "a_found": "exact", "a_settled_answers": "1",
        "b_source": "Globe", "reason": "", "stale": "",
    }  # fmt: skip
    assert {name: first[name] for name in wanted} == wanted
    assert (second["b_found"], second["b_start"]) == ("absent", "")
    assert (third["sentence"], third["note"], third["reason"]) == ("'=Third.", "'=No.", "same")
    assert (third["judged_by"], third["stale"]) == ("cy", "yes")


def test_as_many_statements_for_many(story, leads, cy, as_user, django_assert_num_queries):
    client = as_user(cy)
    page = reverse("comparison:lead", args=["pipeline", leads[0].pk])
    client.get(AT)
    with django_assert_num_queries(COUNT):
        client.get(AT)
    post, globe = leads[0].article_a, leads[0].article_b
    brought(story, None, *(asserted(post, "1100 km", globe, "km", f"{n}") for n in range(30)))
    with django_assert_num_queries(COUNT):
        client.get(AT)
    client.get(page)


COUNT = 21
