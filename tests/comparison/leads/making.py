"""Leads for the tests: files as programs write them, and leads as an import stores them."""

import json
from typing import Any

from annotator.comparison.leads.intake.actions import store_leads
from annotator.comparison.leads.intake.lead_rows import read_leads
from annotator.comparison.leads.intake.plan import plan_leads
from annotator.comparison.models import Lead
from annotator.people.models import User
from articles.models import Article, Story


def asserted(
    one: Article,
    quote: str,
    other: Article,
    against: str,
    sentence: str = "They differ.",
    **more: Any,
) -> dict[str, Any]:
    """A lead as a file of JSON has it."""
    return {
        "article_a": one.pk, "quote_a": quote, "article_b": other.pk, "quote_b": against,
        "sentence": sentence, **more,
    }  # fmt: skip


def brought(story: Story, by: User | None, *leads: dict[str, Any]) -> list[Lead]:
    """The leads of one file, taken in."""
    file = read_leads("leads.json", json.dumps(leads).encode())
    assert not file.problems, file.problems
    done = store_leads(plan_leads(story, file.rows), "leads.json", by)
    return list(Lead.objects.filter(batch=done).order_by("pk"))
