"""My work, reviewed: what an annotator sees of what became of their spans, and may reply."""

import pytest
from django.urls import reverse

from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.annotations.recording.gold import Wanted
from annotator.reconciliation.adjudication import actions as adjudication_actions
from annotator.reconciliation.feedback.outcomes import Fate
from annotator.reconciliation.models import Comment, Rule
from tests.conftest import assign, plain
from tests.reconciliation.adjudication.test_actions import agree, decide
from tests.reconciliation.conftest import mark, submit


def address(article, name="reviewed", **query) -> str:
    at = reverse(f"reconciliation:{name}", args=[article.pk])
    return f"{at}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else at


def look(client, article, **query):
    response = client.get(address(article, **query))
    assert response.status_code == 200
    return response


def fates(response) -> list[tuple[str, str]]:
    return [(e.outcome.fate.value, e.outcome.row["quote"]) for e in response.context["entries"]]


@pytest.fixture
def finished(read_twice, cy):
    """All settled: agreed, the narrower edges, none, and one that nobody had."""
    agree(read_twice, cy)
    decide(read_twice, cy, "1,100", 2, reason="The measure alone.")
    decide(read_twice, cy, "Karachi", reason="Out of scope.")
    start = read_twice.text.index("Kasur")
    wanted = Wanted("entity-place", start, start + 5, "Kasur", {})
    adjudication_actions.add(read_twice, cy, wanted=wanted, reason="A place too.")
    adjudication_actions.finish(read_twice, cy)
    return read_twice


def test_what_became_of_each_and_why(finished, ada, as_user):
    response = look(as_user(ada), finished)
    assert fates(response) == [
        ("kept", "minister"),
        ("changed", "a pipeline of 1,100 kilometres"),
        ("dropped", "Karachi"),
        ("missed", "Kasur"),
    ]
    assert response.context["counts"] == [
        ("kept", 1), ("changed", 1), ("dropped", 1), ("missed", 1),
    ]  # fmt: skip
    page = response.content.decode()
    assert "Settled automatically: all agreed" in page
    assert "edges: <bdi>“a pipeline of 1,100 kilometres”</bdi> → <bdi>“1,100 kilometres”" in page
    assert "None was right · decided by Cy" in page
    assert "Added by Cy" in page
    for reason in ("The measure alone.", "Out of scope.", "A place too."):
        assert reason in page
    own = Annotation.objects.get(annotator=ada, quote="Karachi")
    assert f"{reverse('annotations:workbench', args=[finished.pk])}#a-{own.pk}" in page
    assert "She praised a pipeline of 1,100 kilometres from <mark" in page


def test_other_annotators_are_not_named(finished, ada, bo, as_user):
    spans = Annotation.objects.filter(layer=Layer.READING)
    keys = list(spans.values_list("pk", flat=True))
    adjudication_actions.comment(finished, bo, about=keys, text="I was not sure.")
    page = look(as_user(ada), finished).content.decode()
    assert "another annotator" in page
    assert "I was not sure." in page
    assert "Bo" not in plain(page)


def test_a_majority_is_told_with_its_share(read_twice, di, ada, cy, as_user):
    mark(read_twice, di, "minister", "entity-person")
    mark(read_twice, di, "1,100 kilometres", "claim-quantity", value="1,100 km")
    submit(read_twice, di)
    agree(read_twice, cy, Rule.MAJORITY, 66)
    decide(read_twice, cy, "Karachi", 1)
    adjudication_actions.finish(read_twice, cy)
    page = look(as_user(ada), read_twice).content.decode()
    assert "Settled automatically: by majority, 2 of 3" in page


def test_the_counts_filter(finished, ada, as_user):
    client = as_user(ada)
    assert fates(look(client, finished, show="missed")) == [("missed", "Kasur")]
    assert len(fates(look(client, finished, show="nonsense"))) == 4
    empty = look(client, finished, show="open")
    assert fates(empty) == []
    assert "Nothing here is open now." in empty.content.decode()


