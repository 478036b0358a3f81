"""What import_labels needs on the desk, and what it makes with --create."""

import pytest

from annotator.annotations.models import Annotation, Assignment, Layer
from annotator.people.models import Membership, User
from annotator.vocabulary.models import Entity, Question
from tests.conftest import person
from tests.exchange.conftest import exported, import_labels, mark, refused, rows_in


def test_gold_needs_no_assignment(row, write, cy):
    import_labels(write([row | {"layer": "gold", "annotator": "cy"}]))
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
    import_labels(write([claim, entity]), create=True)
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


def test_every_column_of_an_entity_brings_its_name(row, write, article):
    """Title case made of a slug spells neither “India–US ties” nor “al-Quds”."""
    said = row | {
        "annotator": "ada", "said_by": "al-quds", "said_by_name": "al-Quds", "via": "afp", "via_name": "AFP",
    }  # fmt: skip
    start = article.text.index("Omar Reza")
    targets = {"stance_holder": "un", "stance_holder_name": "UN", "stance_target": "india-us-ties",
               "stance_target_name": "India–US ties"}  # fmt: skip
    said |= dict.fromkeys(targets, "")
    stance = dict.fromkeys(said, "") | targets | {
        "story": "pipeline", "text_sha256": article.text_sha256, "annotator": "ada", "label": "stance-against",
        "start": str(start), "end": str(start + 9), "quote": "Omar Reza",
    }  # fmt: skip
    import_labels(write([said, stance]), create=True)
    assert set(Entity.objects.values_list("slug", "name")) >= {
        ("al-quds", "al-Quds"), ("afp", "AFP"), ("un", "UN"), ("india-us-ties", "India–US ties"),
    }  # fmt: skip


def test_create_and_submitted_make_a_submitted_reading(row, write, bo):
    import_labels(write([row | {"annotator": "bo"}]), create=True, submitted=True)
    assert Assignment.objects.get(annotator=bo).state == "submitted"


def test_a_choice_is_made_with_the_options_that_are_used(row, write):
    asked = row | {
        "question": "route",
        "question_text": "Which way?",
        "question_type": "choice",
        "answer_key": "north",
    }
    import_labels(
        write([asked | {"part": "0"}, asked | {"part": "1", "answer_key": "south"}]), create=True
    )
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
