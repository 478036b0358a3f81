"""Find what the agreement page can say of a choice: what is kept, else what few articles add up to.

A choice that no part is kept of is added up from its articles' own figures, where they are few
enough for a page: more would be read and computed for as long as a story is large.
"""

from collections.abc import Collection
from itertools import combinations
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict

from annotator.machines.counting import submitted_by
from annotator.people.models import User
from annotator.reconciliation.agreement.article_figures import (
    ArticleShare,
    Choice,
    article_shares,
)
from annotator.reconciliation.agreement.forms import Known
from annotator.reconciliation.agreement.keeping.parts import pair_named
from annotator.reconciliation.agreement.kept import compared_articles, kept_overview, part_name
from annotator.reconciliation.agreement.overview import Overview, overview
from annotator.reconciliation.agreement.pairs import PairOrder
from annotator.reconciliation.agreement.statistics.figures import Pair
from annotator.reconciliation.agreement_models import AgreementPart, ArticleAgreement, Scope
from annotator.reconciliation.models import Tally
from annotator.text import plain_number
from annotator.vocabulary.models import Kind, Label
from articles.models import Source, Story

MOST = 500
"""Articles that are added up for a page. Their figures take it a quarter of a second."""
FEW = 30
"""Pairs that make a menu; of more, one is chosen in their table."""


class VisibleStory(NamedTuple):
    """A story as one member sees it: without the articles that they have still to read."""

    story: Story
    hidden: frozenset[int]

    def compared(self, kind: str) -> QuerySet[ArticleAgreement]:
        """Return the articles that two have read and the member may see."""
        return compared_articles(self.story, kind).exclude(article__in=self.hidden)

    def hides(self, kind: str) -> bool:
        """Tell whether what is kept of the story counts articles that the member must not see."""
        among = compared_articles(self.story, kind).filter(article__in=self.hidden)
        return bool(self.hidden) and among.exists()


def overview_of(
    seen: VisibleStory, choice: Choice, order: PairOrder = PairOrder.LEAST, of: int | None = None
) -> Overview | None:
    """Return what the page shows of the choice; None where it is neither kept nor of few articles.

    `order` and `of` are those of the pairs that are listed.
    """
    source = None
    if choice.source is not None:
        source = Source.objects.filter(slug=choice.source).values_list("pk", flat=True).first()
    hides = seen.hides(choice.kind)
    name = None if hides else part_name(choice, source)
    if name != (Scope.STORY, ""):
        shares = few_shares(seen, choice)
        if shares is not None:
            return overview(shares, choice, order, of)
    return kept_overview(seen.story, choice, name, order, of) if name else None


def few_shares(seen: VisibleStory, choice: Choice) -> list[ArticleShare] | None:
    """Return the articles of the choice that can be compared; None where they are too many."""
    keys = list(chosen_articles(seen, choice).values_list("article_id", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        return None
    return article_shares(Tally.objects.filter(article__in=keys))


def chosen_articles(seen: VisibleStory, choice: Choice) -> QuerySet[ArticleAgreement]:
    """Return the articles of the choice that two have read, or both of the pair."""
    rows = seen.compared(choice.kind)
    if choice.source is not None:
        rows = rows.filter(article__source__slug=choice.source)
    if choice.article is not None:
        rows = rows.filter(article=choice.article)
    if choice.since:
        rows = rows.filter(day__gte=choice.since)
    if choice.until:
        rows = rows.filter(day__lte=choice.until)
    for one in choice.pair or ():
        rows = rows.filter(submitted_by(one))
    return rows


def known_to(seen: VisibleStory, given: QueryDict, labels: Collection[Label]) -> Known:
    """Return what an address may name: sources, and of articles and pairs those that it names."""
    parts = AgreementPart.objects.filter(story=seen.story, kind=Kind.CLAIM)
    keys = parts.filter(scope=Scope.SOURCE).values_list("which", flat=True)
    sources = Source.objects.filter(pk__in=[int(key) for key in keys]).order_by("name", "slug")
    counted = ArticleAgreement.objects.filter(story=seen.story, kind=Kind.CLAIM)
    article = plain_number(given.get("article"))
    asked = counted.none()
    if article is not None:
        asked = counted.filter(article=article).exclude(article__in=seen.hidden)
    return Known(
        labels,
        list(sources.values_list("slug", "name")),
        list(asked.values_list("article_id", "article__title")),
        _pairs(seen, given.get("pair", "")),
        _annotator(seen, given.get("annotator", "")),
    )


def _pairs(seen: VisibleStory, asked: str) -> dict[str, Pair]:
    """Return the pairs by their names: all where they are few, and the one that is asked for."""
    parts = AgreementPart.objects.filter(story=seen.story, kind=Kind.CLAIM, scope=Scope.PAIR)
    few = [pair_named(which) for which in parts.values_list("which", flat=True)[: FEW + 1]]
    keys = set() if len(few) > FEW or seen.hides(Kind.CLAIM) else set(few)
    names = asked.split(",")
    if len(names) == 2 and "\0" not in asked:
        people = User.objects.filter(username__in=names).order_by("pk").values_list("pk", flat=True)
        keys |= {(one, two) for one, two in combinations(people, 2) if _met(seen, one, two)}
    found = User.objects.filter(pk__in={key for pair in keys for key in pair}).order_by()
    named = dict(found.values_list("pk", "username"))
    return {f"{named[one]},{named[two]}": (one, two) for one, two in sorted(keys)}


def _met(seen: VisibleStory, one: int, two: int) -> bool:
    """Tell whether both have submitted an article that the member may see."""
    return seen.compared(Kind.CLAIM).filter(submitted_by(one), submitted_by(two)).exists()


def _annotator(seen: VisibleStory, username: str) -> tuple[str, int] | None:
    """Return the name and the key of an annotator who has submitted something of the story."""
    if not username or "\0" in username:
        return None
    named = User.objects.filter(username=username).order_by().values_list("username", "pk").first()
    if named is None:
        return None
    counted = ArticleAgreement.objects.filter(story=seen.story, kind=Kind.CLAIM)
    there = counted.exclude(article__in=seen.hidden).filter(submitted_by(named[1]))
    return named if there.exists() else None
