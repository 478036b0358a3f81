"""A desk goes out in each format that is read as well, and comes back to an empty desk."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from annotator.annotations.codebook.second_look import changed_meanwhile
from annotator.annotations.models import Annotation, Assignment, Placement
from annotator.exchange.formats.format import Aspect
from annotator.exchange.formats.losses import sayable
from annotator.exchange.formats.outgoing import filters_of, outgoing
from annotator.exchange.formats.registry import FORMATS
from annotator.people.models import Membership, User
from annotator.reconciliation.models import Decision
from annotator.vocabulary.models import CodebookEdition, Entity, Label, Question
from articles.models import Article, Story
from tests.exchange.conftest import exported
from tests.exchange.formats.documents import plain
from tests.vocabulary.codebook.publishing import new_edition

BOTH_WAYS = [one for one in FORMATS if one.read and one.write and not one.settled]
MODELS = (Article, Annotation, Assignment, User, Membership, Entity, Question)


def documents(one, story):
    form = filters_of(one, {}, story, None)
    assert form.is_valid()
    return list(outgoing(one, [story], form).documents())


def two_editions():
    """Change a label by a second edition, under which a part of what is marked was made."""
    new_edition({"entity-person": "Whoever has a name."})
    later = Annotation.everything.filter(annotator__username="bo")
    later.update(codebook_edition=2)


def looked_at_again(story) -> int:
    of_people = Annotation.everything.exclude(layer="machine")
    return of_people.filter(changed_meanwhile(), article__story=story, erased_at=None).count()


def counts():
    return [model._base_manager.count() for model in MODELS]


@pytest.fixture(autouse=True)
def every_label_for_articles(labels):
    Label.objects.update(of_articles=True)


@pytest.mark.parametrize("one", BOTH_WAYS, ids=lambda one: one.name)
def test_a_desk_comes_back_to_an_empty_one(one, desk, story, tmp_path, capfd):
    file = tmp_path / f"desk{one.ending}"
    two_editions()
    before = documents(one, story)
    assert sum(len(document.marks) for document in before) > 10
    assert any(True for document in before for _ in document.document_labels)
    second_look = looked_at_again(story)
    assert second_look
    call_command("export_format", one.name, story=story.slug, output=file)
    other = Story.objects.create(slug="another", title="Another")
    Placement.objects.all().delete()
    Decision.objects.all().delete()
    Annotation.everything.all()._raw_delete("default")
    call_command("import_format", file, story="another", create=True, submitted=True, source="The Desk", annotator=["ada"] if Aspect.AUTHORS not in one.says else [])  # fmt: skip
    after = documents(one, other)
    said = [plain(sayable(one, document)) for document in before]
    back = [plain(sayable(one, document)) for document in after]
    if Aspect.ABOUT not in one.says:
        said, back = ([each[0:1] + each[2:] for each in those] for those in (said, back))
    assert back == said
    assert looked_at_again(other) == (second_look if Aspect.EDITIONS in one.says else 0)
    again = counts()
    call_command("import_format", file, story="another", create=True, submitted=True, source="The Desk", annotator=["ada"] if Aspect.AUTHORS not in one.says else [])  # fmt: skip
    assert counts() == again


def test_every_detail_comes_back_by_labels_csv(desk, story, tmp_path):
    """What W3C keeps is labels.csv to the letter, but for the story, the article's number and who
    brought it: a file did."""
    file = tmp_path / "desk.jsonld"
    call_command("export_format", "w3c", story=story.slug, output=file)
    own = ("story", "article_id", "region", "text_version", "read_on_version", "origin")

    def rows(slug):
        found = csv.DictReader(io.StringIO(exported("export_labels", story=slug), newline=""))
        return [{name: cell for name, cell in row.items() if name not in own} for row in found]

    before = rows(story.slug)
    Placement.objects.all().delete()
    Decision.objects.all().delete()
    Annotation.everything.all()._raw_delete("default")
    Story.objects.create(slug="another", title="Another")
    call_command("import_format", file, story="another", create=True)
    assert len(before) > 10
    assert rows("another") == before
    assert set(Annotation.objects.values_list("origin", flat=True)) == {"import"}


def test_an_edition_that_this_desk_has_not_is_told_and_todays_taken(desk, story, tmp_path, capfd):
    two_editions()
    file = tmp_path / "desk.jsonld"
    call_command("export_format", "w3c", story=story.slug, output=file)
    CodebookEdition.objects.filter(number=2).delete()
    Placement.objects.all().delete()
    Decision.objects.all().delete()
    Annotation.everything.all()._raw_delete("default")
    call_command("import_format", file, story=story.slug, create=True)
    told = [line for line in capfd.readouterr().err.splitlines() if "codebook" in line]
    assert len(told) == 1
    assert "no edition 2 of the codebook, only up to 1: today's is taken" in told[0]
    assert set(Annotation.objects.values_list("codebook_edition", flat=True)) == {1}


def test_a_label_that_is_unknown_here_is_asked_for(story, ada, article, tmp_path):
    file = tmp_path / "theirs.json"
    file.write_text(THEIRS)
    before = counts()
    with pytest.raises(CommandError) as told:
        call_command("import_format", file, story=story.slug)
    assert told.value.returncode == 1
    assert "--label Person=entity-person" in str(told.value)
    assert "--annotator 'Erin Example'=USERNAME" in str(told.value)
    assert counts() == before


def test_marks_without_a_text_are_placed_by_their_quotes(
    story, ada, article, labels, tmp_path, capfd
):
    Article.objects.filter(pk=article.pk).update(url="https://outlet.example/story")
    file = tmp_path / "theirs.json"
    file.write_text(THEIRS)
    call_command("import_format", file, story=story.slug, label=["Person=entity-person"], annotator=["Erin Example=ada"], create=True)  # fmt: skip
    [made] = Annotation.objects.filter(label="entity-person")
    assert (made.quote, made.annotator, made.note) == ("Ka", ada, "Second of them")
    assert made.start == article.text.index("Kasur")


THEIRS = """{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://notes.example/1", "type": "Annotation",
 "creator": {"type": "Person", "name": "Erin Example"},
 "body": [{"type": "TextualBody", "value": "Person", "purpose": "tagging"}, {"type": "TextualBody", "value": "Second of them", "purpose": "commenting"}],
 "target": {"source": "https://outlet.example/story",
  "selector": [{"type": "TextQuoteSelector", "exact": "Ka"}, {"type": "TextPositionSelector", "start": 99999, "end": 100007}]}}"""
