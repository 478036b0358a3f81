"""What a brief tells of each row: its values, each with the quotes that give it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from annotator.annotations.models import Annotation, Layer
from annotator.comparison.corrections.words import corrected_cells
from annotator.comparison.engine.camps import MOST_QUOTES
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.question_rows.kept import quoted_in_cells
from articles.models import Article, Source, Story

_READ = (
    "pk", "question_id", "article_id", "start", "end", "layer", "as_of", "said_by__name",
    "via__name",
)  # fmt: skip
"""Of the article nothing: on SQLite its outlet and its story stand behind all of its text."""


class QuotedAnswer(NamedTuple):
    """An answer that is quoted, and where it stands."""

    key: UUID
    question: int
    article: int
    start: int
    end: int
    layer: str
    as_of: str
    said_by: str | None
    via: str | None

    @property
    def settled(self) -> bool:
        return self.layer == Layer.GOLD


class BriefQuote(NamedTuple):
    """One answer in its sentence: what stands before its words, the words, what stands after."""

    said: QuotedAnswer
    sentence: tuple[str, str, str]
    source: str
    published: date | None
    url: str
    corrected: str
    """What the article said before it was corrected, and since when it says this; else empty."""


class BriefValue(NamedTuple):
    """One of the values that a row's sources give, with who gives it."""

    letter: str
    text: str
    quoted: list[BriefQuote]
    more: int
    """How many quotes are left out."""


class BriefRow(NamedTuple):
    """One row of the brief."""

    line: ConflictLine
    values: list[BriefValue]
    told: list[str]
    """What in it contradicts itself, and where a speaker is lost."""
    smaller: int = 0
    """How many values are left out."""
    untold: int = 0
    """How much of what could be told is left out."""


def quoted_lines(story: Story, lines: Sequence[ConflictLine], whole: bool) -> list[BriefRow]:
    """Return these lines with what is quoted for their largest camps, or for all of them where the
    brief, and the lines, are `whole`; statements do not grow with them."""
    rows = [line.computed for line in lines]
    camps = {row.pk: row.camps if whole else row.shown["camps"] for row in rows}
    quoted = _quoted(
        story, {key for one in camps.values() for camp in one for key in camp["quoted"]}
    )
    found = []
    for line in lines:
        row, shown = line.computed, line.computed.shown
        values = list(_values(camps[row.pk], quoted))
        if whole:
            found.append(BriefRow(line, values, [*line.findings, *line.lost]))
        else:
            found.append(BriefRow(line, values, line.told, shown["smaller"], shown["untold"]))
    return found


def _values(
    camps: Iterable[Mapping[str, Any]], quoted: Mapping[str, BriefQuote]
) -> Iterator[BriefValue]:
    for camp in camps:
        if quotes := [quoted[key] for key in camp["quoted"] if key in quoted]:
            more = max(camp["quotes"] - MOST_QUOTES, 0)
            yield BriefValue(camp["letter"], camp["text"], quotes, more)


def _quoted(story: Story, keys: Iterable[str]) -> dict[str, BriefQuote]:
    """Return these annotations in the sentences that their cells keep, by their keys; five
    statements, and more where one of their articles was corrected."""
    said = Annotation.objects.filter(pk__in=keys).order_by()
    listed = [QuotedAnswer(*row) for row in said.values_list(*_READ)]
    answering: dict[int, set[int]] = {}
    for one in listed:
        answering.setdefault(one.question or 0, set()).add(one.article)
    cells = quoted_in_cells(answering)
    articles = Article.objects.filter(pk__in={one.article for one in listed}).order_by()
    urls = dict(articles.values_list("pk", "url"))
    outlets = Source.objects.filter(pk__in={source for _, source, _ in cells.values()}).order_by()
    names = dict(outlets.values_list("pk", "name"))
    corrected = corrected_cells(story, {one.article for one in listed})
    found = {}
    for one in listed:
        if kept := cells.get((one.article, one.start, one.end)):
            sentence, source, published = kept
            found[str(one.key)] = BriefQuote(
                one, sentence, names.get(source, ""), published, urls.get(one.article, ""),
                corrected.get((one.question or 0, one.article), ""),
            )  # fmt: skip
    return found
