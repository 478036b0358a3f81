"""Count what is kept of a story's agreement: the writer of parts and of articles' figures.

Everything is added up from the articles' tallies. An article that has changed makes the parts due
that it was of and is of; only those are computed, one by one, each stored by itself: whoever is
killed in the middle leaves the rest due. The values come first, the intervals after them.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Q

from annotator.background.work import Progress
from annotator.reconciliation.agreement.article_figures import local_day, sums_by_kind
from annotator.reconciliation.agreement.keeping.part_figures import KindShares
from annotator.reconciliation.agreement.keeping.parts import (
    PartName,
    packed,
    packed_figures,
    pair_named,
    parts_of,
)
from annotator.reconciliation.agreement.statistics.confusion import confusion_counts
from annotator.reconciliation.agreement.statistics.figures import figures
from annotator.reconciliation.agreement_models import (
    UNDEFINED,
    AgreementChange,
    AgreementPart,
    ArticleAgreement,
    ArticleCell,
    Scope,
)
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.refresh import refresh_tallies
from annotator.reconciliation.places.tallies import Sums
from annotator.vocabulary.models import Kind
from articles.models import Story

BATCH = 200
"""Articles that are taken in together, and parts that are read together."""
_STORED = (
    "readings", "source_key", "day", "annotators", "compared", "exact", "overlap", "unlike",
    "figures",
)  # fmt: skip


def count_agreement(story: Story, progress: Progress) -> int:
    """Count what has changed of the story's agreement; return how many parts were computed."""
    seen = list(AgreementChange.objects.filter(article__story=story).values_list("pk", flat=True))
    refresh_tallies(story)
    due = _articles_due(story)
    for first in range(0, len(due), BATCH):
        progress.tell(first, len(due))
        _take_in(story, due[first : first + BATCH])
    AgreementChange.objects.filter(pk__in=seen).delete()
    return _compute(story, progress)


def take_out(story: Story, article: int) -> None:
    """Make due the parts that the article was of, whose tally is gone: it counts no more."""
    _take_in(story, [article])


def _articles_due(story: Story) -> list[int]:
    """Return the articles whose tally, source or story is another than when it was taken in."""
    kept = ArticleAgreement.objects.filter(story=story, kind=Kind.CLAIM).order_by()
    then = {
        article: state
        for article, *state in kept.values_list("article_id", "readings", "source_key")
    }
    read = Tally.objects.filter(story=story, submitted__gte=1).order_by()
    now = {
        article: state
        for article, *state in read.values_list("article_id", "readings", "article__source_id")
    }
    return sorted(pk for pk in then.keys() | now.keys() if then.get(pk) != now.get(pk))


@transaction.atomic
def _take_in(story: Story, articles: Sequence[int]) -> None:
    """Keep what these articles are now, and make due what they were part of and are part of."""
    before = ArticleAgreement.objects.filter(article__in=articles, story=story)
    touched: dict[str, set[PartName]] = {kind: {(Scope.STORY, "")} for kind in Kind.values}
    for old in before.defer("figures"):
        touched[old.kind] |= parts_of(old.source_key, old.day, _keys(old.annotators), ())
    read = Tally.objects.filter(article__in=articles, submitted__gte=1).select_related("article")
    rows, cells = [], []
    for tally in read.defer("article__text"):
        for kind, sums in sums_by_kind(tally.sums).items():
            row = _article_row(story, tally, kind, sums)
            rows.append(row)
            cells += _cells(row, sums)
            touched[kind] |= parts_of(row.source_key, row.day, sums.annotators, sums.labels)
    before.exclude(article__in=[row.article_id for row in rows]).delete()
    ArticleAgreement.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article", "kind"], update_fields=_STORED
    )
    ArticleCell.objects.filter(article__in=articles).delete()
    ArticleCell.objects.bulk_create(cells)
    for kind, names in touched.items():
        _make_due(story, kind, names)


def _keys(text: str) -> list[int]:
    return [int(key) for key in text.split(",")]


def _article_row(story: Story, tally: Tally, kind: str, sums: Sums) -> ArticleAgreement:
    compared = len(sums.annotators) > 1
    found = figures([sums]) if compared else {}
    exact, overlap = (found[name].value if compared else None for name in ("exact", "overlap"))
    return ArticleAgreement(
        article_id=tally.article_id,
        story=story,
        kind=kind,
        readings=tally.readings,
        source_key=tally.article.source_id,
        day=local_day(tally.last_submitted),
        annotators=",".join(map(str, sums.annotators)),
        compared=compared,
        exact=UNDEFINED if exact is None else exact,
        overlap=UNDEFINED if overlap is None else overlap,
        unlike=-found["exact"].n if compared else 0,
        figures=packed_figures(found),
    )


def _cells(row: ArticleAgreement, sums: Sums) -> list[ArticleCell]:
    return [
        ArticleCell(
            article_id=row.article_id,
            story=row.story,
            kind=row.kind,
            one=one,
            two=two,
            passages=number,
        )
        for (one, two), number in confusion_counts(sums, None).items()
    ]


def _make_due(story: Story, kind: str, names: Iterable[PartName]) -> None:
    """Count that these parts have changed, and all labels; parts that are not there are made."""
    parts = AgreementPart.objects.filter(story=story, kind=kind)
    which: dict[str, list[str]] = {}
    for scope, one in sorted(names):
        which.setdefault(scope, []).append(one)
    chosen = Q(scope=Scope.LABEL)
    for scope, ones in which.items():
        chosen |= Q(scope=scope, which__in=ones)
    parts.filter(chosen).update(changes=F("changes") + 1)
    AgreementPart.objects.bulk_create(
        [_new_part(story, kind, scope, one) for scope, ones in which.items() for one in ones],
        ignore_conflicts=True,
    )


def _new_part(story: Story, kind: str, scope: str, which: str) -> AgreementPart:
    one, two = pair_named(which) if scope == Scope.PAIR else (None, None)
    return AgreementPart(story=story, kind=kind, scope=scope, which=which, one_key=one, two_key=two)


def _compute(story: Story, progress: Progress) -> int:
    """Compute the parts that are due, the values of all kinds first, then the intervals."""
    done = 0
    for number in ("counted", "measured"):
        for kind in Kind.values:
            old = ~Q(**{number: F("changes")})
            among = AgreementPart.objects.filter(old, story=story, kind=kind).order_by("pk")
            waiting = list(among.values_list("pk", flat=True))
            if not waiting:
                continue
            shares = KindShares.read(story, kind)
            for first in range(0, len(waiting), BATCH):
                chosen = among.filter(pk__in=waiting[first : first + BATCH])
                for part in chosen.defer("content"):
                    progress.tell(done, len(waiting))
                    _store(part, shares, intervals=number == "measured")
                    done += 1
    return done


def _store(part: AgreementPart, shares: KindShares, *, intervals: bool) -> None:
    """Compute one part and store it, unless something newer is stored already."""
    found = shares.compute(part.scope, part.which, intervals)
    mine = AgreementPart.objects.filter(pk=part.pk, counted__lte=part.changes)
    if found is None:
        mine.filter(changes=part.changes).delete()
        return
    exact = found.content.figures["exact"]
    mine.update(
        counted=part.changes,
        measured=part.changes if found.measured else F("measured"),
        articles=found.articles,
        annotators=found.annotators,
        exact=UNDEFINED if exact.value is None else exact.value,
        spans=exact.n,
        content=packed(found.content),
    )
