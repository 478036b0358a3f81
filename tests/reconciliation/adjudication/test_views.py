"""The adjudication page and its answers."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, ArticleProgress, Assignment, Layer, Stage
from annotator.reconciliation.adjudication import actions as adjudication_actions
from annotator.reconciliation.models import Act, Comment, Decision
from annotator.reconciliation.places.load import readings_of
from annotator.vocabulary.models import Entity
from tests.conftest import assign, plain
from tests.reconciliation.adjudication.test_actions import decide, place_at
from tests.reconciliation.conftest import mark

HTMX = {"HX-Request": "true"}


def address(name: str, article, *more) -> str:
    return reverse(f"reconciliation:{name}", args=[article.pk, *more])


@pytest.fixture
def adjudicator(as_user, cy):
    return as_user(cy)


def send(client, article, words: str, *lanes: int, **more):
    """Post a decision as the card's form does."""
    place = place_at(article, words)
    keys = [str(place.lanes[number - 1].keys[0]) for number in lanes]
    sent = {"stamp": place.stamp, "accept": keys} | more
    return client.post(address("decide", article), sent, headers=HTMX)


def test_each_place_has_a_card_and_a_mark(read_twice, adjudicator):
    page = adjudicator.get(address("settle", read_twice)).content.decode()
    assert page.count('class="card place') == 3
    assert "Edges differ" in page
    assert "Missed by" in page
    assert "<ins>" in page or "<del>a pipeline of </del>" in page
    assert re.search(r'<mark class="agreed begins"[^>]*>minister</mark>', page)
    assert re.search(r'<mark class="open begins"[^>]*>Karachi</mark>', page)


def test_names_are_hidden_until_asked_for(read_twice, adjudicator, ada, bo):
    page = adjudicator.get(address("settle", read_twice)).content.decode()
    assert "Ada" not in plain(page)
    assert "Bo" not in plain(page)
    named = adjudicator.get(address("settle", read_twice) + "?names=1").content.decode()
    assert "Ada" in named


def test_letters_are_shuffled_the_same_at_every_visit(read_twice, other_article, adjudicator):
    from annotator.machines.names import letters_of

    people = list(range(1, 9))
    once, again = letters_of(read_twice, people, {}), letters_of(read_twice, people[::-1], {})
    assert once == again
    assert sorted(once.values()) == list("ABCDEFGH")
    assert once != letters_of(other_article, people, {})


def test_a_decision_answers_with_card_counts_and_text(read_twice, adjudicator):
    answer = send(adjudicator, read_twice, "1,100", 1, reason="Better so")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count('class="card place settled"') == 1
    assert "Better so" in page
    assert "1 of 3 settled" in page
    assert 'hx-swap-oob="innerHTML:[data-p=' in page
    assert 'class="settled begins"' in page
    assert Annotation.objects.filter(layer=Layer.GOLD).count() == 1


def test_without_script_it_goes_back_to_the_page(read_twice, adjudicator):
    place = place_at(read_twice, "Karachi")
    sent = {"stamp": place.stamp, "none": "on"}
    answer = adjudicator.post(address("decide", read_twice), sent)
    assert answer["Location"] == address("settle", read_twice)
    assert Decision.objects.get().outcome == "none"


@pytest.mark.parametrize("sent", [{}, {"stamp": "x"}, {"accept": "no-id", "none": ""}])
def test_a_ruling_that_says_nothing_is_refused(read_twice, adjudicator, sent):
    answer = adjudicator.post(address("decide", read_twice), sent, headers=HTMX)
    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_the_second_adjudicator_gets_409_and_sees_what_the_first_decided(
    read_twice, adjudicator, cy, dee, as_user
):
    place = place_at(read_twice, "Karachi")
    decide(read_twice, cy, "Karachi", 1, reason="It is the city.")
    sent = {"stamp": place.stamp, "none": "on"}
    answer = as_user(dee).post(address("decide", read_twice), sent, headers=HTMX)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "decided or changed in the meantime" in page
    assert "It is the city." in page
    assert "Accepted by Cy" in page
    assert Decision.everything.count() == 1


