"""A machine that a story lets count is one more reader, and every figure says so."""

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse

from annotator.annotations.models import ArticleProgress, Assignment
from annotator.exchange.methods.gathering import NamesShown, methods_facts
from annotator.exchange.methods.wording import methods_document
from annotator.machines.counting import counted_readings
from annotator.machines.models import MachineReading, StoryReader
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.reconciliation.models import AgreementPart, Rule, Tally
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState
from annotator.reconciliation.places.refresh import refresh_tallies
from articles.models import Article
from tests.exchange.conftest import exported, rows_in
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def read(article, labels, ada, bo):
    """Ada marks Karachi and Kasur, Bo Karachi alone."""
    mark(article, ada, "Karachi", "entity-place")
    mark(article, ada, "Kasur", "entity-place")
    mark(article, bo, "Karachi", "entity-place")
    submit(article, ada, bo)
    return article


@pytest.fixture
def machine(story, mo, read):
    """It counts, and marks Karachi and Kasur as Ada does."""
    wanted = machine_for(story, mo, counts=True)
    read_by(wanted, read, [span(read, words, "entity-place") for words in ("Karachi", "Kasur")])
    return wanted


def test_it_is_one_more_reader_of_every_place(machine, read, ada, bo):
    found = readings_of(read)
    cues = machine.reader.account_id
    assert set(found.submitted) == {ada.pk, bo.pk, cues}
    assert found.machines == {cues: "Cues"}
    karachi, kasur = found.places
    assert (karachi.state, [lane.annotators for lane in karachi.lanes]) == (
        PlaceState.AGREED, [(ada.pk, bo.pk, cues)],
    )  # fmt: skip
    assert kasur.absent == (bo.pk,)


def test_the_tally_counts_what_the_page_shows(machine, read, story):
    refresh_tallies(story)
    tally = Tally.objects.get(article=read)
    assert (tally.submitted, tally.agreed, tally.differing) == (3, 1, 1)


def test_a_majority_is_reached_with_it(machine, read):
    [(_, lane), _] = plan(readings_of(read), Rule.MAJORITY, 60).will
    assert len(plan(readings_of(read), Rule.MAJORITY, 60).will) == 2
    StoryReader.objects.update(counts=False)
    assert len(plan(readings_of(read), Rule.MAJORITY, 60).will) == 1
    assert lane.row["quote"] == "Karachi"


@pytest.mark.parametrize(
    "change",
    [
        lambda: StoryReader.objects.update(counts=False),
        lambda: MachineReading.objects.update(submitted_at=None, state="assigned"),
        lambda: Article.objects.update(version=F("version") + 1),
    ],
    ids=["the story lets it not", "it has not submitted", "the text was corrected"],
)
def test_it_counts_no_longer(machine, read, ada, bo, change):
    change()
    read.refresh_from_db()
    assert set(readings_of(read).submitted) == {ada.pk, bo.pk}
    assert all(row["layer"] == "reading" for row in readings_of(read).read)


def test_where_nobody_has_read_it_counts_for_nothing(story, mo, article, labels):
    read_by(machine_for(story, mo, counts=True), article, [span(article, "Kasur", "entity-place")])
    assert readings_of(article).places == []
    assert counted_readings([article.pk]) == []


def test_it_costs_no_statement_more(machine, read, django_assert_num_queries, story, mo, labels):
    with django_assert_num_queries(1):
        assert len(counted_readings([read.pk])) == 3


def test_a_decision_turns_stale_when_it_joins(story, mo, read, cy):
    wanted = machine_for(story, mo, counts=True)
    [karachi, _] = readings_of(read).places
    keys = [lane.keys[0] for lane in karachi.lanes]
    actions.decide(read, cy, stamp=karachi.stamp, accept=keys, reason="", op=None)
    assert readings_of(read).places[0].state == PlaceState.SETTLED
    read_by(wanted, read, [span(read, "Karachi", "entity-place")])
    assert readings_of(read).places[0].state == PlaceState.STALE


def test_what_it_read_can_be_accepted_and_leaves_with_its_name(machine, read, cy):
    mine = next(p for p in readings_of(read).places if p.absent)
    actions.decide(read, cy, stamp=mine.stamp, accept=[mine.lanes[0].keys[0]], reason="", op=None)
    assert [p.state for p in readings_of(read).places] == [PlaceState.AGREED, PlaceState.SETTLED]
    [decided] = rows_in(exported("export_decisions"))
    assert "✓ machine-cues (machine): entity-place “Kasur”" in decided["readings"]
    for row in rows_in(exported("export_diagnosis")):
        assert row["machine-cues (machine)"].startswith("entity-place")


def test_a_decision_on_what_it_takes_back_is_still_shown(machine, read, cy):
    mine = next(p for p in readings_of(read).places if p.absent)
    actions.decide(read, cy, stamp=mine.stamp, accept=[mine.lanes[0].keys[0]], reason="", op=None)
    read_by(machine, read)
    assert PlaceState.STALE in [place.state for place in readings_of(read).places]
    Article.objects.update(text="Short.", version=2, text_sha256="0" * 64)
    read.refresh_from_db()
    signed_in(cy).get(reverse("reconciliation:settle", args=[read.pk]))
    assert rows_in(exported("export_decisions"))
    assert rows_in(exported("export_diagnosis"))


def test_it_counts_for_none_of_the_readers_wanted(story, mo, article, labels, ada, cy):
    submit(article, ada)
    read_by(machine_for(story, mo, counts=True), article)
    page = signed_in(cy).get(reverse("reconciliation:settle", args=[article.pk])).content.decode()
    assert "1 of 2 readings are submitted" in page
    assert Assignment.objects.count() == 1
    assert ArticleProgress.objects.get().stage == "reading"


def test_the_pages_say_so(machine, read, story, cy):
    settle = reverse("reconciliation:settle", args=[read.pk])
    page = signed_in(cy).get(settle).content.decode()
    assert "Counts as a reader: <b" in page
    assert "A, B, Cues (machine)" in page
    assert "2 readings submitted" in page
    plan_page = signed_in(cy).get(
        reverse("reconciliation:alike", args=[read.pk]), {"rule": "agreed"}
    )
    assert "Counts as a reader: <b" in plan_page.content.decode()
    refresh_agreement.now(story.pk)
    agreement = signed_in(cy).get(f"/stories/{story.slug}/agreement/?kind=entity").content.decode()
    assert "Counts as a reader: <b" in agreement
    assert "ada and machine-cues (machine)" in agreement
    assert AgreementPart.objects.filter(kind="entity", scope="pair").count() == 3
    pair = signed_in(cy).get(f"/stories/{story.slug}/agreement/?kind=entity&pair=ada,machine-cues")
    assert pair.status_code == 200
    assert "1 article compared" in pair.content.decode()


def test_the_tables_say_so(machine, read, story):
    call_command("export_agreement")
    rows = rows_in(exported("export_agreement"))
    assert {row["machines"] for row in rows} == {"machine-cues"}
    document = methods_document(methods_facts(story, NamesShown.USERNAMES))
    said = [block.text for block in document.blocks if hasattr(block, "text")]
    told = next(one for one in said if "counts as a reader" in str(one))
    assert "Cues (numbers, dates and cue words; SHA-256 of its make make of Cues)" in str(told)
    assert "1 article" in str(told)


def test_without_it_no_page_says_anything(story, mo, read, cy):
    read_by(machine_for(story, mo), read, [span(read, "Kasur", "entity-place")])
    page = signed_in(cy).get(reverse("reconciliation:settle", args=[read.pk])).content.decode()
    assert "Counts as a reader" not in page
    assert "Cues" not in page
