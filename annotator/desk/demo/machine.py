"""Let a machine read the demo, before people do: the engine that ships with the project. Another
one, which nobody has, asserts contradictions: `leads.json`."""

from pathlib import Path

from annotator.background.work import Progress
from annotator.comparison.leads.intake.actions import store_leads
from annotator.comparison.leads.intake.lead_rows import read_leads
from annotator.comparison.leads.intake.plan import plan_leads
from annotator.machines.models import Engine, RunScope, Shows, StoryReader
from annotator.machines.readers.actions import change_settings, make_reader
from annotator.machines.runs.actions import ask_run
from annotator.machines.runs.reading import carry_out
from annotator.people.models import User
from articles.models import Story

LEADS = Path(__file__).with_name("leads.json")
NAME = "Cues"
UNAIDED = 50
"""Half of the readings see no suggestions: so few articles would else say nothing."""


def let_it_read(story: Story, by: User) -> StoryReader:
    """Make the machine reader, and let it read every article; its marks are suggested to whoever
    reads from now on, but to those whom the draw leaves out."""
    machine = make_reader(story, name=NAME, engine=Engine.CUES, by=by)
    _shown(machine, Shows.SUGGESTIONS, by)
    carry_out(ask_run(machine, RunScope.DUE, by), Progress())
    return machine


def show_its_lane(machine: StoryReader, by: User) -> None:
    """Show its marks from now on to whoever settles, and to nobody who reads."""
    _shown(machine, Shows.LANE, by)


def bring_leads(story: Story, by: User) -> None:
    """Take in what a machine asserts of the story; one of its quotes stands in no article."""
    file = read_leads(LEADS.name, LEADS.read_bytes())
    store_leads(plan_leads(story, file.rows), LEADS.name, by)


def _shown(machine: StoryReader, shows: Shows, by: User) -> None:
    change_settings(
        machine, shows=shows, unaided_percent=UNAIDED, daily_articles=None, most_cost=None, by=by
    )
