"""A desk to break: labels, articles, people and who reads what, made by the project's actions."""

from collections.abc import Iterator
from itertools import product

PASSWORD = "only-for-the-faults"
NAMES = tuple(f"reader-{number}" for number in range(1, 9))
# Words of every width in UTF-16, so that offsets would show it.
WORDS = ("harbour", "пролив", "🚢", "price", "كلم", "minister", "1,100", "strike", "海峡", "tender")
ARTICLES, LENGTH = 8, 900
Work = tuple[int, str, int, int, str]


def build() -> tuple[dict[int, str], list[str]]:
    """Articles by key, with their text, and the slugs of the labels. Needs a migrated database."""
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
    readers = [User.objects.create_user(name, password=PASSWORD) for name in NAMES]
    story = desk.found_story("The strait", "", len(NAMES), manager)
    for reader in readers:
        desk.add_member(story, reader, ["annotator"], manager)
    drafts = [
        Draft(f"article {n}", source="The Harbour Post", title=f"Part {n}", text=text(n))
        for n in range(ARTICLES)
    ]
    store(story, drafts)
    articles = list(Article.objects.order_by("pk"))
    bulk.assign_many(articles, readers, manager)
    labels = list(Label.objects.order_by("pk").values_list("pk", flat=True))
    return {article.pk: article.text for article in articles}, labels


def text(number: int) -> str:
    words = [WORDS[(number + index * 7 + index // 10) % len(WORDS)] for index in range(LENGTH)]
    lines = [" ".join(words[first : first + 60]) for first in range(0, LENGTH, 60)]
    return f"Part {number}.\n" + "\n".join(lines) + "\n"


def work(articles: dict[int, str], labels: list[str]) -> Iterator[Work]:
    """One highlight after another, none twice: article, label, start, end, quote."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for key, body in articles.items():
        at, spans[key] = 0, []
        for word in body.split():
            at = body.index(word, at)
            spans[key].append((at, at + len(word)))
            at += len(word)
    for label, place, key in product(labels, range(LENGTH), articles):
        start, end = spans[key][place]
        yield key, label, start, end, articles[key][start:end]
