"""What else was suggested while a machine suggested: its figures are of all this help."""

from typing import NamedTuple

from annotator.machines.models import Engine, Shows, StoryReader
from annotator.machines.suggestions.rules import rules_of


class HelpBeside(NamedTuple):
    """Other help than one machine's that readings saw which were begun while it suggested."""

    machines: tuple[str, ...]
    """The other machines that suggested then, by name."""
    registry: bool
    """Whether the registry's names were suggested then as well."""


def help_beside(wanted: StoryReader) -> HelpBeside:
    """Return what was suggested beside this machine at any time at which it was to suggest: three
    statements at most."""
    rules = rules_of(wanted.story_id)
    others: set[int] = set()
    registry = False
    for moment in rules.moments():
        held = rules.at(moment)
        suggesting = {rule.of for rule in held if rule.shows == Shows.SUGGESTIONS}
        if wanted.pk in suggesting:
            others |= suggesting - {wanted.pk}
            # A machine that reads names stands in for them.
            registry |= not any(rule.engine == Engine.NAMES for rule in held)
    if not others:
        return HelpBeside((), registry)
    named = StoryReader.objects.filter(pk__in=others).order_by("reader__name", "pk")
    return HelpBeside(tuple(named.values_list("reader__name", flat=True)), registry)
