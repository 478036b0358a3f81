"""Take in files of others: their articles and marks, judged before anything is stored."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotator.annotations.models import Annotation
from annotator.annotations.recording.staging import Tell
from annotator.exchange.formats.anchoring import anchored
from annotator.exchange.formats.document import FormatDocument, FormatMark
from annotator.exchange.formats.format import NotTaken
from annotator.exchange.formats.intake.choices import ForeignChoices
from annotator.exchange.formats.intake.own_addresses import own_number
from annotator.exchange.formats.intake.reading import Foreign
from annotator.exchange.formats.intake.rows import RowMaker
from annotator.exchange.formats.offsets import Move, to_canonical
from annotator.exchange.imports.compare_rows import already_there, clashes
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.judging import (
    ImportOutcome,
    Judgement,
    PastReader,
    judge,
    judgement,
)
from annotator.exchange.imports.parse_document_labels import article_label_of, article_labels_there
from annotator.exchange.imports.parse_rows import annotation_of
from annotator.exchange.imports.reach import ImportReach
from annotator.exchange.imports.read_csv import CsvRow, RowProblem, Wrong
from annotator.vocabulary.models import Entity
from articles.intake.came_as import came_as_text
from articles.intake.drafts import Draft, DraftProblem, draft
from articles.models import Article, Story
from articles.text import TextRefused, sha256

NO_TEXT = (
    "Its text is not in the file, and the story has no article of this address: import that first."
)
NOTHING_HERE = "None of it is of an article of this story. Import its articles first."


@dataclass
class Plan:
    """What taking in files would do; with a problem, nothing."""

    judged: Judgement
    articles: list[Draft]
    known: int
    """How many documents the story has already."""
    not_taken: list[NotTaken] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def problems(self) -> list[RowProblem]:
        return self.judged.problems

    def made(self) -> dict[str, int]:
        """Return how many things are made beside, by what they are."""
        return self.judged.made()

    def store(self, tell: Tell) -> ImportOutcome:
        """Store articles and marks, all or nothing. Raises ImportRefused."""
        return self.judged.store(tell)


def plan(
    story: Story,
    foreign: Foreign,
    choices: ForeignChoices,
    create: bool,
    tell: Tell,
    reach: ImportReach | None = None,
) -> Plan:
    """Return what taking these files into the story would do. Reads only.

    With `create`, what they name and the desk has not is made: entities, questions, assignments,
    users and memberships. `reach`: what a manager may name and hear of; without it, anything.
    """
    problems = [RowProblem(p.place, 0, p.message) for p in foreign.problems]
    desk = ImportLookup(create, reach)
    maker = RowMaker(story.slug, choices, _wikidata(), desk.edition)
    spans: list[CsvRow] = []
    of_articles: list[CsvRow] = []
    readers: list[PastReader] = []
    known = 0
    for document in foreign.documents:
        found = _placed(story, document, choices, desk, problems, maker.not_taken)
        if found is None:
            continue
        here, article, move = found
        try:
            desk.check_told_of(article.pk)
        except Wrong as wrong:
            problems.append(RowProblem(document.place or document.name, 0, str(wrong)))
            continue
        known += article.pk > 0
        for row, of_article in maker.rows(here, move):
            (of_articles if of_article else spans).append(row)
        readers += _readers(here, article, choices, desk)
    if foreign.documents and not desk.new_articles and not known and not problems:
        problems.append(RowProblem("The files", 0, NOTHING_HERE))
    marks = judge(spans, annotation_of, desk, problems, tell)
    labels = judge(of_articles, article_label_of, desk, problems, tell)
    _give_free_ids([label for _, label in labels])
    there, wrong_ids = already_there(marks)
    fresh = [pair for pair in marks if pair[1].pk not in there]
    fresh_labels, unlike = article_labels_there(labels)
    problems += [*wrong_ids, *clashes(fresh), *unlike]
    everything: list[tuple[CsvRow, Annotation]] = [*marks, *labels]
    all_fresh = [*fresh, *fresh_labels]
    judged = judgement(everything, all_fresh, desk, choices.submitted, problems, readers)
    return Plan(
        judged,
        [new.draft for new in desk.new_articles],
        known,
        [*foreign.not_taken, *maker.not_taken, *maker.unread.told()],
        maker.left_out,
    )


def _give_free_ids(labels: Sequence[Annotation]) -> None:
    """Give labels of whole articles another id where theirs is taken: it is not what they are
    known by."""
    ids = [label.pk for label in labels]
    taken: set[object] = set()
    for first in range(0, len(ids), 500):
        among = Annotation.everything.filter(pk__in=ids[first : first + 500])
        taken.update(among.values_list("pk", flat=True))
    for label in labels:
        if label.pk in taken:
            label.pk = uuid.uuid4()
        taken.add(label.pk)


def _wikidata() -> dict[str, str]:
    numbered = Entity.objects.exclude(wikidata="")
    return dict(numbered.values_list("wikidata", "slug"))


def _placed(
    story: Story,
    document: FormatDocument,
    choices: ForeignChoices,
    desk: ImportLookup,
    problems: list[RowProblem],
    not_taken: list[NotTaken],
) -> tuple[FormatDocument, Article, Move] | None:
    """Return the document by the names of its article here, the article, and how offsets move.

    Adds what is wrong, or what is not taken, and returns None where it can have none.
    """
    place = document.place or document.name
    if not document.text:
        return _without_text(story, document, choices.base, not_taken)
    try:
        text, move = to_canonical(document.text)
    except TextRefused as refused:
        problems.append(RowProblem(place, 0, str(refused)))
        return None
    found = [each for each in desk.outlines(story) if each.sha256 == sha256(text)]
    outlet = document.source or choices.source
    of_outlet = [each for each in found if each.source == outlet] if outlet else found
    if of_outlet:
        one = of_outlet[0]
        article = desk.article_of(one.pk, story)
        return _named(document, article, one.source), article, move
    said = {**document.about(), "source": outlet}
    drafts = list(draft(place, said, text, came=came_as_text(document.text, place)))
    wrong = [each for each in drafts if isinstance(each, DraftProblem)]
    problems += [RowProblem(each.place, 0, each.message) for each in wrong]
    for each in drafts:
        if isinstance(each, Draft):
            article = desk.offer(story, each)
            return _named(document, article, each.source), article, move
    return None


def _named(document: FormatDocument, article: Article, source: str) -> FormatDocument:
    return replace(
        document,
        source=source,
        title=article.title,
        text_sha256=article.text_sha256,
        article_id=str(article.pk) if article.pk > 0 else "",
        text=article.text,
    )


def _without_text(
    story: Story, document: FormatDocument, base: str, not_taken: list[NotTaken]
) -> tuple[FormatDocument, Article, Move] | None:
    """Return the article of a document without its text, and where its marks stand there."""
    of_story = Article.objects.filter(story=story).select_related("source").order_by("pk")
    found = None
    if document.text_sha256:
        found = of_story.filter(text_sha256=document.text_sha256).first()
    elif document.url:
        found = (
            of_story.filter(url=document.url[:2000]).first()
            or of_story.filter(pk=own_number(document.url, base)).first()
        )
    place = document.place or document.name
    if found is None:
        not_taken.append(NotTaken(place, NO_TEXT))
        return None
    marks: list[FormatMark] = []
    for mark in document.marks:
        standing = mark if mark.is_of_document else _standing(mark, found)
        if isinstance(standing, FormatMark):
            marks.append(standing)
        else:
            not_taken.append(NotTaken(mark.place or place, standing))
    found.story = story
    here = replace(_named(document, found, found.source.name), marks=marks)
    return here, found, lambda offset: offset


def _standing(mark: FormatMark, article: Article) -> FormatMark | str:
    """Return the mark where its quote stands in the article, or, without one, where its position
    says; or why it stands nowhere."""
    start, end = mark.span
    if not mark.quote:
        if end > len(article.text):
            has = f"which has {len(article.text):,} characters"
            return f"It stands at {start:,} to {end:,} of “{article.title}”, {has}."
        return replace(mark, quote=article.text[start:end])
    at = anchored(article.text, mark.quote, start, mark.prefix, mark.suffix)
    if at is None:
        return f"“{mark.quote[:60]}” stands nowhere in “{article.title}”."
    return replace(mark, start=at[0], end=at[1])


def _readers(
    document: FormatDocument, article: Article, choices: ForeignChoices, desk: ImportLookup
) -> Sequence[PastReader]:
    found = []
    for name in document.readers:
        if username := choices.annotators.get(name, ""):
            row = CsvRow(document.place or document.name, 0, {"annotator": 0}, [username])
            found.append(PastReader(row, article, desk.user(row)))
    return found
