"""Where an annotation was accepted from a machine, its history names the machine."""

import re
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, Assignment
from annotator.annotations.recording import actions
from tests.conftest import assign
from tests.machines.suggestions.conftest import send
from tests.machines.suggestions.test_accepting import accepting

pytestmark = pytest.mark.django_db
TAKEN = "taken from Cues’ suggestion"


@pytest.fixture
def accepted(client, article, reading, marks):
    """The claim that the machine proposes, accepted by Ada."""
    assert send(client, article, accepting(client, article, marks[1])).status_code == 200
    return Annotation.objects.get()


def history(client, article) -> list[str]:
    """What the panel says of each change, newest first."""
    page = client.get(reverse("annotations:my_history", args=[article.pk])).content.decode()
    told = re.findall(r"<p><time.*?</p>", page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in told]


def test_its_history_names_the_machine(client, article, ada, accepted):
    [marked] = history(client, article)
    assert marked.endswith(f"Marked as Claim · quantity, {TAKEN}")


def test_what_was_changed_since_is_told_where_it_was(client, article, ada, accepted):
    actions.edit(article, ada, id=accepted.pk, base=1, label="claim-event")
    changed, marked = history(client, article)
    assert changed.endswith(f"Relabelled, {TAKEN} and changed")
    assert marked.endswith(TAKEN)


def test_what_was_from_nobody_says_nothing_and_costs_nothing(client, article, ada, reading, marks):
    start = article.text.index("noon")

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as found:
            history(client, article)
        return [one["sql"] for one in found if "machines_acceptedmark" in one["sql"]]

    actions.highlight(
        article, ada, id=uuid.uuid4(), label="claim-event", start=start, end=start + 4, quote="noon"
    )
    assert not any("suggestion" in line for line in history(client, article))
    assert statements() == []
    assert send(client, article, accepting(client, article, marks[1])).status_code == 200
    assert len(statements()) == 1


def settling(client, article) -> tuple[str, list[str]]:
    with CaptureQueriesContext(connection) as found:
        page = client.get(reverse("reconciliation:settle", args=[article.pk])).content.decode()
    asked = [one["sql"] for one in found if "machines_acceptedmark" in one["sql"]]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split()), asked


def test_who_settles_sees_it_once_the_reading_is_theirs_to_see(
    client, article, ada, accepted, bo, cy, as_user
):
    assign(article, bo, "submitted")
    assert "suggestion" not in settling(as_user(cy), article)[0]
    Assignment.objects.filter(annotator=ada).update(state="submitted", submitted_at=timezone.now())
    told, asked = settling(as_user(cy), article)
    assert re.search(f"[AB]: {TAKEN}(?! and)", told)
    assert len(asked) == 1
    Annotation.objects.update(proposed="changed")
    assert f"{TAKEN} and changed" in settling(as_user(cy), article)[0]
    Annotation.objects.update(proposed="")
    assert settling(as_user(cy), article)[1] == []
