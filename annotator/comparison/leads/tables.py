"""Declare leads.csv: one row a lead, with what became of it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from annotator.annotations.visibility.portions import Portion
from annotator.comparison.article_cells import article_cells
from annotator.comparison.leads.grounds import grounds_in_words
from annotator.comparison.leads.lead_list import LeadLine, lines_of_leads
from annotator.comparison.seen import leads_seen
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, columns

BATCH = 500
ARTICLE = ("source", "article_id", "article_title", "published_on", "article_url", "text_sha256")


def _rows(portion: Portion) -> Iterator[Row]:
    for story in portion.stories:
        articles = article_cells(story, portion.hidden)
        found = leads_seen(story, portion.hidden).select_related("question", "batch")
        leads = found.defer("batch__waiting").order_by("pk").iterator(BATCH)
        while some := list(islice(leads, BATCH)):
            for line in lines_of_leads(some):
                sides = {
                    f"{side}_{name}": value
                    for side in "ab"
                    for name, value in _side(line, side, articles).items()
                }
                yield {"story": story.slug, **_lead(line), **sides, **_verdict(line)}


def _lead(line: LeadLine) -> dict[str, Any]:
    lead = line.lead
    return {
        "lead": lead.pk,
        "id": lead.ref,
        "asserted_by": lead.asserted_by,
        "confidence": lead.confidence,
        "sentence": lead.sentence,
        "question": lead.question.slug if lead.question else "",
        "file": lead.batch.name,
        "came_at": lead.batch.at,
        "state": lead.state,
    }


def _side(line: LeadLine, side: str, articles: dict[int, dict[str, Any]]) -> dict[str, Any]:
    lead = line.lead
    of_article = articles[getattr(lead, f"article_{side}_id")]
    return {name: of_article[name] for name in ARTICLE} | {
        "start": getattr(lead, f"start_{side}"),
        "end": getattr(lead, f"end_{side}"),
        "quote": getattr(lead, f"quote_{side}"),
        "found": getattr(lead, f"found_{side}"),
        "settled_answers": len(line.grounds[side]["answers"]),
    }


def _verdict(line: LeadLine) -> dict[str, Any]:
    verdict = line.verdict
    if verdict is None:
        return dict.fromkeys(VERDICT, "")
    return {
        "reason": verdict.reason,
        "note": verdict.note,
        "missing": verdict.missing,
        "judged_by": verdict.by.username,
        "judged_at": verdict.at,
        "row": verdict.question.slug if verdict.question else "",
        "rests_on": grounds_in_words(verdict.rests_on),
        "stale": line.stale,
    }


VERDICT = ("reason", "note", "missing", "judged_by", "judged_at", "row", "rests_on", "stale")


def _side_columns(side: str, words: str) -> tuple[tuple[str, str], ...]:
    return (
        (
            " ".join(f"{side}_{name}" for name in ARTICLE),
            f"the article of the {words} quote, as in labels.csv",
        ),
        (
            f"{side}_start {side}_end",
            "where the quote stands in the text of today; empty where it is not there",
        ),
        (f"{side}_quote", "the quote as the machine gives it"),
        (
            f"{side}_found",
            "`exact`, `alike` but for spaces, quotation marks or dashes, `earlier` where it stood "
            "in an earlier text alone, or `absent`",
        ),
        (f"{side}_settled_answers", "how many settled answers stand over it"),
    )


LEADS = Table(
    name="leads",
    url="comparison:leads_csv",
    heading="Between the sources",
    sentence="One row a contradiction that a machine asserts, with what became of it.",
    columns=columns(
        ("story", "the story's slug"),
        ("lead", "the lead's number on this desk"),
        ("id", "its name in the file that it came in"),
        ("asserted_by", "who asserts it, in the words of the file"),
        ("confidence", "as the machine gives it, 0 to 1; empty where it gives none"),
        ("sentence", "what is asserted"),
        ("question", "the slug of the story's question that the file names, if it has one"),
        ("file came_at", "the name of the file, and when it came in: a time in UTC"),
        ("state", "`unread`, `confirmed`, `not so` or `open`"),
        *_side_columns("a", "first"),
        *_side_columns("b", "second"),
        (
            "reason",
            "why it is not so: `same`, `scope`, `time`, `speaker`, `absent`, `misread` or `other`",
        ),
        ("note missing", "what the adjudicator wrote; what an open lead waits for"),
        ("judged_by judged_at", "the adjudicator's username, and when: a time in UTC"),
        ("row", "the slug of the question whose row confirms it"),
        (
            "rests_on",
            "the settled answers over both passages, each as the id and revision of its annotation",
        ),
        ("stale", "`yes` where what the verdict rests on has changed since; else `no`"),
    ),
    roles=SETTLERS,
    rows=_rows,
)
