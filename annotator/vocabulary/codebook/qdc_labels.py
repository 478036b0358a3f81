"""Labels as codes of a REFI-QDA codebook, and codes as labels (pure: no Django).

Each kind is a code that nothing is coded with, and its labels stand beneath it. A label's guid
follows from its slug, so that it is the same in every file and on every desk.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from annotator.vocabulary.codebook.qdc import QdcBook, QdcCode, every_code
from annotator.vocabulary.codebook.texts import KINDS, CodebookText, LabelText

DESK = UUID("6f2f0c0e-5d0b-5c3c-9a53-7d5d0a5b6b1e")
"""The namespace of the guids that Annotator makes."""
COLOURS = {"claim": "#2f6f9f", "entity": "#2e7d4f", "stance": "#9a5b13"}
ORIGIN = "Annotator"
LONGEST_NAME = 60
LONGEST_SLUG = 60

_HEADS = {"example": "Example:", "counterexample": "Counterexample:"}
_HEAD_LINE = re.compile(rf"\\*({'|'.join(_HEADS.values())})")


def guid_of(slug: str) -> UUID:
    """Return the guid of a label, or of a kind: the same for one slug, always."""
    return uuid5(DESK, slug)


def book_of(codebook: CodebookText, version: str = "") -> QdcBook:
    """Return the labels in use of the codebook as codes, kind by kind."""
    kinds = []
    for kind in KINDS:
        labels = [one for one in codebook.labels.values() if one.kind == kind and one.is_active]
        codes = tuple(
            QdcCode(
                guid_of(one.slug), one.name, description=_description(one), colour=COLOURS[kind]
            )
            for one in labels
        )
        if codes:
            name = kind.capitalize()
            kinds.append(QdcCode(guid_of(kind), name, False, colour=COLOURS[kind], codes=codes))
    return QdcBook(tuple(kinds), f"{ORIGIN} {version}".strip())


class LeftBehind(NamedTuple):
    """Something of a file that does not come over, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class LabelsRead:
    """What a file comes to: labels with what they mean, and what does not come over."""

    labels: tuple[LabelText, ...]
    left: tuple[LeftBehind, ...]


def labels_of(book: QdcBook, known: Mapping[str, LabelText], kind: str = "claim") -> LabelsRead:
    """Return the labels that a codebook stands for.

    `known` are those of the desk by slug: a code with the guid of one of these, or with its name
    and kind, is that label. `kind` is that of new codes which do not stand beneath one.
    """
    read = _Reading(known, kind)
    read.take(book.codes, "")
    if book.sets:
        told = "1 set of codes" if book.sets == 1 else f"{book.sets} sets of codes"
        read.left.append(LeftBehind(told, "labels are not in sets here"))
    own = {guid_of(name): colour for name, colour in COLOURS.items()}
    mine = {guid_of(one.slug): COLOURS[one.kind] for one in known.values()} | own
    if any(one.colour and one.colour != mine.get(one.guid) for one in every_code(book.codes)):
        read.left.append(LeftBehind("The colours", "a label has the colour of its kind here"))
    return LabelsRead(tuple(read.labels.values()), tuple(read.left))


class _Reading:
    """Takes the codes of a tree, from above."""

    def __init__(self, known: Mapping[str, LabelText], kind: str) -> None:
        self.known, self.kind = known, kind
        self.labels: dict[str, LabelText] = {}
        self.left: list[LeftBehind] = []
        self._by_guid = {guid_of(slug): slug for slug in known}
        self._by_name = {(one.kind, one.name.casefold()): slug for slug, one in known.items()}

    def take(self, codes: Sequence[QdcCode], kind: str) -> None:
        for code in codes:
            own = _kind_named(code) if not kind else ""
            if own and (code.codes or not code.is_codable):
                self.take(code.codes, own)
                continue
            if code.is_codable:
                self._label(code, kind)
            else:
                why = "text is not coded with it, and labels are not in groups here"
                self.left.append(LeftBehind(f"“{code.name}”", why))
            if code.codes and code.is_codable:
                why = "here labels do not stand beneath others: each comes over by itself"
                self.left.append(LeftBehind(f"What stands beneath “{code.name}”", why))
            self.take(code.codes, kind)

    def _label(self, code: QdcCode, kind: str) -> None:
        kind = kind or self.kind
        slug = self._by_guid.get(code.guid) or self._by_name.get((kind, code.name.casefold()))
        texts = _texts(code.description)
        if slug is not None and slug not in self.labels:
            self.labels[slug] = replace(self.known[slug], **texts)
        elif slug is not None:
            self.left.append(LeftBehind(f"“{code.name}”", "another code is this label already"))
        elif kind == "stance":
            why = "a new stance needs a polarity, which the file cannot say: add it in codebook.csv"
            self.left.append(LeftBehind(f"“{code.name}”", why))
        elif len(code.name) > LONGEST_NAME:
            why = f"its name is longer than {LONGEST_NAME} characters: shorten it"
            self.left.append(LeftBehind(f"“{code.name[:LONGEST_NAME]}…”", why))
        else:
            made = self._free(kind, code)
            self.labels[made] = LabelText(made, code.name, **texts)

    def _free(self, kind: str, code: QdcCode) -> str:
        """Return a slug for a new label: of its name, or of its guid where no letter is left."""
        name = re.sub(r"[^a-z0-9]+", "-", code.name.casefold()).strip("-") or code.guid.hex[:12]
        base = f"{kind}-{name}"[: LONGEST_SLUG - 4].rstrip("-")
        slug, count = base, 1
        while slug in self.labels or slug in self.known:
            count += 1
            slug = f"{base}-{count}"
        return slug


def _kind_named(code: QdcCode) -> str:
    """Return the kind that a code names, or ''."""
    for kind in KINDS:
        plural = "entities" if kind == "entity" else f"{kind}s"
        if code.guid == guid_of(kind) or code.name.casefold() in {kind, plural}:
            return kind
    return ""


def _description(label: LabelText) -> str:
    parts = [_guarded(label.definition)]
    for name, head in _HEADS.items():
        if text := getattr(label, name):
            parts.append(f"{head}\n{_guarded(text)}")
    return "\n\n".join(part for part in parts if part)


def _guarded(text: str) -> str:
    """Return a text in which no line looks like a heading of a description."""
    return "\n".join(
        "\\" + line if _HEAD_LINE.fullmatch(line) else line for line in _lines(text.strip())
    )


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _texts(description: str) -> dict[str, Any]:
    """Return the three texts that a description holds: the exact reverse of `_description`."""
    found: dict[str, list[str]] = {"definition": []}
    at = "definition"
    heads = {head: name for name, head in _HEADS.items()}
    for line in _lines(description):
        if (name := heads.get(line)) and name not in found:
            at = name
            found[at] = []
        else:
            found[at].append(line[1:] if line[:1] == "\\" and _HEAD_LINE.fullmatch(line) else line)
    texts = dict.fromkeys(("definition", *_HEADS), "")
    return texts | {name: "\n".join(lines).strip() for name, lines in found.items()}


def left_lines(left: Sequence[LeftBehind]) -> Iterator[str]:
    """Yield a line for each thing that does not come over."""
    for one in left:
        yield f"{one.what} does not come over: {one.why}."
