"""Read what is coded in the texts of a REFI-QDA project: selections, codes, memos and notes."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from annotator.exchange.formats.document import FormatMark
from annotator.exchange.formats.format import FormatProblem
from annotator.exchange.formats.qualitative.codes import ProjectCode, guid_in, guid_of
from annotator.exchange.formats.qualitative.coding_memo import (
    EDITION,
    FIRST,
    details_of,
    layer_of,
    memo_read,
    part_of,
)
from annotator.exchange.formats.qualitative.positions import (
    CountedText,
    Counting,
    Selected,
    places,
)
from annotator.exchange.formats.xml_files import at_line, inner_text, whole_number


class ProjectNote(NamedTuple):
    """A note of a project: its text, and when it was changed."""

    text: str
    changed: str = ""


@dataclass
class TextOfSource:
    """A text of a project: its source, the element with its selections, its name and place."""

    element: Any
    holder: Any
    name: str
    place: str
    counted: CountedText

    @property
    def guid(self) -> str:
        return guid_in(self.element.get("guid", ""))

    @cached_property
    def selections(self) -> list[tuple[Selected, Any]]:
        """The selections with their positions. Raises FormatRefused for one that has none."""
        found = []
        for one in self.holder.iterfind("{*}PlainTextSelection"):
            start = whole_number(self.place, one, "startPosition")
            end = whole_number(self.place, one, "endPosition")
            found.append((Selected(start, end, one.get("name", "")), one))
        return found


@dataclass
class CodingReader:
    """Makes marks of codings, by the users, codes and notes of the project they stand in."""

    place: str
    users: Mapping[str, str]
    codes: Mapping[str, ProjectCode]
    notes: Mapping[str, ProjectNote]
    cases: Collection[str]
    usual: Counting
    labels: dict[str, str] = field(default_factory=dict)
    """What each code is called in the marks, by its guid."""
    not_read: Counter[str] = field(default_factory=Counter)

    def learn_labels(self, texts: Iterable[TextOfSource]) -> None:
        """Give each code its label: by its guid, by what most memos of ours call what it
        codes, or else by its name, with the name above it where two have one."""
        said: dict[str, Counter[str]] = {}
        for text in texts:
            for memo, coding in self._codings(text):
                if memo:
                    said.setdefault(_code_of(coding), Counter())[memo[FIRST]] += 1
        slugs = {guid_of(slug): slug for counts in said.values() for slug in counts}
        names = Counter(code.name for code in self.codes.values())
        for guid, code in self.codes.items():
            label = slugs.get(guid, "")
            if not label and (counts := said.get(guid)):
                most, number = counts.most_common(1)[0]
                label = most if 2 * number > counts.total() else ""
            twice = names[code.name] > 1 and code.above
            self.labels[guid] = label or (f"{code.above}: {code.name}" if twice else code.name)

    def _codings(self, text: TextOfSource) -> Iterator[tuple[Mapping[str, str], Any]]:
        for _, selection in text.selections:
            memo = memo_read(inner_text(selection.find("{*}Description"))) or {}
            yield from ((memo, coding) for coding in selection.iterfind("{*}Coding"))
        for coding in text.holder.iterfind("{*}Coding"):
            yield _memo_among(self._notes_of(coding))[0], coding

    def marks(self, text: TextOfSource) -> tuple[list[FormatMark], list[FormatProblem]]:
        """Return the marks of a text, of all of it first, and what is wrong with others."""
        found: list[FormatMark | FormatProblem | None] = []
        for element in [text.element] + ([text.holder] if text.holder is not text.element else []):
            for coding in element.iterfind("{*}Coding"):
                found.append(self._mark(coding, element, None, ""))
            self.not_read["notes on a whole text"] += len(element.findall("{*}NoteRef"))
            told = inner_text(element.find("{*}Description")).strip()
            self.not_read["what texts are described by"] += bool(told)
        for selected, selection in text.selections:
            codings = selection.findall("{*}Coding")
            self.not_read["notes on words that have no code"] += not codings
            span = places(text.counted, selected, self.usual)
            if codings and span is None:
                told = f"{selected.start}-{selected.end} is no place in the text of “{text.name}”."
                found.append(FormatProblem(at_line(self.place, selection), told))
            elif span is not None:
                quote = text.counted.text[slice(*span)]
                found += (self._mark(coding, selection, span, quote) for coding in codings)
        marks = [one for one in found if isinstance(one, FormatMark)]
        return marks, [one for one in found if isinstance(one, FormatProblem)]

    def _mark(
        self, coding: Any, holder: Any, span: tuple[int, int] | None, quote: str
    ) -> FormatMark | FormatProblem | None:
        """Return the mark that a coding makes of what holds it; None for the text of a case."""
        place = at_line(self.place, coding)
        code = _code_of(coding)
        if code in self.cases:
            self.not_read["words that belong to a case"] += 1
            return None
        if code not in self.labels:
            told = f"Its code {code or '(none)'} is not in the code book. Export the project again."
            return FormatProblem(place, told)
        notes = self._notes_of(coding)
        if span is not None:
            described = inner_text(holder.find("{*}Description"))
            own = [ProjectNote(described, holder.get("modifiedDateTime", ""))]
            notes = [*(own if described.strip() else []), *notes, *self._notes_of(holder)]
        memo, changed, others = _memo_among(notes)
        details = details_of(memo)
        if others:
            details["note"] = "\n".join([*filter(None, [details.get("note")]), *others])
        user = guid_in(coding.get("creatingUser") or holder.get("creatingUser") or "")
        return FormatMark(
            label=self.labels[code],
            start=span[0] if span else None,
            end=span[1] if span else None,
            quote=quote,
            layer=layer_of(memo),
            annotator=self.users.get(user, ""),
            part=part_of(memo),
            id=guid_in(coding.get("guid", "")),
            details=details,
            created_at=coding.get("creationDateTime") or holder.get("creationDateTime") or "",
            updated_at=changed or (holder.get("modifiedDateTime", "") if span else ""),
            codebook_edition=memo.get(EDITION, ""),
            place=place,
        )

    def _notes_of(self, element: Any) -> list[ProjectNote]:
        refs = element.findall("{*}NoteRef")
        found = (self.notes.get(guid_in(one.get("targetGUID", ""))) for one in refs)
        return [note for note in found if note is not None and note.text.strip()]


def _memo_among(notes: Iterable[ProjectNote]) -> tuple[Mapping[str, str], str, list[str]]:
    """Return the memo of ours among notes, when it was changed, and the texts of the others."""
    memo: Mapping[str, str] = {}
    changed, others = "", []
    for note in notes:
        said = memo_read(note.text)
        if said is not None and not memo:
            memo, changed = said, note.changed
        else:
            others.append(note.text)
    return memo, changed, others


def _code_of(coding: Any) -> str:
    ref = coding.find("{*}CodeRef")
    return guid_in(ref.get("targetGUID", "")) if ref is not None else ""
