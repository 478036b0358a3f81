"""What is told of a row whatever its state: findings, lost attribution, rulings, asides."""

import pytest
from django.urls import reverse

from annotator.annotations import article_progress
from annotator.annotations.visibility.portions import Portion
from annotator.comparison.engine.reason_records import Reason
from annotator.comparison.engine.records import RowState
from annotator.comparison.matrix import actions
from annotator.comparison.matrix.tables import CONFLICTS
from annotator.comparison.models import QuestionRow
from annotator.comparison.question_rows import answers
from annotator.vocabulary.models import Entity
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, claim, telling
from tests.conftest import make_article
from tests.reconciliation.conftest import submit

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/conflicts/"
SAID = "Khan stressed the promise of building a wide-ranging, multilingual line of 1100 km."
TAKEN = (
    "The office added that he stressed the promise of opening a wide-ranging, multi-lingual "
    "line of 1100 km."
)


def said_of(row) -> str:
    """Why a row has its state, with sources by their keys."""
    return Reason.of(row.why).sentence({})


@pytest.fixture
def length(story, labels):
    return ask(story)


def told(client, at=PAGE) -> str:
    return client.get(at).content.decode()


def brief(story) -> str:
    return reverse("comparison:brief", args=[story.slug])


def found(story) -> str:
    return reverse("comparison:found", args=[story.slug])


def table(story) -> str:
    return "".join(CONFLICTS.pieces(Portion([story])))


@pytest.fixture
def against_itself(story, ada, length):
    """One source alone answers, with two lengths in one article."""
    text = "It is 1100 km long, they said on Monday. By Friday it was 800 km in all.\n"
    article = make_article(story, "Post", "Two lengths", text)
    claim(article, ada, "1100 km", length, "1100")
    claim(article, ada, "800 km", length, "800")
    submit(article, ada)
    return article


class TestFindings:
    def test_it_is_told_everywhere_whatever_the_state(self, against_itself, story, cy, as_user):
        client = as_user(cy)
        words = "Post contradicts itself: 800 km and 1,100 km."
        assert words in told(client)
        [line] = client.get(PAGE).context["page"].object_list
        assert (line.state, line.finding) == ("single source", True)
        assert client.get(PAGE).context["totals"].findings == 1
        assert words in told(client, brief(story))
        assert "contradicts itself or its speaker" in told(client, found(story))
        assert words in table(story)

    def test_a_changed_account_is_told_once_though_both_articles_are_marked(
        self, story, ada, cy, as_user, length
    ):
        telling(story, "Post", "800", ada, length)
        telling(story, "Post", "1100", ada, length)
        [line] = as_user(cy).get(PAGE).context["page"].object_list
        assert len(line.computed.findings) == 2
        assert line.findings == ["Post changed its account: 800 km and 1,100 km."]

    def test_rows_can_be_narrowed_to_it(self, against_itself, story, ada, cy, as_user):
        telling(story, "Globe", "5", ada, ask(story, "depth", wording="How deep is it?"))
        client = as_user(cy)
        assert len(client.get(PAGE).context["page"].object_list) == 2
        [line] = client.get(PAGE + "?having=finding").context["page"].object_list
        assert line.question.slug == "length"

    def test_who_differs_from_a_speaker_it_quotes(self, against_itself, story, cy, as_user):
        dawn = Entity.objects.create(slug="dawn", name="Dawn")
        against_itself.annotations.filter(quote="800 km").update(said_by=dawn)
        article_progress.readings_changed([against_itself.pk])
        page = told(as_user(cy))
        assert "Post differs from its speaker: it says 1,100 km, and Dawn 800 km." in page
        passages = told(as_user(cy), f"{PAGE}{QuestionRow.objects.get().pk}/")
        assert '<span class="chip bad">differs from its speaker</span>' in passages


@pytest.fixture
def copied(story, ada, length):
    """What the Post gives as Khan's, the Globe states as its own in nearly the same words."""
    khan = Entity.objects.create(slug="khan", name="Khan")
    found = []
    for source, said, by in (("Globe", TAKEN, None), ("Post", SAID, khan)):
        own = " ".join(f"{source}{n}" for n in range(60))
        article = make_article(story, source, f"{source} tells", f"{own}. {said}\n")
        claim(article, ada, "1100 km", length, "1100", said_by=by)
        submit(article, ada)
        found.append(article)
    return found


