"""What the page of results shows: each hit with its words, what it is, and the way to its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.formats import date_format

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.visibility.source_masking import seen_source
from annotator.search.access import Reach
from annotator.search.finding import Hit
from annotator.search.models import FoundKind
from annotator.search.query.excerpts import ExcerptPiece, excerpt, whole
from annotator.search.query.syntax import Term
from annotator.vocabulary.models import Entity, Question
from articles.models import Article


@dataclass(frozen=True)
class ShownHit:
    """One hit as it is drawn. `ways` are other places of it: words, and an address."""

    kind: str
    called: str
    address: str
    title: list[ExcerptPiece]
    lines: list[list[ExcerptPiece]]
    facts: list[str]
    new: bool = False
    language: str = ""
    ways: list[tuple[str, str]] = field(default_factory=list)


class Drawn:
    """Draws hits for one person: what they may not see of a thing is left out.

    Whose a reading is, is told `by_name` only where that was asked, as on the page where readings
    are settled.
    """

    def __init__(self, reach: Reach, terms: Sequence[Term], by_name: bool = False) -> None:
        self.reach, self.terms, self.by_name = reach, terms, by_name
        self.first = next((term for term in terms if not term.left_out), None)

    def hits(self, found: Iterable[Hit], since: Any = None) -> list[ShownHit]:
        """Return the hits in their order, new ones those that came after `since`.

        A statement for each kind that is among them. What has gone meanwhile is left out.
        """
        found = list(found)
        things = self._things(found)
        shown = []
        for hit in found:
            key = hit.annotation or hit.article or hit.entity or hit.question
            thing = things[hit.kind].get(key)
            if thing is not None:
                new = since is not None and hit.arrived_at > since
                shown.append(getattr(self, f"_{hit.kind}")(thing, new))
        return shown

    def _things(self, found: list[Hit]) -> dict[str, dict[Any, Any]]:
        user = self.reach.user
        articles = Article.objects.select_related("story").defer("story__guidelines")
        articles = articles.annotate(seen_source=seen_source(user))
        marks = Annotation.everything.select_related(
            "article__story", "label", "annotator", "entity", "said_by"
        ).defer("article__text", "article__story__guidelines")
        marks = marks.annotate(seen_source=seen_source(user, "article__"))
        marked = _by_key(marks, [hit.annotation for hit in found])
        entities = Entity.objects.prefetch_related("aliases")
        questions = Question.objects.select_related("story").defer("story__guidelines")
        of_articles = [hit.article for hit in found if hit.kind == FoundKind.ARTICLE]
        return {
            FoundKind.ARTICLE: _by_key(articles, of_articles),
            FoundKind.ANNOTATION: marked,
            FoundKind.NOTE: marked,
            FoundKind.ENTITY: _by_key(entities, [hit.entity for hit in found]),
            FoundKind.QUESTION: _by_key(questions, [hit.question for hit in found]),
        }

    def _article(self, article: Any, new: bool) -> ShownHit:
        address = reverse("annotations:workbench", args=[article.pk])
        if self.first:
            # The workbench's own search opens with it, and shows the place.
            address += f"#find={quote(' '.join(self.first.words))}"
        facts = [article.seen_source or "Source hidden", article.story.title]
        if article.published_on:
            facts.append(date_format(article.published_on, "j M Y"))
        return ShownHit(
            "article", "Article", address, whole(article.title, self.terms),
            [excerpt(article.text, self.terms)], facts, new, article.language,
        )  # fmt: skip

    def _annotation(self, mark: Any, new: bool) -> ShownHit:
        title = excerpt(mark.quote, self.terms) or [ExcerptPiece("The whole article")]
        said = " · ".join(filter(None, [mark.value, mark.answer_key, mark.scope]))
        lines = [excerpt(said, self.terms)] if said else []
        return ShownHit(
            mark.kind, f"Highlight · {mark.label.name}", self._place(mark), title, lines,
            self._facts(mark), new, mark.article.language,
        )  # fmt: skip

    def _note(self, mark: Any, new: bool) -> ShownHit:
        lines = [excerpt(text, self.terms) for text in (mark.note, mark.flag) if text]
        title = [ExcerptPiece(mark.quote[:160] or "The whole article")]
        return ShownHit(
            mark.kind, f"Note · {mark.label.name}", self._place(mark), title, lines,
            self._facts(mark), new, mark.article.language,
        )  # fmt: skip

    def _facts(self, mark: Any) -> list[str]:
        gold = mark.layer == Layer.GOLD
        who = f"by {mark.annotator}" if self.by_name else "by an annotator"
        who = "settled" if gold else who
        if not gold and mark.annotator_id == self.reach.user.pk:
            who = "by you"
        facts = [who]
        if mark.entity:
            facts.append(f"names {mark.entity}")
        if mark.said_by:
            facts.append(f"said by {mark.said_by}")
        return [
            *facts,
            mark.article.title,
            mark.seen_source or "Source hidden",
            mark.article.story.title,
        ]

    def _place(self, mark: Annotation) -> str:
        """Return where the mark is in view: one's own in the workbench, others' where they are
        settled."""
        if mark.annotator_id == self.reach.user.pk and mark.layer == Layer.READING:
            return mark.get_absolute_url()
        address = reverse("reconciliation:settle", args=[mark.article_id])
        return address if mark.is_document_label else f"{address}?at={mark.start}#p-{mark.pk}"

    def _entity(self, entity: Any, new: bool) -> ShownHit:
        others = ", ".join(alias.name for alias in entity.aliases.all())
        lines = [excerpt(text, self.terms) for text in (others, entity.description) if text]
        marked = _search(f'entity:"{entity.slug}"')
        named = urlencode({"entity": entity.slug})
        pages = [
            (f"Page in {self.reach.titles[story]}", f"{self._names_of(story)}?{named}")
            for story in [key for key in self.reach.titles if key in self.reach.settled][:3]
        ]
        address = pages[0][1] if pages else marked
        ways = [("Its highlights", marked), *pages]
        return ShownHit(
            "entity", "Name", address, whole(entity.name, self.terms), lines, [], new, "", ways
        )

    def _names_of(self, story: int) -> str:
        return reverse("comparison:name", args=[self.reach.slugs[story]])

    def _question(self, question: Any, new: bool) -> ShownHit:
        story = question.story
        answers = _search(f'question:"{question.slug}"', story=story.slug)
        address = answers
        if question.story_id in self.reach.settled:
            address = reverse("comparison:passages", args=[story.slug, question.pk])
        lines = [excerpt(text, self.terms) for text in (question.scope, question.options) if text]
        return ShownHit(
            "claim", "Question", address, whole(question.wording, self.terms), lines,
            [question.get_type_display(), story.title], new, "", [("Its answers", answers)],
        )  # fmt: skip


def _search(query: str, **more: str) -> str:
    return f"{reverse('search:search')}?{urlencode({'q': query, **more})}"


def _by_key(rows: Any, keys: Iterable[Any]) -> dict[Any, Any]:
    wanted = {key for key in keys if key is not None}
    return {row.pk: row for row in rows.filter(pk__in=wanted).order_by()} if wanted else {}
