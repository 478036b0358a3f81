"""import_labels: what it stores, what it refuses by line, and that a refusal stores nothing."""

import uuid

import pytest
from django.core.management import CommandError, call_command

from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.people.models import Membership, User
from annotator.vocabulary.models import Entity, Question
from tests.conftest import assign, make_article, person
from tests.exchange.conftest import WHEN, exported, mark, rows_in

QUOTE = "1,100 kilometres"


@pytest.fixture
def row(article, labels, reading):
    """The least that a row of Ada's needs."""
    start = article.text.index(QUOTE)
    return {
        "story": "pipeline", "text_sha256": article.text_sha256, "annotator": "ada", "label": "claim-quantity",
        "start": str(start), "end": str(start + len(QUOTE)), "quote": QUOTE,
    }  # fmt: skip


def load(*paths, **options):
    call_command("import_labels", *paths, **options)


def refused(*paths, **options) -> str:
    """What the refusal says; nothing may have been stored."""
    models = (Annotation, Assignment, User, Membership, Entity, Question)
    before = [model._base_manager.count() for model in models] + [Annotation.history.count()]
    with pytest.raises(CommandError) as told:
        load(*paths, **options)
    assert told.value.returncode == 1
    assert [model._base_manager.count() for model in models] + [
        Annotation.history.count()
    ] == before
    return str(told.value)


def test_the_least_row(row, write, capsys):
    load(write([row]))
    stored = Annotation.objects.get()
    assert (stored.quote, stored.kind, stored.layer, stored.part, stored.revision) == (
        QUOTE,
        "claim",
        "reading",
        0,
        1,
    )
    assert stored.annotator.username == "ada"
    assert [(h.history_type, h.quote) for h in stored.history.all()] == [("+", QUOTE)]
    assert "1 annotation stored, 0 there already." in capsys.readouterr().out


def test_a_first_row_begins_the_reading(row, write, reading):
    load(write([row]))
    reading.refresh_from_db()
    assert reading.state == "in progress"


def test_submitted(row, write, reading):
    load(write([row]), submitted=True)
    reading.refresh_from_db()
    assert reading.state == "submitted"
    assert reading.submitted_at


def test_times_are_kept(row, write):
    load(
        write(
            [
                row
                | {
                    "created_at": "2020-01-02T03:04:05.678Z",
                    "updated_at": "2020-01-02T05:04:05+01:00",
                }
            ]
        )
    )
    stored = Annotation.objects.get()
    assert stored.created_at.isoformat() == "2020-01-02T03:04:05.678000+00:00"
    assert stored.updated_at.isoformat() == "2020-01-02T04:04:05+00:00"
    assert stored.history.get().history_date == stored.created_at


def test_a_byte_order_mark_is_taken(row, write):
    with open(write([row]), encoding="utf-8", newline="") as file:
        text = file.read()
    load(write("\ufeff" + text))
    assert Annotation.objects.count() == 1


def test_without_columns_for_it_the_value_is_read_off(row, write):
    load(write([row | {"value": "1,100 kilometres"}]))
    stored = Annotation.objects.get()
    assert (stored.value_low, stored.value_high, stored.value_bounds, stored.unit) == (
        "1100",
        "1100",
        "[]",
        "km",
    )


def test_with_columns_for_it_the_value_is_stored_as_it_stands(row, write):
    load(write([row | {"value": "1,100 kilometres", "value_low": ""}]))
    assert Annotation.objects.get().value_low == ""


