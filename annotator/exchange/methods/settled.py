"""Count how a story was adjudicated, and read how far its readers agree: nothing is computed."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from annotator.annotations.models import Annotation, ArticleProgress, Layer, Origin, Stage
from annotator.exchange.methods.counting import Names
from annotator.exchange.methods.facts import (
    AgreementFacts,
    DeciderFacts,
    KindAgreement,
    MachineFacts,
    SettlingFacts,
)
from annotator.machines.counting import fit_readings
from annotator.machines.models import Engine, StoryReader
from annotator.reconciliation.agreement.keeping.parts import unpacked
from annotator.reconciliation.agreement.kept import changed_articles
from annotator.reconciliation.models import AgreementPart, Decision, Outcome, Rule, Tally
from annotator.vocabulary.models import Kind
from articles.models import Story

STILL_TO_READ = (
    "the figures are kept of all articles, and whoever made this appendix has still to read some"
)
NOT_COUNTED = "no article that two have read was counted yet"


def settling_facts(story: Story, hidden: Collection[int], names: Names) -> SettlingFacts:
    """Count the decisions on the story's articles, but the hidden ones."""
    of_story = Q(article__story=story) & ~Q(article__in=hidden)
    progress = ArticleProgress.objects.filter(of_story).exclude(stage=Stage.READING).order_by()
    stages = progress.values_list("stage").annotate(count=Count("pk"))
    standing = Decision.objects.filter(of_story).order_by()
    who: dict[int, Counter[str]] = {}
    outcomes: Counter[str] = Counter()
    acts: Counter[tuple[str, int]] = Counter()
    rows = standing.values_list("decided_by", "outcome", "act__rule", "act__share", "had_read")
    for by, outcome, rule, share, had_read, count in rows.annotate(count=Count("pk")):
        of_one = who.setdefault(by, Counter())
        of_one["automatic" if rule else "by hand"] += count
        of_one["had read"] += count if had_read else 0
        outcomes[Outcome(outcome).label] += count
        if rule:
            acts[Rule(rule).label, share] += count
    ended = Decision.everything.filter(of_story).aggregate(
        undone=Count("pk", filter=Q(undone_at__isnull=False)),
        replaced=Count("pk", filter=Q(replaced_by__isnull=False)),
    )
    gold = Annotation.everything.filter(of_story, layer=Layer.GOLD, erased_at=None)
    return SettlingFacts(
        stages={Stage(stage).label: count for stage, count in stages},
        deciders=[
            DeciderFacts(names[by], of["by hand"], of["automatic"], of["had read"])
            for by, of in sorted(who.items(), key=lambda one: names[one[0]])
        ],
        outcomes=dict(outcomes),
        acts=dict(acts),
        undone=ended["undone"],
        replaced=ended["replaced"],
        gold=gold.count(),
        gold_from_files=gold.filter(origin=Origin.IMPORT).count(),
        places=_places(story, hidden),
        readers_may_settle=story.readers_settle,
    )


def _places(story: Story, hidden: Collection[int]) -> dict[str, int] | None:
    """Return the places by state; None where an article is not counted as it is now."""
    progress = ArticleProgress.objects.filter(story=story).exclude(article__in=hidden)
    fresh = Q(article__tally__readings=F("readings"), article__tally__decisions=F("decisions"))
    if progress.exclude(fresh).exclude(readings=0, decisions=0).exists():
        return None
    among = Tally.objects.filter(story=story).exclude(article__in=hidden).order_by()
    found = among.aggregate(
        agreed=Sum("agreed"), open=Sum("differing"), settled=Sum("settled"), stale=Sum("stale")
    )
    return {state: count or 0 for state, count in found.items()}


def agreement_facts(story: Story, hidden: Collection[int]) -> AgreementFacts:
    """Return the figures of the whole story as they are kept, kind by kind, and which machines
    count in them."""
    machines = _machines(story, hidden)
    if hidden:
        return AgreementFacts((), STILL_TO_READ, machines=machines)
    parts = AgreementPart.objects.filter(story=story, scope="story", counted__gt=0, articles__gt=0)
    found = {part.kind: part for part in parts}
    kinds = [
        KindAgreement(kind, found[kind].articles, unpacked(found[kind].content).figures)
        for kind in Kind.values
        if kind in found
    ]
    if not kinds:
        return AgreementFacts((), NOT_COUNTED, changed_articles(story), machines=machines)
    return AgreementFacts(
        kinds,
        changed=changed_articles(story),
        measuring=any(part.measured != part.changes for part in found.values()),
        machines=machines,
    )


def _machines(story: Story, hidden: Collection[int]) -> list[MachineFacts]:
    """Return the machines that count, with how many articles each has read as they are now."""
    counting = StoryReader.objects.filter(story=story, counts=True, removed_at=None)
    of_it = fit_readings().filter(reader=OuterRef("reader"), article__story=story)
    number = of_it.exclude(article__in=hidden).order_by().values("reader").annotate(n=Count("pk"))
    rows = counting.annotate(read=Subquery(number.values("n"))).order_by("reader__name", "pk")
    return [
        MachineFacts(name, Engine(engine).label, model, make, read or 0)
        for name, engine, model, make, read in rows.values_list(
            "reader__name", "reader__engine", "reader__model", "reader__make", "read"
        )
    ]