def test_what_is_refused_is_told_on_the_card(read_twice, adjudicator, ada):
    Assignment.objects.filter(annotator=ada).update(state="withdrawn")
    answer = send(adjudicator, read_twice, "1,100", 1)
    assert answer.status_code == 422
    assert "1 of 2 readings are submitted" in answer.content.decode()
    assert not Decision.objects.exists()


def test_undo_answers_with_the_open_card(read_twice, adjudicator, cy):
    decision = decide(read_twice, cy, "Karachi", 1)
    answer = adjudicator.post(address("undo", read_twice, decision.pk), headers=HTMX)
    assert 'class="card place open"' in answer.content.decode()
    assert Annotation.objects.filter(layer=Layer.GOLD).count() == 0
    again = adjudicator.post(address("undo", read_twice, decision.pk), headers=HTMX)
    assert again.status_code == 409


EDITED = {
    "label": "claim-quantity",
    "value": "1,100 kilometres",
    "value_low": "",
    "value_high": "",
    "unit": "",
    "approximator": "",
    "said_by_new": "Omar Reza",
    "said_by_was": "",
}


def test_an_edit_begins_with_the_lane_that_is_ticked(read_twice, adjudicator):
    place = place_at(read_twice, "1,100")
    keys = [str(lane.keys[0]) for lane in place.lanes]
    asked = {"stamp": place.stamp, "accept": keys[1]}
    page = adjudicator.get(address("edit", read_twice), asked).content.decode()
    assert '<q dir="auto" data-quote>1,100 kilometres</q>' in page
    assert 'value="1,100 km"' in page


def test_what_is_edited_is_settled(read_twice, adjudicator):
    place = place_at(read_twice, "1,100")
    words = "1,100 kilometres from Karachi"
    start = read_twice.text.index(words)
    sent = EDITED | {
        "stamp": place.stamp,
        "start": start,
        "end": start + len(words),
        "quote": words,
    }
    answer = adjudicator.post(address("edit", read_twice), sent, headers=HTMX)
    assert answer.status_code == 200
    assert 'class="card place settled"' in answer.content.decode()
    made = Annotation.objects.get(layer=Layer.GOLD)
    assert (made.quote, made.value_low, made.unit) == (words, "1100", "km")
    assert made.said_by.name == "Omar Reza"


def test_an_untouched_entity_stays_the_one_it_was(read_twice, adjudicator, ada, bo):
    Entity.objects.create(slug="a-karachi", name="Karachi")
    city = Entity.objects.create(slug="karachi-2", name="Karachi")
    Annotation.objects.filter(quote="Karachi").update(entity=city)
    place = place_at(read_twice, "Karachi")
    asked = {"stamp": place.stamp}
    page = adjudicator.get(address("edit", read_twice), asked).content.decode()
    assert 'name="entity" value="karachi-2"' in page
    start = read_twice.text.index("Karachi")
    sent = {
        "stamp": place.stamp, "label": "entity-place", "start": start, "end": start + 7,
        "quote": "Karachi", "entity": "karachi-2", "entity_new": "Karachi", "entity_was": "Karachi",
    }  # fmt: skip
    adjudicator.post(address("edit", read_twice), sent, headers=HTMX)
    assert Annotation.objects.get(layer=Layer.GOLD).entity == city


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"quote": "other words"}, "Reload the page"),
        ({"label": "entity-place"}, "kind claim"),
        ({"label": ""}, "needs a label"),
        ({"value_low": "many"}, "many"),
    ],
)
def test_an_edit_that_does_not_fit_comes_back_with_what_was_typed(
    read_twice, adjudicator, wrong, told
):
    place = place_at(read_twice, "1,100")
    words = "1,100 kilometres"
    start = read_twice.text.index(words)
    sent = EDITED | {
        "stamp": place.stamp, "start": start, "end": start + len(words), "quote": words,
        "reason": "my reason",
    } | wrong  # fmt: skip
    if "entity" in wrong.get("label", ""):
        sent = {name: text for name, text in sent.items() if name not in EDITED} | wrong
    answer = adjudicator.post(address("edit", read_twice), sent, headers=HTMX)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert 'value="my reason"' in page
    assert answer["HX-Retarget"] == f"#p-{place.key} .editor"
    assert not Decision.objects.exists()


