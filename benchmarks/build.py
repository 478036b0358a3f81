"""Make the database and fill it with the desk that is measured; print where things are.

python -m benchmarks.build full|quick FOLDER [GROUP…], in the environment of the server.
"""

import io
import json
import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from annotator.annotations.models import Annotation, Assignment, AssignmentState  # noqa: E402
from annotator.annotations.recording.bulk_insert import store_assignments, store_many  # noqa: E402
from annotator.people.models import Membership, User  # noqa: E402
from annotator.vocabulary.models import Entity, Label, Question  # noqa: E402
from articles.models import Article, Source, Story  # noqa: E402
from benchmarks import prose  # noqa: E402
from benchmarks.many_sources import ManySources  # noqa: E402
from benchmarks.sessions import signed_in  # noqa: E402
from benchmarks.sizes import FULL, QUICK, Sizes  # noqa: E402

SEED = 20240229
COPIED = (
    "article", "kind", "label", "start", "end", "quote", "entity", "stance_target", "question",
    "value", "value_low", "value_high", "value_bounds", "unit", "approximator", "modality",
    "said_by", "created_at", "updated_at",
)  # fmt: skip
"""What two readings of one place have in common."""
NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)


class Desk:
    """One story with all articles, their readers and a manager; one registry, some questions."""

    def __init__(self, sizes: Sizes, folder: Path) -> None:
        self.sizes = sizes
        self.folder = folder
        self.chance = random.Random(SEED)
        self.words = prose.vocabulary(self.chance)
        call_command("load_vocabulary", stdout=io.StringIO())
        self.labels = list(Label.objects.order_by("slug"))
        self.story = Story.objects.create(
            slug="bench",
            title="Bench",
            readers=sizes.readers,
            guidelines="Mark what is said. " * 40,
        )
        self.sources = [
            Source.objects.create(name=f"Paper {n}", slug=f"paper-{n}") for n in range(8)
        ]
        self.readers = [self.person(f"reader{n}", annotator=True) for n in range(sizes.readers)]
        self.manager = self.person("manager", manager=True)
        self.entities = Entity.objects.bulk_create(
            Entity(slug=f"e-{n}", name=f"{self.words[n].capitalize()} {n}") for n in range(300)
        )
        self.questions = [
            Question.objects.create(
                story=self.story, slug=f"q-{n}", wording=f"How long is the {self.words[n]}?",
                type="quantity", unit="km",
            )
            for n in range(12)
        ]  # fmt: skip

    def person(self, name: str, **roles: bool) -> User:
        user = User.objects.create(username=name, password="!")
        Membership.objects.create(story=self.story, user=user, **roles)
        return user

    def drafts(self, number: int, words: int) -> list[dict[str, str]]:
        """Articles as a manifest has them."""
        return [
            {
                "source": self.chance.choice(self.sources).name,
                "title": " ".join(self.chance.choices(self.words, k=7)).capitalize(),
                "published_on": (date(2023, 1, 1) + timedelta(n % 400)).isoformat(),
                "language": "en",
                "url": f"https://example.org/{n}",
                "byline": "A. Reporter",
                "text": prose.article(self.chance, self.words, words),
            }
            for n in range(number)
        ]

    def articles(self) -> list[Article]:
        """All articles, the long one last."""
        by_name = {source.name: source for source in self.sources}
        rows = self.drafts(self.sizes.articles, self.sizes.words)
        rows += self.drafts(1, self.sizes.long_words)
        made = [
            Article(**row | {"source": by_name[row["source"]]}, story=self.story) for row in rows
        ]
        for article in made:
            article.seal()
        return Article.objects.bulk_create(made, batch_size=200)

    def reading(self, article: Article, by: User, number: int) -> list[Annotation]:
        """`number` annotations of one reader: half entities, a third claims, the rest stances."""
        return [
            self.annotation(article, by, start, end)
            for start, end in prose.spans(self.chance, article.text, number)
        ]

    def again(self, first: list[Annotation], by: User, spare: list[Annotation]) -> list[Annotation]:
        """Another's reading of the same article: most of the same places, some with other edges
        or another label, and for the rest the first of `spare`."""
        found: dict[tuple[int, int, str], Annotation] = {}
        for one in first:
            taken = {name: getattr(one, name) for name in COPIED} | {
                "id": UUID(int=self.chance.getrandbits(128), version=4), "annotator": by,
            }  # fmt: skip
            chance = self.chance.random()
            if chance < 0.15 and " " in one.quote:
                taken["quote"] = one.quote.rpartition(" ")[0]
                taken["end"] = one.span[0] + len(taken["quote"])
            elif chance < 0.25:
                alike = [label for label in self.labels if label.kind == one.kind]
                taken["label"] = self.chance.choice(alike)
            annotation = spare.pop() if chance > 0.8 else Annotation(**taken)
            while _place(annotation) in found:
                annotation = spare.pop()
            found[_place(annotation)] = annotation
        return list(found.values())

    def annotation(self, article: Article, by: User, start: int, end: int) -> Annotation:
        kind = self.chance.choices(["entity", "claim", "stance"], [3, 2, 1])[0]
        label = self.chance.choice([label for label in self.labels if label.kind == kind])
        quote = article.text[start:end]
        details: dict[str, Any] = {}
        if kind == "entity":
            details = {"entity": self.chance.choice(self.entities)}
        elif kind == "stance":
            details = {"stance_target": self.chance.choice(self.entities)}
        elif self.chance.random() < 0.7:
            number = str(self.chance.randint(1, 9000))
            details = {
                "question": self.chance.choice(self.questions), "value": f"{number} km",
                "value_low": number, "value_high": number, "value_bounds": "[]", "unit": "km",
                "approximator": "about", "modality": "asserted",
                "said_by": self.chance.choice(self.entities),
            }  # fmt: skip
        key = UUID(int=self.chance.getrandbits(128), version=4)
        return Annotation(
            id=key, article=article, annotator=by, kind=kind, label=label, start=start, end=end,
            quote=quote, created_at=NOW, updated_at=NOW, **details,
        )  # fmt: skip

    def fill(self) -> dict[str, int]:
        """Store everything; the articles that are asked for, by what they are."""
        *articles, long = self.articles()
        first, per_reader = self.readers[0], self.sizes.marks
        # A page shows one person's own reading: of this article one reader has made them all.
        alone = {
            articles[0].pk: per_reader * len(self.readers),
            articles[1].pk: per_reader,
            long.pk: self.sizes.long_marks,
        }
        assignments, batch = [], []
        for article in [*articles, long]:
            readers = [first] if article.pk in alone else self.readers
            number = alone.get(article.pk, per_reader)
            reading: list[Annotation] = []
            for user in readers:
                assignments.append(self.assignment(article, user, article.pk in alone))
                own = self.reading(article, user, number)
                reading = self.again(reading, user, own) if reading else own
                batch += reading
            if len(batch) > 3000:
                store_many(batch, None)
                batch = []
        store_many(batch, None)
        store_assignments(assignments, [], None)
        for place, article in (("sixty", articles[0]), ("long", long)):
            (self.folder / f"{place}.txt").write_text(article.text)
        sixty, twenty, settled = (articles[n].pk for n in range(3))
        return {
            "sixty": sixty, "twenty": twenty, "settled": settled, "long": long.pk,
            "floor": self.floor().pk,
        }  # fmt: skip

    def floor(self) -> Article:
        """Where the floor writes: an article of a story that no other measure looks at."""
        story = Story.objects.create(slug="floor", title="Floor")
        article = Article(story=story, source=self.sources[0], title="Floor", text="x\n")
        article.seal()
        article.save()
        return article

    def assignment(self, article: Article, user: User, still_open: bool) -> Assignment:
        state = AssignmentState.IN_PROGRESS if still_open else AssignmentState.SUBMITTED
        return Assignment(
            article=article, annotator=user, state=state, assigned_at=NOW,
            submitted_at=None if still_open else NOW,
        )  # fmt: skip


def _place(annotation: Annotation) -> tuple[int, int, str]:
    return *annotation.span, annotation.label_id


def main() -> None:
    sizes = {"full": FULL, "quick": QUICK}[sys.argv[1]]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    desk = Desk(sizes, Path(sys.argv[2]))
    places = desk.fill()
    with (desk.folder / "manifest.jsonl").open("w") as manifest:
        for row in desk.drafts(sizes.articles, sizes.words):
            manifest.write(json.dumps(row) + "\n")
    sessions = {"reader": signed_in(desk.readers[0]), "manager": signed_in(desk.manager)}
    if not sys.argv[3:] or "sources" in sys.argv[3:]:
        many = ManySources(sizes.compared, desk.chance, desk.words)
        places["outlet"] = many.fill(desk.readers[0], desk.manager).source_id
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as it does by itself after a while
    print(json.dumps({"articles": places, "sessions": sessions}))


if __name__ == "__main__":
    main()