def test_until_it_is_finished_only_ones_own_spans_show(read_twice, ada, bo, cy, as_user):
    for settle in (lambda: None, lambda: decide(read_twice, cy, "1,100", 2, reason="Narrower")):
        settle()
        response = look(as_user(ada), read_twice)
        page = response.content.decode()
        assert {fate for fate, _ in fates(response)} == {Fate.OPEN}
        assert [quote for _, quote in fates(response)] == [
            "minister", "a pipeline of 1,100 kilometres", "Karachi",
        ]  # fmt: skip
        assert "appears here when the article is finished" in page
        assert "Narrower" not in page
        assert "Cy" not in plain(page)
    decide(read_twice, cy, "Karachi", 1)
    agree(read_twice, cy)
    adjudication_actions.finish(read_twice, cy)
    page = look(as_user(ada), read_twice).content.decode()
    assert "Narrower" in page
    assert "Cy" in plain(page)


def test_comments_show_before_it_is_finished_too(read_twice, ada, bo, cy, as_user):
    own = Annotation.objects.get(annotator=ada, quote="Karachi")
    other = Annotation.objects.get(annotator=bo, quote="1,100 kilometres")
    adjudication_actions.comment(read_twice, cy, about=[own.pk], text="Which Karachi?")
    adjudication_actions.comment(read_twice, cy, about=[other.pk], text="For Bo alone")
    page = look(as_user(ada), read_twice).content.decode()
    assert "Which Karachi?" in page
    assert "<bdi>Cy</bdi>" in page
    assert "For Bo alone" not in page


def test_under_revision_it_stands_and_is_marked(finished, ada, cy, as_user):
    adjudication_actions.reopen(finished, cy)
    Annotation.objects.filter(annotator=ada, quote="Karachi").update(revision=2)
    mark(finished, ada, "Omar Reza", "entity-person")
    response = look(as_user(ada), finished)
    assert ("open", "Omar Reza") in fates(response)
    page = response.content.decode()
    assert "under revision" in page
    assert "to be looked at again" in page
    assert "Not decided yet." in page


def test_an_empty_reading_says_what_comes(article, labels, ada, bo, as_user):
    submit(article, ada, bo)
    assert "You marked nothing in this article." in look(as_user(ada), article).content.decode()


# --- the door ------------------------------------------------------------------------------


@pytest.mark.parametrize("name, verb", [("reviewed", "get"), ("reply", "post")])
def test_who_may(finished, ada, cy, mo, di, stranger, as_user, name, verb):
    def status(user) -> int:
        return getattr(as_user(user), verb)(address(finished, name)).status_code

    assert [status(one) for one in (stranger, cy, mo, di)] == [404, 403, 403, 403]
    assert status(ada) == (200 if verb == "get" else 422)
    wrong = as_user(ada).post if verb == "get" else as_user(ada).get
    assert wrong(address(finished, name)).status_code == 405


@pytest.mark.parametrize("state", ["assigned", "in progress"])
def test_who_has_still_to_submit_is_told_so(article, labels, ada, as_user, state):
    assign(article, ada, state)
    response = as_user(ada).get(address(article))
    assert response.status_code == 403
    assert "Submit your reading of this article first" in response.content.decode()


def test_a_reading_that_was_sent_back_sees_nothing_until_submitted_again(
    finished, ada, cy, as_user
):
    assignments_actions.send_back(
        Assignment.objects.get(annotator=ada), cy, "Look at the last sentence."
    )
    assert as_user(ada).get(address(finished)).status_code == 403
    assignments_actions.submit(finished, ada)
    assert as_user(ada).get(address(finished)).status_code == 200


# --- replying ------------------------------------------------------------------------------


def test_a_reply_about_ones_own_span(finished, ada, as_user):
    own = Annotation.objects.get(annotator=ada, quote="Karachi")
    client = as_user(ada)
    response = client.post(
        address(finished, "reply", show="dropped"), {"about": own.pk, "text": " But why? "}
    )
    assert response.url == f"{address(finished, show='dropped')}#r-{own.pk}"
    said = Comment.objects.get()
    assert (said.text, said.author, list(said.about.all())) == ("But why?", ada, [own])
    page = look(client, finished).content.decode()
    assert "But why?" in page
    assert "<bdi>you</bdi>" in page


def test_a_reply_about_what_one_missed(finished, ada, as_user):
    made = Annotation.objects.get(layer=Layer.GOLD, quote="Kasur")
    as_user(ada).post(address(finished, "reply"), {"about": made.pk, "text": "I see."})
    assert Comment.objects.get().about.get() == made


