"""import_readings: who was to read what, and how far they are."""

import pytest
from django.core.management import CommandError, call_command

from annotator.annotations.models import Assignment
from annotator.people.models import Membership, User
from tests.conftest import assign
from tests.exchange.conftest import exported, rows_in


@pytest.fixture
def row(article, ada):
    return {
        "story": "pipeline", "text_sha256": article.text_sha256, "annotator": "ada", "state": "submitted",
        "assigned_at": "2022-02-20T08:00:00Z", "submitted_at": "2022-02-24T09:30:00.5Z", "reason": "",
    }  # fmt: skip


def load(*paths, **options):
    call_command("import_readings", *paths, **options)


def refused(*paths, **options) -> str:
    before = (
        Assignment.objects.count(),
        Assignment.history.count(),
        User.objects.count(),
        Membership.objects.count(),
    )
    with pytest.raises(CommandError) as told:
        load(*paths, **options)
    assert told.value.returncode == 1
    after = (
        Assignment.objects.count(),
        Assignment.history.count(),
        User.objects.count(),
        Membership.objects.count(),
    )
    assert after == before
    return str(told.value)


def test_an_empty_submitted_reading(row, write, article):
    load(write([row]))
    stored = Assignment.objects.get()
    assert (stored.article, stored.annotator.username, stored.state) == (
        article,
        "ada",
        "submitted",
    )
    assert stored.submitted_at.isoformat() == "2022-02-24T09:30:00.500000+00:00"
    assert stored.history.get().history_type == "+"


def test_what_is_exported_gives_the_same_rows_again(article, other_article, ada, bo, write):
    assign(article, ada, "submitted")
    assign(article, bo, "withdrawn")
    assign(article, bo)
    Assignment.objects.filter(annotator=bo, state="withdrawn").update(reason="=ill, and away")
    assign(other_article, bo, "handed back")
    text = exported("export_readings")
    path = write(text)
    load(path)
    assert exported("export_readings") == text
    Assignment.objects.all().delete()
    load(path)
    assert exported("export_readings") == text


def test_the_same_file_again_changes_nothing(row, write, capsys):
    load(write([row]))
    load(write([row]))
    assert "0 assignments stored, 1 there already." in capsys.readouterr().out
    assert Assignment.history.count() == 1


def test_create_makes_users_and_members(row, write):
    load(write([row | {"annotator": "dee"}]), create=True)
    assert Membership.objects.get(user__username="dee").roles == {"annotator"}
    assert not User.objects.get(username="dee").has_usable_password()


@pytest.mark.parametrize(
    "change, told",
    [
        ({"state": "done"}, "The state is one of assigned, in progress"),
        ({"submitted_at": ""}, "fill submitted_at"),
        ({"assigned_at": "1 May"}, "assigned_at “1 May” is no time"),
        ({"annotator": "dee"}, "no user “dee”"),
        ({"text_sha256": "0" * 64}, "no article with this text"),
        ({"reason": "x" * 501}, "500"),
    ],
)
def test_a_row_that_is_refused_names_its_line(row, write, other_article, change, told):
    message = refused(write([row, row | {"text_sha256": other_article.text_sha256} | change]))
    assert message.startswith("labels.csv, line 3: ")
    assert told in message


def test_an_assignment_that_stands_otherwise_is_not_overwritten(row, write, article, ada):
    assign(article, ada, "in progress")
    assert "line 2: ada has this article already, in progress, on the desk" in refused(write([row]))


def test_two_rows_of_one_reading_are_refused(row, write):
    for other in (row, row | {"state": "in progress"}):
        assert "line 3: ada has this article already, submitted, in labels.csv, line 2" in refused(
            write([row, other])
        )


def test_the_number_of_annotations_is_for_reading(row, write):
    load(write([row | {"annotations": "99"}]))
    assert rows_in(exported("export_readings"))[0]["annotations"] == "0"