def test_words_that_nobody_marked_can_be_settled(read_twice, adjudicator):
    start = read_twice.text.index("Kasur")
    form = adjudicator.get(address("edit", read_twice), {"start": start, "end": start + 5})
    assert "Kasur" in form.content.decode()
    sent = {"label": "entity-place", "start": start, "end": start + 5, "quote": "Kasur"}
    answer = adjudicator.post(address("edit", read_twice), sent, headers=HTMX)
    assert answer["HX-Redirect"] == address("settle", read_twice) + f"?at={start}"
    assert Decision.objects.get().outcome == "added"


def test_an_act_lists_first_and_is_undone_in_one_step(read_twice, adjudicator):
    listed = adjudicator.get(address("alike", read_twice), {"rule": "agreed"}).content.decode()
    assert "1 place" in listed
    assert "2 annotators differ" in listed
    stamp = re.search(r'name="places" value="(\w+)"', listed)[1]
    adjudicator.post(address("alike", read_twice), {"rule": "agreed", "places": stamp})
    act = Act.objects.get()
    page = adjudicator.get(address("settle", read_twice)).content.decode()
    assert "1 place settled in one step by Cy" in page
    adjudicator.post(address("undo_act", read_twice, act.pk))
    assert not Decision.objects.exists()
    page = adjudicator.get(address("settle", read_twice)).content.decode()
    assert "settled in one step" not in page


def test_an_old_list_is_refused(read_twice, adjudicator):
    sent = {"rule": "agreed", "places": "0" * 64}
    page = adjudicator.post(address("alike", read_twice), sent, follow=True).content.decode()
    assert "Look at it again" in page
    assert not Act.objects.exists()


def test_a_share_that_is_no_majority_is_refused(read_twice, adjudicator):
    asked = {"rule": "majority", "share": "40"}
    page = adjudicator.get(address("alike", read_twice), asked, follow=True).content.decode()
    assert "at least 51 per cent" in page


def test_discussion_stays_with_the_place(read_twice, adjudicator, cy):
    place = place_at(read_twice, "Karachi")
    about = [str(row["id"]) for row in place.rows]
    sent = {"about": about, "text": "Is this the <city>?"}
    page = adjudicator.post(address("comment", read_twice), sent, headers=HTMX).content.decode()
    assert "Is this the &lt;city&gt;?" in page
    decide(read_twice, cy, "Karachi", 1)
    page = adjudicator.get(address("settle", read_twice)).content.decode()
    assert "Is this the &lt;city&gt;?" in page
    empty = adjudicator.post(address("comment", read_twice), {"about": about}, headers=HTMX)
    assert empty.status_code == 422
    assert Comment.objects.count() == 1


def test_before_finishing_it_says_what_is_open(read_twice, adjudicator, cy, ada):
    """Places by what is to be done, flags, and what a reader said last with no answer since."""
    mine = Annotation.objects.filter(annotator=ada)
    mine.filter(quote="Karachi").update(flag="A <place>?")
    karachi = place_at(read_twice, "Karachi")
    adjudication_actions.comment(
        read_twice, ada, about=[karachi.rows[0]["id"]], text="It is the port."
    )

    def told() -> str:
        return adjudicator.get(address("finish", read_twice), headers=HTMX).content.decode()

    page = told()
    assert "<b>2</b> to settle" in page
    assert "<b>1</b> agreed by all" in page
    assert f"#p-{karachi.key}" in page
    assert "A &lt;place&gt;?" in page
    assert "It is the port." in page
    assert "disabled" in page
    assert "<html" in adjudicator.get(address("finish", read_twice)).content.decode()
    assert not ArticleProgress.objects.filter(stage="finished").exists()
    for words in ("minister", "pipeline", "Karachi"):
        decide(read_twice, cy, words, 1)
    page = told()
    assert "to settle" not in page
    assert "It is the port." not in page
    assert "A &lt;place&gt;?" in page
    assert "disabled" not in page


