"""The registry's names where they stand in the text, as the workbench suggests them (pure: no
Django).

It finds what somebody has named before, and nothing else: no claim, nobody new, no pronoun.
"""

from collections.abc import Mapping
from typing import Any

from annotator.annotations.suggestions.name_matcher import NameOccurrence, occurrences
from annotator.machines.engines.options import OptionReader, no_model, no_prompt
from annotator.machines.engines.protocol import EngineAnswer, GivenArticle, ProposedSpan

ONE, SEVERAL = 0.9, 0.5
"""How sure it is of a name that one entity has, and of one that several have."""


class NamesEngine:
    """Marks each name of the registry with the label that its entity usually has."""

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return the names that stand in the article."""
        return EngineAnswer(tuple(named_in(given)))


def check_names(model: str, options: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return the options, of which there are none. Raises OptionsRefused."""
    no_model(model)
    no_prompt(prompt)
    return OptionReader(options).done()


def named_in(given: GivenArticle) -> list[ProposedSpan]:
    """Return the names of the registry that stand in the article and have a label."""
    usual = {one.entity: one.label for one in given.names}
    slugs = {one.slug for one in given.labels if one.kind == "entity"}
    places = occurrences(given.text, ((one.name, one.entity) for one in given.names))
    found = [_span(given.text, place, usual) for place in places]
    return [span for span in found if span.label in slugs]


def _span(text: str, place: NameOccurrence[str], usual: Mapping[str, str]) -> ProposedSpan:
    """Return the span of a name: where several have it, nobody is named, and their label only
    where all have the same."""
    labels = {usual[slug] for slug in place.keys}
    alone = len(place.keys) == 1
    return ProposedSpan(
        text[place.start : place.end],
        labels.pop() if len(labels) == 1 else "",
        place.start,
        place.end,
        {"entity": place.keys[0]} if alone else {},
        ONE if alone else SEVERAL,
    )
