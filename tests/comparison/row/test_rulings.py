"""The page of one row, and rulings on it: made, refused, stale, taken back."""

import pytest
from django.core.exceptions import ValidationError

from annotator.annotations import article_progress
from annotator.comparison.matrix import actions
from annotator.comparison.models import QuestionRow, Ruling, Verdict
from articles.models import Story
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, claim, telling
from tests.conftest import assign, make_article, member, plain
from tests.reconciliation.conftest import submit

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/conflicts/"


@pytest.fixture
def length(story, labels):
    return ask(story)


@pytest.fixture
def told(story, ada, length):
    """Post says 1,100 km, Harbour 800 km, a third article nothing."""
    found = [telling(story, "Post", "1100", ada, length)]
    found.append(telling(story, "Harbour", "800", ada, length))
    silent = make_article(story, "Tideline", "Silent", "Nothing of it.\n")
    submit(silent, ada)
    rows_ready()
    return [*found, silent]


@pytest.fixture
def row(length):
    return f"{PAGE}{length.pk}/"


def change(article, number: str) -> None:
    article.annotations.update(value_low=number, value_high=number)
    article_progress.readings_changed([article.pk])


def rule_row(client, row: str, **given):
    sent = {"state": "superseded?", "reason": "Ten months apart.", **given}
    return client.post(f"{row}rule", {"basis": QuestionRow.objects.get().basis, **sent})


def rule_cell(client, row: str, article, **given):
    basis = client.get(f"{row}?article={article.pk}").context["basis"]
    sent = {"verdict": "silent", "reason": "I looked.", "basis": basis, **given}
    return client.post(f"{row}articles/{article.pk}/rule", sent)


