"""What taking in leads would do: which are new, which are there, where their quotes stand."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.comparison.leads.intake.lead_rows import LeadProblem, LeadRow
from annotator.comparison.leads.intake.naming import LeadNames, NoSuchArticle
from annotator.comparison.leads.intake.quotes import QuotedText
from annotator.comparison.models import Lead, LeadFound, LeadState
from annotator.text import fold
from articles.models import Article, Story, Version

Tell = Callable[[int, int], None]
BATCH = 50
"""Articles whose texts are in memory at once."""


@dataclass
class LeadPlan:
    """What taking in the rows of a file would do; with a problem, nothing."""

    story: Story
    fresh: list[Lead] = field(default_factory=list)
    known: int = 0
    """How many are there already, or twice in the file."""
    problems: list[LeadProblem] = field(default_factory=list)
    unknown_questions: dict[str, int] = field(default_factory=dict)
    looked: bool = True
    """Whether the quotes were looked for."""

    @property
    def lost(self) -> int:
        """How many have a quote that is not in its article."""
        return sum(LeadFound.ABSENT in (one.found_a, one.found_b) for one in self.fresh)

    @property
    def earlier(self) -> int:
        """How many have a quote that stood in an earlier text alone."""
        return sum(LeadFound.EARLIER in (one.found_a, one.found_b) for one in self.fresh)


def plan_leads(
    story: Story, rows: Sequence[LeadRow], tell: Tell = lambda done, of: None, *, look: bool = True
) -> LeadPlan:
    """Return what taking these rows into the story would do. Reads only.

    Without `look` the quotes are not looked for yet: that takes the texts of all articles.
    """
    plan, names = LeadPlan(story, looked=look), LeadNames(story)
    there = set(standing_keys(story))
    for row in rows:
        try:
            lead = _lead(story, row, names)
        except NoSuchArticle as wrong:
            plan.problems.append(LeadProblem(row.place, str(wrong)))
            continue
        if lead.key in there:
            plan.known += 1
        else:
            there.add(lead.key)
            plan.fresh.append(lead)
    plan.unknown_questions = dict(names.unknown_questions.most_common())
    if look and not plan.problems:
        _find_quotes(plan.fresh, tell)
    return plan


def standing_keys(story: Story) -> Iterator[str]:
    """Yield the keys of the leads that the story has."""
    kept = Lead.objects.filter(story=story).exclude(state=LeadState.TAKEN_BACK).order_by()
    yield from kept.values_list("key", flat=True).iterator(2000)


def _lead(story: Story, row: LeadRow, names: LeadNames) -> Lead:
    one, other = names.article(row.one), names.article(row.other)
    passages = sorted([[one, fold(row.one.quote)], [other, fold(row.other.quote)]])
    said = json.dumps([passages, fold(row.sentence)], ensure_ascii=False)
    return Lead(
        story=story, ref=row.ref, sentence=row.sentence, asserted_by=row.asserted_by,
        confidence=row.confidence, question_id=names.question(row.question),
        article_a_id=one, quote_a=row.one.quote, article_b_id=other, quote_b=row.other.quote,
        key=hashlib.sha256(said.encode()).hexdigest(),
    )  # fmt: skip


def _find_quotes(leads: Sequence[Lead], tell: Tell) -> None:
    """Set where each quote stands, article by article; memory is constant."""
    wanted: dict[int, list[tuple[Lead, str]]] = defaultdict(list)
    for lead in leads:
        wanted[lead.article_a_id].append((lead, "a"))
        wanted[lead.article_b_id].append((lead, "b"))
    keys, done, of = sorted(wanted), 0, 2 * len(leads)
    for first in range(0, len(keys), BATCH):
        some = keys[first : first + BATCH]
        for article in Article.objects.filter(pk__in=some).only("pk", "text", "version"):
            tell(done, of)
            place_quotes(article, wanted[article.pk])
            done += len(wanted[article.pk])


def place_quotes(article: Article, sides: Sequence[tuple[Lead, str]]) -> None:
    """Set where these quotes stand in the article's text of today, or that they do not; nothing is
    stored. `sides`: leads, each with `a` or `b`."""
    text, missing = QuotedText(article.text), []
    for lead, side in sides:
        near = getattr(lead, f"start_{side}") or 0
        place = text.place(getattr(lead, f"quote_{side}"), near)
        if place is None:
            missing.append((lead, side))
            _set(lead, side, None, None, LeadFound.ABSENT)
        else:
            found = LeadFound.EXACT if place.exact else LeadFound.ALIKE
            _set(lead, side, place.start, place.end, found)
    if missing and article.version > 1:
        earlier = Version.objects.filter(article=article, number__lt=article.version)
        for words in earlier.order_by("-number").values_list("text", flat=True).iterator(1):
            was = QuotedText(words)
            for lead, side in missing:
                if was.place(getattr(lead, f"quote_{side}")):
                    setattr(lead, f"found_{side}", LeadFound.EARLIER)


def _set(lead: Lead, side: str, start: int | None, end: int | None, found: LeadFound) -> None:
    for name, value in (("start", start), ("end", end), ("found", found)):
        setattr(lead, f"{name}_{side}", value)
