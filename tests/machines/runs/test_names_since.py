"""A machine that goes by the registry learns what is new in it, where it stands in the text."""

import pytest

from annotator.annotations.models import Annotation
from annotator.annotations.revision.actions import revise
from annotator.background.work import Progress
from annotator.exchange.tables.labels import machine_marks_today
from annotator.machines.models import Engine, MachineReading
from annotator.machines.readers.page import listed, numbers_of
from annotator.machines.runs import actions, reading
from annotator.machines.runs.actions import RunRefused
from annotator.vocabulary.actions import get_or_make_entity
from annotator.vocabulary.models import Alias
from articles.versions.actions import NewText
from tests.conftest import make_article
from tests.machines.making import machine_for
from tests.machines.test_given import settle

pytestmark = pytest.mark.django_db


def read_due(wanted, by, scope="due"):
    run = actions.ask_run(wanted, scope, by)
    reading.carry_out(run, Progress())
    run.refresh_from_db()
    return run.read, run.unchanged


@pytest.fixture
def names(story, mo, article, labels, cy):
    """It has read one article that names Karachi and one that does not."""
    make_article(story, title="Elsewhere", text="Nobody is named here.")
    get_or_make_entity("Kasur", cy)
    wanted = machine_for(story, mo, "Names", engine=Engine.NAMES)
    read_due(wanted, mo)
    return wanted


def test_a_new_name_is_read_where_it_stands(names, other_article, story, cy, mo):
    read_due(names, mo)  # the other article
    with pytest.raises(RunRefused, match="nothing has changed since"):
        read_due(names, mo)
    karachi = get_or_make_entity("Karachi", cy)
    settle(other_article, karachi, "entity-place", cy)
    assert numbers_of(names, None, ()).behind == listed(story, None, ()).get().behind == 3
    before = dict(MachineReading.objects.values_list("article__title", "submitted_at"))
    read, unchanged = read_due(names, mo)
    assert read + unchanged == 3
    marked = Annotation.machine_marks.filter(entity=karachi).values_list(
        "article__title", flat=True
    )
    assert "Pipeline talks" in marked
    after = dict(MachineReading.objects.values_list("article__title", "submitted_at"))
    assert after["Elsewhere"] == before["Elsewhere"], "whoever has begun it keeps what they see"
    assert after["Pipeline talks"] > before["Pipeline talks"]


def test_an_alias_is_one_and_other_engines_mind_neither(names, story, cy, mo, engine):
    others = machine_for(story, mo, "Other", engine=Engine.SPACY)
    read_due(others, mo)
    Alias.objects.create(entity=get_or_make_entity("Kasur", cy), name="Karachi")
    assert numbers_of(names, None, ()).behind == 2
    assert numbers_of(others, None, ()).behind == 0


def test_what_is_read_as_it_was_before_stands_in_the_text_of_today(names, story, article, cy, mo):
    """A text that is corrected, and corrected back, is the one that it read."""
    named = make_article(story, title="Named", text="Karachi, once more.\n")
    settle(named, get_or_make_entity("Karachi", cy), "entity-place", cy)
    read_due(names, mo)
    kept = Annotation.machine_marks.filter(text_version=1, article=article).count()
    assert kept
    first = article.text
    for text in (first + "One more line.\n", first):
        article.refresh_from_db()
        revise(article, cy, NewText(article.title, text))
    assert not Annotation.machine_marks.filter(text_version=3).exists()
    _, unchanged = read_due(names, mo)
    assert unchanged >= 1
    assert Annotation.machine_marks.filter(text_version=3, article=article).count() == kept
    assert machine_marks_today().filter(article=article).count() == kept
