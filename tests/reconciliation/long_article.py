"""An article as long as is asked, which two people read: they agree on every fourth place."""

from uuid import uuid4

from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.annotations.recording.bulk_insert import store_many
from annotator.people.models import User
from articles.models import Article, Story
from tests.conftest import make_article
from tests.reconciliation.conftest import submit

FILLING = "Nobody marked anything here.\n"


def long_article(
    story: Story, first: User, second: User, *, places: int, lines: int = 0
) -> Article:
    """Return an article in which two people marked `places` places, each in a line of its own.

    In turn they agree, differ in the edges, differ in the label, and the second missed one. Lines
    without a place follow, until there are `lines`.
    """
    said = [f"Speaker {n} praised a pipeline of {n} kilometres.\n" for n in range(places)]
    text = "".join([*said, *[FILLING] * max(lines - places, 0)])
    article = make_article(story, "Long Post", f"Of {places} places", text)
    now = timezone.now()
    made, at = [], 0
    for n, line in enumerate(said):
        quote = f"a pipeline of {n} kilometres"
        start = at + line.index(quote)
        at += len(line)
        spans = [(first, "claim-quantity", start, quote)]
        if n % 4 == 1:
            spans.append((second, "claim-quantity", start + 2, quote[2:]))
        elif n % 4 != 3:
            label = "claim-event" if n % 4 == 2 else "claim-quantity"
            spans.append((second, label, start, quote))
        made += [
            Annotation(
                id=uuid4(), article=article, annotator=who, kind="claim", label_id=label,
                start=begin, end=begin + len(words), quote=words, value=f"{n} km",
                created_at=now, updated_at=now,
            )
            for who, label, begin, words in spans
        ]  # fmt: skip
    store_many(made, None)
    submit(article, first, second)
    return article
