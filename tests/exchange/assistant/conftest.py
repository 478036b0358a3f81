"""Two sources that give different lengths, settled; a third that somebody has read, and nobody settled."""

from types import SimpleNamespace

import pytest

from annotator.annotations.models import Annotation
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, settle, telling
from tests.reconciliation.conftest import mark, submit


@pytest.fixture
def desk(story, labels, ada, bo, cy, mo):
    length = ask(story)
    open_question = ask(story, "cost", wording="What will it cost?")
    post = telling(story, "Post", "800", ada, length)
    globe = telling(story, "Globe", "1100", ada, length)
    unsettled = telling(story, "Herald", "5000", ada, length)
    mark(unsettled, ada, "So it ends", "claim-event", question=open_question, note="note-7f3a")
    for article in (post, globe):
        settle(article, *Annotation.objects.filter(article=article))
    rows_ready()
    return SimpleNamespace(
        story=story,
        length=length,
        post=post,
        globe=globe,
        unsettled=unsettled,
        mark=mark,
        submit=submit,
    )
