"""A story of many articles as it is kept, made by a few statements: nothing of it is computed."""

import json
from datetime import date, timedelta

from django.utils import timezone

from annotator.annotations.models import Assignment, AssignmentState
from annotator.people.models import Membership, User
from annotator.reconciliation.agreement.keeping.parts import PartContent, packed, packed_figures
from annotator.reconciliation.agreement.statistics.figures import confusion, figures
from annotator.reconciliation.agreement.statistics.selection import SumsTable
from annotator.reconciliation.models import (
    AgreementPart,
    ArticleAgreement,
    ArticleCell,
    Tally,
)
from annotator.vocabulary.models import Kind
from articles.models import Article, Source, Story
from tests.reconciliation.marks import counted

LABEL = "entity-person"
DAY = date(2024, 1, 1)


def grow(story: Story, number: int, people: int) -> None:
    """Let the story have so many articles, each read by the same two of all these people."""
    names = [f"p{n:03}" for n in range(people)]
    User.objects.bulk_create(
        (User(username=name, password="!") for name in names), ignore_conflicts=True
    )
    keys = sorted(User.objects.filter(username__in=names).values_list("pk", flat=True))
    Membership.objects.bulk_create(
        (Membership(story=story, user_id=pk, annotator=True) for pk in keys), ignore_conflicts=True
    )
    outlet, _ = Source.objects.get_or_create(slug="paper", defaults={"name": "Paper"})
    have = Article.objects.filter(story=story).count()
    made = [
        Article(story=story, source=outlet, title=f"No {n}", text=f"Words of {n}.\n")
        for n in range(have, number)
    ]
    for article in made:
        article.seal()
    made = Article.objects.bulk_create(made)
    one, two = keys[:2]
    sums = counted({one: [(0, 5, LABEL), (9, 11, LABEL)], two: [(0, 5, LABEL)]})
    _keep_articles(story, made, sums, (one, two))
    _keep_parts(story, number, sums, keys)


def _keep_articles(story, articles, sums, readers) -> None:
    found = packed_figures(figures([sums]))
    now = timezone.now()
    texts = json.dumps({kind: sums.packed() for kind in Kind.values})
    Assignment.objects.bulk_create(
        Assignment(
            article=article, annotator_id=reader, state=AssignmentState.SUBMITTED,
            assigned_at=now, submitted_at=now,
        )
        for article in articles for reader in readers
    )  # fmt: skip
    Tally.objects.bulk_create(
        Tally(
            article=article, story=story, readings=0, decisions=0, submitted=2,
            last_submitted=now, sums=texts,
        )
        for article in articles
    )  # fmt: skip
    ArticleAgreement.objects.bulk_create(
        ArticleAgreement(
            article=article, story=story, kind=kind, readings=0, source_key=article.source_id,
            day=DAY, annotators=",".join(map(str, readers)), compared=True, exact=0.5,
            overlap=0.5, unlike=-3, figures=found,
        )
        for article in articles for kind in Kind.values
    )  # fmt: skip
    ArticleCell.objects.bulk_create(
        ArticleCell(article=article, story=story, kind="entity", one=one, two=two, passages=1)
        for article in articles for one, two in ((LABEL, LABEL), (LABEL, ""))
    )  # fmt: skip


def _keep_parts(story, number, sums, keys) -> None:
    table = SumsTable([sums] * 12)
    of_label = PartContent(figures(table, label=LABEL) if LABEL in table.labels else {}, {}, {})
    whole = PartContent(
        figures(table), {LABEL: of_label.figures}, confusion(table), (DAY, DAY + timedelta(200))
    )
    pair = PartContent(figures(table, (sums.annotators[0], sums.annotators[1])), {}, {})
    outlet = Source.objects.get(slug="paper")
    parts = [
        ("story", "", whole), ("label", LABEL, of_label), ("source", str(outlet.pk), whole),
        *(("month", f"2024-0{n}-01", whole) for n in range(1, 8)),
    ]  # fmt: skip
    parts += [("pair", f"{one} {two}", pair) for i, one in enumerate(keys) for two in keys[i + 1 :]]
    AgreementPart.objects.filter(story=story).delete()
    AgreementPart.objects.bulk_create(
        AgreementPart(
            story=story, kind=kind, scope=scope, which=which, counted=1, measured=1,
            one_key=which.split()[0] if scope == "pair" else None,
            two_key=which.split()[1] if scope == "pair" else None,
            articles=number, annotators=len(keys), exact=0.5, spans=number, content=packed(content),
        )
        for kind in Kind.values for scope, which, content in parts
        if scope != "pair" or kind != "stance"
    )  # fmt: skip
