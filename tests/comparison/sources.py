"""Articles of several sources that answer one question, made beneath the actions."""

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation, ArticleProgress, Layer, Stage
from annotator.people.models import User
from annotator.vocabulary.models import Question
from articles.models import Article, Story
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit


def ask(story: Story, slug: str = "length", **details) -> Question:
    given = {"wording": "How long is it?", "type": "quantity", "unit": "km", "tolerance": 0.02}
    return Question.objects.create(story=story, slug=slug, **given | details)


def claim(
    article: Article, by: User, words: str, question: Question, number="", unit="km", **details
) -> Annotation:
    return mark(
        article, by, words, "claim-quantity", question=question, value=words, value_low=number,
        value_high=number, value_bounds="[]", unit=unit, **details,
    )  # fmt: skip


def telling(story: Story, source: str, number: str, by: User, question: Question, **d) -> Article:
    """An article of a source, submitted, that gives this number of kilometres."""
    words = f"{number} km"
    # Enough words of its own that no two articles are copies of one another.
    own = " ".join(f"{source.lower()}-{n}" for n in range(40))
    # So too with the sentence.
    said = f"By the {source} it is {words} in the {source}."
    text = f"{own}. It was said on Monday. {said} So it ends.\n"
    article = make_article(story, source, f"{source} tells", text)
    claim(article, by, words, question, number, **d)
    submit(article, by)
    return article


def settle(article: Article, *claims: Annotation) -> None:
    """The article is finished, and these claims are its gold."""
    keys = [one.pk for one in claims]
    Annotation.objects.filter(pk__in=keys).update(layer=Layer.GOLD)
    ArticleProgress.objects.filter(pk=article.pk).update(stage=Stage.FINISHED)
    article_progress.decisions_changed(article.pk)
