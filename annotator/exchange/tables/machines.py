"""Give the rows of machine_readers.csv and machine_readings.csv: who the machines are that read for
a story, and what each reading took."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from annotator.annotations.visibility.portions import Portion
from annotator.exchange.forms import ArticleFilters
from annotator.exchange.tables.article_facts import facts_in_batches
from annotator.machines.models import AidRule, MachineReading, StoryReader
from annotator.people.access import SETTLERS
from annotator.tables import Row, Table, TableFilters, columns


def _readers(portion: Portion) -> Iterator[Row]:
    """Yield a row a machine that reads for a story, or did; by story and name."""
    for story in portion.stories:
        wanted = StoryReader.objects.filter(story=story).select_related("reader__account")
        rules = AidRule.objects.filter(of__story=story).order_by("since", "pk")
        newest = {rule.of_id: rule for rule in rules}
        for one in wanted.order_by("reader__account__username"):
            reader, rule = one.reader, newest.get(one.pk)
            yield {
                "story": story.slug,
                "machine": reader.account.username,
                "name": reader.name,
                "engine": reader.engine,
                "model": reader.model,
                "version": reader.version,
                "options": _json(reader.options),
                "prompt": reader.prompt,
                "make": reader.make,
                "counts": one.counts,
                "shows": rule.shows if rule else "",
                "unaided_percent": rule.unaided_percent if rule else "",
                "shows_since": rule.since if rule else None,
                "added_at": one.added_at,
                "removed_at": one.removed_at,
            }


_OF_READING = (
    "run_id", "state", "text_version", "codebook_edition", "input_hash", "attempts", "assigned_at",
    "submitted_at", "seconds", "tokens_in", "tokens_out", "cost", "marks", "why",
)  # fmt: skip


def _readings(portion: Portion) -> Iterator[Row]:
    """Yield a row a machine and article, by story, article and machine."""
    for batch in facts_in_batches(portion):
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        read = MachineReading.objects.filter(article__in=list(batch))
        columns_read = ("article_id", "reader__account__username", "reader__make", "dropped")
        for row in read.order_by("article", "pk").values(*columns_read, *_OF_READING):
            found[row["article_id"]].append(row)
        for number, article in batch.items():
            for row in sorted(found.pop(number, ()), key=lambda r: r["reader__account__username"]):
                yield article.cells | {
                    "machine": row["reader__account__username"],
                    "make": row["reader__make"],
                    "run": row["run_id"],
                    "dropped": _json(row["dropped"]),
                    **{name: row[name] for name in _OF_READING if name != "run_id"},
                }


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


MACHINE_READERS = Table[Portion](
    name="machine_readers",
    url="exchange:machine_readers",
    heading="Machine readers",
    sentence=(
        "One row a machine reader of the story: what it is made of, and what people see of it."
    ),
    columns=columns(
        ("story", "the story's slug"),
        ("machine", "the username of its account, as `annotator` in labels.csv"),
        ("name", "its name"),
        (
            "engine",
            "what does the reading: `names`, `cues`, `endpoint`, `program`, `spacy`, `gliner`",
        ),
        ("model version", "the model as the engine calls it, and its version"),
        ("options", "its settings, as JSON"),
        ("prompt", "what it is told"),
        ("make", "the SHA-256 of engine, model, version, options and prompt"),
        ("counts", "`yes` where the story counts its readings as a reader's, else `no`"),
        ("shows", "what people see of it now: `nothing`, `suggestions` or `lane`"),
        ("unaided_percent", "the share of readings that never see its suggestions, in per cent"),
        ("shows_since", "since when that is so: a time in UTC"),
        ("added_at removed_at", "when it was added to the story, and taken off it: times in UTC"),
    ),
    roles=SETTLERS,
    filters=TableFilters,
    rows=_readers,
)

MACHINE_READINGS = Table[Portion](
    name="machine_readings",
    url="exchange:machine_readings",
    heading="Readings by machines",
    sentence=(
        "One row a machine and article: where its reading stands, what it was of, and what it took."
    ),
    columns=columns(
        ("story source article_id article_title text_sha256", "the article, as in labels.csv"),
        ("machine make", "the machine and its make, as in machine_readers.csv"),
        ("run", "the number of the run that read it"),
        ("state", "`assigned`, `reading`, `submitted` or `failed`"),
        (
            "text_version codebook_edition",
            "which version of the text was read, under which edition",
        ),
        (
            "input_hash",
            "the SHA-256 of all that the machine was given: text, labels and questions; empty "
            "where that is not known",
        ),
        ("attempts", "how often it was tried"),
        ("assigned_at submitted_at", "times in UTC"),
        ("seconds", "how long the engine took"),
        ("tokens_in tokens_out cost", "what it used, and its cost in the desk's own currency"),
        ("marks", "how many highlights it made"),
        ("dropped", "how many of its proposals were not taken, by reason, as JSON"),
        ("why", "why it failed"),
    ),
    roles=SETTLERS,
    filters=ArticleFilters,
    rows=_readings,
)
