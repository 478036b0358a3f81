"""What a machine read is stored in its own layer, and read again in its place."""

import pytest
from django.core.exceptions import ValidationError

from annotator.annotations.models import Annotation, ArticleProgress
from annotator.machines.models import MachineMark, MachineReadingState
from articles.models import Article
from tests.machines.making import machine_for, read_by, span

pytestmark = pytest.mark.django_db


def test_stored_in_a_layer_that_nobody_finds_by_chance(machine, article, labels):
    reading = read_by(machine, article, [span(article, "Karachi", "entity-place", confidence=0.5)])
    assert (reading.state, reading.marks) == (MachineReadingState.SUBMITTED, 1)
    assert not Annotation.objects.exists()
    assert not Annotation.everything.exists()
    mark = MachineMark.objects.select_related("annotation").get()
    assert (mark.annotation.quote, mark.confidence) == ("Karachi", 0.5)
    assert mark.annotation.history.count() == 1
    assert not ArticleProgress.objects.filter(article=article, readings__gt=0).exists()


def test_read_again_in_the_place_of_before(machine, article, labels):
    read_by(machine, article, [span(article, "Karachi", "entity-place")])
    read_by(
        machine,
        article,
        [span(article, "Karachi", "entity-place"), span(article, "Kasur", "entity-place")],
    )
    assert [one.quote for one in Annotation.machine_marks.order_by("start")] == ["Karachi", "Kasur"]
    assert Annotation.every_layer.count() == 3


def test_where_the_story_counts_it_its_readings_have_changed(story, mo, article, labels):
    read_by(machine_for(story, mo, counts=True), article)
    assert ArticleProgress.objects.get(article=article).readings == 1


def test_a_detail_that_does_not_fit_is_dropped_and_counted(machine, article, labels):
    wrong = span(article, "Karachi", "entity-place", details={"entity": "nobody"})
    reading = read_by(machine, article, [wrong, span(article, "Kasur", "entity-place")])
    assert (reading.marks, reading.dropped) == (1, {"a detail does not fit": 1})


def test_a_text_that_was_corrected_meanwhile_is_refused(machine, article, labels):
    Article.objects.filter(pk=article.pk).update(version=2)
    with pytest.raises(ValidationError, match="corrected"):
        read_by(machine, article, [span(article, "Karachi", "entity-place")])
    assert not Annotation.every_layer.exists()