def test_a_refused_reply_stores_nothing(finished, ada, bo, as_user):
    client = as_user(ada)
    own = Annotation.objects.get(annotator=ada, quote="Karachi").pk
    theirs = Annotation.objects.get(annotator=bo, quote="1,100 kilometres").pk
    for about, text, told in (
        (own, "  ", "Write something first."),
        (own, "x" * 5001, "at most 5000"),
        (theirs, "About another’s", "on your own highlights and on what is settled"),
        ("nonsense", "x", "no id of an annotation"),
    ):
        response = client.post(address(finished, "reply"), {"about": about, "text": text})
        assert response.status_code == 422
        assert told in response.content.decode()
    assert not Comment.objects.exists()


def test_what_is_settled_is_no_matter_before_it_is_finished(read_twice, ada, cy, as_user):
    decide(read_twice, cy, "Karachi", 1)
    made = Annotation.objects.get(layer=Layer.GOLD).pk
    client, said = as_user(ada), {"about": made, "text": "Oh"}
    assert client.post(address(read_twice, "reply"), said).status_code == 422
    assert not Comment.objects.exists()
    decide(read_twice, cy, "1,100", 2)
    agree(read_twice, cy)
    adjudication_actions.finish(read_twice, cy)
    assert client.post(address(read_twice, "reply"), said).status_code == 302
    assert Comment.objects.get().text == "Oh"


# --- lists and numbers ---------------------------------------------------------------------


def test_fifty_a_page_in_as_many_statements_as_one(
    read_twice, ada, bo, cy, as_user, django_assert_max_num_queries
):
    def asked() -> int:
        with django_assert_max_num_queries(30) as counted:
            look(client, read_twice)
        return len(counted)

    text, client = read_twice.text, as_user(ada)
    agree(read_twice, cy)
    decide(read_twice, cy, "1,100", 2)
    decide(read_twice, cy, "Karachi", 1)
    adjudication_actions.finish(read_twice, cy)
    own = Annotation.objects.get(annotator=ada, quote="Karachi")
    adjudication_actions.comment(read_twice, bo, about=[own.pk], text="Said first")
    few = asked()
    adjudication_actions.reopen(read_twice, cy)
    for start in range(0, 168, 3):
        words = text[start : start + 3]
        before = sum(text.startswith(words, at) for at in range(start))
        for who in (ada, bo):
            own = mark(read_twice, who, words, "stance-favour", before)
        adjudication_actions.comment(read_twice, cy, about=[own.pk], text=f"Said {start}")
    agree(read_twice, cy)
    adjudication_actions.finish(read_twice, cy)
    assert asked() == few
    response = look(client, read_twice)
    assert len(response.context["entries"]) == 50
    assert "Page 1 of 2" in response.content.decode()
    assert look(client, read_twice, page=2).context["entries"]


def test_ones_articles_link_to_it_once_finished_and_says_why_a_reading_came_back(
    finished, other_article, ada, cy, as_user
):
    client, link, mine = as_user(ada), address(finished), reverse("desk:my_articles")
    assert link in client.get(mine).content.decode()
    adjudication_actions.reopen(finished, cy)
    assert link in client.get(mine).content.decode()
    own = Assignment.objects.get(article=finished, annotator=ada)
    assignments_actions.send_back(own, cy, "The last <sentence>.")
    for page in (client.get(at).content.decode() for at in (mine, "/")):
        assert link not in page
        assert "sent back: <bdi>The last &lt;sentence&gt;.</bdi>" in page
    bench = client.get(reverse("annotations:workbench", args=[finished.pk])).content.decode()
    assert "Sent back by an adjudicator: <bdi>The last &lt;sentence&gt;.</bdi>" in bench
    assignments_actions.submit(finished, ada)
    for at in (mine, "/"):
        assert "ent back" not in client.get(at).content.decode()


def test_ones_articles_do_not_link_to_what_is_not_finished(read_twice, ada, cy, as_user):
    decide(read_twice, cy, "Karachi", 1)
    client, link, mine = as_user(ada), address(read_twice), reverse("desk:my_articles")
    page = client.get(mine).content.decode()
    assert read_twice.title in page
    assert link not in page
    decide(read_twice, cy, "1,100", 2)
    agree(read_twice, cy)
    adjudication_actions.finish(read_twice, cy)
    assert link in client.get(mine).content.decode()
