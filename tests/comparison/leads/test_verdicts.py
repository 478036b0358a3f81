"""A lead is confirmed by settled answers alone; its verdict turns stale with what it rests on."""

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.comparison.leads.grounds import confirmations
from annotator.comparison.models import Curation, Lead, LeadVerdict, Ruling
from annotator.vocabulary.models import Question
from tests.comparison.conftest import rows_ready
from tests.comparison.leads.making import asserted, brought
from tests.comparison.sources import ask, claim, settle, telling
from tests.conftest import assign


@pytest.fixture
def length(story, labels):
    return ask(story)


@pytest.fixture
def told(story, length, ada):
    """Two sources differ on a length; both are settled."""
    articles = [telling(story, *one, ada, length) for one in (("Post", "1100"), ("Globe", "2000"))]
    for article in articles:
        settle(article, Annotation.objects.get(article=article))
    rows_ready()
    return articles


@pytest.fixture
def lead(story, told) -> Lead:
    [found] = brought(story, None, asserted(told[0], "it is 1100 km in", told[1], "2000 km"))
    return found


def page_of(client, lead):
    return client.get(reverse("comparison:lead", args=["pipeline", lead.pk]))


def judged(client, lead, verdict, **more):
    shown = page_of(client, lead)
    assert shown.status_code == 200
    sent = {"verdict": verdict, "basis": shown.context["basis"], **more}
    return client.post(reverse("comparison:judge_lead", args=["pipeline", lead.pk]), sent)


def undone(client, lead):
    return client.post(reverse("comparison:undo_lead", args=["pipeline", lead.pk]))


def state(lead) -> str:
    return Lead.objects.get(pk=lead.pk).state


def test_settled_answers_confirm_it_and_that_is_taken_back(lead, told, length, cy, as_user):
    client = as_user(cy)
    page = page_of(client, lead).content.decode()
    assert "come to “conflict” on" in page
    assert "over it" in page
    assert "<mark>it is 1100 km in</mark>" in page
    assert judged(client, lead, "confirmed", note="So it is.").status_code == 302
    verdict = LeadVerdict.objects.get()
    assert (state(lead), verdict.question, verdict.by) == ("confirmed", length, cy)
    [gold] = Annotation.objects.filter(article=told[0])
    assert verdict.rests_on["a"]["answers"] == [[str(gold.pk), gold.revision]]
    assert verdict.rests_on["row"] == [length.pk, "conflict", False]
    assert "So it is." in page_of(client, lead).content.decode()
    assert judged(client, lead, "open").status_code == 422
    assert undone(client, lead).status_code == 302
    assert (state(lead), LeadVerdict.objects.count(), LeadVerdict.everything.count()) == (
        "unread",
        0,
        1,
    )
    assert undone(client, lead).status_code == 422
    assert "Earlier verdicts" in page_of(client, lead).content.decode()


def test_not_so_wants_a_reason_and_open_says_what_it_waits_for(lead, told, cy, as_user):
    ArticleProgress.objects.filter(pk=told[1].pk).update(stage=Stage.SETTLING)
    client = as_user(cy)
    page = page_of(client, lead).content.decode()
    assert "“Globe tells” is not settled." in page
    assert 'value="confirmed"' not in page
    refused = judged(client, lead, "confirmed")
    assert (refused.status_code, "do not confirm it" in refused.content.decode()) == (422, True)
    assert judged(client, lead, "not so").status_code == 422
    assert judged(client, lead, "not so", reason="nonsense").status_code == 422
    assert not LeadVerdict.everything.exists()
    judged(client, lead, "not so", reason="scope")
    assert (state(lead), LeadVerdict.objects.get().reason) == ("not so", "scope")
    undone(client, lead)
    judged(client, lead, "open", reason="scope")
    verdict = LeadVerdict.objects.get()
    assert (verdict.reason, verdict.missing) == ("", "“Globe tells” is not settled.")


def test_a_verdict_turns_stale_when_what_it_rests_on_changes(lead, told, length, cy, as_user):
    client = as_user(cy)
    judged(client, lead, "confirmed")
    assert "changed since" not in page_of(client, lead).content.decode()
    Annotation.objects.filter(article=told[0]).update(revision=2)
    assert "What it rests on has changed since" in page_of(client, lead).content.decode()
    listed = client.get("/stories/pipeline/leads/?state=stale")
    assert [one.stale for one in listed.context["lines"]] == [True]
    # A stale one gives way to the next.
    assert judged(client, lead, "confirmed").status_code == 302
    assert client.get("/stories/pipeline/leads/?state=stale").context["lines"] == []
    # So it does when the row is ruled otherwise.
    Ruling.objects.create(
        question=length, verdict="state", state="agree", reason="They round.", ruled_by=cy,
        basis=length.computed_row.basis[:56], ruled_at="2026-01-01T00:00Z",
    )  # fmt: skip
    rows_ready()
    assert "What it rests on has changed since" in page_of(client, lead).content.decode()
    refused = judged(client, lead, "confirmed")
    assert (refused.status_code, LeadVerdict.objects.count()) == (422, 1)


