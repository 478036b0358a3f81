"""Turn the marks of a document into the rows that an import judges."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.text import slugify

from annotator.annotations.details import DETAILS, OF_KIND
from annotator.exchange.formats.document import (
    DETAIL_COLUMNS,
    GOLD,
    READING,
    FormatDocument,
    FormatMark,
)
from annotator.exchange.formats.format import NotTaken
from annotator.exchange.formats.intake.choices import ForeignChoices
from annotator.exchange.formats.offsets import Move
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.imports.read_csv import CsvRow
from annotator.text import plain_number

_NAMESPACE = uuid.UUID("5b0f7c0e-58b5-4a43-9d5c-0f7d5c2f1a35")
"""From which the ids of marks follow that come without one of ours: the same each time."""
_TELLS_VALUE = frozenset(detail.name for detail in DETAILS if detail.tells_value)
_READ = frozenset({*DETAIL_COLUMNS, "stance_target_wikidata"})
_ARTICLES_OWN = frozenset({"article_id", "article_title", "source"})
"""What names an article here beside the hash of its text: another desk has others."""
_OWNER = {column.name: detail.name for detail in DETAILS for column in detail.columns} | {
    "stance_target_wikidata": "stance_target"
}


@dataclass
class RowMaker:
    """Makes rows of documents, as they were chosen to be, and notes what is not taken.

    `wikidata` are the slugs of entities here by their Wikidata number.
    """

    story: str
    choices: ForeignChoices
    wikidata: Mapping[str, str]
    editions: int
    """How many editions of the codebook there are here."""
    not_taken: list[NotTaken] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    """How many marks each label and annotator that were not chosen had."""
    unread: Unread = field(default_factory=Unread)
    ids: dict[str, int] = field(default_factory=dict)

    def rows(self, document: FormatDocument, move: Move) -> Iterator[tuple[CsvRow, bool]]:
        """Yield a row for each mark that is taken, and whether it is of the whole article.

        `move` moves an offset of the document's text to where it is in the article's.
        """
        seen: dict[tuple[object, ...], list[FormatMark]] = {}
        for mark in document.marks:
            label, annotator = self._chosen(mark)
            if not label or not annotator:
                continue
            key = (mark.layer, mark.layer == GOLD or annotator, label, mark.start, mark.end)
            twins = seen.setdefault(key, [])
            part = mark.part
            if any(twin.details == mark.details and twin.part == part for twin in twins):
                told = f"{mark.label} stands there twice, with the same details."
                self.not_taken.append(NotTaken(mark.place or document.place, told))
                continue
            if any(twin.part == part for twin in twins):
                part = 1 + max(twin.part for twin in twins)
            twins.append(mark)
            yield self._row(document, mark, label, annotator, part, move), mark.is_of_document

    def _chosen(self, mark: FormatMark) -> tuple[str, str]:
        """Return label and annotator here; counts what is left out."""
        label = self.choices.labels.get(mark.label, "")
        annotator = self.choices.annotators.get(mark.annotator, "")
        if not label:
            what = f"with the label “{mark.label}”"
        elif not annotator:
            what = f"by {mark.annotator}" if mark.annotator else "by nobody who is named"
        else:
            return label, annotator
        self.left_out[what] = self.left_out.get(what, 0) + 1
        return "", ""

    def _row(
        self,
        document: FormatDocument,
        mark: FormatMark,
        label: str,
        annotator: str,
        part: int,
        move: Move,
    ) -> CsvRow:
        of_document = mark.is_of_document
        cells = {
            "story": self.story,
            "text_sha256": document.text_sha256,
            "source": document.source,
            "article_title": document.title,
            "article_id": document.article_id,
            "layer": mark.layer if mark.layer == GOLD else READING,
            "annotator": annotator,
            "label": label,
            "part": str(part),
            "created_at": mark.created_at,
            "updated_at": mark.updated_at,
        }
        if not of_document:
            start, end = mark.span
            cells |= {"start": str(move(start)), "end": str(move(end)), "quote": mark.quote}
        if edition := self._edition(document, mark):
            cells["codebook_edition"] = edition
        details = self._details(document, mark, label.partition("-")[0])
        if of_document:
            details = _of_document(details)
        given = _uuid(mark.id)
        if (
            not of_document
            and label.startswith("claim-")
            and (given or _TELLS_VALUE & details.keys())
        ):
            # It says what its value comes to, if only nothing: no words are read for it.
            cells |= dict.fromkeys(_TELLS_VALUE, "")
        cells |= details
        cells["annotation_id"] = str(given or self._id(cells))
        place = mark.place or document.place or document.name
        names = list(cells)
        return CsvRow(place, 0, {n: at for at, n in enumerate(names)}, [cells[n] for n in names])

    def _edition(self, document: FormatDocument, mark: FormatMark) -> str:
        """Return the edition that a mark was made under; '' for today's, and where this desk has
        none of that number, which is counted."""
        given = mark.codebook_edition
        number = plain_number(given) or 0
        if given and not 1 <= number <= self.editions:
            told = (
                f"This desk has no edition {given[:20]} of the codebook, only up to "
                f"{self.editions}: today's is taken. To keep it bring the editions first, by "
                "import_codebook --editions codebook.csv."
            )
            self.unread.add(mark.place or document.place or document.name, told)
            return ""
        return given

    def _id(self, cells: Mapping[str, str]) -> uuid.UUID:
        """Return the id of a mark that has none of ours: the same for the same mark again."""
        names = sorted(cells.keys() - _ARTICLES_OWN)
        said = "\0".join(f"{name}\1{cells[name]}" for name in names)
        number = self.ids.get(said, 0)
        self.ids[said] = number + 1
        return uuid.uuid5(_NAMESPACE, f"{said}\0{number}")

    def _details(self, document: FormatDocument, mark: FormatMark, kind: str) -> dict[str, str]:
        """Return the details that a label of this kind can have; notes the others."""
        known, strange = {}, []
        for name, value in mark.details.items():
            if name in _READ and _OWNER[name] in OF_KIND[kind]:
                known[name] = value
            elif value:
                strange.append(name)
        if strange:
            told = f"A {kind} has no {', '.join(sorted(strange))} here."
            self.not_taken.append(NotTaken(mark.place or document.place, told))
        self._name_entity(known)
        if "question_text" in known and "question" not in known:
            known["question"] = slugify(known["question_text"], allow_unicode=True)[:120]
        return known

    def _name_entity(self, details: dict[str, str]) -> None:
        """Give an entity that is told by number or name the slug that it has here, or will have."""
        number, name = details.get("entity_wikidata", ""), details.get("entity_name", "")
        if number in self.wikidata:
            details.setdefault("entity", self.wikidata[number])
        elif "entity" not in details and (number or name):
            details["entity"] = slugify(name, allow_unicode=True)[:120] or number.lower()


def _of_document(details: Mapping[str, str]) -> dict[str, str]:
    """Return the details of a label of a whole article, by the columns of article_labels.csv."""
    named = {"stance_target": "target", "stance_target_name": "target_name"}
    named |= {"stance_target_wikidata": "target_wikidata", "note": "note"}
    return {ours: details[name] for name, ours in named.items() if name in details}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