class TestLostAttribution:
    def test_a_near_copy_is_no_second_voice(self, copied, story):
        rows_ready()
        row = QuestionRow.objects.get()
        assert (row.state, row.sources, row.voices) == ("one voice", 2, 1)

    def test_the_original_is_the_one_that_gives_the_speaker(self, copied, story):
        globe, post = copied
        rows_ready()
        [(copy, original, _)] = QuestionRow.objects.get().joined
        assert (copy, original) == (globe.pk, post.pk)

    def test_it_stands_on_the_row_in_the_brief_and_in_the_table(self, copied, story, cy, as_user):
        client = as_user(cy)
        words = "Globe states as its own what Post gives as the words of Khan."
        assert '<span class="chip bad">attribution lost</span>' in told(client)
        assert client.get(PAGE + "?having=lost").context["page"].object_list
        for page in (told(client), told(client, brief(story)), table(story)):
            assert words in page

    def test_not_where_both_give_the_speaker(self, copied, story):
        globe, post = copied
        globe.annotations.update(said_by=post.annotations.get().said_by)
        article_progress.readings_changed([globe.pk])
        rows_ready()
        assert QuestionRow.objects.get().lost == []


@pytest.fixture
def ruled(story, ada, cy, length):
    """Two sources conflict; Cy ruled that they speak of two lengths."""
    articles = [telling(story, "Post", "1100", ada, length)]
    articles.append(telling(story, "Harbour", "800", ada, length))
    rows_ready()
    basis = QuestionRow.objects.get().basis
    actions.rule_row(length, cy, state=RowState.SCOPE, reason="Two lines.", basis=basis)
    return articles


class TestRulings:
    def test_it_is_what_counts(self, ruled, story, cy, as_user):
        client = as_user(cy)
        assert "The sources do not conflict" in told(client)
        assert "<b>1</b> scope differs" in told(client, found(story))
        assert "no conflict between the sources" in told(client, brief(story))
        assert ",scope differs,conflict,unanswered," in table(story)

    def test_a_row_that_is_ruled_to_conflict_is_in_the_brief(
        self, against_itself, story, length, cy, as_user
    ):
        rows_ready()
        basis = QuestionRow.objects.get().basis
        actions.rule_row(length, cy, state=RowState.CONFLICT, reason="It is one.", basis=basis)
        page = told(as_user(cy), brief(story))
        assert "1 conflict between the sources" in page
        assert "Computed: single source." in page

    def test_a_stale_one_says_so_everywhere(self, ruled, story, cy, as_user):
        ruled[0].annotations.update(value_low="900", value_high="900")
        article_progress.readings_changed([ruled[0].pk])
        client = as_user(cy)
        assert '<span class="chip wait">stale ruling</span>' in told(client)
        assert "<b>1</b> conflict" in told(client, found(story))
        assert "stale ruling" in told(client, found(story))
        assert "Ruled (stale: the row has changed since)" in told(client, brief(story))
        assert "Two lines.,yes," in table(story)


def test_what_stands_in_a_caption_is_shown_apart(against_itself, story, cy, as_user, monkeypatch):
    read = answers._answer

    def captioned(row, *rest):
        return read(row, *rest)._replace(aside="caption" if row.quote == "800 km" else "")

    monkeypatch.setattr(answers, "_answer", captioned)
    page = told(as_user(cy))
    [row] = QuestionRow.objects.all()
    assert (row.answers, row.findings) == (1, [])
    assert "not counted: caption" in page
    assert "contradicts itself" not in page
    passages = told(as_user(cy), f"{PAGE}{row.pk}/")
    assert "Not counted as the article’s" in passages
    assert ",caption," in table(story)


def test_a_question_for_when_it_began_takes_the_first_day(story, ada, labels):
    began = ask(story, "visit", type="date", unit="", tolerance=0, asks="began")
    for source, days, last in (("Post", "23 to 24 May", "24"), ("Globe", "on 24 May", "24")):
        article = make_article(story, source, source, f"{source} has it {days} of that year.\n")
        first = "23" if "23" in days else "24"
        one = claim(article, ada, days, began, unit="")
        one.value_low, one.value_high = f"2022-05-{first}", f"2022-05-{last}"
        one.value_span = "period" if first != last else ""
        one.save()
        submit(article, ada)
    rows_ready()
    row = QuestionRow.objects.get()
    assert row.state == "conflict"
    assert "(the first day of 23 to 24 May 2022)" in said_of(row)