@pytest.mark.parametrize(
    "change, told",
    [
        (
            {"quote": "1,100 kilometers"},
            "the text reads “1,100 kilometres”, not “1,100 kilometers”. The quote is nowhere",
        ),
        ({"start": "3", "end": "19"}, "The quote stands at 57 to 73"),
        ({"end": "9999"}, "The text ends at 197, before 9999"),
        ({"start": "20", "end": "20"}, "is empty"),
        ({"start": "-1"}, "start must be a whole number"),
        ({"end": "1.5"}, "end must be a whole number"),
        ({"label": "claim-quantitty"}, "no label “claim-quantitty”"),
        ({"kind": "entity"}, "kind claim, not “entity”"),
        ({"polarity": "1"}, "polarity"),
        ({"layer": "golden"}, "reading or gold"),
        ({"story": "pipelines"}, "no story “pipelines”"),
        ({"annotator": "nobody"}, "no user “nobody”. Correct it, or let --create"),
        ({"annotator": ""}, "annotator is missing"),
        ({"text_sha256": "0" * 64}, "no article with this text"),
        ({"text_sha256": ""}, "Name the article"),
        ({"source": "Daily Meridian"}, "from “The Harbour Post”, not from “Daily Meridian”"),
        ({"entity": "omar-reza"}, "kind claim has no entity"),
        ({"stance_holder": "omar-reza"}, "kind claim has no stance_holder"),
        ({"question": "length"}, "no question “length”"),
        ({"said_by": "omar"}, "said_by: there is no entity “omar”"),
        ({"annotation_id": "17"}, "is no UUID"),
        ({"value_low": "1,100"}, "write 1100"),
        ({"value_low": "many"}, "not a number"),
        ({"value_low": "2022-02-31"}, "not a date"),
        ({"value_bounds": "[["}, "value_bounds"),
        ({"approximator": "circa"}, "approximator"),
        ({"as_of": "1999-13"}, "as_of"),
        ({"as_of": "April 1999"}, "as_of"),
        ({"created_at": "yesterday"}, "write it like 2022-02-24T09:30:00Z"),
        ({"created_at": "2022-02-24T09:30:00"}, "write it like"),
        ({"created_at": "2022-02-31T09:30:00Z"}, "write it like"),
        ({"note": "x\x00"}, "NUL"),
        ({"unit": "x" * 31}, "unit"),
    ],
)
def test_a_row_that_is_refused_names_its_line(row, write, change, told):
    second = row | {"label": "claim-event"} | change
    first = dict.fromkeys(second, "") | row
    if "label" in change:
        second["label"] = change["label"]
    message = refused(write([first, second]))
    assert message.startswith("labels.csv, line 3: ")
    assert told in message
    assert message.endswith("Nothing was stored.")


def test_every_bad_row_is_told_and_quoted_line_ends_are_counted(row, write, article):
    words = "Kasur.\n\n“It will"
    start = article.text.index(words)
    good = row | {"start": str(start), "end": str(start + len(words)), "quote": words}
    message = refused(write([good, row | {"quote": "x"}, row | {"label": "y"}]))
    assert [line.partition(":")[0] for line in message.splitlines()] == [
        "labels.csv, line 5", "labels.csv, line 6", "Nothing was stored.",
    ]  # fmt: skip


