"""What a machine is given of an article: the codebook of today, the story's questions, and the
registry's names for whoever wants them; and the hash of it, by which one knows that it changed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cached_property
from typing import Any, overload

from django.db.models import Count, OuterRef, Subquery

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.suggestions.name_matcher import occurrences
from annotator.machines.engines.protocol import (
    GivenArticle,
    GivenLabel,
    GivenName,
    GivenQuestion,
    ReaderMake,
)
from annotator.machines.engines.wire.asked import article_as_json, written
from annotator.machines.models import GIVEN_NAMES
from annotator.vocabulary.models import Alias, Entity, Kind, Label, Question
from articles.models import Article, Story

MENTIONS = 200
"""How many settled mentions of an entity are read to know its usual label."""


def given_article(article: Article, story: Story) -> GivenArticle:
    """Return what a machine is given of an article, its text loaded: two statements, and three
    more where the names are wanted."""
    labels = Label.objects.filter(active=True).order_by("kind", "position", "slug")
    asked = Question.objects.filter(story=story, active=True).order_by("wording", "pk")
    return GivenArticle(
        article.text,
        article.language,
        article.published_on,
        tuple(_label(one) for one in labels),
        tuple(_question(one) for one in asked),
        RegistryNames(article),
    )


def input_hash(given: GivenArticle, make: ReaderMake) -> str:
    """Return the SHA-256 of all that a machine is given, and of its make.

    Of the registry's names those that stand in the article, for engines that make something of
    them: three statements more. What is named elsewhere only changes nothing.
    """
    told: dict[str, Any] = {"article": article_as_json(given), "make": asdict(make)}
    if make.engine in GIVEN_NAMES and isinstance(given.names, RegistryNames):
        told["names"] = [asdict(name) for name in given.names.standing()]
    return hashlib.sha256(written(told)).hexdigest()


class RegistryNames(Sequence[GivenName]):
    """The names and aliases in use, asked for when somebody wants them.

    The usual label is told of those that stand in the article; it is counted in what is settled
    elsewhere, so that a reading of this article knows nothing of how it was settled.
    """

    def __init__(self, article: Article) -> None:
        self._article = article

    @overload
    def __getitem__(self, index: int) -> GivenName: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[GivenName]: ...
    def __getitem__(self, index: int | slice) -> GivenName | Sequence[GivenName]:
        return self._names[index]

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[GivenName]:
        return iter(self._names)

    def standing(self) -> list[GivenName]:
        """Return all names of the entities that are named in the article, in a fixed order."""
        named = [name for name in self._names if name.entity in self._standing]
        return sorted(named, key=lambda name: (name.entity, name.name))

    @cached_property
    def _names(self) -> list[GivenName]:
        usual = self._usual(self._standing)
        return [GivenName(name, slug, usual.get(slug, "")) for name, slug in self._named]

    @cached_property
    def _standing(self) -> set[str]:
        places = occurrences(self._article.text, self._named)
        return {key for place in places for key in place.keys}

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        entities = Entity.objects.filter(active=True).order_by("pk")
        aliases = Alias.objects.filter(entity__active=True).order_by("pk")
        return [
            *entities.values_list("name", "slug"),
            *aliases.values_list("name", "entity__slug"),
        ]

    def _usual(self, slugs: set[str]) -> dict[str, str]:
        """Return the label that each entity's mentions mostly have, where some are settled."""
        mentions = Annotation.objects.filter(
            entity=OuterRef(OuterRef("pk")), layer=Layer.GOLD, kind=Kind.ENTITY,
            label__active=True,
        ).exclude(article=self._article)  # fmt: skip
        looked_at: Any = mentions.order_by().values("pk")[:MENTIONS]
        usual = (
            Annotation.objects.filter(pk__in=looked_at)
            .order_by()
            .values("label_id")
            .annotate(times=Count("pk"))
            .order_by("-times", "label_id")
            .values("label_id")[:1]
        )
        rows = Entity.objects.filter(slug__in=slugs).annotate(usual=Subquery(usual)).order_by()
        return {slug: label for slug, label in rows.values_list("slug", "usual") if label}


def _label(one: Label) -> GivenLabel:
    """Return a label with its meaning as the codebook has it today."""
    meaning = [
        one.definition,
        f"Example: {one.example}" if one.example else "",
        f"Not: {one.counterexample}" if one.counterexample else "",
    ]
    polarity = "" if one.polarity is None else one.get_polarity_display()
    return GivenLabel(one.slug, one.kind, one.name, "\n".join(filter(None, meaning)), polarity)


def _question(one: Question) -> GivenQuestion:
    return GivenQuestion(
        one.slug, one.wording, one.type, one.unit, tuple(one.choices()), one.scope, one.many,
        one.can_change,
    )  # fmt: skip