def test_what_changed_since_it_was_looked_at_is_not_judged(lead, told, cy, as_user):
    client = as_user(cy)
    basis = page_of(client, lead).context["basis"]
    Annotation.objects.filter(article=told[0]).update(revision=2)
    at = reverse("comparison:judge_lead", args=["pipeline", lead.pk])
    assert client.post(at, {"verdict": "open", "basis": basis}).status_code == 409
    assert client.post(at, {"verdict": "open"}).status_code == 422
    assert client.get(at).status_code == 405
    assert not LeadVerdict.everything.exists()


@pytest.mark.parametrize(
    "because", ["unsettled", "elsewhere", "rule out", "due", "inactive", "agree", "aside"]
)
def test_when_settled_answers_do_not_confirm(because, story, lead, told, length, cy, ada):
    one = Annotation.objects.filter(article=told[0])
    if because == "unsettled":
        one.update(layer="reading")
        rows_ready()
    elif because == "elsewhere":
        [lead] = brought(
            story, None, asserted(told[0], "It was said on Monday", told[1], "2000 km")
        )
    elif because == "rule out":
        Ruling.objects.create(
            question=length, article=told[0], verdict="not applying", reason="No.", ruled_by=cy,
            ruled_at="2026-01-01T00:00Z",
        )  # fmt: skip
    elif because == "due":
        length.computed_row.__class__.objects.update(due=True)
    elif because == "inactive":
        Question.objects.update(active=False)
    elif because == "aside":
        told[0].regions.create(start=0, end=len(told[0].text), role="caption")
        rows_ready()
    else:
        # The row is a conflict through a third; these two agree within its tolerance.
        third = telling(story, "Echo", "1105", ada, length)
        settle(third, Annotation.objects.get(article=third))
        rows_ready()
        assert length.computed_row.__class__.objects.get().state == "conflict"
        [lead] = brought(story, None, asserted(told[0], "1100 km", third, "1105 km"))
    lead.refresh_from_db()
    assert confirmations(story, [lead]) == {}


def test_an_article_that_contradicts_itself_confirms_it(story, told, length, ada):
    second = claim(told[0], ada, "Monday", length, "9")
    settle(told[0], second)
    rows_ready()
    [lead] = brought(story, None, asserted(told[0], "1100 km", told[0], "Monday"))
    assert confirmations(story, [lead])[lead.pk].says == "contradicts itself"
    [same] = brought(story, None, asserted(told[0], "1100 km", told[0], "is 1100 km in", "Again."))
    assert confirmations(story, [same]) == {}


def test_who_has_still_to_read_finds_no_lead_and_judges_none(
    story, lead, told, cy, mo, ada, as_user, stranger
):
    third = telling(story, "Echo", "3000", ada, Question.objects.get())
    assign(third, cy)
    client = as_user(cy)
    page = page_of(client, lead)
    assert "You have still to read an article" in page.content.decode()
    assert judged(client, lead, "open").status_code == 422
    assign(told[0], cy)
    assert page_of(client, lead).status_code == 404
    assert undone(client, lead).status_code == 404
    for who, status in ((mo, 403), (ada, 403), (stranger, 404)):
        assert undone(as_user(who), lead).status_code == status
    assert page_of(as_user(mo), lead).status_code == 200
    assert page_of(as_user(ada), lead).status_code == 403


def test_all_that_settled_answers_confirm_in_one_step(story, lead, told, cy, as_user):
    brought(story, None, asserted(told[0], "Monday", told[1], "2000 km", "Not this."))
    client, at = as_user(cy), reverse("comparison:confirm_leads", args=["pipeline"])
    page = client.get(at)
    assert "Confirm 1 lead" in page.content.decode()
    do = reverse("comparison:confirm_these_leads", args=["pipeline"])
    assert client.post(do, {"basis": "x"}).status_code == 409
    assert client.post(do).status_code == 422
    assert client.post(do, {"basis": page.context["basis"]}).status_code == 302
    assert sorted(Lead.objects.values_list("state", flat=True)) == ["confirmed", "unread"]
    assert "changed since" not in page_of(client, lead).content.decode()
    act = Curation.objects.get()
    undo = reverse("comparison:undo_confirm_leads", args=["pipeline", act.pk])
    assert f'action="{undo}"' in client.get("/stories/pipeline/leads/").content.decode()
    assert client.post(undo).status_code == 302
    assert set(Lead.objects.values_list("state", flat=True)) == {"unread"}
    assert client.post(undo).status_code == 422


def test_leads_change_no_figure_of_the_matrix(story, told, length, cy, as_user):
    client = as_user(cy)

    def matrix():
        rows_ready()
        shown = client.get("/stories/pipeline/conflicts/").content.decode()
        row = length.computed_row.__class__.objects.values().get()
        del row["version"]  # how often it was computed
        return row, shown.partition("<table")[2]

    before = matrix()
    [lead] = brought(story, None, asserted(told[0], "1100 km", told[1], "2000 km"))
    judged(client, lead, "confirmed")
    assert matrix() == before
