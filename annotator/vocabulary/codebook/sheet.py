"""codebook.csv: what its columns hold, and its rows read back (pure: no Django).

Each edition begins with a row without a label, which says who published it, when and why, and its
guidelines; a row for each label follows.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from annotator.cells import restored
from annotator.vocabulary.codebook.texts import MEANING, CodebookText, LabelText
from articles.intake.sheets.rows import NoTable, SheetRow, sheet_encoding, sheet_rows

COLUMNS = {
    "edition": "the number of the edition: 1 is the codebook with which the desk began",
    "published_at": "when it was published: a time in UTC; empty for the first, and beside a label",
    "published_by": "who published it, a username; empty where nobody did, and beside a label",
    "note": "what it changed, and why; empty beside a label",
    "guidelines": "what it says for every story; empty beside a label",
    "label": "the label's slug; empty in the row of the edition itself",
    "name": "what the label is called today",
    "kind": "`claim`, `entity` or `stance`",
    "polarity": "of a stance 1, 0 or -1; otherwise empty",
    "definition": "when to use the label, and when not",
    "example": "words to which it belongs",
    "counterexample": "words that look like it and are not",
    "change": "what the edition did to the label: `added`, `changed`, `reworded` where it means "
    "the same, or nothing",
}
"""The columns of codebook.csv, in their order, with what each holds."""
CLOSED = frozenset({"edition", "published_at", "label", "kind", "polarity", "change"})
"""Columns that the program alone writes. Never defused."""
LARGEST_FILE = 1024 * 1024
MOST_LABELS = 2000
LONGEST_TEXT = 20_000


class SheetRefused(ValueError):
    """A file that cannot be taken; `problems` say each line and what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass
class SheetEdition:
    """What a file says of one edition; None of the number, or of a text, is what it leaves out."""

    number: int | None
    guidelines: str | None = None
    note: str = ""
    published_by: str = ""
    published_at: datetime | None = None
    labels: dict[str, LabelText] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)


def read_sheet(data: bytes, today: CodebookText) -> list[SheetEdition]:
    """Return the editions that the file tells of, in order; one without number where it names none.

    A column that is missing leaves what a label of `today` says. Raises SheetRefused.
    """
    rows = _rows(data)
    header = next(rows, None)
    if header is None:
        raise SheetRefused(["The file is empty: it begins with a row that names its columns."])
    _check_header(header.cells)
    found: dict[int | None, SheetEdition] = {}
    problems: list[str] = []
    for row in rows:
        if len(row.cells) != len(header.cells):
            problems.append(
                f"Line {row.line}: the row has {len(row.cells)} cells, the header "
                f"{len(header.cells)}."
            )
            continue
        pairs = zip(header.cells, row.cells, strict=True)
        cells = {name: cell if name in CLOSED else restored(cell) for name, cell in pairs}
        try:
            _take(cells, found, today)
        except ValueError as wrong:
            problems.append(f"Line {row.line}: {wrong}")
    if problems:
        raise SheetRefused(problems)
    if not found:
        raise SheetRefused(["The file names no label: nothing is taken from it."])
    return [found[number] for number in sorted(found, key=lambda number: number or 0)]


def change_of(label: LabelText, before: CodebookText | None, codebook: CodebookText) -> str:
    """Return what an edition did to a label, as the column `change` says it."""
    if before is None:
        return ""
    was = before.labels.get(label.slug)
    if was is None:
        return "added"
    if was.meaning == label.meaning:
        return ""
    return "reworded" if label.slug in codebook.reworded else "changed"


def _rows(data: bytes) -> Iterator[SheetRow]:
    if len(data) > LARGEST_FILE:
        raise SheetRefused([f"The file is larger than {LARGEST_FILE // 1024} KB."])
    try:
        text = data.decode(sheet_encoding(data))
    except UnicodeError as error:
        raise SheetRefused(
            ["The file is not in UTF-8. In the spreadsheet, save it as “CSV UTF-8”."]
        ) from error
    if "\0" in text:
        raise SheetRefused(["The file holds NUL characters: it is not a text file."])
    try:
        yield from sheet_rows(io.StringIO(text, newline=""))
    except NoTable as error:
        raise SheetRefused([f"Line {error.line}: {error}"]) from error


def _check_header(names: list[str]) -> None:
    problems = []
    for name in dict.fromkeys(names):
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            problems.append(f"There is no column “{name[:60]}” here. The columns are: {known}.")
        elif names.count(name) > 1:
            problems.append(f"The column “{name}” stands there twice: remove one.")
    if "label" not in names:
        problems.append("The column “label” is missing: it says which label a row is of.")
    if problems:
        raise SheetRefused(problems)


def _take(
    cells: dict[str, str], found: dict[int | None, SheetEdition], today: CodebookText
) -> None:
    """Add what a row says. Raises ValueError with what to correct in it."""
    number = _number(cells["edition"]) if "edition" in cells else None
    edition = found.setdefault(number, SheetEdition(number))
    slug = cells["label"].strip()
    if not slug:
        edition.guidelines = _bounded(cells, "guidelines") if "guidelines" in cells else None
        edition.note = cells.get("note", "").strip()
        edition.published_by = cells.get("published_by", "").strip()
        edition.published_at = _moment(cells.get("published_at", "").strip())
        return
    if slug in edition.labels:
        raise ValueError(f"the label {slug} stands there already: remove one of the rows.")
    if len(edition.labels) >= MOST_LABELS:
        raise ValueError(f"there are more than {MOST_LABELS} labels: split the file.")
    edition.labels[slug] = _label(slug, cells, today.labels.get(slug))
    edition.changes[slug] = cells.get("change", "").strip()


def _label(slug: str, cells: dict[str, str], there: LabelText | None) -> LabelText:
    kind = cells.get("kind", "").strip()
    label = there or LabelText(slug, "", None)
    if kind and kind != label.kind:
        raise ValueError(
            f"the label {slug[:60]} is of the kind {label.kind[:20]}, not “{kind[:20]}”."
        )
    texts: dict[str, Any] = {name: _bounded(cells, name) for name in MEANING if name in cells}
    polarity = cells.get("polarity", "").strip()
    if polarity not in {"", "1", "0", "-1"}:
        raise ValueError(f"polarity “{polarity[:20]}” is none: 1, 0, -1, or nothing.")
    if there is None:
        name = (
            cells.get("name", "").strip() or slug.partition("-")[2].replace("-", " ").capitalize()
        )
        label = replace(label, name=name, polarity=int(polarity) if polarity else None)
    elif polarity and polarity != str(there.polarity):
        raise ValueError(f"the label {slug} has not the polarity {polarity}, which never changes.")
    return replace(label, **texts)


def _bounded(cells: dict[str, str], name: str) -> str:
    text = cells[name].replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"{name} is longer than {LONGEST_TEXT:,} characters: shorten it.")
    return text


def _number(cell: str) -> int:
    cell = cell.strip()
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 10 and int(cell)):
        raise ValueError(f"edition “{cell[:20]}” is no number of an edition: write 1, 2, 3.")
    return int(cell)


def _moment(cell: str) -> datetime | None:
    if not cell:
        return None
    try:
        at = datetime.fromisoformat(cell)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise ValueError(
            f"published_at “{cell[:40]}” is no time in UTC: write it like 2022-02-24T09:30:00Z."
        )
    return at.astimezone(UTC)
