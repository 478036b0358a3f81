"""A desk to break: labels, articles, people and who reads what, made by the project's actions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from threading import Lock
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from annotator.people.models import User
    from articles.models import Article

PASSWORD = "only-for-the-faults"
NAMES = tuple(f"reader-{number}" for number in range(1, 9))
STORY = "the-strait"
READERS = 2
"""How many are to read what is imported."""
SCRIBE, ARCHIVIST = "scribe", "archivist"
"""Whose labels come in by files; who takes tables away."""
EARLIER, JUDGES = ("earlier-1", "earlier-2"), ("judge-1", "judge-2")
# Words of every width in UTF-16, so that offsets would show it.
WORDS = ("harbour", "пролив", "🚢", "price", "كلم", "minister", "1,100", "strike", "海峡", "tender")
ARTICLES, LENGTH = 8, 900
TO_SETTLE, PLACES, PAIRS = 3, 30, 6
Work = tuple[int, str, int, int, str]


@dataclass(frozen=True)
class Pair:
    """Two names that are merged and parted again: the one that is kept, the other, its mentions."""

    kept: str
    other: str
    mentions: frozenset[str]


@dataclass(frozen=True)
class Material:
    """What the people work on.

    The articles to be marked, by key, with their text; the slugs of the labels; the articles to be
    settled; the names to be merged.
    """

    articles: dict[int, str]
    labels: list[str]
    to_settle: list[int]
    pairs: list[Pair]


def build() -> Material:
    """Make the desk. Needs a migrated database."""
    from annotator.annotations.assignments import bulk
    from annotator.desk import actions as desk
    from annotator.people.models import User
    from annotator.vocabulary.actions import load_default_labels
    from annotator.vocabulary.models import Label
    from articles.actions import store
    from articles.intake.drafts import Draft
    from articles.models import Article

    load_default_labels()
    manager = User.objects.create_superuser("manager", password=PASSWORD)
    story = desk.found_story("The strait", "", READERS, manager)

    def members(names: Iterable[str], role: str) -> list[User]:
        made = [User.objects.create_user(name, password=PASSWORD) for name in names]
        for one in made:
            desk.add_member(story, one, [role], manager)
        return made

    readers = members([*NAMES, SCRIBE], "annotator")
    earlier = members(EARLIER, "annotator")
    members(JUDGES, "adjudicator")
    members([ARCHIVIST], "manager")
    drafts = [
        Draft(f"article {n}", source="The Harbour Post", title=f"Part {n}", text=text(n))
        for n in range(ARTICLES + TO_SETTLE)
    ]
    store(story, drafts)
    articles = list(Article.objects.order_by("pk"))
    to_read, to_settle = articles[:ARTICLES], articles[ARTICLES:]
    bulk.assign_many(to_read, readers, manager)
    bulk.assign_many(to_settle, earlier, manager)
    return Material(
        {article.pk: article.text for article in to_read},
        list(Label.objects.order_by("pk").values_list("pk", flat=True)),
        [article.pk for article in to_settle],
        read_before(to_settle, earlier, manager),
    )


def read_before(articles: Sequence["Article"], readers: Sequence["User"], by: "User") -> list[Pair]:
    """Submit readings of the articles, which differ at each place; each mentions names."""
    from annotator.annotations.assignments.actions import submit
    from annotator.annotations.recording.actions import highlight
    from annotator.vocabulary.actions import make_entity
    from annotator.vocabulary.models import Kind, Label

    labels = Label.objects.filter(kind=Kind.ENTITY).order_by("pk").values_list("pk", flat=True)
    names = [(make_entity(f"Company {n}", by), make_entity(f"Firm {n}", by)) for n in range(PAIRS)]
    mentions: list[list[str]] = [[] for _ in names]
    for article in articles:
        words = words_of(article.text)
        for reader, label in zip(readers, labels[: len(readers)], strict=True):
            for at in range(PLACES):
                start, end = words[3 * at]
                id, which = uuid4(), at % PAIRS
                highlight(
                    article, reader, id=id, label=label, start=start, end=end,
                    quote=article.text[start:end], details={"entity": names[which][1]},
                )  # fmt: skip
                mentions[which].append(str(id))
            submit(article, reader)
    return [
        Pair(kept.slug, other.slug, frozenset(ids))
        for (kept, other), ids in zip(names, mentions, strict=True)
    ]


def words_of(body: str) -> list[tuple[int, int]]:
    """Return where each word of the text stands."""
    at, spans = 0, []
    for word in body.split():
        at = body.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def text(number: int) -> str:
    words = [WORDS[(number + index * 7 + index // 10) % len(WORDS)] for index in range(LENGTH)]
    lines = [" ".join(words[first : first + 60]) for first in range(0, LENGTH, 60)]
    return f"Part {number}.\n" + "\n".join(lines) + "\n"


class Shared(Iterator[Work]):
    """What several people take from, one at a time."""

    def __init__(self, work: Iterator[Work]) -> None:
        self.left, self.lock = work, Lock()

    def __next__(self) -> Work:
        with self.lock:
            return next(self.left)


def work(articles: dict[int, str], labels: list[str]) -> Iterator[Work]:
    """One highlight after another, none twice: article, label, start, end, quote."""
    return Shared(_work(articles, labels))


def _work(articles: dict[int, str], labels: list[str]) -> Iterator[Work]:
    spans = {key: words_of(body) for key, body in articles.items()}
    for label, place, key in product(labels, range(LENGTH), articles):
        start, end = spans[key][place]
        yield key, label, start, end, articles[key][start:end]
