"""Attribution lost: words that one article gives as somebody's, and another states as fact.

Both must be marked: the words with a speaker or a holder in the one, in the article's own voice
in the other, and nowhere there as somebody's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Q

from annotator.annotations.models import Annotation
from annotator.comparison.copies.actions import copy_threshold
from annotator.comparison.copies.near_wording import near_pairs
from annotator.comparison.copies.shingles import shared_runs, shared_wording
from annotator.comparison.counted import counting_annotations
from annotator.vocabulary.models import Kind
from articles.models import Article, Source, Story
from articles.sentences import sentence_around

BATCH = 100
"""Articles whose texts are in memory at once."""


class Statement(NamedTuple):
    """A claim or a stance where it stands: its sentence is before + words + after."""

    article: int
    source: int
    source_name: str
    title: str
    start: int
    end: int
    speaker: str
    """Whose words they are; empty: the article's own voice."""
    before: str
    words: str
    after: str

    @property
    def sentence(self) -> str:
        return self.before + self.words + self.after


class LostAttribution(NamedTuple):
    """The words as somebody's in one article, and as another article's own."""

    quoted: Statement
    stated: Statement


def lost_attributions(
    story: Story, hidden: Collection[int], source: Source | None = None
) -> list[LostAttribution]:
    """Return each place where attribution is lost, in the order of the articles that lose it.

    With a source, only what it states. The sentences share as much as the story's threshold asks,
    and both highlights lie in what they share.
    """
    statements = list(_statements(story, hidden))
    sentences = list(dict.fromkeys((one.article, one.sentence) for one in statements))
    here: dict[tuple[int, str], list[Statement]] = defaultdict(list)
    for one in statements:
        here[one.article, one.sentence].append(one)
    found = set()
    spoken = {n for n, at in enumerate(sentences) if any(one.speaker for one in here[at])}
    texts = ((n, text) for n, (_, text) in enumerate(sentences))
    least = copy_threshold(story)
    pairs = {(one, other) for one, other, _ in shared_wording(texts, least, spoken)}
    pairs |= {two[:2] for two in near_pairs([text for _, text in sentences], least, spoken)}
    for first, second in pairs:
        one_side, other_side = here[sentences[first]], here[sentences[second]]
        if one_side[0].article != other_side[0].article:
            found |= {*_losses(one_side, other_side), *_losses(other_side, one_side)}
    wanted = [loss for loss in found if source is None or loss.stated.source == source.pk]
    places = {
        article: n for n, article in enumerate(dict.fromkeys(one.article for one in statements))
    }
    return sorted(
        wanted,
        key=lambda loss: (
            places[loss.stated.article], loss.stated.start, places[loss.quoted.article],
            loss.quoted.start, loss,
        ),
    )  # fmt: skip


def _losses(quoted: Sequence[Statement], stated: Sequence[Statement]) -> Iterator[LostAttribution]:
    """Yield what the one sentence gives as somebody's and the other, of another article, does
    not."""
    own = [one for one in stated if not one.speaker and not _attributed(one, stated)]
    theirs = [one for one in quoted if one.speaker]
    if not own or not theirs:
        return
    shared = shared_runs(theirs[0].sentence, own[0].sentence)
    for mine in own:
        for other in theirs:
            if any(
                _meets(other, run.start, run.end) and _meets(mine, run.other_start, run.other_end)
                for run in shared
            ):
                yield LostAttribution(other, mine)


def _attributed(one: Statement, there: Iterable[Statement]) -> bool:
    """Return whether the article gives these words as somebody's, too."""
    return any(o.speaker and o.start < one.end and one.start < o.end for o in there)


def _meets(one: Statement, start: int, end: int) -> bool:
    """Return whether the highlight shares something with this part of its sentence."""
    first = len(one.before)
    return first < end and start < first + len(one.words)


def _statements(story: Story, hidden: Collection[int]) -> Iterator[Statement]:
    """Yield the counted claims and stances, the earliest article first, each place and speaker
    once."""
    among = Annotation.objects.filter(
        counting_annotations(story), ~Q(article__in=hidden), kind__in=(Kind.CLAIM, Kind.STANCE)
    )
    marks: dict[int, set[tuple[int, int, str]]] = defaultdict(set)
    read = ("article_id", "start", "end", "said_by__name", "stance_holder__name")
    for article, start, end, speaker, holder in among.order_by().values_list(*read):
        marks[article].add((start, end, speaker or holder or ""))
    if not any(speaker for there in marks.values() for *_, speaker in there):
        return
    articles = Article.objects.filter(story=story, pk__in=marks).order_by("published_on", "pk")
    columns = ("pk", "source_id", "source__name", "title", "text")
    for pk, source, name, title, text in articles.values_list(*columns).iterator(BATCH):
        for start, end, speaker in sorted(marks[pk]):
            yield Statement(
                pk, source, name, title, start, end, speaker, *sentence_around(text, start, end)
            )
