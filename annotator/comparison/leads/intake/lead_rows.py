"""Read leads from a file, CSV or JSON: plain rows, and what is wrong with which (pure)."""

import hashlib
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.cells import restored
from annotator.foreign_json import JsonRefused, read_json
from articles.intake.sheets.rows import NoTable, sheet_encoding, sheet_rows

MOST_LEADS = 50_000
LONGEST = {"sentence": 2000, "quote_a": 5000, "quote_b": 5000, "asserted_by": 200, "id": 200}
NEEDED = ("quote_a", "quote_b", "sentence")
NAMED_BY = tuple(
    f"{name}_{side}" for side in "ab" for name in ("article", "source", "title", "sha256")
)
KNOWN = (*NEEDED, *NAMED_BY, "id", "confidence", "asserted_by", "question")
ALIKE = {
    f"{side}_{name}": f"{here}_{side}"
    for side in "ab"
    for name, here in (
        ("quote", "quote"), ("article_id", "article"), ("source", "source"),
        ("article_title", "title"), ("text_sha256", "sha256"),
    )
}  # fmt: skip
"""What leads.csv calls these columns: it comes in again."""
NOT_UTF_8 = "This is not UTF-8. Save it so; in a spreadsheet, as “CSV UTF-8”."
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class LeadProblem(NamedTuple):
    """What is wrong in one place of a file, and what to do about it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class LeadSide(NamedTuple):
    """A quote, and what names its article: number or address, source and title, hash."""

    quote: str
    article: str = ""
    source: str = ""
    title: str = ""
    sha256: str = ""


class LeadRow(NamedTuple):
    """One lead of a file, as it stands there."""

    place: str
    one: LeadSide
    other: LeadSide
    sentence: str
    ref: str = ""
    asserted_by: str = ""
    confidence: float | None = None
    question: str = ""

    @classmethod
    def of_data(cls, data: list[Any]) -> "LeadRow":
        """Return the row that was kept as JSON."""
        place, one, other, *rest = data
        return cls(place, LeadSide(*one), LeadSide(*other), *rest)


@dataclass
class LeadFile:
    """What a file of leads holds."""

    name: str = ""
    rows: list[LeadRow] = field(default_factory=list)
    problems: list[LeadProblem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Columns or names that are not read."""
    sha256: str = ""


class _Unreadable(Exception):
    """The file cannot be read at all: its place and why."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.problem = LeadProblem(place, message)


def read_leads(name: str, content: bytes) -> LeadFile:
    """Return what the file holds; problems where something cannot be read."""
    found = LeadFile(name, sha256=hashlib.sha256(content).hexdigest())
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    objects = _of_json if name.lower().endswith(".json") or head in (b"[", b"{") else _of_csv
    unread: dict[str, None] = {}
    try:
        for place, given in objects(name, content):
            if len(found.rows) + len(found.problems) >= MOST_LEADS:
                told = f"It has more than {MOST_LEADS:,} leads: divide it into several files."
                raise _Unreadable(name, told)
            values = {ALIKE.get(key, key): value for key, value in given.items()}
            unread.update((key, None) for key in values if key not in KNOWN)
            row = _row(place, values)
            (found.rows if isinstance(row, LeadRow) else found.problems).append(row)  # type: ignore[arg-type]
    except _Unreadable as refused:
        found.problems.append(refused.problem)
    if not found.rows and not found.problems:
        found.problems.append(LeadProblem(name, "It holds no leads."))
    found.unread = [key[:60] for key in unread]
    return found


def _of_csv(name: str, content: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        text = content.decode(sheet_encoding(content[:4]))
    except UnicodeError as error:
        raise _Unreadable(name, NOT_UTF_8) from error
    try:
        rows = sheet_rows(io.StringIO(text, newline=""))
        header = next(rows, None)
        if header is None:
            return
        _check_header(f"{name}, line {header.line}", header.cells)
        for row in rows:
            place = f"{name}, line {row.line}"
            if len(row.cells) != len(header.cells):
                told = f"The row has {len(row.cells)} cells and the header {len(header.cells)}."
                raise _Unreadable(place, told)
            yield place, dict(zip(header.cells, map(restored, row.cells), strict=True))
    except NoTable as error:
        raise _Unreadable(f"{name}, line {error.line}", str(error)) from error


def _check_header(place: str, header: list[str]) -> None:
    names = [ALIKE.get(one, one) for one in header]
    twice = sorted({one for one in names if names.count(one) > 1 and one in KNOWN})
    if twice:
        raise _Unreadable(place, f"The column {', '.join(twice)} is there twice: remove one.")
    if missing := [one for one in NEEDED if one not in names]:
        raise _Unreadable(place, f"The column {', '.join(missing)} is missing: add it.")


def _of_json(name: str, content: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        text = content.decode(
            "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        )
        value = read_json(text)
    except UnicodeError as error:
        raise _Unreadable(name, NOT_UTF_8) from error
    except JsonRefused as refusal:
        raise _Unreadable(_place_of(name, refusal), refusal.in_line) from refusal
    listed = value.get("leads") if isinstance(value, dict) else value
    if not isinstance(listed, list):
        raise _Unreadable(name, 'Write a list of leads: [ … ] or {"leads": [ … ]}.')
    for number, one in enumerate(listed, 1):
        place = f"{name}, lead {number}"
        if not isinstance(one, dict):
            raise _Unreadable(place, "Each lead is an object: { … }.")
        yield place, {str(key).strip().lower(): _text(place, key, one[key]) for key in one}


def _place_of(name: str, refusal: JsonRefused) -> str:
    if refusal.line:
        return f"{name}, line {refusal.line}"
    numbers = [int(one) for one in refusal.path[:2] if one.isdecimal()]
    return f"{name}, lead {numbers[0] + 1}" if numbers else name


def _text(place: str, name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        if str(name).strip().lower() in KNOWN:
            raise _Unreadable(
                place, f"{str(name)[:60]} is a text or a number, not a list or object."
            )
        return ""
    return str(value)


def _row(place: str, values: Mapping[str, str]) -> LeadRow | LeadProblem:
    """Return the row, or what is to be corrected in it."""
    given = {name: values.get(name, "").strip() for name in KNOWN}
    if any(_UNSTORABLE.search(one) for one in given.values()):
        return LeadProblem(place, "It holds a NUL character or half of one: remove it.")
    if empty := [name for name in NEEDED if not given[name]]:
        return LeadProblem(place, f"{', '.join(empty)}: fill this in.")
    for name, most in LONGEST.items():
        if len(given[name]) > most:
            told = f"{name} has {len(given[name]):,} characters: {most:,} are taken. Shorten it."
            return LeadProblem(place, told)
    for side in "ab":
        if not (given[f"article_{side}"] or given[f"sha256_{side}"]) and not (
            given[f"source_{side}"] and given[f"title_{side}"]
        ):
            told = (
                f"Name the article: article_{side} is its number or address, or give source_{side}"
            )
            return LeadProblem(place, f"{told} and title_{side}.")
    confidence = _share(given["confidence"])
    if given["confidence"] and confidence is None:
        told = f"The confidence “{given['confidence'][:20]}” is no number from 0 to 1. Write 0.8."
        return LeadProblem(place, told)
    return LeadRow(
        place, _side(given, "a"), _side(given, "b"), given["sentence"], given["id"],
        given["asserted_by"], confidence, given["question"],
    )  # fmt: skip


def _side(given: Mapping[str, str], side: str) -> LeadSide:
    return LeadSide(*(given[f"{name}_{side}"] for name in LeadSide._fields))


def _share(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 1 else None
