"""One made-up article that three annotators read differently in every way there is."""

from annotator.annotations.models import Annotation
from annotator.people.models import User
from annotator.vocabulary.models import Entity
from articles.models import Article, Story
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

PROSE = (
    "The envoy landed at noon. Mira Solano praised the canal, 310 kilometres long, that will cost "
    "about 4 billion crowns.\n"
    "“A new era begins,” said Solano. The Lake Board of Tarn doubts it; the Lake Board met on Monday. "
    "\n"
    "🎉 Work may start in May 2031, the ministry says, unless the harbour town objects. "
    "نہر 310 کلومیٹر لمبی ہے۔\n"
)


def article_of(story: Story) -> Article:
    return make_article(story, title="The canal", text=PROSE)


def mark_all(article: Article, a: User, b: User, c: User) -> dict[str, int]:
    """Mark the article as three people who differ would; returns the open places by type."""
    length = article.story.questions.create(slug="length", wording="How long?", type="quantity")
    cost = article.story.questions.create(slug="cost", wording="What does it cost?")
    mira = Entity.objects.create(slug="mira", name="Mira Solano")
    board = Entity.objects.create(slug="board", name="Lake Board")
    tarn = Entity.objects.create(slug="tarn", name="Tarn")

    def all_mark(words: str, label: str, nth: int = 0, **details) -> None:
        for who in (a, b, c):
            mark(article, who, words, label, nth, **details)

    # two places that all agree on
    all_mark("Mira Solano", "entity-person", entity=mira)
    all_mark("noon", "claim-event")
    # missed by one
    mark(article, a, "envoy", "entity-person")
    mark(article, b, "envoy", "entity-person")
    # edges, by a word
    for who in (a, b):
        mark(article, who, "about 4 billion crowns", "claim-quantity", question=cost)
    mark(article, c, "4 billion crowns", "claim-quantity", question=cost)
    # edges, by a quotation mark
    mark(article, a, "“A new era begins,”", "claim-event")
    mark(article, b, "A new era begins,", "claim-event")
    mark(article, c, "“A new era begins,”", "claim-event")
    # label
    for who, label in ((a, "entity-place"), (b, "entity-person"), (c, "entity-place")):
        mark(article, who, "ministry", label)
    # entity, and a label inside another span: Tarn in the Lake Board of Tarn
    for who, entity in ((a, board), (b, tarn), (c, board)):
        mark(article, who, "Lake Board of Tarn", "entity-place", entity=entity)
    mark(article, a, "Tarn", "entity-place", entity=tarn)
    # value
    for who, low in ((a, "310"), (b, "301"), (c, "310")):
        mark(
            article, who, "310 kilometres long", "claim-quantity", question=length,
            value=low, value_low=low, value_high=low, value_bounds="[]", unit="km",
        )  # fmt: skip
    # blank
    mark(article, a, "Solano", "entity-person", 1, entity=mira)
    mark(article, b, "Solano", "entity-person", 1)
    mark(article, c, "Solano", "entity-person", 1, entity=mira)
    # split: one long claim, or two
    mark(article, a, "Work may start in May 2031, the ministry says", "claim-event")
    mark(article, b, "Work may start in May 2031", "claim-event")
    mark(article, b, "the ministry says", "claim-event")
    mark(article, c, "Work may start in May 2031, the ministry says", "claim-event")
    # crossing stances, and the same words elsewhere in the text
    mark(article, a, "praised the canal", "stance-favour", stance_target=tarn)
    mark(article, b, "canal, 310 kilometres long", "stance-against")
    mark(article, a, "Lake Board", "entity-place", 0)
    mark(article, b, "Lake Board", "entity-place", 1)
    # in another script
    for who in (a, b, c):
        mark(article, who, "310 کلومیٹر", "claim-quantity", value="310")
    submit(article, a, b, c)
    return {
        "missed": 6, "edges": 2, "punctuation": 1, "label": 1, "details": 2, "blank": 1, "split": 1,
    }  # fmt: skip


def gold_of(article: Article) -> list[tuple[str, str]]:
    live = Annotation.objects.filter(article=article, layer="gold").order_by(
        "start", "end", "label"
    )
    return list(live.values_list("label_id", "quote"))
