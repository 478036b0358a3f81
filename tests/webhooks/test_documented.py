"""docs/webhooks.md: its examples are what is sent, its ten lines verify it."""

import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

from annotator.annotations.revision.actions import revise
from annotator.background.events import EventKind, tell
from annotator.webhooks import delivering
from annotator.webhooks.actions import BOTH_HOLD, MOST
from annotator.webhooks.models import WebhookMessage
from annotator.webhooks.payload import body_of
from annotator.webhooks.signing import headers_of, new_seed, secret_of, written
from articles.versions.actions import NewText
from tests.comparison.sources import ask
from tests.conftest import TEXT
from tests.webhooks.receivers import hook

DOC = (Path(__file__).resolve().parents[2] / "docs/webhooks.md").read_text()
EXAMPLES = {
    one["type"]: one for one in map(json.loads, re.findall(r"```json\n(.+?)```", DOC, re.S))
}
[LINES] = re.findall(r"```python\n(.+?)```", DOC, re.S)


def shape(told):
    """The names of what is told, at any depth, in order."""
    return {name: shape(value) for name, value in told.items()} if isinstance(told, dict) else ...


@pytest.mark.django_db
def test_the_examples_are_what_is_sent(story, mo, article, reading, labels):
    hook(story, mo)
    cost = ask(story)
    row = {"state": "conflict", "before": "agree", "settled": "agree"}
    tell(EventKind.ROW_CHANGED, story.pk, {cost.pk: row})
    for kind in (EventKind.ARTICLE_ADDED, EventKind.ARTICLE_SETTLED, EventKind.READING_SUBMITTED):
        tell(kind, story.pk, {article.pk: {}})
    revise(article, mo, NewText(article.title, TEXT.replace("noon", "one")))
    sent = {
        one.kind: json.loads(body_of(one.kind, one.at, one.facts, "https://desk.example"))
        for one in WebhookMessage.objects.all()
    }
    told_alike = {"article.settled": EXAMPLES["article.added"]}
    assert set(sent) == {kind.value for kind in EventKind}
    for kind, body in sent.items():
        assert shape(body) == shape(EXAMPLES.get(kind) or told_alike[kind]), kind


def test_every_event_is_told_of():
    rows = re.findall(r"^\| `([a-z.]+)` \|", DOC, re.M)
    assert rows == [*(kind.value for kind in EventKind), "webhook.test"]


def test_the_ten_lines_verify_what_is_sent():
    assert len([line for line in LINES.splitlines() if line]) <= 10
    names: dict = {}
    exec(LINES, names)
    is_genuine, seeds = names["is_genuine"], [new_seed(), new_seed()]
    body, now = b'{"type":"x"}', int(timezone.now().timestamp())
    headers = headers_of("msg_1", now, body, seeds)
    for seed in seeds:
        assert is_genuine(written(secret_of(seed)), headers, body)
    assert not is_genuine(written(secret_of(new_seed())), headers, body)
    assert not is_genuine(written(secret_of(seeds[0])), headers, body + b" ")
    assert not is_genuine(
        written(secret_of(seeds[0])), headers_of("msg_1", now - 900, body, seeds), body
    )


def test_the_figures_are_those_of_the_code():
    pauses = [round(pause.total_seconds()) for pause in delivering.PAUSES]
    assert pauses == [5, 300, 1800, *(3600 * hours for hours in (2, 5, 10, 14, 20, 24))]
    told = {
        "within 15 seconds": delivering.LIMITS.total == 15,
        "first 1,000 bytes": delivering.LIMITS.size == 1000,
        "three days without": delivering.OFF_AFTER.days == 3,
        "kept for 30 days": delivering.KEPT.days == 30,
        "for a week": delivering.REMOVED_KEPT.days == 7,
        "for a day each": BOTH_HOLD.days == 1,
        "twenty webhooks": MOST == 20,
        "half an hour apart": delivering.LONGEST_REST.total_seconds() == 1800,
    }
    plain = " ".join(DOC.split())
    assert {words: words in plain and so for words, so in told.items()} == dict.fromkeys(told, True)
