"""A story that many sources cover: its articles are settled, its claims answer questions."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils import timezone

from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import (
    Annotation,
    ArticleProgress,
    Assignment,
    AssignmentState,
    Layer,
    Stage,
)
from annotator.people.models import Membership, User
from annotator.vocabulary.models import Entity, Label, Question
from articles.models import Article, Source, Story
from benchmarks import prose
from benchmarks.sizes import Compared

LENGTHS = (1000, 1000, 1000, 1000, 1010, 800)
"""What the articles say, in km: most agree, some within tolerance, some do not."""
SPEAKERS = 12
ENTITIES = 300
"""What is named: by one of some ten words each."""
DAYS = 300
BATCH = 10_000


class ManySources:
    """The story `sources`: one reader, one manager who settled what was read."""

    def __init__(self, sizes: Compared, chance: random.Random, words: list[str]) -> None:
        self.sizes, self.chance, self.words = sizes, chance, words
        self.now = timezone.now()
        self.story = Story.objects.create(slug="sources", title="Many sources", readers=1)
        self.label = Label.objects.get(slug="claim-quantity")

    def fill(self, reader: User, manager: User) -> Article:
        """Store the story; one of its settled articles."""
        Membership.objects.create(story=self.story, user=reader, annotator=True)
        Membership.objects.create(story=self.story, user=manager, manager=True)
        articles = self.articles()
        self.reader, self.manager = reader, manager
        asked = timezone.now()
        self.speakers = Entity.objects.bulk_create(
            Entity(slug=f"speaker-{n}", name=f"Speaker {n}") for n in range(SPEAKERS)
        )
        self.entities = Entity.objects.bulk_create(
            Entity(slug=f"named-{n}", name=f"Named {n}") for n in range(ENTITIES)
        )
        self.questions = Question.objects.bulk_create(
            Question(
                story=self.story, slug=f"line-{n}", wording=f"How long is line {n}?",
                type="quantity", unit="km", tolerance=0.02, asked_at=asked,
            )
            for n in range(self.sizes.questions)
        )  # fmt: skip
        read, settled = len(articles) * 19 // 20, len(articles) * 9 // 10
        self.read(articles[:read], settled)
        found = chain(self.claims(articles[:read], settled), self.named(articles[:read], settled))
        while batch := [claim for _, claim in zip(range(BATCH), found, strict=False)]:
            Annotation.objects.bulk_create(batch, batch_size=500)
        return articles[0]

    def articles(self) -> list[Article]:
        """One in twenty copies an earlier one's words."""
        sources = Source.objects.bulk_create(
            Source(name=f"Outlet {n}", slug=f"outlet-{n}") for n in range(self.sizes.sources)
        )
        made: list[Article] = []
        for n in range(self.sizes.articles):
            text = prose.article(self.chance, self.words, self.sizes.words)
            if n % 20 == 19:
                text = self.chance.choice(made).text + text[:200] + "\n"
            made.append(
                Article(
                    story=self.story, source=sources[n % len(sources)], title=f"Article {n}",
                    text=text, published_on=date(2022, 1, 1) + timedelta(n % DAYS),
                )
            )  # fmt: skip
            made[-1].seal()
        return Article.objects.bulk_create(made, batch_size=200)

    def read(self, articles: list[Article], settled: int) -> None:
        """All of these are submitted; the first `settled` of them are finished."""
        Assignment.objects.bulk_create(
            [
                Assignment(
                    article=article, annotator=self.reader, state=AssignmentState.SUBMITTED,
                    assigned_at=self.now, submitted_at=timezone.now(),
                )
                for article in articles
            ],
            batch_size=500,
        )  # fmt: skip
        count_readers(article.pk for article in articles)
        ArticleProgress.objects.bulk_create(
            [
                ArticleProgress(
                    article=article, story=self.story, readings=1, decisions=int(n < settled),
                    stage=Stage.FINISHED if n < settled else Stage.READING,
                )
                for n, article in enumerate(articles)
            ],
            batch_size=500,
        )  # fmt: skip

    def claims(self, articles: list[Article], settled: int) -> Iterator[Annotation]:
        """So many of each article, one in a hundred of them without a question."""
        for n, article in enumerate(articles):
            spans = prose.spans(self.chance, article.text, self.sizes.claims)
            asked = self.chance.sample(self.questions, self.sizes.claims)
            for question, (start, end) in zip(asked, spans, strict=True):
                number = str(self.chance.choice(LENGTHS))
                said_by = self.chance.choice(self.speakers) if self.chance.random() < 0.1 else None
                details: dict[str, Any] = {"modality": "asserted", "said_by": said_by}
                if self.chance.random() < 0.99:
                    details |= {
                        "question": question, "value": f"{number} km", "value_low": number,
                        "value_high": number, "value_bounds": "[]", "unit": "km",
                        "approximator": "exact",
                    }  # fmt: skip
                yield self.annotation(article, n < settled, self.label, start, end, **details)

    def named(self, articles: list[Article], settled: int) -> Iterator[Annotation]:
        """Yield single words that name an entity, always the same one, and stances in other places:
        half of an article's own voice, half of a speaker's."""
        entity, stances = (
            list(Label.objects.filter(kind=kind, active=True).order_by("slug"))
            for kind in ("entity", "stance")
        )
        called = {word: self.entities[n % ENTITIES] for n, word in enumerate(self.words)}
        for n, article in enumerate(articles):
            words = [word.span() for word in prose.WORD.finditer(article.text) if word[0] in called]
            for start, end in self.chance.sample(words, self.sizes.names):
                details = {"entity": called[article.text[start:end]]}
                yield self.annotation(article, n < settled, entity[0], start, end, **details)
            for start, end in prose.spans(self.chance, article.text, self.sizes.stances):
                holder = self.chance.choice(self.speakers) if self.chance.random() < 0.5 else None
                # Of most things nobody is for or against anything.
                about = {"stance_target": self.entities[self.chance.randrange(40)]}
                label = self.chance.choice(stances)
                yield self.annotation(
                    article, n < settled, label, start, end, stance_holder=holder, **about
                )

    def annotation(
        self, article: Article, settled: bool, label: Label, start: int, end: int, **details: Any
    ) -> Annotation:
        """Return what the reader marked, or what the manager settled it to be."""
        return Annotation(
            id=UUID(int=self.chance.getrandbits(128), version=4), article=article,
            annotator=self.manager if settled else self.reader,
            layer=Layer.GOLD if settled else Layer.READING, kind=label.kind, label=label,
            start=start, end=end, quote=article.text[start:end], created_at=self.now,
            updated_at=self.now, **details,
        )  # fmt: skip
