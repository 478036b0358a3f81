"""Whoever has still to read is answered the same, byte for byte, with and without a machine's reading;
where suggestions are shown, but in the one answer that holds them."""

import pytest
from django.urls import reverse

from annotator.machines.models import Shows
from tests.api.programs import program_of
from tests.conftest import plain
from tests.machines.making import machine_for, read_by
from tests.machines.suggestions.conftest import proposed
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(client, article, ada, reading, labels):
    """answers() is all that Ada's browser and her program are told of the article, by address."""
    mark(article, ada, "minister", "entity-person")
    program = program_of(ada)
    start = article.text.index("nearly")
    words = "nearly $3 billion"
    claim = {"start": start, "end": start + len(words), "text": words, "label": "claim-quantity"}

    def at(name, *more):
        return reverse(f"annotations:{name}", args=[article.pk, *more])

    asked = [
        (at("workbench"), {}), (at("suggestions"), {}), (at("my_history"), {}),
        (at("further", 0), {}), (at("entities"), {"q": "Omar"}), (at("proposals"), claim),
        (at("read_off"), {"text": words}), (article.story.get_absolute_url(), {}), ("/", {}),
    ]  # fmt: skip
    operations = [f"articles/{article.pk}", f"articles/{article.pk}/annotations"]

    def ask():
        told = {}
        for address, query in asked:
            answer = client.get(address, query)
            assert answer.status_code == 200, address
            text = answer.getvalue().decode() if answer.streaming else answer.content.decode()
            told[address] = (answer.get("X-Offline-Copy"), plain(text))
        for operation in operations:
            answer = program.get(operation)
            assert answer.status_code == 200, operation
            told[operation] = plain(answer.raw.decode())
        return told

    return ask


@pytest.mark.parametrize("shows", [Shows.NOTHING, Shows.LANE])
def test_nothing_of_it_shows(answers, article, story, mo, spans, shows):
    before = answers()
    read_by(machine_for(story, mo, shows=shows, unaided=0), article, spans)
    assert answers() == before


@pytest.mark.parametrize("unaided", [0, 100])
def test_suggestions_are_in_that_one_answer(answers, client, article, story, mo, spans, unaided):
    wanted = machine_for(story, mo, shows=Shows.SUGGESTIONS, unaided=unaided)
    before = answers()
    read_by(wanted, article, spans)
    after = answers()
    differing = [address for address in before if after[address] != before[address]]
    address = reverse("annotations:suggestions", args=[article.pk])
    assert differing == ([] if unaided else [address])
    assert proposed(client, article) == ([] if unaided else ["nearly $3 billion", "Omar Reza"])
