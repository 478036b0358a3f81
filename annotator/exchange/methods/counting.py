"""Count what was read, by whom, and by which codebook: a fixed number of statements."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Greatest, Least

from annotator.annotations.codebook.second_look import changed_meanwhile
from annotator.annotations.models import (
    ENDED,
    OPEN,
    SPAN,
    Annotation,
    Assignment,
    AssignmentState,
    Layer,
    Placement,
    Revision,
)
from annotator.annotations.revision.placing import LEFT
from annotator.comparison.models import LeadState
from annotator.comparison.seen import leads_seen
from annotator.exchange.methods.facts import (
    BookFacts,
    CorpusFacts,
    EditionFacts,
    ReaderFacts,
    ReadingFacts,
    SourceCount,
)
from annotator.people.models import Erasure
from annotator.vocabulary.codebook.editions import codebook_of_today, published_editions
from articles.models import Article, Region, Story
from articles.parts import ASIDES
from articles.text import word_count

Names = Mapping[int, str]
"""What each person is called, by key."""


def corpus_facts(story: Story, hidden: Collection[int]) -> CorpusFacts:
    """Count the articles of the story but the hidden ones."""
    among = Article.objects.filter(story=story).exclude(pk__in=hidden).order_by()
    sources = among.values("source__name").annotate(
        count=Count("pk"), first=Min("published_on"), last=Max("published_on")
    )
    languages = among.values_list("language").annotate(count=Count("pk"))
    numbers = among.aggregate(
        words=Sum("word_count"), undated=Count("pk", filter=Q(published_on=None)),
        corrected=Count("pk", filter=Q(version__gt=1)),
    )  # fmt: skip
    of_story = Q(article__story=story) & ~Q(article__in=hidden)
    parts = Region.objects.filter(of_story, role__in=ASIDES).order_by().values_list("role")
    came = Revision.objects.filter(of_story, undone_at=None).aggregate(
        count=Count("pk"), carried=Sum("carried"), moved=Sum("moved"),
        to_review=Sum("to_review"), orphaned=Sum("orphaned"),
    )  # fmt: skip
    waiting = Placement.objects.filter(of_story, outcome__in=LEFT, verdict="")
    return CorpusFacts(
        sources=[
            SourceCount(row["source__name"], row["count"], row["first"], row["last"])
            for row in sources.order_by("source__name")
        ],
        languages=dict(sorted(languages)),
        words=numbers["words"] or 0,
        undated=numbers["undated"],
        asides=dict(sorted(parts.annotate(count=Count("pk")))),
        corrected=numbers["corrected"],
        corrections=came["count"],
        places={
            "carried": came["carried"] or 0, "moved": came["moved"] or 0,
            "to be reviewed": came["to_review"] or 0, "gone": came["orphaned"] or 0,
        },
        waiting=waiting.count(),
        taken_down=Erasure.objects.filter(story=story, kind=Erasure.Kind.ARTICLE).count(),
    )  # fmt: skip


def reading_facts(story: Story, hidden: Collection[int], names: Names) -> ReadingFacts:
    """Count who read what of the story, but of the hidden articles."""
    among = Assignment.objects.filter(article__story=story).exclude(article__in=hidden).order_by()
    states: dict[int, Counter[str]] = {}
    state_of: dict[tuple[int, int], str] = {}
    submitted: Counter[int] = Counter()
    for reader, article, state in among.values_list("annotator", "article", "state"):
        states.setdefault(reader, Counter())[state] += 1
        if state not in ENDED or (reader, article) not in state_of:
            state_of[reader, article] = state
        submitted[article] += state == AssignmentState.SUBMITTED
    live = Annotation.everything.filter(layer=Layer.READING, article__story=story, erased_at=None)
    marked = live.exclude(article__in=hidden).order_by().values_list("annotator", "article")
    counted: Any = marked.annotate(spans=Count("pk", filter=SPAN), whole=Count("pk", filter=~SPAN))
    spans: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    others: Counter[str] = Counter()
    for reader, article, of_words, of_article in counted:
        state = state_of.get((reader, article), AssignmentState.WITHDRAWN)
        if state == AssignmentState.SUBMITTED:
            spans[reader] += of_words
            whole[reader] += of_article
        else:
            others["open" if state in OPEN else "ended"] += of_words + of_article
    articles = Article.objects.filter(story=story).exclude(pk__in=hidden).count()
    readings = Counter(count for count in submitted.values() if count)
    readings[0] = articles - sum(readings.values())
    return ReadingFacts(
        wanted=story.readers,
        readers=[
            ReaderFacts(
                names[reader], of[AssignmentState.SUBMITTED], spans[reader], whole[reader],
                sum(of[state] for state in OPEN), of[AssignmentState.HANDED_BACK],
                of[AssignmentState.WITHDRAWN],
            )
            for reader, of in sorted(states.items(), key=lambda one: names[one[0]])
        ],
        by_readings=dict(sorted(readings.items())),
        ended_highlights=others["ended"],
        open_highlights=others["open"],
        sources_hidden=story.hide_sources,
        aside_highlights=_in_asides(story, hidden),
    )  # fmt: skip


def _in_asides(story: Story, hidden: Collection[int]) -> dict[str, int]:
    """Count by role the highlights of readings of which more than half stands in such a part."""
    live = Annotation.objects.filter(
        layer=Layer.READING, article__story=story, article__regions__role__in=ASIDES
    ).exclude(article__in=hidden)
    part = "article__regions__"
    over = Least(F("end"), F(f"{part}end")) - Greatest(F("start"), F(f"{part}start"))
    inside = live.annotate(over=over).filter(over__gt=(F("end") - F("start")) / 2.0)
    found = inside.order_by().values_list(f"{part}role").annotate(count=Count("pk"))
    return dict(sorted(found))


def lead_facts(story: Story, hidden: Collection[int]) -> dict[str, int]:
    """Count the story's leads by what became of them, without those about hidden articles."""
    counts = leads_seen(story, hidden).values_list("state").annotate(count=Count("pk"))
    return {str(LeadState(state).label): count for state, count in sorted(counts)}


def book_facts(story: Story, hidden: Collection[int]) -> BookFacts:
    """Count under which editions of the codebook annotations of the story were judged."""
    today = codebook_of_today()
    editions = {one.number: one for one in published_editions()}
    live = Annotation.everything.filter(article__story=story, erased_at=None)
    live = live.exclude(article__in=hidden).order_by()
    counts: dict[int, Counter[str]] = {}
    for number, layer, count in live.values_list("codebook_edition", "layer").annotate(
        count=Count("pk")
    ):
        counts.setdefault(number, Counter())[layer] += count
    told = []
    for number, layers in sorted(counts.items()):
        edition = editions.get(number)
        at = edition.published_at if edition else None
        told.append(
            EditionFacts(
                number, at.date() if at else None, edition.note if edition else "",
                layers[Layer.READING], layers[Layer.GOLD],
            )
        )  # fmt: skip
    return BookFacts(
        current=today.number,
        editions=told,
        behind=live.filter(changed_meanwhile()).count(),
        desk_guidelines=word_count(today.guidelines),
        story_guidelines=word_count(story.guidelines),
        labels=Counter(one.kind for one in today.labels.values() if one.is_active),
    )
