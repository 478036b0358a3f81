"""A long article that is corrected in many places, and what its annotations cost then.

Read and drawn as a page does it, and placed in the corrected text.
"""

import random

from annotator.annotations.drawing.html import draw_cards, draw_text, marks
from annotator.annotations.workbench.reading import looks, own_rows
from annotator.people.models import User
from articles.models import Article
from articles.text import blocks
from articles.versions.anchoring import AnchorOutcome, place
from articles.versions.difference import difference

SEED = 44
EVERY = 12
"""Of so many sentences one is corrected: a figure, a word, a negation, or the sentence goes."""


def corrected(text: str) -> str:
    """Return the text with corrections throughout, a paragraph added and another one moved."""
    chance = random.Random(SEED)
    paragraphs = []
    for paragraph in text.split("\n\n"):
        told = [
            _corrected(sentence, chance) if chance.randrange(EVERY) == 0 else sentence
            for sentence in paragraph.split(". ")
        ]
        paragraphs.append(". ".join(sentence for sentence in told if sentence))
    paragraphs.insert(len(paragraphs) // 3, "Nobody at the ministry would comment on Sunday.")
    paragraphs.append(paragraphs.pop(len(paragraphs) // 2))
    return "\n\n".join(paragraphs)


def _corrected(sentence: str, chance: random.Random) -> str:
    words = sentence.split(" ")
    at = chance.randrange(len(words))
    kind = chance.randrange(4)
    if kind == 0:
        words[at] = f"{chance.randrange(10, 9000):,}"
    elif kind == 1:
        words[at] = "somebody"
    elif kind == 2:
        words.insert(at, "not")
    else:
        words = []
    return " ".join(words)


class LongArticle:
    """The longest article, what it was corrected to, and the annotations of whoever has most."""

    def __init__(self) -> None:
        self.article = Article.objects.order_by("-word_count")[0]
        self.reader = User.objects.get(username="reader0")
        self.new = corrected(self.article.text)
        rows = own_rows(self.article, self.reader)
        self.spans = [(row["start"], row["end"]) for row in rows]

    def read_and_draw(self) -> None:
        """Read the text and its annotations, and draw both."""
        article = Article.objects.get(pk=self.article.pk)
        rows, tags = own_rows(article, self.reader), looks()
        assert draw_text(list(blocks(article.text)), marks(rows, tags))
        assert draw_cards(rows, tags)

    def compare(self) -> None:
        """Tell by word what was corrected."""
        assert len(difference(self.article.text, self.new)) > 1

    def place(self) -> None:
        """Place each annotation in the corrected text."""
        found = place(self.article.text, self.new, self.spans)
        assert {one.outcome for one in found} >= {AnchorOutcome.CARRIED, AnchorOutcome.REVIEW}
