"""`manage.py machine_read` reads here and now, and says in words what goes wrong."""

import io

import pytest
from django.core.management import CommandError, call_command

from annotator.background.work import Progress
from annotator.machines.models import MachineReading, MachineRun, RunCarrier, RunState
from annotator.machines.runs import actions
from annotator.machines.runs.reading import carry_out
from tests.machines.making import machine_for
from tests.machines.runs.engine import Failing

pytestmark = pytest.mark.django_db


def run(*words: object, reader: str = "machine-cues") -> str:
    out = io.StringIO()
    about = ("--story", "pipeline", "--reader", reader)
    call_command("machine_read", *about, *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def test_it_reads_all_that_is_due(machine, article, other_article, labels, engine):
    assert run() == "2 read, 0 unchanged, 0 failed of 2.\n"
    with pytest.raises(CommandError, match="nothing has changed"):
        run()


def test_chosen_articles_by_somebody(machine, article, other_article, labels, engine, ada):
    assert "1 read" in run("--article", article.pk, "--by", "ada")
    assert MachineReading.objects.get().article == article
    assert MachineRun.objects.get().asked_by == ada


def test_what_fails_is_told_and_the_command_fails(machine, article, other_article, labels, engine):
    engine.before = Failing("Another text", again=False)
    with pytest.raises(CommandError, match="1 articles could not be read") as refused:
        run()
    assert refused.value.returncode == 1
    engine.before = lambda given: None
    assert "1 read" in run("--failed")


def test_interrupted_it_lets_its_article_go(machine, article, other_article, labels, engine):
    def interrupt(given):
        if len(engine.read_texts) == 2:
            raise KeyboardInterrupt

    engine.before = interrupt
    with pytest.raises(CommandError, match="What it has read is stored"):
        run()
    states = MachineReading.objects.order_by("article").values_list("state", flat=True)
    assert list(states) == ["submitted", "assigned"]
    stopped = MachineRun.objects.get()
    actions.go_on(stopped)
    assert carry_out(stopped, Progress(), carrier=RunCarrier.WORKER) == RunState.DONE


@pytest.mark.parametrize(
    "words, reader, told",
    [
        ([], "nobody", "has no machine reader “nobody”. It has: machine-cues"),
        (["--article", 987654321], "machine-cues", "no article 987654321"),
    ],
)
def test_wrong_usage(machine, article, words, reader, told):
    with pytest.raises(CommandError, match=told) as refused:
        run(*words, reader=reader)
    assert refused.value.returncode == 2
    assert not MachineRun.objects.exists()


def test_an_engine_that_is_not_there(story, mo, article, labels):
    machine_for(story, mo, "Away", engine="endpoint", options={"endpoint": "local"})
    with pytest.raises(CommandError, match="MACHINE_ENDPOINTS"):
        run(reader="machine-away")
