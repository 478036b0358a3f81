"""Claims that people have read off articles, from a file: what proposals are held against.

A JSON list: of each question `question` (its wording), `type`, `unit`, `scope`, `whole`, `many`,
`options` (a list), `can_change`, and its `claims`: `file`, `start`, `end`, `quote`, `value`,
`unit`, `approximator`, `modality`, `said_by`, `via`, `as_of`, `scope`, `label`. A value is a
number, a date, an option, yes or no; of a text `*`, or what stands in the quote. Other entries may
name an `entity` and its `aliases`.
Beside the texts a manifest.csv may give their `published_on` and `language`.
"""

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ReadClaim:
    """One claim as people have read it: where, what it answers and what it says."""

    file: str
    start: int
    end: int
    quote: str
    question: str
    type: str
    said: dict[str, str] = field(hash=False)

    @property
    def label(self) -> str:
        """Return the label that a reader gives such a claim, where the file does not say it."""
        if self.said["label"]:
            return self.said["label"]
        if self.said.get("modality") == "predicted":
            return "claim-forecast"
        if self.type == "quantity":
            return "claim-quantity"
        return "claim-quotation" if self.type == "text" else "claim-event"


@dataclass(frozen=True)
class Readings:
    """All that was read: the questions as they are asked, their claims, the entities named."""

    questions: list[dict[str, Any]]
    claims: list[ReadClaim]
    entities: dict[str, list[str]]
    """Their aliases, by their names."""
    texts: dict[str, str]
    facts: dict[str, dict[str, str]]


DETAILS = ("value", "unit", "approximator", "modality", "said_by", "via", "as_of", "scope")


def read(readings: Path, texts: Path) -> Readings:
    """Read the file and its articles. Raises SystemExit where a quote is not there."""
    entries = json.loads(readings.read_text(encoding="utf-8"))
    questions = [entry for entry in entries if "question" in entry]
    claims = [_claim(asked, given) for asked in questions for given in asked["claims"]]
    names = sorted({claim.file for claim in claims})
    texts_by_name = {name: _text(texts / name) for name in names}
    for claim in claims:
        if texts_by_name[claim.file][claim.start : claim.end] != claim.quote:
            raise SystemExit(f"{claim.file} does not read “{claim.quote}” at {claim.start}.")
    said = {claim.said[name] for claim in claims for name in ("said_by", "via") if claim.said[name]}
    entities = {name: list[str]() for name in sorted(said)}
    entities |= {
        entry["entity"]: entry.get("aliases", []) for entry in entries if "entity" in entry
    }
    return Readings(questions, claims, entities, texts_by_name, _facts(texts / "manifest.csv"))


def _claim(asked: dict[str, Any], given: dict[str, Any]) -> ReadClaim:
    said = {name: str(given.get(name) or "") for name in (*DETAILS, "label")}
    return ReadClaim(
        given["file"], given["start"], given["end"], given["quote"], asked["question"],
        asked["type"], said,
    )  # fmt: skip


def _text(path: Path) -> str:
    """Return the text as the desk keeps it: offsets are into that."""
    from articles.text import canonical

    return canonical(path.read_bytes().decode("utf-8"))


def _facts(manifest: Path) -> dict[str, dict[str, str]]:
    if not manifest.exists():
        return {}
    with manifest.open(encoding="utf-8", newline="") as lines:
        return {row["file"]: dict(row) for row in csv.DictReader(lines)}
