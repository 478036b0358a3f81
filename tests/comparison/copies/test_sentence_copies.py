"""An agency's sentence in two articles: on what it answers they are one voice, and only there."""

import pytest

from annotator.annotations import article_progress
from annotator.annotations.visibility.portions import Portion
from annotator.comparison.matrix.tables import CONFLICTS
from tests.comparison.conftest import ready_rows
from tests.comparison.sources import ask, claim
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import submit

pytestmark = pytest.mark.django_db
VOICES = "/stories/pipeline/voices/?show=sentence"
WIRE = "The line will run 1,100 km from the coast to the hills, officials told the agency."


def own(source: str) -> str:
    return " ".join(f"{source}{n}" for n in range(60))


@pytest.fixture
def length(story, labels):
    return ask(story)


@pytest.fixture
def told_by(story, ada, length):
    """Two articles of their own words but for the agency's sentence, and one that says it anew."""

    def telling(source, sentence, number="1100"):
        article = make_article(story, source, f"{source} tells", f"{own(source)}. {sentence}\n")
        claim(article, ada, "1,100 km", length, number)
        submit(article, ada)
        return article

    third = telling("Gazette", "It is said to measure 1,100 km.")
    return [telling("Post", WIRE), telling("Globe", WIRE.replace("The line", "It")), third]


@pytest.fixture
def row(story, told_by):
    [found] = ready_rows(story, ())
    return found


def test_the_row_counts_one_voice(story, row, told_by):
    post, globe, _ = told_by
    assert (row.state, row.sources, row.voices) == ("agree", 3, 2)
    [(copy, original, share)] = row.joined
    assert (copy, original) == (globe.pk, post.pk)
    assert 0.8 < share < 1
    [camp] = row.camps
    assert camp["voices"] == 2


def test_it_is_told_alike_everywhere(story, length, row, told_by, cy, as_user):
    """The matrix and the table: neither counts on its own."""
    assert "3 sources, 2 voices" in as_user(cy).get("/stories/pipeline/conflicts/").content.decode()
    *_, line, _ = "".join(CONFLICTS.pieces(Portion([story]))).split("\r\n")
    assert ",3,2," in line


def test_all_in_one_sentence_are_one_voice(story, told_by):
    third = told_by[2]
    third.annotations.all().delete()
    third.assignments.update(state="withdrawn")
    article_progress.readings_changed([third.pk])
    [row] = ready_rows(story, ())
    assert (row.state, row.sources, row.voices) == ("one voice", 2, 1)
    # Less of it shared than the story asks for is not enough.
    story.copy_share = 95
    story.save()
    [row] = ready_rows(story, ())
    assert (row.state, row.voices, row.joined) == ("agree", 2, [])


def test_the_passages_say_why_and_lead_to_what_is_shared(length, told_by, row, cy, as_user):
    post, globe, _ = told_by
    client = as_user(cy)
    page = client.get(f"/stories/pipeline/conflicts/{length.pk}/")
    shared = {one.column.source_name: one.shared for one in page.context["accounts"]}
    assert [(one.other.article, one.sentence) for one in shared["Globe"]] == [(post.pk, True)]
    assert shared["Gazette"] == []
    body = client.get(f"/stories/pipeline/voices/shared/?copy={globe.pk}&original={post.pk}")
    assert "will run 1,100 km from the coast" in body.content.decode()


def test_the_list_of_sentences(story, told_by, row, cy, as_user, django_assert_max_num_queries):
    client = as_user(cy)
    body = client.get(VOICES).content.decode()
    assert all(words in body for words in ("How long is it?", "Post tells", "Globe tells"))
    assert "Gazette tells" not in body
    with django_assert_max_num_queries(20):
        client.get(VOICES)
    told = [
        "How long is it?" in client.get(f"{VOICES}&source={article.source_id}").content.decode()
        for article in told_by
    ]
    assert told == [True, True, False]


def test_what_is_still_to_be_read_joins_nothing(story, told_by, row, cy, as_user):
    assign(told_by[0], cy)
    [seen] = ready_rows(story, {told_by[0].pk})
    assert (seen.voices, seen.joined) == (2, [])
    assert "No two articles" in as_user(cy).get(VOICES).content.decode()