class TestPassages:
    def test_side_by_side_in_their_sentences(self, told, row, cy, as_user):
        page = as_user(cy).get(row).content.decode()
        assert page.count("<blockquote") == 2
        assert "By the Post it is <mark>1100 km</mark> in the Post." in page
        assert "It was said on Monday" not in page
        at = told[0].text.index("1100 km")
        assert f'href="/articles/{told[0].pk}/differences/?at={at}"' in page

    def test_of_one_article_and_of_a_silent_one(self, told, row, cy, as_user):
        page = as_user(cy).get(f"{row}?article={told[1].pk}").content.decode()
        assert page.count("<blockquote") == 1
        page = as_user(cy).get(f"{row}?article={told[2].pk}").content.decode()
        assert "– silent. Everybody who read it looked for this and found nothing." in page

    def test_below_its_row_it_is_no_page(self, told, row, cy, as_user):
        page = as_user(cy).get(row, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert "data-close" in page

    def test_several_readers_of_the_same_words_are_quoted_once(
        self, told, row, length, bo, cy, as_user
    ):
        claim(told[0], bo, "1100 km", length, "1100")
        submit(told[0], bo)
        assert as_user(cy).get(row).content.decode().count("<blockquote") == 2

    def test_whom_it_opens_to(self, told, row, ada, mo, stranger, as_user):
        codes = [as_user(user).get(row).status_code for user in (ada, mo, stranger)]
        assert codes == [403, 200, 404]
        assert as_user(mo).post(row).status_code == 405

    def test_of_an_article_that_is_not_there_or_hidden(self, told, row, cy, as_user):
        client = as_user(cy)
        page = client.get(row).content.decode()
        assert "800" in plain(page)
        assert "Harbour" in page
        cy.memberships.update(annotator=True)
        assign(told[1], cy)
        for article in ("x", "999999", told[1].pk):
            assert client.get(f"{row}?article={article}").status_code == 404
        page = client.get(row).content.decode()
        assert "1100" in plain(page)
        assert "800" not in plain(page)
        assert "Harbour" not in page

    def test_a_question_of_another_story_or_out_of_use(self, told, row, length, cy, as_user):
        client = as_user(cy)
        assert client.get(row).status_code == 200
        length.active = False
        length.save()
        assert client.get(row).status_code == 404
        length.active, length.story = True, Story.objects.create(slug="other", title="Other")
        length.save()
        assert client.get(row).status_code == 404

    def test_values_over_time(self, told, row, cy, as_user):
        assert '<svg class="timeline"' not in as_user(cy).get(row).content.decode()
        told[0].published_on = "2022-03-01"
        told[0].save()
        assert '<svg class="timeline"' in as_user(cy).get(row).content.decode()

    def test_statements_do_not_grow(
        self, told, row, story, length, ada, cy, as_user, django_assert_num_queries
    ):
        client = as_user(cy)
        client.get(row)
        with django_assert_num_queries(22):
            client.get(row)
        for n in range(4):
            telling(story, f"S{n}", f"90{n}", ada, length)
        client.get(row)
        with django_assert_num_queries(22):
            client.get(row)


class TestRow:
    def test_the_computed_state_stays_beside_the_ruling(self, told, row, cy, as_user):
        response = rule_row(as_user(cy), row)
        assert (response.status_code, response["Location"]) == (302, row)
        ruling = Ruling.objects.get()
        assert (ruling.state, ruling.ruled_by, ruling.article) == ("superseded?", cy, None)
        page = as_user(cy).get(PAGE).content.decode()
        assert "Ruled: superseded?, by <bdi>Cy</bdi>, “Ten months apart.”" in page
        assert "Computed: conflict." in page
        assert as_user(cy).get(PAGE + "?state=superseded?").context["page"].object_list
        assert not as_user(cy).get(PAGE + "?state=conflict").context["page"].object_list

    @pytest.mark.parametrize(
        "given, words",
        [
            ({"reason": " "}, "Give a reason, for whoever asks later."),
            ({"state": ""}, "Choose what the row is."),
            ({"state": "nonsense"}, "nonsense is not one of"),
            ({"basis": ""}, "Open the row again."),
        ],
    )
    def test_bad_input(self, told, row, cy, as_user, given, words):
        response = rule_row(as_user(cy), row, **given)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not Ruling.everything.exists()

    def test_who_may(self, told, row, ada, cy, mo, stranger, as_user):
        codes = [rule_row(as_user(user), row).status_code for user in (ada, mo, stranger)]
        assert codes == [403, 403, 404]
        assert as_user(mo).get(f"{row}rule").status_code == 405
        page = {user: as_user(user).get(row).content.decode() for user in (mo, cy)}
        assert "Rule otherwise" in page[cy]
        assert "Rule otherwise" not in page[mo]

    def test_the_row_changed_in_the_meantime(self, told, row, cy, as_user):
        before = QuestionRow.objects.get().basis
        change(told[0], "900")
        response = rule_row(as_user(cy), row, basis=before)
        assert response.status_code == 409
        assert "This row has changed in the meantime" in response.content.decode()
        assert not Ruling.objects.exists()

    def test_a_second_ruling_is_refused_and_a_stale_one_gives_way(
        self, told, row, story, cy, as_user
    ):
        client = as_user(cy)
        rule_row(client, row)
        response = rule_row(client, row, state="agree")
        assert response.status_code == 422
        assert "This row is ruled on already" in response.content.decode()
        change(told[0], "900")
        rows_ready()
        assert rule_row(client, row, state="agree").status_code == 302
        assert Ruling.objects.get().state == "agree"
        assert Ruling.everything.filter(undone_by=cy).count() == 1

    def test_stale_rulings_come_up_again(self, told, row, story, cy, as_user):
        client = as_user(cy)
        rule_row(client, row, state="agree")
        assert not client.get(PAGE + "?having=stale").context["page"].object_list
        change(told[0], "900")
        shown = client.get(PAGE + "?having=stale")
        [line] = shown.context["page"].object_list
        assert (line.stale, line.state) == (True, "conflict")
        assert "Ruled (stale): agree" in shown.content.decode()
        assert "stale rulings 1" in shown.content.decode()

    def test_who_has_still_to_read_does_not_rule(self, told, row, story, cy, as_user):
        cy.memberships.update(annotator=True)
        assign(told[2], cy)
        response = rule_row(as_user(cy), row)
        assert response.status_code == 422
        assert "You have still to read an article of this story" in response.content.decode()
        assert not Ruling.objects.exists()


class TestCell:
    def test_silence_is_confirmed(self, told, row, length, story, cy, as_user):
        length.wording = "How long is it now?"
        length.save()
        client = as_user(cy)
        assert "? not looked for" in client.get(PAGE).content.decode()
        assert rule_cell(client, row, told[2]).status_code == 302
        page = client.get(PAGE).content.decode()
        assert "– silent" in page
        assert "? not looked for" not in page

    def test_does_not_apply(self, told, row, cy, as_user):
        client = as_user(cy)
        assert rule_cell(client, row, told[1], verdict="not applying").status_code == 302
        page = client.get(PAGE).content.decode()
        assert "⊘ does not apply" in page
        assert QuestionRow.objects.get().state == "single source"
        assert "does not apply" in client.get(row).content.decode()

    def test_an_answer_makes_it_stale(self, told, row, length, ada, cy, as_user):
        client = as_user(cy)
        rule_cell(client, row, told[2])
        assert not client.get(PAGE + "?having=stale").context["page"].object_list
        claim(told[2], ada, "Nothing", length, "800")
        article_progress.readings_changed([told[2].pk])
        shown = client.get(PAGE + "?having=stale")
        assert len(shown.context["page"].object_list) == 1
        assert "A ruling on a cell has turned stale." in shown.content.decode()

    def test_who_answers_is_not_silent(self, told, row, cy, as_user):
        response = rule_cell(as_user(cy), row, told[1])
        assert response.status_code == 422
        assert "The article answers this: it is not silent." in response.content.decode()
        assert not Ruling.objects.exists()

    def test_the_row_lists_who_says_nothing_with_a_form_each(
        self, told, row, story, ada, cy, mo, as_user
    ):
        unread = make_article(story, "Gazette", "Unread", "Nobody has read it.\n")
        client = as_user(cy)
        shown = client.get(row)
        listed = [(one.column.article, one.words, bool(one.form)) for one in shown.context["quiet"]]
        assert listed == [(told[2].pk, "– silent", True), (unread.pk, "· unread", True)]
        basis = shown.context["empty_cell_basis"]
        assert basis == actions.cell_basis(QuestionRow.objects.get().question, told[2].pk)
        sent = {"verdict": "silent", "reason": "I looked.", "basis": basis}
        assert client.post(f"{row}articles/{unread.pk}/rule", sent).status_code == 302
        again = client.get(row).context["quiet"]
        assert {one.column.article: bool(one.form) for one in again} == {
            told[2].pk: True,
            unread.pk: False,
        }
        assert not any(one.form for one in as_user(mo).get(row).context["quiet"])

    def test_what_was_wrong_stands_at_the_cell(self, told, row, cy, as_user):
        response = rule_cell(as_user(cy), row, told[2], reason="")
        assert response.context["chosen"].article == told[2].pk
        body = response.content.decode()
        assert "Give a reason, for whoever asks later." in body
        assert f'action="{row}articles/{told[2].pk}/rule"' in body

    @pytest.mark.parametrize(
        "given, status",
        [({"reason": ""}, 422), ({"verdict": "state"}, 422), ({"basis": "other"}, 409)],
    )
    def test_bad_input(self, told, row, cy, as_user, given, status):
        assert rule_cell(as_user(cy), row, told[2], **given).status_code == status
        assert not Ruling.everything.exists()

    def test_who_may(self, told, row, ada, mo, stranger, as_user):
        address = f"{row}articles/{told[2].pk}/rule"
        codes = [as_user(user).post(address).status_code for user in (ada, mo, stranger)]
        assert codes == [403, 403, 404]

    def test_of_a_hidden_article(self, told, row, cy, as_user):
        client, address = as_user(cy), f"{row}articles/{told[2].pk}/rule"
        assert client.post(address).status_code == 422
        cy.memberships.update(annotator=True)
        assign(told[2], cy)
        assert client.post(address).status_code == 404


class TestUndo:
    @pytest.fixture
    def ruled(self, told, row, cy, as_user):
        rule_row(as_user(cy), row)
        return Ruling.objects.get()

    def undo(self, client, ruling):
        return client.post(f"{PAGE}rulings/{ruling.pk}/undo")

    def test_it_stays_on_record(self, ruled, cy, as_user):
        assert "Ruled:" in as_user(cy).get(PAGE).content.decode()
        assert self.undo(as_user(cy), ruled).status_code == 302
        assert not Ruling.objects.exists()
        kept = Ruling.everything.get()
        assert (kept.undone_by, kept.reason) == (cy, "Ten months apart.")
        assert "Ruled:" not in as_user(cy).get(PAGE).content.decode()

    def test_twice(self, ruled, cy, as_user):
        self.undo(as_user(cy), ruled)
        again = self.undo(as_user(cy), ruled)
        assert again.status_code == 409
        assert "taken back already" in again.content.decode()

    def test_who_may(self, ruled, ada, mo, stranger, as_user):
        codes = [self.undo(as_user(user), ruled).status_code for user in (ada, mo, stranger)]
        assert codes == [403, 403, 404]
        assert as_user(mo).get(f"{PAGE}rulings/{ruled.pk}/undo").status_code == 405
        assert Ruling.objects.exists()

    def test_another_adjudicator_may(self, ruled, story, as_user):
        dee = member(story, "dee", "adjudicator")
        assert self.undo(as_user(dee), ruled).status_code == 302


def test_a_reason_of_spaces_is_none(told, length, cy):
    basis = actions.cell_basis(length, told[2].pk)
    with pytest.raises(ValidationError):
        actions.rule_cell(length, told[2], cy, verdict=Verdict.SILENT, reason=" \n", basis=basis)