def test_offsets_in_utf_16_are_told_where_the_quote_stands(row, write):
    """Behind the emoji a browser's own offsets are one too many."""
    shifted = row | {"start": str(int(row["start"]) + 1), "end": str(int(row["end"]) + 1)}
    assert f"The quote stands at {row['start']} to {row['end']}" in refused(write([shifted]))


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "line 1: The column story"),
        ("story,annotator,label,start,end\r\n", "line 1: The column quote is missing"),
        ("story,annotator,label,start,end,quote\r\n", "line 1: Name the article"),
        ("story,annotator,label,start,end,quote,source\r\n", "line 1: Name the article"),
        ("story,annotator,label,start,end,quote,article_id,entitty\r\n", "no column “entitty”"),
        ("story,annotator,label,start,end,quote,article_id,end\r\n", "The column end is there twice"),
        ("story;annotator;label\r\n", "not separated by commas"),
        ("story,annotator,label,start,end,quote,article_id\r\na,b\r\n", "line 2: The row has 2 cells and the header 7"),
        ('story,annotator,label,start,end,quote,article_id\r\na,b,c,1,2,"x"y,3\r\n', "line 2: This is not well-formed CSV"),
        ('story,annotator,label,start,end,quote,article_id\r\na,b,c,1,2,"x', "line 2: This is not well-formed CSV"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(story, write, text, told):
    assert told in refused(write(text))


def test_a_file_in_another_encoding(story, tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("story,annotator,label,start,end,quote,article_id\r\na,é".encode("latin-1"))
    assert "not UTF-8" in refused(str(path))


def test_a_file_that_is_not_there_is_wrong_usage(story):
    with pytest.raises(CommandError, match="cannot be read") as told:
        load("/nowhere/labels.csv")
    assert told.value.returncode == 2


def test_one_bad_file_of_two_stores_nothing(row, write):
    message = refused(write([row], "good.csv"), write([row | {"label": "x"}], "bad.csv"))
    assert message.startswith("bad.csv, line 2: ")


# --- which article -------------------------------------------------------------------------


def test_source_and_title_name_the_article(row, write, article):
    load(
        write(
            [
                row
                | {
                    "text_sha256": "",
                    "source": "The Harbour Post",
                    "article_title": "Pipeline talks",
                }
            ]
        )
    )
    assert Annotation.objects.get().article == article


def test_the_id_alone_names_the_article(row, write, article):
    load(write([row | {"text_sha256": "", "article_id": str(article.pk)}]))
    assert Annotation.objects.get().article == article


def test_the_hash_goes_before_another_desks_id(row, write, article, other_article):
    load(write([row | {"article_id": str(other_article.pk)}]))
    assert Annotation.objects.get().article == article


def test_source_and_title_go_before_another_desks_id(row, write, article, other_article):
    named = {"text_sha256": "", "source": "The Harbour Post", "article_title": "Pipeline talks"}
    load(write([row | named | {"article_id": str(other_article.pk)}]))
    assert Annotation.objects.get().article == article


def test_an_id_that_the_title_contradicts_is_refused(row, write, article):
    changed = {"text_sha256": "", "article_title": "Another", "article_id": str(article.pk)}
    assert f"Article {article.pk} is “Pipeline talks”" in refused(write([row | changed]))


def test_two_articles_of_one_title_are_told_apart_by_id_or_refused(row, write, story, article):
    make_article(story, text="The same title, 1,100 kilometres.")
    named = row | {
        "text_sha256": "",
        "source": "The Harbour Post",
        "article_title": "Pipeline talks",
    }
    assert "Several articles" in refused(write([named]))
    load(write([named | {"article_id": str(article.pk)}]))
    assert Annotation.objects.get().article == article


def test_one_text_of_two_sources_needs_its_source(row, write, story, article, ada):
    twin = make_article(story, "Daily Meridian")
    assign(twin, ada)
    assert "Several articles" in refused(write([row]))
    load(write([row | {"source": "Daily Meridian"}]))
    assert Annotation.objects.get().article == twin


# --- what is there already -----------------------------------------------------------------


def test_the_same_file_again_changes_nothing(row, write, capsys):
    load(write([row | {"annotation_id": str(uuid.uuid4()), "value": "1,100 km", "created_at": ""}]))
    load(write(exported()))
    assert "0 annotations stored, 1 there already." in capsys.readouterr().out
    assert Annotation.history.count() == 1


@pytest.mark.parametrize(
    "column, cell",
    [("note", "changed"), ("part", "1"), ("label", "claim-event"), ("value", "9"), ("updated_at", "2023-01-01T00:00:00Z"),
     ("layer", "gold"), ("annotator", "bo")],
)  # fmt: skip
def test_an_id_with_other_content_is_refused(
    article, ada, bo, labels, reading, write, column, cell
):
    mark(article, ada, labels["claim-quantity"], QUOTE, value="8")
    [row] = rows_in(exported())
    message = refused(write([row | {column: cell}]))
    assert f"line 2: This annotation is there already, with another {column}" in message


def test_a_changed_name_of_an_entity_makes_no_difference(article, ada, labels, reading, write):
    entity = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    mark(article, ada, labels["entity-person"], "Omar Reza", entity=entity)
    path = write(exported())
    Entity.objects.update(name="Umar Reza")
    load(path)
    assert Annotation.objects.count() == 1


def test_an_erased_id_is_refused(article, ada, labels, reading, write):
    erased = mark(article, ada, labels["claim-quantity"], QUOTE)
    path = write(exported())
    Annotation.everything.filter(pk=erased.pk).update(erased_at=WHEN)
    assert "line 2: This annotation was erased" in refused(path)


def test_two_rows_of_one_id_are_refused(row, write):
    one = row | {"annotation_id": str(uuid.uuid4())}
    assert "line 3: The id of this row is that of labels.csv, line 2 too." in refused(
        write([one, one | {"label": "claim-event"}])
    )


def test_the_same_highlight_twice_is_refused(row, write):
    assert "line 3: These words have this label already, in labels.csv, line 2" in refused(
        write([row, row])
    )
    part = row | {"part": "0"}
    load(write([part, part | {"part": "1"}]))
    assert Annotation.objects.count() == 2


def test_the_same_highlight_as_the_desks_is_refused(row, write):
    load(write([row]))
    assert "line 2: These words have this label already, on the desk" in refused(write([row]))


def test_gold_is_the_same_whoever_settled_it(row, write, cy, mo):
    gold = row | {"layer": "gold", "annotator": "cy"}
    assert "line 3: These words" in refused(write([gold, gold | {"annotator": "mo"}]))


# --- what is made --------------------------------------------------------------------------


def test_gold_needs_no_assignment(row, write, cy):
    load(write([row | {"layer": "gold", "annotator": "cy"}]))
    assert Annotation.objects.get().layer == Layer.GOLD
    assert not Assignment.objects.filter(annotator=cy).exists()


def test_a_reading_needs_an_assignment(row, write, bo):
    assert "line 2: bo is not asked to read this article" in refused(
        write([row | {"annotator": "bo"}])
    )


def test_a_reading_needs_a_membership(row, write, article):
    person("dee")
    assert "line 2: dee is no member of “pipeline”" in refused(write([row | {"annotator": "dee"}]))


def test_create_makes_what_is_missing(row, write, article, capsys):
    claim = row | {
        "annotator": "dee", "question": "length", "question_text": "How long is it?", "question_type": "quantity",
        "unit": "km", "said_by": "omar-reza", "entity": "", "entity_name": "", "entity_wikidata": "", "layer": "reading",
    }  # fmt: skip
    start = article.text.index("Omar Reza")
    entity = dict.fromkeys(claim, "") | {
        "story": "pipeline", "text_sha256": article.text_sha256, "annotator": "eli", "label": "entity-person",
        "start": str(start), "end": str(start + 9), "quote": "Omar Reza", "entity": "omar-reza",
        "entity_name": "Omar Reza", "entity_wikidata": "Q42", "layer": "gold",
    }  # fmt: skip
    load(write([claim, entity]), create=True)
    dee = User.objects.get(username="dee")
    assert not dee.has_usable_password()
    assert Membership.objects.get(user=dee).roles == {"annotator"}
    assert Membership.objects.get(user__username="eli").roles == {"adjudicator"}
    assert Assignment.objects.get(annotator=dee).state == "in progress"
    made = Entity.objects.get(slug="omar-reza")
    assert (made.name, made.wikidata) == ("Omar Reza", "Q42")
    question = Question.objects.get(slug="length")
    assert (question.wording, question.type, question.unit) == ("How long is it?", "quantity", "km")
    answer = Annotation.objects.get(annotator=dee)
    assert (answer.question, answer.said_by) == (question, made)
    told = capsys.readouterr().out
    assert "Made: 2 users, 1 entity, 1 question, 1 assignment." in told
    for thing in (dee, made, question):
        assert thing.history.count() == 1


def test_create_and_submitted_make_a_submitted_reading(row, write, bo):
    load(write([row | {"annotator": "bo"}]), create=True, submitted=True)
    assert Assignment.objects.get(annotator=bo).state == "submitted"


def test_a_choice_is_made_with_the_options_that_are_used(row, write):
    asked = row | {
        "question": "route",
        "question_text": "Which way?",
        "question_type": "choice",
        "answer_key": "north",
    }
    load(write([asked | {"part": "0"}, asked | {"part": "1", "answer_key": "south"}]), create=True)
    assert Question.objects.get().choices() == ["north", "south"]


@pytest.mark.parametrize(
    "change, told",
    [
        ({"annotator": "no spaces please"}, "cannot be made"),
        ({"question": "length", "question_type": "quantitty"}, "cannot be made"),
        ({"said_by": "not a slug!"}, "cannot be made"),
    ],
)
def test_what_cannot_be_made_is_refused_by_line(row, write, change, told):
    message = refused(write([row | change]), create=True)
    assert message.startswith("labels.csv, line 2: ")
    assert told in message


def test_a_wikidata_number_of_another_entity_is_refused(article, labels, ada, reading, write):
    Entity.objects.create(slug="other", name="Other", wikidata="Q42")
    mark(
        article,
        ada,
        labels["entity-person"],
        "Omar Reza",
        entity=Entity.objects.create(slug="omar", name="Omar"),
    )
    [row] = rows_in(exported())
    changed = row | {"annotation_id": "", "part": "1", "entity": "new", "entity_wikidata": "Q42"}
    assert "Another entity has this Wikidata number" in refused(write([changed]), create=True)
