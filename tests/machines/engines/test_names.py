"""The registry's names become spans, where it is known what they are."""

from annotator.machines.engines.names import NamesEngine
from annotator.machines.engines.protocol import GivenName
from tests.machines.double import given

TEXT = "Khan met Omar Reza in Karachi; who else?"


def read(*names):
    return [
        (one.quote, one.label, dict(one.details), one.confidence)
        for one in NamesEngine().read(given(TEXT, names=names)).spans
    ]


def test_a_name_has_the_label_that_its_entity_usually_has():
    names = GivenName("Karachi", "karachi", "entity-place"), GivenName("WHO", "who", "entity-place")
    assert read(*names) == [("Karachi", "entity-place", {"entity": "karachi"}, 0.9)]


def test_without_a_usual_label_it_is_not_proposed():
    assert read(GivenName("Karachi", "karachi"), GivenName("Khan", "khan", "entity-gone")) == []


def test_a_name_of_several_names_nobody():
    one, other = (
        GivenName("Khan", "imran", "entity-person"),
        GivenName("Khan", "yasmin", "entity-person"),
    )
    assert read(one, other) == [("Khan", "entity-person", {}, 0.5)]
    assert read(one, GivenName("Khan", "khan-town", "entity-place")) == []
