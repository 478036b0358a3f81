"""Two stories, people in every role, and something of every kind to be found."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.people.models import Membership
from annotator.search.index.writing import index_changes
from annotator.vocabulary.models import Alias, Entity, Question
from articles.models import Story
from tests.conftest import assign, make_article, person

TEXT = "The dam broke at noon, said Omar Reza. The lake held 12 km³ of water.\nپائپ لائن\n"


def indexed() -> None:
    """Take all that waits into the index, as a worker would."""
    while index_changes():
        pass


def annotate(article, by, quote, label, layer="reading", **details) -> Annotation:
    """A mark on the words of an article, made beneath the actions."""
    start = article.text.index(quote)
    now = timezone.now()
    mark = Annotation(
        article=article, annotator=by, layer=layer, kind=label.kind, label=label, start=start,
        end=start + len(quote), quote=quote, created_at=now, updated_at=now, **details,
    )  # fmt: skip
    mark.save()
    return mark


@pytest.fixture
def desk(db, labels):
    """Two stories of one article each; in the first Bo has read, Cy settles, Ada has to read."""
    story = Story.objects.create(slug="dam", title="The dam", readers=2)
    other = Story.objects.create(slug="river", title="The river", readers=2)
    people = {}
    for name, roles in {
        "ada": ["annotator"], "bo": ["annotator"], "cy": ["adjudicator"], "mo": ["manager"],
        "di": ["annotator", "adjudicator"],
    }.items():  # fmt: skip
        people[name] = person(name)
        Membership.objects.create(story=story, user=people[name], **dict.fromkeys(roles, True))
    people["zed"] = person("zed")
    people["eve"] = person("eve")
    Membership.objects.create(story=other, user=people["eve"], manager=True)
    root = person("root", is_superuser=True, is_staff=True)
    article = make_article(story, "The Harbour Post", "A dam breaks", TEXT)
    elsewhere = make_article(other, "Daily Meridian", "A river floods", "The river rose by 3 m.\n")
    for name, state in {"ada": "in progress", "di": "assigned", "bo": "submitted"}.items():
        assign(article, people[name], state)
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza", description="An engineer.")
    Alias.objects.create(entity=omar, name="O. Reza")
    question = Question.objects.create(
        story=story,
        slug="volume",
        wording="How much water did it hold?",
        type="quantity",
        unit="km³",
    )
    secret = annotate(
        article, people["bo"], "12 km³", labels["claim-quantity"], question=question,
        value="12 km³ zebrastripe", value_low="12", value_high="12", value_bounds="[]",
        unit="km³", said_by=omar, note="A giraffeneck of a number.", flag="Is it flagpole?",
    )  # fmt: skip
    gold = annotate(
        article, people["cy"], "Omar Reza", labels["entity-person"], "gold", entity=omar
    )
    own = annotate(article, people["ada"], "dam broke", labels["claim-event"], note="My okapihoof.")
    indexed()
    return SimpleNamespace(
        story=story, other=other, article=article, elsewhere=elsewhere, omar=omar, secret=secret,
        question=question, gold=gold, own=own, root=root, labels=labels, **people,
    )  # fmt: skip