def test_finish_and_reopen(read_twice, adjudicator, cy):
    page = adjudicator.post(address("finish", read_twice), follow=True).content.decode()
    assert "3 places are not settled yet" in page
    for words in ("minister", "1,100", "Karachi"):
        decide(read_twice, cy, words, 1)
    page = adjudicator.post(address("finish", read_twice), follow=True).content.decode()
    assert "finished" in page
    assert ArticleProgress.objects.get().stage == Stage.FINISHED
    page = adjudicator.post(address("reopen", read_twice), follow=True).content.decode()
    assert "under revision" in page


def test_sending_back_needs_a_reason(read_twice, adjudicator, ada):
    reading = Assignment.objects.get(annotator=ada)
    back = reverse("reconciliation:send_back", args=[reading.pk])
    page = adjudicator.post(back, {"reason": " "}, follow=True).content.decode()
    assert "Say what should be looked at again" in page
    adjudicator.post(back, {"reason": "The last sentence."})
    reading.refresh_from_db()
    assert (reading.state, reading.reason) == ("in progress", "The last sentence.")
    assert {row["annotator"] for row in readings_of(read_twice).read} == {
        Assignment.objects.exclude(annotator=ada).get().annotator_id
    }


def test_a_manager_sees_and_does_not_decide(read_twice, as_user, adjudicator, mo):
    page = adjudicator.get(address("settle", read_twice)).content.decode()
    assert "<form" in page.split('id="cards"')[1]
    page = as_user(mo).get(address("settle", read_twice)).content.decode()
    assert page.count('class="card place') == 3
    assert "An adjudicator of the story settles it" in page
    assert "<form" not in page.split('id="cards"')[1]


def test_who_is_to_read_it_does_not_see_it(read_twice, as_user, cy):
    from annotator.people.models import Membership

    Membership.objects.filter(user=cy).update(annotator=True)
    assign(read_twice, cy)
    answer = as_user(cy).get(address("settle", read_twice))
    assert answer.status_code == 403
    assert "submit your own reading first" in answer.content.decode()


def test_an_article_without_readings_says_so(article, adjudicator):
    page = adjudicator.get(address("settle", article)).content.decode()
    assert "Nobody has submitted a reading" in page


def test_statements_do_not_grow(
    read_twice, ada, bo, cy, adjudicator, django_assert_max_num_queries
):
    def statements() -> int:
        with django_assert_max_num_queries(20) as counted:
            adjudicator.get(address("settle", read_twice))
        return len(counted)

    decide(read_twice, cy, "Karachi", 1)
    before = statements()
    for words in ("landed", "noon", "praised", "Kasur", "Omar", "Reza", "analyst"):
        for who in (ada, bo):
            mark(read_twice, who, words, "entity-place")
        decide(read_twice, cy, words, 1)
    assert statements() == before


def test_a_decision_takes_as_many_statements_in_a_long_article(read_twice, ada, bo, cy, as_user):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_user(cy)
    with CaptureQueriesContext(connection) as few:
        send(client, read_twice, "Karachi", 1)
    now = timezone.now()
    for words in ("landed", "noon", "praised", "Kasur", "Omar", "Reza", "analyst"):
        mark(read_twice, ada, words, "entity-place", note=f"{now}")
    with CaptureQueriesContext(connection) as many:
        send(client, read_twice, "1,100", 1)
    assert len(many) <= len(few)
